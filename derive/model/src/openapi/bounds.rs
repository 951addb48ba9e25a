//! What CHECK constraints say of single members, in the words of JSON Schema.

use openapiv3::{IntegerType, Schema, SchemaKind, StringType, Type as ApiType};

use crate::resource::{Field, Resource};
use crate::rule::{Operator, Rule};
use crate::types::Type;

/// Narrows the schema of what clients write into a column to what the rules of the table let through.
pub(super) fn narrow(schema: &mut Schema, field: &Field, resource: &Resource) {
    let rules = resource.checks.iter().flat_map(|check| check.rules.iter());
    for rule in rules {
        match (rule, &mut schema.schema_kind) {
            (
                Rule::Number {
                    column,
                    operator,
                    number,
                },
                kind,
            ) if *column == field.column => of_number(kind, field, *operator, number),
            (Rule::Among { column, numbers }, SchemaKind::Type(ApiType::Integer(integer)))
                if *column == field.column =>
            {
                let mut choices: Vec<Option<i64>> = numbers
                    .iter()
                    .filter_map(|it| it.parse().ok())
                    .map(Some)
                    .collect();
                // OpenAPI 3.0.3: a nullable enum must list null itself.
                if field.nullable {
                    choices.push(None);
                }
                integer.enumeration = choices;
            }
            (
                Rule::Length {
                    column,
                    operator,
                    length,
                },
                SchemaKind::Type(ApiType::String(string)),
            ) if *column == field.column => of_length(string, *operator, *length),
            _ => {}
        }
    }
}

fn of_number(kind: &mut SchemaKind, field: &Field, operator: Operator, number: &str) {
    match kind {
        SchemaKind::Type(ApiType::Integer(integer)) => {
            if let Ok(number) = number.parse() {
                of_integer(integer, operator, number);
            }
        }
        // A decimal's text has no bounds, but for its sign.
        SchemaKind::Type(ApiType::String(string)) if matches!(field.ty, Type::Decimal { .. }) => {
            let is_lower = matches!(
                operator,
                Operator::AtLeast | Operator::Greater | Operator::Equal
            );
            if is_lower
                && !number.starts_with('-')
                && let Some(unsigned) = string
                    .pattern
                    .as_deref()
                    .and_then(|it| it.strip_prefix("^-?"))
            {
                string.pattern = Some(format!("^{unsigned}"));
            }
        }
        _ => {}
    }
}

fn of_integer(integer: &mut IntegerType, operator: Operator, number: i64) {
    let (low, high) = match operator {
        Operator::AtLeast => (Some(number), None),
        Operator::Greater => (number.checked_add(1), None),
        Operator::Equal => (Some(number), Some(number)),
        Operator::AtMost => (None, Some(number)),
        Operator::Less => (None, number.checked_sub(1)),
        Operator::Unequal => (None, None),
    };
    integer.minimum = integer.minimum.max(low);
    integer.maximum = least(integer.maximum, high);
}

fn of_length(string: &mut StringType, operator: Operator, length: u32) {
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let (low, high) = match operator {
        Operator::AtLeast => (Some(length), None),
        Operator::Greater => (length.checked_add(1), None),
        Operator::Equal => (Some(length), Some(length)),
        Operator::AtMost => (None, Some(length)),
        Operator::Less => (None, length.checked_sub(1)),
        Operator::Unequal if length == 0 => (Some(1), None),
        Operator::Unequal => (None, None),
    };
    string.min_length = string.min_length.max(low);
    string.max_length = least(string.max_length, high);
}

/// The smaller of two bounds, of which either may be missing.
fn least<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::draft::{Draft, FieldDraft};
    use crate::types::Int;
    use crate::{Check, check};

    /// The schema's members of a nullable column `c` under these rules.
    fn narrowed(ty: Type, rules: &[&str]) -> serde_json::Value {
        let rules = rules.iter().map(|text| Rule::parse(text).expect("a rule"));
        let mut draft = Draft::new("T", "t");
        draft.fields = vec![FieldDraft::new("c", ty)];
        draft.fields[0].nullable = true;
        draft.checks = vec![Check {
            names: vec!["x".into()].into(),
            columns: vec!["c".into()].into(),
            rules: rules.collect(),
        }];
        let resource = check(0, &draft).expect("a sound draft");
        let field = &resource.fields[0];
        let mut schema = super::super::values::of_field(field);
        narrow(&mut schema, field, &resource);
        serde_json::to_value(schema).expect("a schema")
    }

    #[test]
    fn integers_have_bounds_and_lists() {
        let schema = narrowed(Type::Int(Int::U8), &["c > 0", "c < 100", "c <> 5"]);
        assert_eq!(
            (&schema["minimum"], &schema["maximum"]),
            (&json!(1), &json!(99))
        );
        // The type's own bound is the narrower one.
        let schema = narrowed(Type::Int(Int::U8), &["c >= -5", "c <= 1000"]);
        assert_eq!(
            (&schema["minimum"], &schema["maximum"]),
            (&json!(0), &json!(255))
        );
        let schema = narrowed(Type::Int(Int::U8), &["c IN (1, 2)"]);
        assert_eq!(schema["enum"], json!([1, 2, null]));
    }

    #[test]
    fn texts_have_lengths_and_decimals_a_sign() {
        let ty = Type::Text {
            max_length: Some(9),
        };
        let schema = narrowed(ty.clone(), &["char_length(c) > 0"]);
        assert_eq!(
            (&schema["minLength"], &schema["maxLength"]),
            (&json!(1), &json!(9))
        );
        let schema = narrowed(ty, &["char_length(c) = 3"]);
        assert_eq!(
            (&schema["minLength"], &schema["maxLength"]),
            (&json!(3), &json!(3))
        );
        let decimal = Type::Decimal {
            precision: 3,
            scale: 0,
        };
        assert_eq!(
            narrowed(decimal.clone(), &["c >= 0.5"])["pattern"],
            "^[0-9]{1,3}$"
        );
        assert_eq!(narrowed(decimal, &["c <= 5"])["pattern"], "^-?[0-9]{1,3}$");
    }
}
