//! Families of types whose values SQLite stores alike.

use chassis_model::Type;

/// How a value is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An INTEGER; `true` for a BIGINT UNSIGNED, whose upper half is negative.
    Integer(bool),
    /// A REAL.
    Real,
    /// A decimal as TEXT with so many digits behind the point.
    Decimal(u8),
    /// Any TEXT; JSON, too.
    Text,
    /// A document, as TEXT.
    Json,
    /// One of a list, as TEXT.
    Enum,
    /// Some of a list, as TEXT with commas.
    Set,
    /// A BLOB.
    Bytes,
    /// `YYYY-MM-DD`.
    Date,
    /// `HH:MM:SS` with so many digits of a fraction.
    Time(u8),
    /// `YYYY-MM-DD HH:MM:SS` with so many digits of a fraction.
    Moment(u8),
}

/// The family of a type.
pub(super) fn of(ty: &Type) -> Kind {
    match ty {
        Type::Int(int) => Kind::Integer(*int == chassis_model::Int::U64),
        Type::Bits(bits) => Kind::Integer(*bits == 64),
        Type::Bool | Type::Year => Kind::Integer(false),
        Type::Float | Type::Double => Kind::Real,
        Type::Decimal { scale, .. } => Kind::Decimal(*scale),
        Type::Text { .. } => Kind::Text,
        Type::Json => Kind::Json,
        Type::Enum(_) => Kind::Enum,
        Type::Set(_) => Kind::Set,
        Type::Bytes { .. } | Type::Geometry { .. } => Kind::Bytes,
        Type::Date => Kind::Date,
        Type::Time { fraction } => Kind::Time(*fraction),
        Type::DateTime { fraction } | Type::Timestamp { fraction } => Kind::Moment(*fraction),
    }
}
