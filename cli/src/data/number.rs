//! Numbers of literals.

use std::str::FromStr;

use chassis::types::Decimal;

use crate::ddl::schema::SqlType;
use crate::ddl::stored;

/// Exponents beyond this make no number of any column.
const LARGEST_EXPONENT: i64 = 100;

/// The smallest and the largest number of a type that stores whole numbers.
pub(super) fn bounds(ty: &SqlType) -> (i128, i128) {
    match ty {
        SqlType::Integer {
            bytes,
            unsigned: true,
            ..
        } => (0, (1 << (u32::from(*bytes) * 8)) - 1),
        SqlType::Integer { bytes, .. } => {
            let half = 1 << (u32::from(*bytes) * 8 - 1);
            (-half, half - 1)
        }
        SqlType::Bit(bits) => (0, (1 << (*bits).min(64)) - 1),
        SqlType::Year => (0, 2155),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

/// A whole number; what stands behind the point is rounded half away from zero.
pub(super) fn integer(text: &str) -> Option<i128> {
    let text = text.trim();
    match text.parse::<i64>() {
        Ok(number) => Some(number.into()),
        Err(_) => decimal(text, 0)?.parse().ok(),
    }
}

/// The year that one or two digits mean; none for 0 and for others.
pub(super) fn year(digits: i128) -> Option<i128> {
    let digits = u32::try_from(digits)
        .ok()
        .filter(|year| (1..100).contains(year))?;
    Some(super::moment::century(digits).into())
}

/// A decimal with exactly `scale` digits behind the point, rounded half away from zero.
pub(super) fn decimal(text: &str, scale: usize) -> Option<String> {
    let text = text.trim();
    if text.contains(['e', 'E']) {
        return stored::decimal(&without_exponent(text)?, scale);
    }
    stored::decimal(text, scale)
}

/// A number as the server prints it in a text column.
pub(super) fn printed(digits: &str) -> String {
    let scale = digits.split_once('.').map_or(0, |(_, part)| part.len());
    decimal(digits, scale).unwrap_or_else(|| digits.to_owned())
}

fn without_exponent(text: &str) -> Option<String> {
    let (_, exponent) = text.split_once(['e', 'E'])?;
    let exponent: i64 = exponent.parse().ok()?;
    if exponent.abs() > LARGEST_EXPONENT {
        return None;
    }
    Some(Decimal::from_str(text).ok()?.to_plain_string())
}

/// The number whose bytes these are, the first one highest.
pub(super) fn from_bytes(bytes: &[u8]) -> Option<i128> {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    let bytes = &bytes[zeros..];
    let number = bytes
        .iter()
        .fold(0, |number: i128, &byte| number << 8 | i128::from(byte));
    (bytes.len() <= 8).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_and_printed() {
        assert_eq!(integer("18446744073709551615"), Some(u64::MAX.into()));
        assert_eq!(integer(" -1.5 "), Some(-2));
        assert_eq!(integer("1e3"), Some(1000));
        assert_eq!(integer("12a"), None);
        assert_eq!(integer(""), None);
        assert_eq!(decimal("1.5e-1", 2).as_deref(), Some("0.15"));
        assert_eq!(decimal("1e101", 2), None);
        assert_eq!(printed("007"), "7");
        assert_eq!(printed("-1.50"), "-1.50");
        assert_eq!(from_bytes(b"\0\x01\x02"), Some(258));
        assert_eq!(from_bytes(&[0xFF; 8]), Some(u64::MAX.into()));
        assert_eq!(from_bytes(&[1; 9]), None);
    }

    #[test]
    fn types_have_their_bounds() {
        let integer = |bytes, unsigned| SqlType::Integer {
            bytes,
            unsigned,
            width: None,
        };
        assert_eq!(bounds(&integer(3, false)), (-8_388_608, 8_388_607));
        assert_eq!(bounds(&integer(8, true)), (0, u64::MAX.into()));
        assert_eq!(bounds(&SqlType::Bit(64)), (0, u64::MAX.into()));
    }
}
