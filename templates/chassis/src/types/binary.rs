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

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<Bytes> for Vec<u8> {
    fn from(value: Bytes) -> Self {
        value.0
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(&self.0))
    }
}

impl FromValue for Bytes {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Bytes(bytes) => Ok(Self(bytes)),
            _ => Err(Mismatch::new("bytes", &value)),
        }
    }

    fn stand_in() -> Self {
        Self::default()
    }
}

impl IntoValue for Bytes {
    fn into_value(self) -> Value {
        Value::Bytes(self.0)
    }
}
