//! DECIMAL columns.

use std::str::FromStr;

use crate::resource::{FromValue, IntoValue, Mismatch};
use crate::value::Value;

/// The value of a DECIMAL column: exact, up to 65 digits.
pub type Decimal = bigdecimal::BigDecimal;

impl FromValue for Decimal {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        let decimal = match &value {
            Value::Text(text) => parse(text),
            _ => None,
        };
        decimal.ok_or_else(|| Mismatch::new("a decimal number", &value))
    }

    fn stand_in() -> Self {
        Self::default()
    }
}

impl IntoValue for Decimal {
    fn into_value(self) -> Value {
        Value::Text(self.to_plain_string())
    }
}

/// A number without an exponent: a few bytes of one could ask for gigabytes of digits.
fn parse(text: &str) -> Option<Decimal> {
    let plain = |byte: u8| byte.is_ascii_digit() || b"+-.".contains(&byte);
    if text.bytes().all(plain) {
        Decimal::from_str(text).ok()
    } else {
        None
    }
}
