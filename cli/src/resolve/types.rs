//! MySQL's column types as the model's.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chassis_model::{Choices, GeometryKind, Int, Range, Type};

use crate::ddl::schema::{Column, ColumnDefault, SqlType};

/// Characters of a UUID with its hyphens.
const UUID_LENGTH: u32 = 36;
/// Characters of the longest IPv6 address, or of an IPv4 address in IPv6 form.
const INET_LENGTH: u32 = 39;

/// A type and the bounds that are narrower than it.
pub(super) struct Mapped {
    pub ty: Type,
    pub range: Range,
    /// Whether the type is one that MySQL does not have, shown as text.
    pub unknown: bool,
}

/// What a TINYINT is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tiny {
    /// A `bool`, whatever its width.
    Flag,
    /// A number.
    Number,
    /// A `bool` when its width is 1 and its default fits.
    ByWidth,
}

/// The type of a column; `choices` names the Rust enum of an ENUM or SET, `tiny` tells what a TINYINT is.
pub(super) fn of(column: &Column, choices: impl FnOnce() -> String, tiny: Tiny) -> Mapped {
    let mut range = Range::default();
    let mut unknown = false;
    let mut non_negative = |unsigned: bool| range.min = unsigned.then_some(0);
    let ty = match &column.ty {
        SqlType::Integer {
            bytes: 1, width, ..
        } if tiny == Tiny::Flag
            || (tiny == Tiny::ByWidth && *width == Some(1) && is_bool(column)) =>
        {
            Type::Bool
        }
        SqlType::Integer {
            bytes, unsigned, ..
        } => {
            if *bytes == 3 {
                range = medium(*unsigned);
            }
            Type::Int(int(*bytes, *unsigned))
        }
        SqlType::Decimal {
            precision,
            scale,
            unsigned,
        } => {
            non_negative(*unsigned);
            decimal(*precision, *scale)
        }
        SqlType::Float { unsigned } => {
            non_negative(*unsigned);
            Type::Float
        }
        SqlType::Double { unsigned } => {
            non_negative(*unsigned);
            Type::Double
        }
        SqlType::Bit(bits) if *bits <= 1 => Type::Bool,
        SqlType::Bit(bits) => Type::Bits(small(*bits, 64)),
        SqlType::Char(length) | SqlType::Varchar(length) => text(Some(*length)),
        SqlType::Text { .. } => text(None),
        SqlType::Binary(length) | SqlType::Varbinary(length) => Type::Bytes {
            max_length: u32::try_from(*length).ok(),
            fixed: matches!(column.ty, SqlType::Binary(_)),
        },
        SqlType::Blob { .. } => Type::Bytes {
            max_length: None,
            fixed: false,
        },
        SqlType::Date => Type::Date,
        SqlType::Time(fraction) => Type::Time {
            fraction: small(*fraction, 6),
        },
        SqlType::DateTime(fraction) => Type::DateTime {
            fraction: small(*fraction, 6),
        },
        SqlType::Timestamp(fraction) => Type::Timestamp {
            fraction: small(*fraction, 6),
        },
        SqlType::Year => Type::Year,
        SqlType::Enum(values) => Type::Enum(of_choices(choices(), values)),
        SqlType::Set(values) => Type::Set(of_choices(choices(), values)),
        SqlType::Json => Type::Json,
        SqlType::Geometry { kind, srid } => Type::Geometry {
            kind: GeometryKind::of_name(kind).unwrap_or(GeometryKind::Geometry),
            srid: *srid,
        },
        SqlType::Uuid => text(Some(u64::from(UUID_LENGTH))),
        SqlType::Inet(_) => text(Some(u64::from(INET_LENGTH))),
        SqlType::Other(_) => {
            unknown = true;
            text(None)
        }
    };
    Mapped { ty, range, unknown }
}

/// The text type of at most so many characters.
pub(super) fn text(length: Option<u64>) -> Type {
    Type::Text {
        max_length: length.and_then(|length| u32::try_from(length).ok()),
    }
}

/// The decimal type, within MySQL's bounds: 65 digits, 30 of them behind the point.
pub(super) fn decimal(precision: u64, scale: u64) -> Type {
    let precision = small(precision, 65).max(1);
    Type::Decimal {
        precision,
        scale: small(scale, 30).min(precision),
    }
}

/// The integer type of so many bytes.
pub(super) const fn int(bytes: u8, unsigned: bool) -> Int {
    match (bytes, unsigned) {
        (1, false) => Int::I8,
        (1, true) => Int::U8,
        (2, false) => Int::I16,
        (2, true) => Int::U16,
        (3 | 4, false) => Int::I32,
        (3 | 4, true) => Int::U32,
        (_, false) => Int::I64,
        (_, true) => Int::U64,
    }
}

/// Whether a TINYINT(1) may be a flag: a default of 2 says that it is a number.
fn is_bool(column: &Column) -> bool {
    let fits = match &column.default {
        Some(ColumnDefault::Literal(literal)) => matches!(literal.as_str(), "0" | "1"),
        _ => true,
    };
    fits && !column.auto_increment
}

const fn medium(unsigned: bool) -> Range {
    let (min, max) = if unsigned {
        (0, 16_777_215)
    } else {
        (-8_388_608, 8_388_607)
    };
    Range {
        min: Some(min),
        max: Some(max),
    }
}

fn small(number: u64, most: u8) -> u8 {
    u8::try_from(number).map_or(most, |number| number.min(most))
}

/// The values of a list, each once: a server that is not strict lets one stand twice, and only finds the first.
fn of_choices(rust: String, values: &[String]) -> Choices {
    let mut seen = BTreeSet::new();
    let once = values.iter().filter(|value| seen.insert(value.as_str()));
    Choices {
        rust: Cow::Owned(rust),
        values: Cow::Owned(once.cloned().map(Cow::Owned).collect()),
    }
}
