//! Values as they travel between the database, the API and typed code.

/// A column's value in its canonical form; the column's [`Type`](crate::model::Type) says how to read it.
///
/// | type | form |
/// |---|---|
/// | `Bool`, `Int`, `Year`, `Bits` | `Int` when it fits `i64`, else `Unsigned`; other numbers than 0 and 1 in a TINYINT(1) stay |
/// | `Float`, `Double` | `Float` |
/// | `Decimal` | `Text`, with exactly `scale` digits behind the point |
/// | `Text`, `Enum` | `Text` |
/// | `Set` | `Text`, elements in the order of the definition, joined by commas |
/// | `Json` | `Text`, a JSON document |
/// | `Date` | `Text`, `YYYY-MM-DD` |
/// | `Time` | `Text`, `[-]HH:MM:SS[.ffffff]`, hours up to 838 |
/// | `DateTime`, `Timestamp` | `Text`, `YYYY-MM-DD HH:MM:SS[.ffffff]`; a timestamp in UTC |
/// | `Bytes`, `Geometry` | `Bytes` |
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// An integer that fits `i64`.
    Int(i64),
    /// An integer above `i64::MAX`.
    Unsigned(u64),
    /// A floating-point number.
    Float(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// The values of one row, in the order of the columns that were asked for.
pub type Row = Vec<Value>;

/// The double that prints as the single-precision number does: 1.1, not 1.10000002384185791.
pub fn single(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_precision_prints_as_it_was_written() {
        assert_eq!(single(1.1), 1.1);
        assert_eq!(single(-3.4e38), -3.4e38);
        assert_eq!(single(16_777_216.0), 16_777_216.0);
    }
}
