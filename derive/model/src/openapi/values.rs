//! Schemas of values: a column's, by its type and limits.

use openapiv3::{
    ArrayType, BooleanType, IntegerFormat, IntegerType, NumberFormat, NumberType, ReferenceOr,
    Schema, SchemaData, SchemaKind, StringFormat, StringType, Type as ApiType,
    VariantOrUnknownOrEmpty,
};
use serde_json::json;

use super::{geometry, patterns};
use crate::resource::{Field, ZeroDate};
use crate::types::{Int, Type};

/// The schema of what is shown, which may be a zero date that no client can write.
pub(super) fn of_stored(field: &Field) -> Schema {
    let mut schema = of_field(field);
    if let SchemaKind::Type(ApiType::String(string)) = &mut schema.schema_kind
        && matches!(field.ty, Type::DateTime { .. })
    {
        // Long, and what is stored keeps to it anyway.
        string.pattern = None;
    }
    match field.zero_date {
        _ if !field.ty.may_be_zero_date() => {}
        ZeroDate::Null => schema.schema_data.nullable = true,
        ZeroDate::Text => schema.schema_kind = text().schema_kind,
        ZeroDate::Error => {}
    }
    schema
}

/// The schema of a column's value, with its comment and nullability.
pub(super) fn of_field(field: &Field) -> Schema {
    let mut schema = of_type(field);
    schema.schema_data.description = field.comment.as_ref().map(ToString::to_string);
    // Any JSON may be null as it is, and `nullable` goes with `type` alone (OpenAPI 3.0.3, section 4.7.24.1).
    schema.schema_data.nullable = field.nullable && field.ty != Type::Json;
    schema
}

/// The same for a path or a query, which have no null.
pub(super) fn without_null(schema: &mut Schema) {
    schema.schema_data.nullable = false;
    match &mut schema.schema_kind {
        SchemaKind::Type(ApiType::String(string)) => string.enumeration.retain(Option::is_some),
        SchemaKind::Type(ApiType::Integer(integer)) => integer.enumeration.retain(Option::is_some),
        _ => {}
    }
}

fn of_type(field: &Field) -> Schema {
    match &field.ty {
        Type::Bool => kind(ApiType::Boolean(BooleanType::default())),
        Type::Int(int) if field.as_string => string(None, None, Some(&patterns::whole(*int))),
        Type::Int(int) => integer(*int, field),
        Type::Year => year(),
        Type::Bits(bits) => {
            let max = if *bits < 64 {
                i64::try_from((1_u64 << bits) - 1).ok()
            } else {
                None
            };
            match max {
                Some(_) => integer_between(Some(0), max, IntegerFormat::Int64),
                None => unsigned(Some(0)),
            }
        }
        Type::Float => number(NumberFormat::Float, field),
        Type::Double => number(NumberFormat::Double, field),
        Type::Decimal { precision, scale } => {
            let signed = field.range.min.is_none_or(|min| min < 0);
            let pattern = patterns::decimal(*precision, *scale, signed);
            string(Some("decimal"), None, Some(&pattern))
        }
        Type::Text { max_length } => string(None, *max_length, None),
        Type::Bytes { max_length, .. } => {
            // Base64 writes three bytes as four characters (RFC 4648 section 4).
            let length = max_length.map(|most| most.div_ceil(3).saturating_mul(4));
            string(Some("byte"), length, None)
        }
        Type::Geometry { kind, .. } => geometry::of_kind(*kind),
        Type::Date => string(Some("date"), None, None),
        Type::Time { .. } => string(None, None, Some(patterns::TIME)),
        Type::DateTime { .. } if field.time_zone.is_some() => string(Some("date-time"), None, None),
        Type::DateTime { .. } => string(Some("date-time-local"), None, Some(patterns::DATE_TIME)),
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
    let minimum = bound(field.range.min, low);
    if int == Int::U64 && maximum.is_none() {
        return unsigned(minimum);
    }
    integer_between(minimum, maximum, format)
}

/// An integer that goes beyond `int64`: `uint64` of the OpenAPI format registry.
fn unsigned(minimum: Option<i64>) -> Schema {
    let mut schema = integer_between(minimum, None, IntegerFormat::Int64);
    if let SchemaKind::Type(ApiType::Integer(integer)) = &mut schema.schema_kind {
        integer.format = VariantOrUnknownOrEmpty::Unknown("uint64".to_owned());
    }
    // The library's own member holds no more than `int64`.
    let extensions = &mut schema.schema_data.extensions;
    extensions.insert("maximum".to_owned(), u64::MAX.into());
    schema
}

/// A year of MySQL's: 1901 to 2155, or 0 (its manual, "The YEAR Type").
fn year() -> Schema {
    let mut schema = integer_between(Some(0), Some(2155), IntegerFormat::Int32);
    let none = json!({ "minimum": 1, "maximum": 1900 });
    schema.schema_data.extensions.insert("not".to_owned(), none);
    schema
}

/// An integer of no width in particular.
pub(super) fn integer_from(minimum: i64, maximum: Option<i64>) -> Schema {
    kind(ApiType::Integer(IntegerType {
        minimum: Some(minimum),
        maximum,
        ..IntegerType::default()
    }))
}

/// Any text.
pub(super) fn text() -> Schema {
    string(None, None, None)
}

pub(super) fn integer_between(
    minimum: Option<i64>,
    maximum: Option<i64>,
    format: IntegerFormat,
) -> Schema {
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
        assert_eq!(json(&id)["maximum"], u64::MAX);
        let mut text = id.clone();
        text.as_string = true;
        assert!(json(&text)["pattern"].is_string());
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
