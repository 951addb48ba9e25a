//! Constants as a column stores them, and the server prints them.

use super::schema::SqlType;

/// A constant in the form of a type; one that is of no such form stays as it is.
pub(super) fn constant(text: &str, ty: &SqlType) -> String {
    let stored = match ty {
        SqlType::Integer { .. } => decimal(text, 0),
        SqlType::Decimal { scale, .. } => decimal(text, usize::try_from(*scale).unwrap_or(0)),
        SqlType::Float { .. } | SqlType::Double { .. } => floating(text),
        SqlType::Binary(length) => Some(padded(text, *length)),
        SqlType::Date => moment(text, DATE, 0),
        SqlType::Time(fraction) => moment(text, TIME, *fraction),
        SqlType::DateTime(fraction) | SqlType::Timestamp(fraction) => {
            moment(text, DATE_TIME, *fraction)
        }
        _ => None,
    };
    stored.unwrap_or_else(|| text.to_owned())
}

/// The zero date.
pub(crate) const DATE: &str = "0000-00-00";
/// The zero time.
pub(crate) const TIME: &str = "00:00:00";
/// The zero date and time.
pub(crate) const DATE_TIME: &str = "0000-00-00 00:00:00";

/// A decimal with exactly `scale` digits behind the point, rounded half away from zero.
pub(crate) fn decimal(literal: &str, scale: usize) -> Option<String> {
    let text = literal.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    // No DECIMAL has more than 38 digits behind the point.
    let scale = scale.min(38);
    let kept: String = fraction
        .chars()
        .chain(std::iter::repeat('0'))
        .take(scale)
        .collect();
    let up = fraction
        .as_bytes()
        .get(scale)
        .is_some_and(|&digit| digit >= b'5');
    // Text, since no integer has the 65 digits of a DECIMAL.
    let mut number = format!("0{whole}{kept}");
    if up {
        let carried = number.trim_end_matches('9');
        let zeros = number.len() - carried.len();
        let mut carried = carried.to_owned();
        let last = carried.pop().and_then(|digit| digit.to_digit(10))?;
        number = format!("{carried}{}{}", last + 1, "0".repeat(zeros));
    }
    let (whole, fraction) = number.split_at(number.len() - scale);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if scale == 0 { "" } else { "." };
    let is_zero = number.bytes().all(|digit| digit == b'0');
    let sign = if is_zero { "" } else { sign };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

/// The shortest digits of a number, as far as they are printed without an exponent.
fn floating(text: &str) -> Option<String> {
    let number: f64 = text.trim().parse().ok()?;
    if number == 0.0 {
        return Some("0".to_owned());
    }
    let is_plain = (1e-4..1e15).contains(&number.abs());
    is_plain.then(|| number.to_string())
}

/// BINARY fills up with zero bytes.
fn padded(text: &str, length: u64) -> String {
    let length = usize::try_from(length.min(255)).unwrap_or(0);
    let zeros = "\0".repeat(length.saturating_sub(text.len()));
    format!("{text}{zeros}")
}

/// A date or time with all the parts of a zero pattern, and a fraction; `0` is the zero itself.
pub(crate) fn moment(literal: &str, pattern: &str, fraction: u64) -> Option<String> {
    let text = literal.trim();
    let is_zero = text.bytes().all(|byte| byte == b'0');
    let (whole, digits) = text.split_once('.').unwrap_or((text, ""));
    let whole = whole.replace('T', " ");
    let whole = match whole.len() {
        _ if is_zero => pattern.to_owned(),
        length if length == pattern.len() => whole,
        10 if pattern.len() == 19 => format!("{whole}{}", &pattern[10..]),
        19 if pattern.len() == 10 => whole.get(..10)?.to_owned(),
        // Hours beyond two digits, and a sign.
        9 | 10 if pattern.len() == 8 => whole,
        _ => return None,
    };
    let digits: String = digits
        .chars()
        .chain(std::iter::repeat('0'))
        .take(usize::try_from(fraction.min(6)).unwrap_or(0))
        .collect();
    Some(if digits.is_empty() {
        whole
    } else {
        format!("{whole}.{digits}")
    })
}
