//! Canonical forms that both databases need: what they store or print may differ from what [`Value`] promises.

use std::borrow::Cow;

use super::DbError;
use super::digits::Digits;
use crate::model::{Choices, Field, Type};
use crate::value::{Value, single};

/// The error for a stored value that the column's type cannot hold.
pub(super) fn corrupt(field: &Field, stored: &str) -> DbError {
    let shown: String = stored.chars().take(60).collect();
    DbError::Corrupt {
        column: field.column.clone().into_owned(),
        detail: format!("{shown:?}, which is no {}", kind(&field.ty)),
    }
}

fn kind(ty: &Type) -> Cow<'static, str> {
    Cow::Borrowed(match ty {
        Type::Bool => "boolean",
        Type::Int(int) => int.rust(),
        Type::Float | Type::Double => "number",
        Type::Decimal { precision, scale } => {
            return Cow::Owned(format!("DECIMAL({precision},{scale})"));
        }
        Type::Text { .. } => "UTF-8 text",
        Type::Bytes { .. } | Type::Geometry { .. } => "binary value",
        Type::Date => "date",
        Type::Time { .. } => "time",
        Type::DateTime { .. } | Type::Timestamp { .. } => "date and time",
        Type::Year => "year",
        Type::Bits(_) => "bit field",
        Type::Enum(_) => "value of the ENUM",
        Type::Set(_) => "list of the SET's values",
        Type::Json => "JSON text",
    })
}

/// An integer as it is stored: the column may have been widened since its type was read, and one row that shows it
/// must not hide all the others.
fn integer(field: &Field, number: i128) -> Result<Value, DbError> {
    match (i64::try_from(number), u64::try_from(number)) {
        (Ok(small), _) => Ok(Value::Int(small)),
        (_, Ok(large)) => Ok(Value::Unsigned(large)),
        _ => Err(corrupt(field, &number.to_string())),
    }
}

/// A whole number in the form of its column's type.
pub(super) fn whole(field: &Field, number: i128) -> Result<Value, DbError> {
    match &field.ty {
        Type::Bool | Type::Int(_) | Type::Year | Type::Bits(_) => integer(field, number),
        Type::Float | Type::Double => Ok(Value::Float(number as f64)),
        Type::Decimal { .. } | Type::Text { .. } | Type::Enum(_) | Type::Set(_) | Type::Json => {
            text(field, number.to_string())
        }
        _ => Err(corrupt(field, &number.to_string())),
    }
}

/// A floating-point number in the form of its column's type.
pub(super) fn real(field: &Field, number: f64) -> Result<Value, DbError> {
    match &field.ty {
        // There is one zero, as in what clients write.
        Type::Float => Ok(Value::Float(single(number as f32) + 0.0)),
        Type::Double => Ok(Value::Float(number + 0.0)),
        // A view may compute it so where the database has no decimals; the scale is the best there is to know.
        Type::Decimal { scale, .. } => {
            let scale = usize::from(*scale);
            text(field, format!("{number:.scale$}"))
        }
        Type::Text { .. } | Type::Json => Ok(Value::Text(number.to_string())),
        Type::Int(_) | Type::Bool | Type::Year | Type::Bits(_) if number.fract() == 0.0 => {
            integer(field, number as i128)
        }
        _ => Err(corrupt(field, &number.to_string())),
    }
}

/// Text in the form of its column's type.
///
/// Dates are taken as they are, zero dates among them: what those become is for the API to say. So are values that the
/// column's definition does not know, such as the empty text that MySQL keeps in place of a wrong ENUM value, or one
/// that ALTER TABLE added since: one legacy row must not make a whole list fail. Typed code is told, row by row.
pub(super) fn text(field: &Field, stored: String) -> Result<Value, DbError> {
    let canonical = match &field.ty {
        Type::Text { .. } | Type::Json | Type::Date => return Ok(Value::Text(stored)),
        Type::Bytes { .. } | Type::Geometry { .. } => return Ok(Value::Bytes(stored.into_bytes())),
        Type::Bool | Type::Int(_) | Type::Year | Type::Bits(_) => {
            return match stored.parse() {
                Ok(number) => integer(field, number),
                Err(_) => Err(corrupt(field, &stored)),
            };
        }
        Type::Float | Type::Double => {
            return match stored.parse() {
                Ok(number) => real(field, number),
                Err(_) => Err(corrupt(field, &stored)),
            };
        }
        Type::Decimal { scale, .. } => {
            let Some(digits) = Digits::parse(&stored) else {
                return Err(corrupt(field, &stored));
            };
            digits.with_scale(usize::from(*scale))
        }
        Type::Time { fraction } | Type::DateTime { fraction } | Type::Timestamp { fraction } => {
            Some(seconds(&stored, usize::from(*fraction)))
        }
        Type::Enum(choices) => choice(&stored, choices),
        Type::Set(choices) => set(&stored, choices),
    };
    Ok(Value::Text(canonical.unwrap_or(stored)))
}

/// A time with exactly `digits` digits of its second's fraction.
fn seconds(stored: &str, digits: usize) -> String {
    let (whole, fraction) = stored.split_once('.').unwrap_or((stored, ""));
    if digits == 0 {
        return whole.to_owned();
    }
    let fraction: String = fraction.chars().take(digits).collect();
    format!("{whole}.{fraction:0<digits$}")
}

/// The value of the ENUM as it was defined; none for one that its definition does not know.
fn choice(stored: &str, choices: &Choices) -> Option<String> {
    let mut values = choices.values.iter();
    let exact = values.clone().find(|value| *value == stored);
    exact
        .or_else(|| values.find(|value| value.to_lowercase() == stored.to_lowercase()))
        .map(|value| value.clone().into_owned())
}

/// The SET's elements in the order of its definition; none when it does not know one of them.
fn set(stored: &str, choices: &Choices) -> Option<String> {
    if stored.is_empty() {
        return Some(String::new());
    }
    let mut indices = Vec::new();
    for element in stored.split(',') {
        let same = |value: &Cow<'static, str>| value.to_lowercase() == element.to_lowercase();
        indices.push(choices.values.iter().position(same)?);
    }
    indices.sort_unstable();
    indices.dedup();
    let elements: Vec<&str> = indices
        .into_iter()
        .filter_map(|index| choices.values.get(index).map(AsRef::as_ref))
        .collect();
    Some(elements.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_have_the_digits_of_their_fraction() {
        assert_eq!(seconds("10:00:00", 3), "10:00:00.000");
        assert_eq!(seconds("-838:59:59.25", 1), "-838:59:59.2");
        assert_eq!(seconds("10:00:00.25", 0), "10:00:00");
    }

    #[test]
    fn choices_are_spelled_and_ordered_as_defined() {
        let choices = Choices {
            rust: Cow::Borrowed("Feature"),
            values: Cow::Borrowed(&[
                Cow::Borrowed("Trailers"),
                Cow::Borrowed("Cut"),
                Cow::Borrowed("cut"),
            ]),
        };
        assert_eq!(choice("cut", &choices).as_deref(), Some("cut"));
        assert_eq!(choice("CUT", &choices).as_deref(), Some("Cut"));
        assert_eq!(choice("", &choices), None);
        assert_eq!(
            set("Cut,trailers,Cut", &choices).as_deref(),
            Some("Trailers,Cut")
        );
        assert_eq!(set("", &choices).as_deref(), Some(""));
        assert_eq!(set("Cut,Uncut", &choices), None);
    }
}
