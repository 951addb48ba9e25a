//! CHECK constraints on the values of a write, as far as they can be told before the database sees them.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::db::compare_times;
use crate::db::digits::Digits;
use crate::error::Fault;
use crate::model::{Check, Field, Operator, Resource, Rule, Text, Type};
use crate::operation::Assignment;
use crate::value::Value;

/// A fault for each column of each constraint that the values break for certain.
///
/// What is not among them, such as other columns of a row that changes, is known to the database alone; and the key
/// alone, which a path gives, is no value of the write.
pub fn faults(resource: &Resource, key: &[Value], given: Vec<&Assignment>) -> Vec<Fault> {
    let row = Row {
        key: resource.key().into_iter().zip(key).collect(),
        given,
    };
    let mut faults = Vec::new();
    for check in resource.checks.iter() {
        let broken: Vec<String> = check
            .rules
            .iter()
            .filter(|rule| row.writes(rule) && row.breaks(rule))
            .map(|rule| rule.text(|column| member(resource, column)))
            .collect();
        if !broken.is_empty() {
            let message = format!("expected {}", broken.join(" and "));
            faults.extend(of_check(resource, check, &message));
        }
    }
    faults
}

/// A fault for each column of a constraint that clients know.
pub fn of_check(resource: &Resource, check: &Check, message: &str) -> impl Iterator<Item = Fault> {
    let seen = |field: &&Field| field.is_readable() || field.is_writable();
    let columns = check.columns.iter();
    columns
        .filter_map(|column| resource.field_of_column(column))
        .filter(seen)
        .map(move |field| Fault::member(&field.name, "check", message))
}

/// The constraint that the database calls so.
///
/// Names of constraints do not depend on case; only SQLite's come back as the script wrote them.
pub fn named<'a>(resource: &'a Resource, constraint: &str) -> Option<&'a Check> {
    let is_it = |name: &Text| name.to_lowercase() == constraint.to_lowercase();
    resource
        .checks
        .iter()
        .find(|check| check.names.iter().any(is_it))
}

fn member(resource: &Resource, column: &Text) -> String {
    let field = resource.field_of_column(column);
    field.map_or(column, |field| &field.name).to_string()
}

/// What is known of a row.
struct Row<'a> {
    key: Vec<(&'a Field, &'a Value)>,
    given: Vec<&'a Assignment>,
}

impl Row<'_> {
    fn given(&self, column: &str) -> Option<(&Field, &Value)> {
        let mut given = self.given.iter();
        let found = given.find(|assignment| assignment.field.column == column)?;
        Some((found.field, &found.value))
    }

    fn get(&self, column: &str) -> Option<(&Field, &Value)> {
        let key = || self.key.iter().find(|(field, _)| field.column == column);
        self.given(column).or_else(|| key().copied())
    }

    /// Whether the write gives a column of the rule.
    fn writes(&self, rule: &Rule) -> bool {
        rule.columns().any(|column| self.given(column).is_some())
    }

    /// Whether the values break the rule; unknown ones and NULL do not.
    fn breaks(&self, rule: &Rule) -> bool {
        self.broken(rule).unwrap_or(false)
    }

    fn broken(&self, rule: &Rule) -> Option<bool> {
        Some(match rule {
            Rule::Number {
                column,
                operator,
                number,
            } => !operator.holds(with_number(self.get(column)?.1, number)?),
            Rule::Among { column, numbers } => {
                let (_, value) = self.get(column)?;
                let orderings = numbers.iter().map(|number| with_number(value, number));
                let orderings: Vec<Ordering> = orderings.collect::<Option<_>>()?;
                orderings.into_iter().all(Ordering::is_ne)
            }
            Rule::Length {
                column,
                operator,
                length,
            } => is_wrong_length(self.get(column)?.1, *operator, *length)?,
            Rule::Columns {
                column,
                operator,
                other,
            } => {
                let ((field, left), (_, right)) = (self.get(column)?, self.get(other)?);
                !operator.holds(compare(&field.ty, left, right)?)
            }
        })
    }
}

fn with_number(value: &Value, number: &str) -> Option<Ordering> {
    let text = digits(value)?;
    Some(Digits::parse(&text)?.cmp(&Digits::parse(number)?))
}

fn digits(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Int(number) => Some(Cow::Owned(number.to_string())),
        Value::Unsigned(number) => Some(Cow::Owned(number.to_string())),
        Value::Text(text) => Some(Cow::Borrowed(text)),
        Value::Null | Value::Float(_) | Value::Bytes(_) => None,
    }
}

/// Whether a text's length is wrong both with the blanks at its end, which VARCHAR keeps, and without, as CHAR has it.
fn is_wrong_length(value: &Value, operator: Operator, length: u32) -> Option<bool> {
    let Value::Text(text) = value else {
        return None;
    };
    let is_wrong = |text: &str| {
        let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        !operator.holds(characters.cmp(&length))
    };
    Some(is_wrong(text) && is_wrong(text.trim_end_matches(' ')))
}

/// The order of two values; the model has made sure that their types compare.
fn compare(ty: &Type, left: &Value, right: &Value) -> Option<Ordering> {
    match (ty, left, right) {
        (Type::Time { .. }, Value::Text(left), Value::Text(right)) => {
            Some(compare_times(left, right))
        }
        // The digits of one form are ordered as the moments.
        (
            Type::Date | Type::DateTime { .. } | Type::Timestamp { .. },
            Value::Text(left),
            Value::Text(right),
        ) => Some(left.cmp(right)),
        _ => with_number(left, &digits(right)?),
    }
}

#[cfg(test)]
mod tests;
