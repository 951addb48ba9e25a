//! Values of SQLite to canonical ones, by the column's type, and parameters the other way.

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{ParamsFromIter, params_from_iter};

use crate::db::{DbError, canonical};
use crate::model::{Field, Int, Type};
use crate::value::Value;

/// The parameters of a statement.
pub(super) fn params(values: &[Value]) -> ParamsFromIter<&[Value]> {
    params_from_iter(values)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            // SQLite has no unsigned integers: what lies above the signed ones is stored as two's complement.
            Value::Unsigned(number) => ValueRef::Integer(number.cast_signed()),
            Value::Float(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A stored value in canonical form.
pub(super) fn value(field: &Field, stored: ValueRef<'_>) -> Result<Value, DbError> {
    match stored {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => match &field.ty {
            Type::Int(Int::U64) | Type::Bits(64) => {
                canonical::whole(field, number.cast_unsigned().into())
            }
            _ => canonical::whole(field, number.into()),
        },
        ValueRef::Real(number) => canonical::real(field, number),
        ValueRef::Text(bytes) => text(field, bytes),
        ValueRef::Blob(bytes) => match &field.ty {
            Type::Bytes { .. } | Type::Geometry { .. } => Ok(Value::Bytes(bytes.to_vec())),
            _ => text(field, bytes),
        },
    }
}

fn text(field: &Field, bytes: &[u8]) -> Result<Value, DbError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => canonical::text(field, text.to_owned()),
        Err(_) => Err(canonical::corrupt(field, &String::from_utf8_lossy(bytes))),
    }
}
