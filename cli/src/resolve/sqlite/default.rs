//! DEFAULT clauses, in the canonical form of each type.

use chassis_model::Type;

use crate::ddl::schema::{Column, ColumnDefault, SqlType};
use crate::ddl::stored::{self, decimal};
use crate::resolve::sql::{self, Scope, Translator, quote};

/// The DEFAULT of a column as SQL with a blank before it, empty when there is none.
///
/// An error holds the clause that stands in for one that SQLite cannot have, and why.
pub(super) fn clause(column: &Column, ty: &Type, table: &str) -> Result<String, (String, String)> {
    let found = match &column.default {
        None | Some(ColumnDefault::Null) => return Ok(String::new()),
        Some(ColumnDefault::Now) => Some(format!("({})", now(ty))),
        Some(ColumnDefault::Literal(literal)) => self::literal(literal, column, ty),
        Some(ColumnDefault::Expression(expression)) => self::expression(expression, ty),
    };
    found.map(|sql| format!(" DEFAULT {sql}")).ok_or_else(|| {
        let stand_in = if column.nullable {
            String::new()
        } else {
            format!(" DEFAULT {}", implicit(ty))
        };
        let note = format!(
            "On SQLite the default of `{table}.{}` is another: the dump's has no equal there.",
            column.name
        );
        (stand_in, note)
    })
}

fn expression(printed: &str, ty: &Type) -> Option<String> {
    // A literal in hexadecimal, of a text or of bytes.
    if let Some(hex) = printed
        .strip_prefix("x'")
        .and_then(|rest| rest.strip_suffix('\''))
    {
        let even = hex.len() % 2 == 0 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        return match ty {
            _ if !even => None,
            Type::Bytes { max_length, fixed } => {
                let missing =
                    max_length.map_or(0, |length| (length as usize).saturating_sub(hex.len() / 2));
                let zeros = if *fixed {
                    "00".repeat(missing)
                } else {
                    String::new()
                };
                Some(format!("X'{hex}{zeros}'"))
            }
            Type::Text { .. } => Some(format!("(CAST(X'{hex}' AS TEXT))")),
            _ => None,
        };
    }
    let expression = sql::parse(printed)?;
    let mut translator = Translator {
        relations: None,
        pure: false,
    };
    // A default of SQLite cannot use other columns.
    let value = translator.value(&expression, &Scope::default());
    value.stored_as(ty).map(|sql| format!("({sql})"))
}

fn literal(literal: &str, column: &Column, ty: &Type) -> Option<String> {
    match ty {
        Type::Bool | Type::Int(_) | Type::Year | Type::Bits(_) => integer(literal),
        Type::Float | Type::Double => {
            let number: f64 = literal.trim().parse().ok()?;
            number.is_finite().then(|| format!("{number:?}"))
        }
        Type::Decimal { scale, .. } => decimal(literal, (*scale).into()).map(|text| quote(&text)),
        Type::Date | Type::Time { .. } | Type::DateTime { .. } | Type::Timestamp { .. } => {
            Some(quote(&moment(literal, ty)?))
        }
        Type::Enum(choices) => {
            let same = |value: &&chassis_model::Text| {
                value.to_lowercase() == literal.trim_end().to_lowercase()
            };
            let exact = choices.values.iter().find(|value| *value == literal);
            exact
                .or_else(|| choices.values.iter().find(same))
                .map(|value| quote(value))
        }
        Type::Bytes { .. } | Type::Geometry { .. } => Some(bytes(literal, column)),
        Type::Text { .. } if matches!(column.ty, SqlType::Char(_)) => {
            Some(quote(literal.trim_end_matches(' ')))
        }
        Type::Text { .. } | Type::Set(_) | Type::Json => Some(quote(literal)),
    }
}

/// A whole number; above `i64::MAX` as the negative number of the same bits.
fn integer(literal: &str) -> Option<String> {
    let text = literal.trim();
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.to_string());
    }
    if let Ok(number) = text.parse::<u64>() {
        return Some(number.cast_signed().to_string());
    }
    // The server rounds `'1.0'`.
    decimal(text, 0)
}

/// A date or time with all its parts; `0` is the zero of its type.
fn moment(literal: &str, ty: &Type) -> Option<String> {
    match ty {
        Type::Date => stored::moment(literal, stored::DATE, 0),
        Type::Time { fraction } => stored::moment(literal, stored::TIME, (*fraction).into()),
        Type::DateTime { fraction } | Type::Timestamp { fraction } => {
            stored::moment(literal, stored::DATE_TIME, (*fraction).into())
        }
        _ => None,
    }
}

fn bytes(literal: &str, column: &Column) -> String {
    let mut hex: String = literal.bytes().map(|byte| format!("{byte:02X}")).collect();
    // BINARY fills up with zero bytes.
    if let SqlType::Binary(length) = column.ty {
        let length = usize::try_from(length).unwrap_or(0).min(255);
        hex.push_str(&"00".repeat(length.saturating_sub(literal.len())));
    }
    format!("X'{hex}'")
}

/// The current time in the form of a column.
pub(super) fn now(ty: &Type) -> String {
    match ty {
        Type::Date => "date('now')".to_owned(),
        Type::Time { fraction } => with_fraction("%H:%M:", *fraction),
        Type::DateTime { fraction } | Type::Timestamp { fraction } => {
            with_fraction("%Y-%m-%d %H:%M:", *fraction)
        }
        Type::Year => "CAST(strftime('%Y', 'now') AS INTEGER)".to_owned(),
        Type::Bool | Type::Int(_) | Type::Bits(_) => "unixepoch()".to_owned(),
        _ => with_fraction("%Y-%m-%d %H:%M:", 0),
    }
}

/// SQLite's clock has three digits of the second's fraction.
fn with_fraction(start: &str, fraction: u8) -> String {
    match fraction {
        0 => format!("strftime('{start}%S', 'now')"),
        1 | 2 => format!(
            "substr(strftime('{start}%f', 'now'), 1, {})",
            start_length(start) + 3 + usize::from(fraction)
        ),
        3 => format!("strftime('{start}%f', 'now')"),
        more => format!(
            "strftime('{start}%f', 'now') || '{}'",
            "0".repeat(usize::from(more.min(6)) - 3)
        ),
    }
}

/// Characters that the start of a pattern gives.
fn start_length(start: &str) -> usize {
    if start.starts_with("%Y") {
        "YYYY-MM-DD HH:MM:".len()
    } else {
        "HH:MM:".len()
    }
}

/// What MySQL stores in a NOT NULL column without a default when it is not strict.
pub(super) fn implicit(ty: &Type) -> String {
    match ty {
        Type::Bool | Type::Int(_) | Type::Year | Type::Bits(_) => "0".to_owned(),
        Type::Float | Type::Double => "0.0".to_owned(),
        Type::Decimal { scale, .. } => quote(&decimal("0", (*scale).into()).unwrap_or_default()),
        Type::Date | Type::Time { .. } | Type::DateTime { .. } | Type::Timestamp { .. } => {
            quote(&moment("0", ty).unwrap_or_default())
        }
        Type::Enum(choices) => quote(choices.values.first().map_or("", |value| value.as_ref())),
        Type::Json => quote("null"),
        Type::Bytes { .. } | Type::Geometry { .. } => "X''".to_owned(),
        Type::Text { .. } | Type::Set(_) => quote(""),
    }
}
