//! Values of MySQL's binary protocol to canonical ones, by the column's type, and parameters the other way.

use mysql_async::{Params, Value as Wire};

use crate::db::{DbError, canonical};
use crate::model::{Field, Type};
use crate::value::{Row, Value, single};

/// The parameters of a statement.
pub(super) fn params(values: Vec<Value>) -> Params {
    if values.is_empty() {
        return Params::Empty;
    }
    Params::Positional(values.into_iter().map(wire).collect())
}

fn wire(value: Value) -> Wire {
    match value {
        Value::Null => Wire::NULL,
        Value::Int(number) => Wire::Int(number),
        Value::Unsigned(number) => Wire::UInt(number),
        Value::Float(number) => Wire::Double(number),
        Value::Text(text) => Wire::Bytes(text.into_bytes()),
        Value::Bytes(bytes) => Wire::Bytes(bytes),
    }
}

/// A row with a canonical value per column.
pub(super) fn row(mut row: mysql_async::Row, columns: &[&'static Field]) -> Result<Row, DbError> {
    if row.len() != columns.len() {
        let message = format!(
            "{} columns were asked for, {} came",
            columns.len(),
            row.len()
        );
        return Err(DbError::Other(message));
    }
    let values = columns.iter().enumerate().map(|(index, field)| {
        let wire = row.take(index).unwrap_or(Wire::NULL);
        value(field, wire)
    });
    values.collect()
}

fn value(field: &Field, wire: Wire) -> Result<Value, DbError> {
    match wire {
        Wire::NULL => Ok(Value::Null),
        Wire::Int(number) => canonical::whole(field, number.into()),
        Wire::UInt(number) => canonical::whole(field, number.into()),
        Wire::Float(number) => canonical::real(field, single(number)),
        Wire::Double(number) => canonical::real(field, number),
        Wire::Bytes(bytes) => self::bytes(field, bytes),
        Wire::Date(year, month, day, hour, minute, second, micros) => {
            let date = format!("{year:04}-{month:02}-{day:02}");
            match &field.ty {
                Type::Date => Ok(Value::Text(date)),
                Type::DateTime { .. } | Type::Timestamp { .. } | Type::Text { .. } => {
                    canonical::text(
                        field,
                        format!("{date} {}", clock(hour.into(), minute, second, micros)),
                    )
                }
                _ => Err(canonical::corrupt(field, &date)),
            }
        }
        Wire::Time(negative, days, hours, minute, second, micros) => {
            let sign = if negative { "-" } else { "" };
            let hour = days * 24 + u32::from(hours);
            let time = format!("{sign}{}", clock(hour, minute, second, micros));
            match &field.ty {
                Type::Time { .. } | Type::Text { .. } => canonical::text(field, time),
                _ => Err(canonical::corrupt(field, &time)),
            }
        }
    }
}

/// A time of day or a span; a fraction only when there is one.
fn clock(hour: u32, minute: u8, second: u8, micros: u32) -> String {
    let whole = format!("{hour:02}:{minute:02}:{second:02}");
    if micros == 0 {
        whole
    } else {
        format!("{whole}.{micros:06}")
    }
}

/// What travels as bytes: text of every kind, decimals, BIT, and bytes.
///
/// The column's type decides, not the wire: a `utf8mb4_bin` text and a BINARY look alike there.
fn bytes(field: &Field, bytes: Vec<u8>) -> Result<Value, DbError> {
    match &field.ty {
        Type::Bytes { .. } | Type::Geometry { .. } => Ok(Value::Bytes(bytes)),
        Type::Bool | Type::Bits(_) if bytes.len() <= 8 => {
            let number = bytes
                .iter()
                .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
            canonical::whole(field, number.into())
        }
        _ => match String::from_utf8(bytes) {
            Ok(text) => canonical::text(field, text),
            Err(error) => {
                let shown = String::from_utf8_lossy(error.as_bytes()).into_owned();
                Err(canonical::corrupt(field, &shown))
            }
        },
    }
}
