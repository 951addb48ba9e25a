//! Schemas of rows, payloads, pages and problems.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, ArrayType, BooleanType, IntegerFormat, IntegerType, NumberFormat,
    NumberType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat, StringType,
    Type as ApiType, VariantOrUnknownOrEmpty,
};

use super::{bounds, geometry};
use crate::resource::{Action, DefaultValue, Field, Resource, ZeroDate};
use crate::service::payload_schema;
use crate::types::{Int, Type};

/// The named schemas of a resource: the row, one of a list, and what create, replace and update take.
pub(super) fn of(resource: &Resource) -> Vec<(String, Schema)> {
    let name = &resource.type_name;
    let mut schemas = vec![(name.to_string(), row(resource))];
    if resource.allows(Action::List) {
        schemas.push((payload_name(resource, Action::List), list_item(resource)));
    }
    for action in [Action::Create, Action::Replace, Action::Update] {
        if resource.allows(action) {
            schemas.push((payload_name(resource, action), payload(resource, action)));
        }
    }
    schemas
}

/// The name of the schema of what an action gives or takes; the row's, where that has none of its own.
pub(super) fn payload_name(resource: &Resource, action: Action) -> String {
    payload_schema(&resource.type_name, action).unwrap_or_else(|| resource.type_name.to_string())
}

fn row(resource: &Resource) -> Schema {
    let fields = resource.fields.iter().filter(|field| field.is_readable());
    let names = fields.clone().flat_map(Field::names);
    let required = names.map(str::to_owned).collect();
    let properties = fields.flat_map(|field| properties(field, of_stored(field)));
    let mut schema = object(properties.collect(), required);
    schema.schema_data.description = resource.comment.as_ref().map(ToString::to_string);
    schema
}

/// A row of a list, of which the client may ask for some members only.
fn list_item(resource: &Resource) -> Schema {
    let mut schema = row(resource);
    if let SchemaKind::Type(ApiType::Object(object)) = &mut schema.schema_kind {
        object.required.clear();
    }
    schema
}

fn payload(resource: &Resource, action: Action) -> Schema {
    let fields = || resource.fields.iter().filter(|field| field.is_writable());
    let required = fields()
        // Of two names either will do.
        .filter(|field| is_required(field, action) && field.alias.is_none())
        .map(|field| field.name.to_string())
        .collect();
    let properties = fields().flat_map(|field| {
        let mut schema = of_field(field);
        bounds::narrow(&mut schema, field, resource);
        let becomes_default =
            action == Action::Create || action == Action::Replace && field.is_readable();
        if let Some(DefaultValue::Literal(literal)) = &field.default
            && becomes_default
        {
            schema.schema_data.default = literal_json(field, literal);
        }
        properties(field, schema)
    });
    object(properties.collect(), required)
}

fn is_required(field: &Field, action: Action) -> bool {
    match action {
        Action::Create => field.is_required(),
        // The path gives the key, and what the database computes or clients never see keeps its value.
        Action::Replace => field.is_required() && field.key.is_none() && field.is_readable(),
        _ => false,
    }
}

/// The member of a field under each of its names.
fn properties(
    field: &Field,
    schema: Schema,
) -> impl Iterator<Item = (String, ReferenceOr<Box<Schema>>)> {
    let deprecated = field.alias.as_ref().map(|alias| {
        let mut schema = schema.clone();
        schema.schema_data.deprecated = true;
        (alias.to_string(), schema)
    });
    let named = [(field.name.to_string(), schema)].into_iter();
    named
        .chain(deprecated)
        .map(|(name, schema)| (name, ReferenceOr::boxed_item(schema)))
}

pub(super) fn object(
    properties: IndexMap<String, ReferenceOr<Box<Schema>>>,
    required: Vec<String>,
) -> Schema {
    kind(ApiType::Object(ObjectType {
        properties,
        required,
        additional_properties: Some(AdditionalProperties::Any(false)),
        ..ObjectType::default()
    }))
}

/// The schema of what is shown, which may be a zero date that no client can write.
fn of_stored(field: &Field) -> Schema {
    let mut schema = of_field(field);
    match field.zero_date {
        _ if !field.ty.may_be_zero_date() => {}
        ZeroDate::Null => schema.schema_data.nullable = true,
        ZeroDate::Text => schema.schema_kind = string(None, None, None).schema_kind,
        ZeroDate::Error => {}
    }
    schema
}

/// The schema of a column's value, with its comment and nullability.
pub(super) fn of_field(field: &Field) -> Schema {
    let mut schema = of_type(field);
    schema.schema_data.description = field.comment.as_ref().map(ToString::to_string);
    schema.schema_data.nullable = field.nullable;
    schema
}

fn of_type(field: &Field) -> Schema {
    match &field.ty {
        Type::Bool => kind(ApiType::Boolean(BooleanType::default())),
        Type::Int(Int::U64) if field.as_string => string(None, None, Some("^[0-9]{1,20}$")),
        Type::Int(_) if field.as_string => string(None, None, Some("^-?[0-9]{1,19}$")),
        Type::Int(int) => integer(*int, field),
        Type::Year => integer_between(Some(0), Some(2155), IntegerFormat::Int32),
        Type::Bits(bits) => {
            let max = if *bits < 64 {
                i64::try_from((1_u64 << bits) - 1).ok()
            } else {
                None
            };
            let mut schema = integer_between(Some(0), max, IntegerFormat::Int64);
            if max.is_none() {
                set_unsigned(&mut schema);
            }
            schema
        }
        Type::Float => number(NumberFormat::Float, field),
        Type::Double => number(NumberFormat::Double, field),
        Type::Decimal { precision, scale } => {
            let whole = precision.saturating_sub(*scale).max(1);
            let fraction = if *scale == 0 {
                String::new()
            } else {
                format!(r"(\.[0-9]{{1,{scale}}})?")
            };
            let sign = if field.range.min.is_some_and(|min| min >= 0) {
                ""
            } else {
                "-?"
            };
            string(
                Some("decimal"),
                None,
                Some(&format!("^{sign}[0-9]{{1,{whole}}}{fraction}$")),
            )
        }
        Type::Text { max_length } => string(None, *max_length, None),
        Type::Bytes { .. } => string(Some("byte"), None, None),
        Type::Geometry { kind, .. } => geometry::of_kind(*kind),
        Type::Date => string(Some("date"), None, None),
        Type::Time { .. } => string(
            None,
            None,
            // To 838:59:59.
            Some(
                r"^-?([0-9]{2}|[0-7][0-9]{2}|8[0-2][0-9]|83[0-8]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?$",
            ),
        ),
        Type::DateTime { .. } if field.time_zone.is_some() => string(Some("date-time"), None, None),
        Type::DateTime { .. } => string(
            None,
            None,
            Some(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?$"),
        ),
        Type::Timestamp { .. } => string(Some("date-time"), None, None),
        Type::Enum(choices) => enumeration(&choices.values, field.nullable),
        Type::Set(choices) => kind(ApiType::Array(ArrayType {
            items: Some(ReferenceOr::boxed_item(enumeration(&choices.values, false))),
            min_items: None,
            max_items: None,
            unique_items: true,
        })),
        Type::Json => Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::Any(Default::default()),
        },
    }
}

pub(super) fn kind(ty: ApiType) -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(ty),
    }
}

fn integer(int: Int, field: &Field) -> Schema {
    let (low, high) = int.bounds();
    let bound = |own: Option<i64>, of_type: i128| own.or_else(|| i64::try_from(of_type).ok());
    let format = if int.is_64_bit() || int == Int::U32 {
        IntegerFormat::Int64
    } else {
        IntegerFormat::Int32
    };
    let maximum = bound(field.range.max, high);
    let mut schema = integer_between(bound(field.range.min, low), maximum, format);
    if int == Int::U64 && maximum.is_none() {
        set_unsigned(&mut schema);
    }
    schema
}

/// Says that an integer goes beyond `int64`: `uint64` of the OpenAPI format registry.
fn set_unsigned(schema: &mut Schema) {
    if let SchemaKind::Type(ApiType::Integer(integer)) = &mut schema.schema_kind {
        integer.format = VariantOrUnknownOrEmpty::Unknown("uint64".to_owned());
    }
}

fn integer_between(minimum: Option<i64>, maximum: Option<i64>, format: IntegerFormat) -> Schema {
    kind(ApiType::Integer(IntegerType {
        format: VariantOrUnknownOrEmpty::Item(format),
        minimum,
        maximum,
        ..IntegerType::default()
    }))
}

fn number(format: NumberFormat, field: &Field) -> Schema {
    kind(ApiType::Number(NumberType {
        format: VariantOrUnknownOrEmpty::Item(format),
        minimum: field.range.min.map(|bound| bound as f64),
        maximum: field.range.max.map(|bound| bound as f64),
        ..NumberType::default()
    }))
}

fn string(format: Option<&str>, max_length: Option<u32>, pattern: Option<&str>) -> Schema {
    let format = match format {
        Some("date") => VariantOrUnknownOrEmpty::Item(StringFormat::Date),
        Some("date-time") => VariantOrUnknownOrEmpty::Item(StringFormat::DateTime),
        Some("byte") => VariantOrUnknownOrEmpty::Item(StringFormat::Byte),
        Some(other) => VariantOrUnknownOrEmpty::Unknown(other.to_owned()),
        None => VariantOrUnknownOrEmpty::Empty,
    };
    kind(ApiType::String(StringType {
        format,
        max_length: max_length.and_then(|length| usize::try_from(length).ok()),
        pattern: pattern.map(str::to_owned),
        ..StringType::default()
    }))
}

fn enumeration(values: &[crate::Text], nullable: bool) -> Schema {
    let mut enumeration: Vec<Option<String>> =
        values.iter().map(|value| Some(value.to_string())).collect();
    // OpenAPI 3.0.3: a nullable enum must list null itself.
    if nullable {
        enumeration.push(None);
    }
    kind(ApiType::String(StringType {
        enumeration,
        ..StringType::default()
    }))
}

/// A literal default in its JSON form; `None` where that form is not plain from the text.
pub(super) fn literal_json(field: &Field, literal: &str) -> Option<serde_json::Value> {
    match &field.ty {
        Type::Bool => Some((literal != "0").into()),
        Type::Int(_) if !field.as_string => literal.parse::<i64>().ok().map(Into::into),
        Type::Year => literal.parse::<u16>().ok().map(Into::into),
        Type::Float | Type::Double => literal
            .parse::<f64>()
            .ok()
            .and_then(serde_json::Number::from_f64)
            .map(Into::into),
        Type::Int(_) | Type::Decimal { .. } | Type::Text { .. } | Type::Enum(_) => {
            Some(literal.into())
        }
        _ => None,
    }
}

/// Where a page stands in its list.
pub(super) fn page() -> Schema {
    let text = |description: &str| {
        let mut schema = string(None, None, None);
        schema.schema_data.nullable = true;
        described(schema, description)
    };
    let limit = described(
        integer_between(Some(1), None, IntegerFormat::Int32),
        "Most rows on this page.",
    );
    let offset = described(
        integer_between(Some(0), None, IntegerFormat::Int64),
        "Rows skipped before this page.",
    );
    object(
        named([
            ("limit", limit),
            ("offset", offset),
            (
                "next_cursor",
                text("Value of `cursor` for the next page; null on the last."),
            ),
        ]),
        vec!["limit".to_owned()],
    )
}

/// The one shape of every failure: RFC 9457.
pub(super) fn problem() -> Schema {
    let text = |description: &str| described(string(None, None, None), description);
    let entry = object(
        named([
            ("pointer", text("JSON pointer into the body (RFC 6901).")),
            ("parameter", text("Name of the query or path parameter.")),
            ("code", text("Stable code of this fault.")),
            ("message", text("What is wrong.")),
        ]),
        vec!["code".to_owned(), "message".to_owned()],
    );
    let errors = ArrayType {
        items: Some(ReferenceOr::boxed_item(entry)),
        min_items: None,
        max_items: None,
        unique_items: false,
    };
    let status = described(
        integer_between(Some(400), Some(599), IntegerFormat::Int32),
        "HTTP status.",
    );
    let required = ["type", "title", "status", "code", "request_id"]
        .map(str::to_owned)
        .to_vec();
    let mut schema = object(
        named([
            ("type", text("URI reference of the kind of problem.")),
            ("title", text("The kind of problem in words.")),
            ("status", status),
            ("detail", text("This problem in words.")),
            ("instance", text("Path of the request.")),
            ("code", text("Stable code of the kind of problem.")),
            (
                "request_id",
                text("Id of the request, as in the `x-request-id` header."),
            ),
            (
                "errors",
                described(kind(ApiType::Array(errors)), "Each fault of the request."),
            ),
        ]),
        required,
    );
    schema.schema_data.description = Some("Problem details (RFC 9457).".to_owned());
    schema
}

fn described(mut schema: Schema, description: &str) -> Schema {
    schema.schema_data.description = Some(description.to_owned());
    schema
}

/// Properties by name, in order.
pub(super) fn named<const N: usize>(
    properties: [(&str, Schema); N],
) -> IndexMap<String, ReferenceOr<Box<Schema>>> {
    properties
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), ReferenceOr::boxed_item(schema)))
        .collect()
}

/// `{"data": …}` around a schema, with `page` when it is a list.
pub(super) fn envelope(resource: &Resource, action: Action) -> Schema {
    let name = match action {
        Action::List => payload_name(resource, action),
        _ => resource.type_name.to_string(),
    };
    let row = ReferenceOr::ref_(&format!("#/components/schemas/{name}"));
    let mut properties = IndexMap::new();
    if action == Action::List {
        let rows = ArrayType {
            items: Some(row),
            min_items: None,
            max_items: None,
            unique_items: false,
        };
        properties.insert(
            "data".to_owned(),
            ReferenceOr::boxed_item(kind(ApiType::Array(rows))),
        );
        properties.insert(
            "page".to_owned(),
            ReferenceOr::ref_("#/components/schemas/Page"),
        );
    } else {
        properties.insert("data".to_owned(), row);
    }
    let required = properties.keys().cloned().collect();
    object(properties, required)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(field: &Field) -> serde_json::Value {
        serde_json::to_value(of_field(field)).expect("a schema")
    }

    #[test]
    fn unsigned_columns_say_so() {
        let id = Field::new("id", Type::Int(Int::U64));
        assert_eq!(json(&id)["format"], "uint64");
        assert_eq!(json(&id)["maximum"], serde_json::Value::Null);
        let mut text = id.clone();
        text.as_string = true;
        assert_eq!(json(&text)["pattern"], "^[0-9]{1,20}$");
        let signed = Field::new("id", Type::Int(Int::I64));
        assert_eq!(json(&signed)["format"], "int64");
        assert_eq!(json(&signed)["maximum"], i64::MAX);
        assert_eq!(
            json(&Field::new("b", Type::Bits(63)))["maximum"],
            (1_u64 << 63) - 1
        );
        assert_eq!(json(&Field::new("b", Type::Bits(64)))["format"], "uint64");
        let mut price = Field::new(
            "price",
            Type::Decimal {
                precision: 5,
                scale: 2,
            },
        );
        price.range.min = Some(0);
        assert_eq!(json(&price)["pattern"], r"^[0-9]{1,3}(\.[0-9]{1,2})?$");
    }
}
