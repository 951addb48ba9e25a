//! What a server that is not strict stores in the place of a wrong value (MySQL manual, Strict SQL Mode): dumps of old
//! databases rely on it, and mysqldump's own header turns strictness off.

use std::borrow::Cow;

use chassis::model::Type;

use super::literal::{Charset, Literal};
use super::number;
use crate::ddl::schema::SqlType;
use crate::encoding::Encoding;

/// The literal that is stored in the place of one that a column cannot hold, when there is one.
pub(super) fn instead(ty: &Type, kind: &SqlType, text: &str) -> Option<Literal<'static>> {
    let number = |digits: String| Some(Literal::Number(Cow::Owned(digits)));
    match ty {
        Type::Bool | Type::Int(_) | Type::Year | Type::Bits(_) => {
            let (least, most) = number::bounds(kind);
            let found = number::integer(prefix(text)).unwrap_or(0);
            let kept = match kind {
                SqlType::Year => 0,
                _ => found.clamp(least, most),
            };
            number(kept.to_string())
        }
        Type::Float | Type::Double => number(prefix(text).to_owned()),
        Type::Decimal { precision, scale } => {
            let found = prefix(text);
            let whole = found.trim_start_matches(['-', '+', '0']);
            let whole = whole.split('.').next().unwrap_or_default().len();
            let most = usize::from(precision - scale);
            if whole <= most {
                return number(found.to_owned());
            }
            let sign = if found.starts_with('-') { "-" } else { "" };
            let (whole, part) = ("9".repeat(most), "9".repeat(usize::from(*scale)));
            number(format!("{sign}0{whole}.{part}"))
        }
        Type::Text {
            max_length: Some(most),
        } => {
            let kept: String = text.chars().take(*most as usize).collect();
            Some(Literal::Text(
                Cow::Owned(kept.into_bytes()),
                Charset::Text(Encoding::UTF8),
            ))
        }
        Type::Date | Type::Time { .. } | Type::DateTime { .. } | Type::Timestamp { .. } => {
            number("0".to_owned())
        }
        Type::Enum(_) => Some(Literal::Text(
            Cow::Borrowed(b""),
            Charset::Text(Encoding::UTF8),
        )),
        _ => None,
    }
}

/// What a NOT NULL column without a default gets when a row gives it no value.
pub(super) fn implied(ty: &Type) -> Option<Literal<'static>> {
    let text = |text: &'static str| {
        Literal::Text(
            Cow::Borrowed(text.as_bytes()),
            Charset::Text(Encoding::UTF8),
        )
    };
    Some(match ty {
        Type::Geometry { .. } => return None,
        // The first value.
        Type::Enum(_) => Literal::Number(Cow::Borrowed("1")),
        Type::Text { .. } | Type::Bytes { .. } | Type::Set(_) => text(""),
        Type::Json => text("null"),
        _ => Literal::Number(Cow::Borrowed("0")),
    })
}

/// The number that a text starts with; `0` where it starts with none.
fn prefix(text: &str) -> &str {
    let text = text.trim_start();
    let mut kept = "0";
    for (end, character) in text.char_indices() {
        let end = end + character.len_utf8();
        match character {
            '0'..='9' => kept = &text[..end],
            '+' | '-' | '.' | 'e' | 'E' => {}
            _ => break,
        }
        if text[..end].parse::<f64>().is_err() && character.is_ascii_digit() {
            return "0";
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_start_texts() {
        for (text, expected) in [
            ("", "0"),
            ("12 pieces", "12"),
            (" -1.5kg", "-1.5"),
            ("abc", "0"),
            ("--5", "0"),
            ("3.", "3"),
        ] {
            assert_eq!(prefix(text), expected, "{text}");
        }
    }
}
