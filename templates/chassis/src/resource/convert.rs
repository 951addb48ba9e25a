//! Column values as Rust's own types.

use super::{Enum, FromValue, IntoValue, Mismatch};
use crate::value::Value;

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        if T::is_absent(&value) {
            Ok(None)
        } else {
            T::from_value(value).map(Some)
        }
    }

    fn stand_in() -> Self {
        None
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Null, T::into_value)
    }
}

impl FromValue for bool {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            // TINYINT(1) holds other numbers than 0 and 1, and to MySQL they are all true.
            Value::Int(number) => Ok(number != 0),
            _ => Err(Mismatch::new("a bool", &value)),
        }
    }

    fn stand_in() -> Self {
        false
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Int(i64::from(self))
    }
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl FromValue for $ty {
            fn from_value(value: Value) -> Result<Self, Mismatch> {
                let number = match value {
                    Value::Int(number) => Self::try_from(number).ok(),
                    Value::Unsigned(number) => Self::try_from(number).ok(),
                    _ => None,
                };
                number.ok_or_else(|| Mismatch::new(concat!("an integer that fits ", stringify!($ty)), &value))
            }

            fn stand_in() -> Self {
                0
            }
        }
    )*};
}

macro_rules! small_integers {
    ($($ty:ty),*) => {$(
        impl IntoValue for $ty {
            fn into_value(self) -> Value {
                Value::Int(i64::from(self))
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);
small_integers!(i8, i16, i32, i64, u8, u16, u32);

impl IntoValue for u64 {
    fn into_value(self) -> Value {
        i64::try_from(self).map_or(Value::Unsigned(self), Value::Int)
    }
}

impl FromValue for f64 {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Float(number) => Ok(number),
            _ => Err(Mismatch::new("a number", &value)),
        }
    }

    fn stand_in() -> Self {
        0.0
    }
}

impl IntoValue for f64 {
    fn into_value(self) -> Value {
        Value::Float(self)
    }
}

impl FromValue for f32 {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            // The column stores 32 bits, so nothing is lost.
            Value::Float(number) => Ok(number as Self),
            _ => Err(Mismatch::new("a number", &value)),
        }
    }

    fn stand_in() -> Self {
        0.0
    }
}

impl IntoValue for f32 {
    fn into_value(self) -> Value {
        Value::Float(f64::from(self))
    }
}

impl FromValue for String {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Text(text) => Ok(text),
            _ => Err(Mismatch::new("text", &value)),
        }
    }

    fn stand_in() -> Self {
        Self::new()
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(self)
    }
}

impl<E: Enum> FromValue for E {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        let ordinal = match &value {
            Value::Text(text) => E::VALUES.iter().position(|known| known == text),
            _ => None,
        };
        ordinal
            .and_then(E::from_ordinal)
            .ok_or_else(|| Mismatch::new(format!("one of {}", E::VALUES.join(", ")), &value))
    }

    fn stand_in() -> Self {
        // The compiler refuses an enum without variants here.
        const { E::VARIANTS[0] }
    }
}

impl<E: Enum> IntoValue for E {
    fn into_value(self) -> Value {
        let text = E::VALUES.get(self.ordinal()).map_or("", AsRef::as_ref);
        Value::Text(text.to_owned())
    }
}
