//! Comparisons of a column with a value, in the order that MySQL gives the values of its type.

use super::{Statement, quote};
use crate::db::Dialect;
use crate::model::{Choices, Field, Int, Type};
use crate::value::Value;

/// Which values a comparison finds; none of them is NULL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Greater,
    AtLeast,
    Less,
    AtMost,
}

impl Side {
    /// Its sign in SQL.
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Greater => ">",
            Self::AtLeast => ">=",
            Self::Less => "<",
            Self::AtMost => "<=",
        }
    }

    /// Whether it is the greater side.
    pub(super) const fn is_above(self) -> bool {
        matches!(self, Self::Greater | Self::AtLeast)
    }
}

/// `column = ?`, where NULL equals NULL.
pub(super) fn equals(statement: &mut Statement, dialect: Dialect, field: &Field, value: &Value) {
    let column = quote(dialect, &field.column);
    if *value == Value::Null {
        statement.push(&format!("{column} IS NULL"));
    } else {
        statement.push(&format!("{column} = "));
        statement.bind(dialect, field, value.clone());
    }
}

/// `column > ?` and the like.
pub(super) fn compare(
    statement: &mut Statement,
    dialect: Dialect,
    field: &Field,
    side: Side,
    value: &Value,
) {
    let column = quote(dialect, &field.column);
    let sign = side.sign();
    if let Type::Enum(choices) = &field.ty {
        let position = position(choices, value);
        statement.push(&format!("{} {sign} ?", ordinal(dialect, &column, choices)));
        statement.params.push(position);
    } else if is_twos_complement(dialect, field) {
        // Stored negative: above every other.
        let large = matches!(value, Value::Unsigned(_));
        let half = if side.is_above() { "<" } else { ">=" };
        let joint = if side.is_above() == large {
            "AND"
        } else {
            "OR"
        };
        statement.push(&format!("({column} {half} 0 {joint} {column} {sign} ?)"));
        statement.params.push(value.clone());
    } else {
        statement.push(&format!("{column} {sign} "));
        statement.bind(dialect, field, value.clone());
    }
}

/// The expressions that `ORDER BY` follows for a column.
pub(super) fn order_by(dialect: Dialect, field: &Field, descending: bool) -> String {
    let column = quote(dialect, &field.column);
    let direction = direction(descending);
    match &field.ty {
        Type::Enum(choices) if dialect == Dialect::Sqlite => {
            format!("{}{direction}", ordinal(dialect, &column, choices))
        }
        _ if is_twos_complement(dialect, field) => {
            format!("({column} < 0){direction}, {column}{direction}")
        }
        _ => by_column(dialect, field, descending),
    }
}

/// The column itself in `ORDER BY`.
pub(super) fn by_column(dialect: Dialect, field: &Field, descending: bool) -> String {
    let column = quote(dialect, &field.column);
    format!("{column}{}", direction(descending))
}

const fn direction(descending: bool) -> &'static str {
    if descending { " DESC" } else { "" }
}

/// The number of an ENUM's value, by which MySQL orders: from 1, 0 for one that is none of the list, NULL for NULL.
fn ordinal(dialect: Dialect, column: &str, choices: &Choices) -> String {
    match dialect {
        Dialect::Mysql => format!("({column} + 0)"),
        Dialect::Sqlite => {
            let cases: String = choices
                .values
                .iter()
                .zip(1..)
                .map(|(choice, number)| {
                    format!(" WHEN '{}' THEN {number}", choice.replace('\'', "''"))
                })
                .collect();
            format!("(CASE {column}{cases} ELSE iif({column} IS NULL, NULL, 0) END)")
        }
    }
}

fn position(choices: &Choices, value: &Value) -> Value {
    let position = match value {
        Value::Text(text) => choices.values.iter().position(|choice| choice == text),
        _ => None,
    };
    // 0 is MySQL's number of a value that is none of the list.
    let number = position.map_or(0, |position| position + 1);
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Whether SQLite holds the column's values above `i64::MAX` as negative ones.
pub(super) fn is_twos_complement(dialect: Dialect, field: &Field) -> bool {
    dialect == Dialect::Sqlite && matches!(field.ty, Type::Int(Int::U64) | Type::Bits(64))
}
