//! DATE, DATETIME and TIMESTAMP columns.

use chrono::{NaiveDate, NaiveDateTime, Utc};

use crate::resource::{FromValue, IntoValue, Mismatch};
use crate::value::Value;

/// The value of a DATE column.
pub type Date = NaiveDate;

/// The value of a DATETIME column: without a zone.
pub type DateTime = NaiveDateTime;

/// The value of a TIMESTAMP column: an instant.
pub type Timestamp = chrono::DateTime<Utc>;

impl FromValue for Date {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        let date = match &value {
            // chrono takes `2024-5-6` too.
            Value::Text(text) if text.len() == "YYYY-MM-DD".len() => {
                Self::parse_from_str(text, "%Y-%m-%d").ok()
            }
            _ => None,
        };
        date.ok_or_else(|| Mismatch::new("a date", &value))
    }

    fn stand_in() -> Self {
        Self::default()
    }

    fn is_absent(value: &Value) -> bool {
        is_absent(value)
    }
}

impl IntoValue for Date {
    fn into_value(self) -> Value {
        Value::Text(self.format("%Y-%m-%d").to_string())
    }
}

impl FromValue for DateTime {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        parse(&value).ok_or_else(|| Mismatch::new("a date and time", &value))
    }

    fn stand_in() -> Self {
        Self::default()
    }

    fn is_absent(value: &Value) -> bool {
        is_absent(value)
    }
}

impl IntoValue for DateTime {
    fn into_value(self) -> Value {
        // The shortest of no, 3, 6 or 9 digits that loses nothing; the column's own number of digits is given later.
        Value::Text(self.format("%Y-%m-%d %H:%M:%S%.f").to_string())
    }
}

impl FromValue for Timestamp {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match parse(&value) {
            Some(utc) => Ok(utc.and_utc()),
            None => Err(Mismatch::new("a date and time in UTC", &value)),
        }
    }

    fn stand_in() -> Self {
        Self::default()
    }

    fn is_absent(value: &Value) -> bool {
        is_absent(value)
    }
}

impl IntoValue for Timestamp {
    fn into_value(self) -> Value {
        self.naive_utc().into_value()
    }
}

fn parse(value: &Value) -> Option<DateTime> {
    match value {
        Value::Text(text) if text.len() >= "YYYY-MM-DD HH:MM:SS".len() => {
            DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").ok()
        }
        _ => None,
    }
}

/// NULL, or a date whose month or day is zero, which no calendar has (MySQL manual section 13.2).
fn is_absent(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.get(5..7) == Some("00") || text.get(8..10) == Some("00"),
        _ => false,
    }
}
