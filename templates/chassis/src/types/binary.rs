//! Columns that hold bytes.

use std::fmt;
use std::ops::Deref;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::resource::{FromValue, IntoValue, Mismatch};
use crate::value::Value;

/// The value of a BINARY, VARBINARY or BLOB column; shown as base64 (RFC 4648 section 4).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Bytes(Vec<u8>);

/// The value of a GEOMETRY column in the server's own form: an SRID in 4 bytes, then WKB (MySQL manual section 13.4.3).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Geometry(Vec<u8>);

macro_rules! binary {
    ($ty:ident, $wanted:literal) => {
        impl From<Vec<u8>> for $ty {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<$ty> for Vec<u8> {
            fn from(value: $ty) -> Self {
                value.0
            }
        }

        impl Deref for $ty {
            type Target = [u8];

            fn deref(&self) -> &[u8] {
                &self.0
            }
        }

        impl fmt::Display for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&STANDARD.encode(&self.0))
            }
        }

        impl FromValue for $ty {
            fn from_value(value: Value) -> Result<Self, Mismatch> {
                match value {
                    Value::Bytes(bytes) => Ok(Self(bytes)),
                    _ => Err(Mismatch::new($wanted, &value)),
                }
            }
        }

        impl IntoValue for $ty {
            fn into_value(self) -> Value {
                Value::Bytes(self.0)
            }
        }
    };
}

binary!(Bytes, "bytes");
binary!(Geometry, "a geometry");
