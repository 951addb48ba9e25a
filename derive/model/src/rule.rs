//! CHECK constraints: what the database calls them, and what can be told of a row without asking it.

mod sql;

use std::cmp::Ordering;

use serde::Serialize;

use crate::resource::{List, Text};
use crate::types::Type;

/// A CHECK constraint of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What the database calls it: its own name, or those that the servers give one without.
    pub names: List<Text>,
    /// Columns that it is about.
    pub columns: List<Text>,
    /// What a row must fulfil to fulfil the constraint, which may ask for more: that only the database tells.
    pub rules: List<Rule>,
}

/// A condition on one row; it is fulfilled when a column in it is NULL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// `price >= 0`.
    Number {
        /// The column.
        column: Text,
        /// How it compares.
        operator: Operator,
        /// Digits, with a sign and a point where needed.
        number: Text,
    },
    /// `rating IN (1, 2, 3)`.
    Among {
        /// The column.
        column: Text,
        /// Digits, with a sign and a point where needed.
        numbers: List<Text>,
    },
    /// `char_length(name) > 0`. Blanks at the end may or may not count, as CHAR and VARCHAR differ.
    Length {
        /// The column.
        column: Text,
        /// How its length compares.
        operator: Operator,
        /// Characters.
        length: u32,
    },
    /// `starts <= ends`.
    Columns {
        /// The column.
        column: Text,
        /// How it compares.
        operator: Operator,
        /// The column that it is compared with.
        other: Text,
    },
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `<>`
    Unequal,
    /// `>=`
    AtLeast,
    /// `>`
    Greater,
}

impl Operator {
    /// Every comparison; those whose sign begins another's stand behind it.
    pub const ALL: [Self; 6] = [
        Self::AtMost,
        Self::Unequal,
        Self::Less,
        Self::AtLeast,
        Self::Greater,
        Self::Equal,
    ];

    /// Its sign in SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::Unequal => "<>",
            Self::AtLeast => ">=",
            Self::Greater => ">",
        }
    }

    /// The comparison with its sides exchanged.
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
            Self::Greater => Self::Less,
            Self::Equal | Self::Unequal => self,
        }
    }

    /// Whether it holds between two values that are ordered so.
    pub const fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::Equal => ordering.is_eq(),
            Self::Unequal => ordering.is_ne(),
            Self::AtLeast => ordering.is_ge(),
            Self::Greater => ordering.is_gt(),
        }
    }
}

impl Check {
    /// The columns that rules name, each once.
    pub fn columns_of(rules: &[Rule]) -> Vec<Text> {
        let mut columns: Vec<Text> = Vec::new();
        for column in rules.iter().flat_map(Rule::columns) {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        columns
    }
}

impl Rule {
    /// The columns that it names.
    pub fn columns(&self) -> impl Iterator<Item = &Text> {
        let (first, second) = match self {
            Self::Number { column, .. }
            | Self::Among { column, .. }
            | Self::Length { column, .. } => (column, None),
            Self::Columns { column, other, .. } => (column, Some(other)),
        };
        std::iter::once(first).chain(second)
    }

    /// Whether columns of such types compare as the rule does: exactly, and as every server would.
    ///
    /// Floating-point numbers do not, since FLOAT(m,d) rounds them, and neither does text, since collations decide.
    pub fn fits<'a>(&self, ty: impl Fn(&Text) -> Option<&'a Type>) -> bool {
        match self {
            Self::Number { column, number, .. } => {
                ty(column).is_some_and(|ty| takes_number(ty, number))
            }
            Self::Among { column, numbers } => {
                let takes = |ty| numbers.iter().all(|number| takes_number(ty, number));
                ty(column).is_some_and(takes)
            }
            Self::Length { column, .. } => {
                ty(column).is_some_and(|ty| matches!(ty, Type::Text { .. }))
            }
            Self::Columns { column, other, .. } => match (ty(column), ty(other)) {
                (Some(left), Some(right)) => {
                    is_exact(left) && is_exact(right) || left == right && is_moment(left)
                }
                _ => false,
            },
        }
    }
}

fn takes_number(ty: &Type, number: &str) -> bool {
    // The servers take YEAR's constants of two digits for years of this or the last century.
    is_exact(ty) || *ty == Type::Year && number.parse::<u32>().is_ok_and(|year| year > 99)
}

const fn is_exact(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Bool | Type::Int(_) | Type::Bits(_) | Type::Decimal { .. }
    )
}

const fn is_moment(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Date
            | Type::Time { .. }
            | Type::DateTime { .. }
            | Type::Timestamp { .. }
            | Type::Year
    )
}

#[cfg(test)]
mod tests;
