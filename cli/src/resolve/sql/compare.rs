//! Comparisons: operands in forms that SQLite compares as MySQL does.

use chassis_model::{Int, Type};

use super::value::{Kind, Value, quote};

/// Two values in one form; none when MySQL would convert in a way that SQLite does not.
pub(super) fn pair(left: &Value, right: &Value) -> Option<(String, String)> {
    if left.is_null || right.is_null {
        return left.sql.clone().zip(right.sql.clone());
    }
    match (left.kind()?, right.kind()?) {
        (Kind::Int, Kind::Int) | (Kind::Real, Kind::Real) => {
            left.sql.clone().zip(right.sql.clone())
        }
        (Kind::Real, Kind::Int | Kind::Decimal(_)) | (Kind::Int | Kind::Decimal(_), Kind::Real) => {
            left.real().zip(right.real())
        }
        (Kind::Int, Kind::Decimal(scale)) | (Kind::Decimal(scale), Kind::Int) => {
            left.scaled_to(scale).zip(right.scaled_to(scale))
        }
        (Kind::Decimal(one), Kind::Decimal(other)) => {
            let scale = one.max(other);
            left.scaled_to(scale).zip(right.scaled_to(scale))
        }
        (Kind::Text, Kind::Text) => dates(left, right),
        (Kind::Int, Kind::Text) => left.sql.clone().zip(number(right)),
        (Kind::Text, Kind::Int) => number(left).zip(right.sql.clone()),
        _ => None,
    }
}

/// Texts as they are, and a date beside a moment as the start of its day.
fn dates(left: &Value, right: &Value) -> Option<(String, String)> {
    let (one, other) = (left.sql.clone()?, right.sql.clone()?);
    let is_moment = |value: &Value| {
        matches!(
            value.ty,
            Some(Type::DateTime { .. } | Type::Timestamp { .. })
        )
    };
    let is_date = |value: &Value| value.ty == Some(Type::Date) || is_date_literal(value);
    let start = |sql: &str| format!("({sql} || ' 00:00:00')");
    Some(if is_date(left) && is_moment(right) {
        (start(&one), other)
    } else if is_moment(left) && is_date(right) {
        (one, start(&other))
    } else {
        (one, other)
    })
}

/// Whether a value is a literal such as `'2024-01-31'`.
fn is_date_literal(value: &Value) -> bool {
    let text = value.sql.as_deref().unwrap_or_default();
    let shape = |(index, byte): (usize, u8)| match index {
        0 | 11 => byte == b'\'',
        5 | 8 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 12 && text.bytes().enumerate().all(shape)
}

/// The whole number that a literal text holds: `active = '1'`.
fn number(value: &Value) -> Option<String> {
    let sql = value.sql.as_ref()?;
    let number: i64 = sql.strip_prefix('\'')?.strip_suffix('\'')?.parse().ok()?;
    Some(number.to_string())
}

/// What a comparison gives: 0, 1 or NULL, which both servers call INT(1).
pub(super) fn truth(nullable: bool, sql: Option<String>) -> Value {
    Value::new(Type::Int(Int::I32), nullable, sql)
}

/// A value of a LIKE pattern: SQLite knows no default escape character.
pub(super) fn like(
    subject: &Value,
    pattern: &Value,
    escape: Option<&Value>,
    negated: bool,
) -> Option<String> {
    let escape = match escape {
        Some(escape) => escape.sql.clone()?,
        None => quote("\\"),
    };
    let not = if negated { "NOT " } else { "" };
    Some(format!(
        "({} {not}LIKE {} ESCAPE {escape})",
        subject.text()?,
        pattern.text()?
    ))
}
