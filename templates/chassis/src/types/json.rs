//! JSON columns.

use crate::resource::{FromValue, IntoValue, Mismatch};
use crate::value::Value;

/// The value of a JSON column: any JSON value.
pub type Json = serde_json::Value;

impl FromValue for Json {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        let document = match &value {
            Value::Text(text) => serde_json::from_str(text).ok(),
            _ => None,
        };
        document.ok_or_else(|| Mismatch::new("a JSON document", &value))
    }

    fn stand_in() -> Self {
        Self::Null
    }
}

impl IntoValue for Json {
    fn into_value(self) -> Value {
        Value::Text(self.to_string())
    }
}
