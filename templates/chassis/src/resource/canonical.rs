//! Values in the form that their columns ask for.

use bigdecimal::RoundingMode;

use super::{FromValue, IntoValue};
use crate::model::{Resource, Type};
use crate::types::{DateTime, Decimal, Time};
use crate::value::{Row, Value};

/// A row of a resource with the digits behind points that its columns have.
///
/// Digits in excess are rounded half away from zero, as MySQL does.
pub fn canonical(resource: &Resource, row: Row) -> Row {
    let values = row.into_iter().zip(resource.fields.iter());
    values.map(|(value, field)| fit(value, &field.ty)).collect()
}

/// A value in the form that a column of a type has, rounded likewise.
pub fn fit(value: Value, ty: &Type) -> Value {
    // A value of another type is left as it is: what the column is written by will refuse it.
    match *ty {
        Type::Decimal { scale, .. } => match Decimal::from_value(value.clone()) {
            Ok(decimal) => decimal
                .with_scale_round(i64::from(scale), RoundingMode::HalfUp)
                .into_value(),
            Err(_) => value,
        },
        Type::Time { fraction } => match Time::from_value(value.clone()) {
            Ok(time) => {
                let digits = usize::from(fraction);
                Value::Text(format!("{:.digits$}", time.round(fraction)))
            }
            Err(_) => value,
        },
        Type::DateTime { fraction } | Type::Timestamp { fraction } => {
            match DateTime::from_value(value.clone()) {
                Ok(time) => date_time(time, fraction),
                Err(_) => value,
            }
        }
        Type::Bytes {
            max_length: Some(length),
            fixed: true,
        } => match value {
            // BINARY fills up with zero bytes, and finds nothing by what is shorter.
            Value::Bytes(mut bytes) => {
                bytes.resize(bytes.len().max(length.min(255) as usize), 0);
                Value::Bytes(bytes)
            }
            other => other,
        },
        _ => value,
    }
}

fn date_time(time: DateTime, fraction: u8) -> Value {
    use chrono::SubsecRound;

    let digits = usize::from(fraction);
    let rounded = time.round_subsecs(u16::from(fraction));
    let whole = rounded.format("%Y-%m-%d %H:%M:%S");
    if digits == 0 {
        return Value::Text(whole.to_string());
    }
    let nanoseconds = rounded.format("%9f").to_string();
    Value::Text(format!("{whole}.{}", &nanoseconds[..digits.min(9)]))
}
