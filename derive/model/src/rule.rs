//! CHECK constraints: what the database calls them, and what can be told of a row without asking it.

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

    /// Its text, with each column under the name that the caller gives it.
    pub fn text(&self, name: impl Fn(&Text) -> String) -> String {
        match self {
            Self::Number {
                column,
                operator,
                number,
            } => format!("{} {} {number}", name(column), operator.as_str()),
            Self::Among { column, numbers } => {
                format!("{} IN ({})", name(column), numbers.join(", "))
            }
            Self::Length {
                column,
                operator,
                length,
            } => {
                format!(
                    "char_length({}) {} {length}",
                    name(column),
                    operator.as_str()
                )
            }
            Self::Columns {
                column,
                operator,
                other,
            } => format!("{} {} {}", name(column), operator.as_str(), name(other)),
        }
    }

    /// Its text in SQL, which [`Rule::parse`] reads.
    pub fn to_sql(&self) -> String {
        self.text(|column| quoted(column))
    }

    /// The rule of a text such as `price >= 0`; none when it is no rule.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix("char_length(") {
            let (column, rest) = column(rest)?;
            let (operator, rest) = operator(rest.strip_prefix(')')?)?;
            let length = rest.parse().ok()?;
            return Some(Self::Length {
                column,
                operator,
                length,
            });
        }
        let (name, rest) = column(text)?;
        if let Some(list) = rest.trim_start().strip_prefix("IN") {
            let list = list.trim().strip_prefix('(')?.strip_suffix(')')?;
            let numbers = list.split(',').map(|item| number(item.trim()));
            return Some(Self::Among {
                column: name,
                numbers: numbers.collect::<Option<Vec<Text>>>()?.into(),
            });
        }
        let (operator, rest) = operator(rest)?;
        if let Some(number) = number(rest) {
            return Some(Self::Number {
                column: name,
                operator,
                number,
            });
        }
        let (other, rest) = column(rest)?;
        rest.is_empty().then_some(Self::Columns {
            column: name,
            operator,
            other,
        })
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

/// A column's name as SQL writes it, in backticks where it is no plain word.
fn quoted(name: &str) -> String {
    let is_plain = name.chars().all(is_word) && !name.starts_with(|c: char| c.is_ascii_digit());
    if is_plain && !name.is_empty() {
        name.to_owned()
    } else {
        format!("`{}`", name.replace('`', "``"))
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The name that a text begins with, and the rest of it.
fn column(text: &str) -> Option<(Text, &str)> {
    let Some(mut rest) = text.strip_prefix('`') else {
        let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let starts = name.starts_with(|c: char| !c.is_ascii_digit());
        return starts.then(|| (name.to_owned().into(), rest));
    };
    let mut name = String::new();
    loop {
        let (part, behind) = rest.split_once('`')?;
        name.push_str(part);
        match behind.strip_prefix('`') {
            Some(behind) => {
                name.push('`');
                rest = behind;
            }
            None => return Some((name.into(), behind)),
        }
    }
}

/// The comparison that a text begins with, and the rest of it.
fn operator(text: &str) -> Option<(Operator, &str)> {
    let text = text.trim_start();
    Operator::ALL.into_iter().find_map(|operator| {
        let rest = text.strip_prefix(operator.as_str())?;
        Some((operator, rest.trim_start()))
    })
}

/// A number, when the text is one.
fn number(text: &str) -> Option<Text> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits(whole) && is_digits(fraction)).then(|| text.to_owned().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back() {
        for text in [
            "price >= 0",
            "price < 99.95",
            "t <> -5",
            "rating IN (1, 2, -3.5)",
            "char_length(name) > 0",
            "char_length <= 7",
            "starts <= ends",
            "`a b` = `c``d`",
            "char_length(`1st`) = 2",
            "订单 >= é1",
            "`in` IN (0)",
        ] {
            let rule = Rule::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(rule.to_sql().replace('`', ""), text.replace('`', ""));
            assert_eq!(Rule::parse(&rule.to_sql()), Some(rule), "{text}");
        }
        assert_eq!(Rule::parse(" a<=1 "), Rule::parse("a <= 1"));
    }

    #[test]
    fn other_texts_are_no_rules() {
        for text in [
            "",
            "price",
            "price >=",
            "price >= 0 AND price < 9",
            "price => 0",
            "price >= 1.",
            "price >= 1e3",
            "price = 'x'",
            "0 < price",
            "a IN ()",
            "a IN (1,)",
            "a IN (b)",
            "char_length(a) > -1",
            "char_length(a > 1",
            "`a > 1",
            "a + 1 > 2",
        ] {
            assert_eq!(Rule::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_exact_comparisons_fit() {
        let decimal = Type::Decimal {
            precision: 5,
            scale: 2,
        };
        let types = [
            ("int", Type::Int(crate::Int::U8)),
            ("decimal", decimal),
            ("float", Type::Float),
            ("text", Type::Text { max_length: None }),
            ("year", Type::Year),
            ("day", Type::Date),
            ("moment", Type::DateTime { fraction: 0 }),
            ("moment_3", Type::DateTime { fraction: 3 }),
        ];
        let fits = |text: &str| {
            let rule = Rule::parse(text).expect("a rule");
            let found = |column: &Text| types.iter().find(|(name, _)| name == column);
            rule.fits(|column| found(column).map(|(_, ty)| ty))
        };
        let fitting = [
            "int > 0",
            "decimal IN (0.5)",
            "int < decimal",
            "char_length(text) > 0",
            "year > 1900",
            "year = year",
            "day <= day",
        ];
        assert!(fitting.iter().all(|text| fits(text)));
        let others = [
            "float > 0",
            "text = 1",
            "year > 20",
            "year > int",
            "day <= moment",
            "moment < moment_3",
            "text <> text",
            "char_length(int) > 0",
            "unknown > 0",
        ];
        assert!(!others.iter().any(|text| fits(text)));
    }
}
