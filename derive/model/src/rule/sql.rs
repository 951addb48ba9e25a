//! Rules as SQL writes them.

use super::{Operator, Rule};
use crate::resource::Text;

impl Rule {
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
