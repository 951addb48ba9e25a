//! TIME columns.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::resource::{FromValue, IntoValue, Mismatch};
use crate::value::Value;

/// The value of a TIME column: a time of day or a span, -838:59:59 to 838:59:59 (MySQL manual section 13.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time {
    microseconds: i64,
}

/// Text that is no TIME, or one out of its range.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a time is written [-]HH:MM:SS[.ffffff] and lies between -838:59:59 and 838:59:59")]
pub struct BadTime;

const SECOND: i64 = 1_000_000;

impl Time {
    /// 838:59:59.
    pub const MAX: Self = Self {
        microseconds: (838 * 3600 + 59 * 60 + 59) * SECOND,
    };

    /// -838:59:59.
    pub const MIN: Self = Self {
        microseconds: -Self::MAX.microseconds,
    };

    /// The time of so many microseconds, unless it is out of range.
    pub const fn from_microseconds(microseconds: i64) -> Option<Self> {
        if microseconds < Self::MIN.microseconds || microseconds > Self::MAX.microseconds {
            None
        } else {
            Some(Self { microseconds })
        }
    }

    /// Its length in microseconds.
    pub const fn microseconds(self) -> i64 {
        self.microseconds
    }

    /// The time rounded half away from zero to so many digits of the second's fraction, as MySQL does.
    pub(crate) fn round(self, fraction: u8) -> Self {
        let unit = 10_i64.pow(6_u32.saturating_sub(u32::from(fraction)));
        let magnitude = (self.microseconds.abs() + unit / 2) / unit * unit;
        Self {
            microseconds: magnitude.min(Self::MAX.microseconds) * self.microseconds.signum(),
        }
    }
}

impl fmt::Display for Time {
    /// `[-]HH:MM:SS`, and six digits of a fraction when there is one; a precision says how many digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.microseconds.unsigned_abs();
        let (seconds, fraction) = (magnitude / 1_000_000, magnitude % 1_000_000);
        let sign = if self.microseconds < 0 { "-" } else { "" };
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        write!(f, "{sign}{hours:02}:{minutes:02}:{:02}", seconds % 60)?;
        let digits = f.precision().unwrap_or(if fraction == 0 { 0 } else { 6 });
        match format!("{fraction:06}").get(..digits.min(6)) {
            Some(shown) if !shown.is_empty() => write!(f, ".{shown}"),
            _ => Ok(()),
        }
    }
}

impl FromStr for Time {
    type Err = BadTime;

    fn from_str(text: &str) -> Result<Self, BadTime> {
        parse(text).ok_or(BadTime)
    }
}

impl FromValue for Time {
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        let time = match &value {
            Value::Text(text) => parse(text),
            _ => None,
        };
        time.ok_or_else(|| Mismatch::new("a time", &value))
    }

    fn stand_in() -> Self {
        Self::default()
    }
}

impl IntoValue for Time {
    fn into_value(self) -> Value {
        Value::Text(self.to_string())
    }
}

fn parse(text: &str) -> Option<Time> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = whole.split(':');
    let hours = number(parts.next()?, 2..=3, 838)?;
    let minutes = number(parts.next()?, 2..=2, 59)?;
    let seconds = number(parts.next()?, 2..=2, 59)?;
    if parts.next().is_some() {
        return None;
    }
    let digits = u32::try_from(fraction.len()).ok()?;
    let fraction = number(fraction, 1..=6, 999_999)? * 10_i64.pow(6 - digits);
    let magnitude = ((hours * 60 + minutes) * 60 + seconds) * SECOND + fraction;
    Time::from_microseconds(sign * magnitude)
}

/// A number with so many digits, up to a maximum.
fn number(text: &str, digits: std::ops::RangeInclusive<usize>, max: i64) -> Option<i64> {
    if !digits.contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|&number| number <= max)
}
