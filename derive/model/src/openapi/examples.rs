//! Examples: values that the columns take, the same in every document.

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type as ApiType};
use serde_json::{Map, Value as Json, json};

use crate::endpoint::Member;
use crate::resource::{Action, DefaultValue, Field, Resource};
use crate::types::{GeometryKind, Type};

/// Whether the example of what an action takes has a member: what the database fills in need not be given.
pub(super) fn is_shown(field: &Field, action: Action) -> bool {
    let computed = matches!(
        field.default,
        Some(DefaultValue::Auto | DefaultValue::Expression(_))
    );
    field.is_readable() && !computed || field.is_required() && action == Action::Create
}

/// A row with these members under all of their names; the schema is that of the row.
pub(super) fn row<'a>(
    resource: &Resource,
    fields: impl Iterator<Item = &'a Field>,
    schema: &Schema,
) -> Json {
    let members = fields.flat_map(|field| {
        let value = member(resource, field, schema);
        let names = field.names().map(str::to_owned);
        names.map(move |name| (name, value.clone()))
    });
    members.collect::<Map<String, Json>>().into()
}

/// What a client gives with these members; the schema is that of the body.
pub(super) fn payload<'a>(
    resource: &Resource,
    fields: impl Iterator<Item = &'a Field>,
    schema: &Schema,
) -> Json {
    let members = fields.map(|field| (field.name.to_string(), member(resource, field, schema)));
    members.collect::<Map<String, Json>>().into()
}

fn member(resource: &Resource, field: &Field, schema: &Schema) -> Json {
    // A row that another refers to need not be there.
    let mut keys = resource.belongs_to.iter();
    let refers = keys.any(|key| key.columns.contains(&field.column));
    match refers && field.nullable {
        true => Json::Null,
        false => of_field(field, property(schema, &field.name)),
    }
}

/// An object with these members of an endpoint.
pub(super) fn members<'a>(
    members: impl Iterator<Item = &'a Member>,
    schema: Option<&Schema>,
) -> Json {
    let value = |member: &Member| {
        let value = match &member.object {
            Some(object) => self::members(object.members.iter(), None),
            None => of_field(
                &member.field,
                schema.and_then(|it| property(it, &member.field.name)),
            ),
        };
        let value = match member.list {
            true => json!([value]),
            false => value,
        };
        (member.field.name.to_string(), value)
    };
    members.map(value).collect::<Map<String, Json>>().into()
}

fn property<'a>(schema: &'a Schema, name: &str) -> Option<&'a Schema> {
    match &schema.schema_kind {
        SchemaKind::Type(ApiType::Object(object)) => match object.properties.get(name)? {
            ReferenceOr::Item(schema) => Some(schema),
            ReferenceOr::Reference { .. } => None,
        },
        _ => None,
    }
}

/// A value of a column, within the bounds of its schema.
fn of_field(field: &Field, schema: Option<&Schema>) -> Json {
    if let Some(default) = schema.and_then(|schema| schema.schema_data.default.clone()) {
        return default;
    }
    match schema.map(|schema| &schema.schema_kind) {
        Some(SchemaKind::Type(ApiType::Integer(integer))) => {
            let listed = integer.enumeration.iter().flatten().next().copied();
            let (low, high) = (integer.minimum, integer.maximum);
            let usual = if field.ty == Type::Year { 2026 } else { 1 };
            let within = usual.max(low.unwrap_or(usual)).min(high.unwrap_or(usual));
            return listed.unwrap_or(within).into();
        }
        Some(SchemaKind::Type(ApiType::String(string)))
            if matches!(field.ty, Type::Text { .. }) =>
        {
            return text(&field.name, string.min_length, string.max_length).into();
        }
        _ => {}
    }
    of_type(field)
}

fn of_type(field: &Field) -> Json {
    match &field.ty {
        Type::Bool => json!(true),
        Type::Int(_) | Type::Year | Type::Bits(_) if !field.as_string => json!(1),
        Type::Int(_) | Type::Year | Type::Bits(_) => json!("1"),
        Type::Float | Type::Double => {
            json!(field.range.min.map_or(1.5, |min| 1.5_f64.max(min as f64)))
        }
        Type::Decimal { precision, scale } => decimal(field, *precision, *scale).into(),
        Type::Text { max_length } => {
            let length = max_length.and_then(|most| usize::try_from(most).ok());
            text(&field.name, None, length).into()
        }
        Type::Bytes { max_length, .. } if max_length.is_some_and(|most| most < 3) => json!(""),
        Type::Bytes { .. } => json!("AAEC"),
        Type::Geometry { kind, .. } => geometry(*kind),
        Type::Date => json!("2026-11-30"),
        Type::Time { .. } => json!("08:30:00"),
        Type::DateTime { .. } if field.time_zone.is_none() => json!("2026-11-30T08:30:00"),
        Type::DateTime { .. } | Type::Timestamp { .. } => json!("2026-11-30T08:30:00Z"),
        Type::Enum(choices) => json!(choices.values.first()),
        Type::Set(choices) => json!(choices.values.first().into_iter().collect::<Vec<_>>()),
        Type::Json => json!({}),
    }
}

fn decimal(field: &Field, precision: u8, scale: u8) -> String {
    let whole = match precision > scale {
        true => field.range.min.unwrap_or(1).max(1),
        false => 0,
    };
    let fraction: String = "50".chars().take(scale.into()).collect();
    match fraction.is_empty() {
        true => whole.to_string(),
        false => format!("{whole}.{fraction}"),
    }
}

/// A text of a length within the limits.
fn text(name: &str, least: Option<usize>, most: Option<usize>) -> String {
    let text = if name.contains("mail") {
        "ann@example.org"
    } else {
        "text"
    };
    let mut text = text.repeat(least.unwrap_or(0).div_ceil(text.len()).max(1));
    if let Some(most) = most.or(least).filter(|most| *most < text.len()) {
        text.truncate(most);
    }
    text
}

fn geometry(kind: GeometryKind) -> Json {
    let line = json!([[9.2, 48.7], [9.3, 48.8]]);
    let ring = json!([[9.0, 48.0], [10.0, 48.0], [10.0, 49.0], [9.0, 48.0]]);
    let coordinates = match kind {
        GeometryKind::GeometryCollection => {
            return json!({ "type": "GeometryCollection", "geometries": [geometry(GeometryKind::Point)] });
        }
        GeometryKind::Geometry | GeometryKind::Point => {
            return json!({ "type": "Point", "coordinates": [9.2, 48.7] });
        }
        GeometryKind::LineString => line,
        GeometryKind::Polygon => json!([ring]),
        GeometryKind::MultiPoint => json!([[9.2, 48.7]]),
        GeometryKind::MultiLineString => json!([line]),
        GeometryKind::MultiPolygon => json!([[ring]]),
    };
    json!({ "type": kind.as_str(), "coordinates": coordinates })
}
