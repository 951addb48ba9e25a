//! Whether every value of a column fits after its type changed.

use super::change::Class;
use super::same;
use crate::ddl::schema::SqlType;

/// The class of a change of type.
pub(super) fn of_types(old: &SqlType, new: &SqlType) -> Class {
    let by = |fits: bool| {
        if fits {
            Class::Widened
        } else {
            Class::Narrowing
        }
    };
    match (old, new) {
        (SqlType::Integer { .. }, SqlType::Integer { .. })
            if same::is_flag(old) != same::is_flag(new) =>
        {
            Class::Retyped
        }
        (SqlType::Integer { .. } | SqlType::Bit(_), SqlType::Integer { .. } | SqlType::Bit(_)) => {
            let ((least, most), (new_least, new_most)) = (bounds(old), bounds(new));
            by(new_least <= least && most <= new_most)
        }
        (
            SqlType::Decimal {
                precision,
                scale,
                unsigned,
            },
            SqlType::Decimal {
                precision: new_precision,
                scale: new_scale,
                unsigned: new_unsigned,
            },
        ) => {
            let whole = |precision: &u64, scale: &u64| precision.saturating_sub(*scale);
            by(new_scale >= scale
                && whole(new_precision, new_scale) >= whole(precision, scale)
                && (*unsigned || !new_unsigned))
        }
        (
            SqlType::Float { unsigned } | SqlType::Double { unsigned },
            SqlType::Float { unsigned: other } | SqlType::Double { unsigned: other },
        ) => {
            let rounds = matches!((old, new), (SqlType::Double { .. }, SqlType::Float { .. }));
            by(!rounds && (*unsigned || !other))
        }
        (SqlType::Enum(old), SqlType::Enum(new)) | (SqlType::Set(old), SqlType::Set(new)) => {
            by(old.iter().all(|value| new.contains(value)))
        }
        (SqlType::Time(old), SqlType::Time(new))
        | (SqlType::DateTime(old), SqlType::DateTime(new))
        | (SqlType::Timestamp(old), SqlType::Timestamp(new)) => by(new >= old),
        _ => match (length(old), length(new)) {
            (Some(old), Some(new)) if old.is_text == new.is_text => {
                by(new.characters >= old.characters && new.bytes >= old.bytes)
            }
            _ => Class::Retyped,
        },
    }
}

/// The least and greatest number of an integer type or BIT.
pub(super) fn bounds(ty: &SqlType) -> (i128, i128) {
    let (bits, unsigned) = match ty {
        SqlType::Integer {
            bytes, unsigned, ..
        } => (u32::from(*bytes) * 8, *unsigned),
        SqlType::Bit(bits) => (u32::try_from(*bits).unwrap_or(64).min(64), true),
        _ => (64, false),
    };
    if unsigned {
        (0, (1_i128 << bits) - 1)
    } else {
        (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1)
    }
}

/// How long values may be.
struct Length {
    is_text: bool,
    characters: u64,
    bytes: u64,
}

/// Lengths of texts and bytes. A character of utf8mb4 has four bytes at most.
fn length(ty: &SqlType) -> Option<Length> {
    let text = |characters: u64, bytes: u64| Length {
        is_text: true,
        characters,
        bytes,
    };
    let plain = |bytes: u64| Length {
        is_text: false,
        characters: bytes,
        bytes,
    };
    Some(match ty {
        SqlType::Char(length) | SqlType::Varchar(length) => text(*length, length.saturating_mul(4)),
        SqlType::Text { bytes } => text(*bytes, *bytes),
        SqlType::Binary(length) | SqlType::Varbinary(length) => plain(*length),
        SqlType::Blob { bytes } => plain(*bytes),
        _ => return None,
    })
}
