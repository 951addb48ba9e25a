//! The filters of lists: a parameter for each lookup of each column.
//!
//! Lists share those of one name and type, as nearly every table has some: a service of many tables has as many times ten.

use std::collections::BTreeMap;

use openapiv3::{
    BooleanType, Parameter, ReferenceOr, Schema, SchemaKind, StringFormat, StringType,
    Type as ApiType, VariantOrUnknownOrEmpty,
};

use super::parameters::{query, reference};
use super::values::{self, integer_from, kind, text};
use super::{patterns, schemas};
use crate::lookup::{Lookup, MOST_VALUES, Operand};
use crate::resource::{Action, Field, Range, Resource};
use crate::service::Service;
use crate::types::Type;

/// The filters of a list.
pub(super) fn of_list(resource: &Resource) -> Vec<ReferenceOr<Parameter>> {
    let named = |(field, lookup)| {
        let own = match shared_name(field, lookup) {
            Some(name) => reference(&name),
            None => ReferenceOr::Item(filter(field, lookup)),
        };
        let deprecated = deprecated(field, lookup).map(ReferenceOr::Item);
        [own].into_iter().chain(deprecated)
    };
    filters(resource).flat_map(named).collect()
}

/// The filters that lists share, by name.
pub(super) fn shared(service: &Service) -> BTreeMap<String, Parameter> {
    let mut shared = BTreeMap::new();
    let lists = service.resources.iter();
    for resource in lists.filter(|resource| resource.allows(Action::List)) {
        for (field, lookup) in filters(resource) {
            if let Some(name) = shared_name(field, lookup) {
                shared.entry(name).or_insert_with(|| filter(field, lookup));
            }
        }
    }
    shared
}

fn filters(resource: &Resource) -> impl Iterator<Item = (&Field, Lookup)> {
    let of_field = |field| Field::lookups(field).map(move |lookup| (field, lookup));
    resource.fields.iter().flat_map(of_field)
}

/// The name of a filter that others of the same name and schema share; none for one that is a column's own.
fn shared_name(field: &Field, lookup: Lookup) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !field.name.bytes().all(plain) {
        return None;
    }
    let parameter = field.parameter(lookup);
    match lookup.operand(&field.ty) {
        Operand::Value | Operand::Values | Operand::Pair => {
            Some(format!("{parameter}-{}", type_word(field)?))
        }
        Operand::Element => None,
        Operand::Part | Operand::Flag | Operand::Date | Operand::Number(..) => Some(parameter),
    }
}

/// A word for the schema of a column's values; none where that is the column's own.
fn type_word(field: &Field) -> Option<String> {
    if field.range != Range::default() {
        return None;
    }
    Some(match &field.ty {
        Type::Bool => "bool".to_owned(),
        Type::Int(int) if field.as_string => format!("{}-string", int.rust()),
        Type::Int(int) => int.rust().to_owned(),
        Type::Float => "f32".to_owned(),
        Type::Double => "f64".to_owned(),
        Type::Decimal { precision, scale } => format!("decimal-{precision}-{scale}"),
        Type::Text { max_length } => match max_length {
            Some(length) => format!("text-{length}"),
            None => "text".to_owned(),
        },
        Type::Bytes { max_length, .. } => match max_length {
            Some(length) => format!("bytes-{length}"),
            None => "bytes".to_owned(),
        },
        Type::Date => "date".to_owned(),
        Type::Time { .. } => "time".to_owned(),
        Type::DateTime { .. } if field.time_zone.is_some() => "instant".to_owned(),
        Type::DateTime { .. } => "datetime".to_owned(),
        Type::Timestamp { .. } => "instant".to_owned(),
        Type::Year => "year".to_owned(),
        Type::Bits(bits) => format!("bits-{bits}"),
        Type::Enum(_) | Type::Set(_) | Type::Json | Type::Geometry { .. } => return None,
    })
}

fn filter(field: &Field, lookup: Lookup) -> Parameter {
    let schema = match lookup.operand(&field.ty) {
        Operand::Value => value(field),
        Operand::Values => several(field, 1, MOST_VALUES),
        Operand::Pair => several(field, 2, 2),
        Operand::Part => text(),
        Operand::Element => element(field),
        Operand::Flag => kind(ApiType::Boolean(BooleanType::default())),
        Operand::Date => kind(ApiType::String(StringType {
            format: VariantOrUnknownOrEmpty::Item(StringFormat::Date),
            ..StringType::default()
        })),
        Operand::Number(low, high) => integer_from(low.into(), Some(high.into())),
    };
    let about = format!("Rows whose `{}` {}.", field.name, about(lookup));
    let is_list = matches!(&schema.schema_kind, SchemaKind::Type(ApiType::Array(_)));
    let mut parameter = query(field.parameter(lookup), schema, &about);
    if let Parameter::Query { parameter_data, .. } = &mut parameter {
        // Joined by commas.
        parameter_data.explode = is_list.then_some(false);
    }
    parameter
}

/// The same filter under the column's deprecated name.
fn deprecated(field: &Field, lookup: Lookup) -> Option<Parameter> {
    let name = field.deprecated_parameter(lookup)?;
    let mut parameter = filter(field, lookup);
    if let Parameter::Query { parameter_data, .. } = &mut parameter {
        (parameter_data.name, parameter_data.deprecated) = (name, Some(true));
    }
    Some(parameter)
}

const fn about(lookup: Lookup) -> &'static str {
    match lookup {
        Lookup::Eq => "equals this",
        Lookup::Ne => "does not equal this, or is null",
        Lookup::Gt => "is greater",
        Lookup::Gte => "is this or greater",
        Lookup::Lt => "is less",
        Lookup::Lte => "is this or less",
        Lookup::In => "equals one of these",
        Lookup::Between => "is one of these two or lies between them",
        Lookup::Contains => "contains this",
        Lookup::StartsWith => "begins with this",
        Lookup::EndsWith => "ends with this",
        Lookup::IsNull => "is null, or is not",
        Lookup::Date => "is on this day",
        Lookup::Year => "is in this year",
        Lookup::Month => "is in this month of any year",
        Lookup::Day => "is on this day of any month",
    }
}

/// A value of the column: a query has no null.
fn value(field: &Field) -> Schema {
    let mut schema = values::of_field(field);
    values::without_null(&mut schema);
    schema.schema_data.description = None;
    schema
}

/// Values joined by commas.
fn several(field: &Field, least: usize, most: usize) -> Schema {
    let mut item = value(field);
    if let SchemaKind::Type(ApiType::String(string)) = &mut item.schema_kind
        && matches!(field.ty, Type::Text { .. })
    {
        // One that has a comma in it is written in another way.
        string.pattern = Some(patterns::WITHOUT_COMMA.to_owned());
    }
    let mut list = schemas::list(ReferenceOr::Item(item));
    if let SchemaKind::Type(ApiType::Array(array)) = &mut list.schema_kind {
        (array.min_items, array.max_items) = (Some(least), Some(most));
    }
    list
}

/// One of the elements of a SET.
fn element(field: &Field) -> Schema {
    let choices = match &field.ty {
        Type::Set(choices) => choices.values.iter().map(ToString::to_string),
        _ => return text(),
    };
    kind(ApiType::String(StringType {
        enumeration: choices.map(Some).collect(),
        ..StringType::default()
    }))
}
