//! Writes that the database refuses: which members they are about, the same on every database.
//!
//! MySQL names a key by its name and a foreign key by its columns; SQLite names columns, and of a foreign key nothing. So
//! unique keys go by the model, and about foreign keys the database is asked, within the same transaction.

mod foreign;
mod unique;

use crate::codec;
use crate::db::{DbError, Transaction};
use crate::error::{Error, Fault, told};
use crate::model::{DefaultValue, Field, Resource, Text};
use crate::operation::Assignment;
use crate::rules;
use crate::sql;
use crate::value::{Row, Value};

/// What was to be written.
#[derive(Clone, Copy)]
pub(crate) struct Write<'a> {
    /// Of what.
    pub resource: &'static Resource,
    /// The row that changes or goes; none of its values for a new row.
    pub key: &'a [Value],
    /// Its new values; none when it goes.
    pub assignments: &'a [Assignment],
}

impl Write<'_> {
    fn is_new(&self) -> bool {
        self.key.is_empty()
    }

    fn is_removal(&self) -> bool {
        !self.is_new() && self.assignments.is_empty()
    }

    fn writes(&self, column: &str) -> bool {
        let mut assignments = self.assignments.iter();
        assignments.any(|assignment| assignment.field.column == column)
    }
}

/// The failure of a write, with what of its cause clients may know.
pub(crate) async fn error(
    transaction: &mut Transaction,
    write: Write<'_>,
    refused: DbError,
) -> Error {
    if matches!(refused, DbError::ForeignKey { .. }) {
        return foreign::error(transaction, write, refused).await;
    }
    if let DbError::Duplicate { constraint } = &refused {
        let faults = unique::faults(transaction, write, constraint).await;
        return Error {
            faults,
            ..Error::from(refused)
        };
    }
    let resource = write.resource;
    let faults = |message: &str| match &refused {
        DbError::Check { constraint } => of_check(resource, constraint, message),
        DbError::NotNull { column } => of_column(resource, column.as_deref(), "not_null", message),
        DbError::TooLong { column } => of_column(resource, Some(column), "too_long", message),
        DbError::OutOfRange { column } => {
            of_column(resource, Some(column), "out_of_range", message)
        }
        DbError::Incorrect { column } => of_column(resource, Some(column), "type", message),
        _ => Vec::new(),
    };
    let faults = faults(told(&refused).1);
    Error {
        faults,
        ..Error::from(refused)
    }
}

/// What clients know of a resource's columns: a fault at each of these members.
fn at_members<'a>(
    resource: &'a Resource,
    columns: impl IntoIterator<Item = &'a Text>,
    code: &'static str,
    message: &str,
) -> Vec<Fault> {
    let fields = columns.into_iter();
    let fields = fields.filter_map(|column| resource.field_of_column(column));
    fields
        .filter(|field| is_known(field))
        .map(|field| Fault::member(&field.name, code, message))
        .collect()
}

/// Whether clients know of a column.
fn is_known(field: &Field) -> bool {
    field.is_readable() || field.is_writable()
}

fn of_column(
    resource: &Resource,
    column: Option<&str>,
    code: &'static str,
    message: &str,
) -> Vec<Fault> {
    let column = column.map(|column| Text::Owned(column.to_owned()));
    at_members(resource, column.as_ref(), code, message)
}

fn of_check(resource: &Resource, constraint: &str, message: &str) -> Vec<Fault> {
    if let Some(check) = rules::named(resource, constraint) {
        return rules::of_check(resource, check, message).collect();
    }
    // The check that MariaDB gives a JSON column is none of the model's: it goes by the column, `table.column`.
    let column = constraint.strip_prefix(&*resource.table);
    let column = column.and_then(|rest| rest.strip_prefix('.'));
    of_column(resource, column, "format", message)
}

/// The row that is there; none of a new one, or when it cannot be read.
async fn stored(transaction: &mut Transaction, write: Write<'_>) -> Option<Row> {
    if write.is_new() {
        return None;
    }
    let fields = write.resource.fields.iter().collect();
    let statement = sql::get(transaction.dialect(), write.resource, write.key);
    let rows = transaction.fetch(statement.sql, statement.params, fields);
    rows.await.ok()?.into_iter().next()
}

/// The row as it would be once written.
fn written(write: Write<'_>, stored: Option<&Row>) -> Row {
    let value = |(position, field): (usize, &Field)| {
        let mut assignments = write.assignments.iter();
        let given = assignments.find(|assignment| assignment.field == field);
        let given = given.map(|assignment| assignment.value.clone());
        let stored = stored.and_then(|row| row.get(position).cloned());
        let default = || match &field.default {
            Some(DefaultValue::Literal(text)) => codec::literal(field, text),
            _ => None,
        };
        given.or(stored).or_else(default).unwrap_or(Value::Null)
    };
    write
        .resource
        .fields
        .iter()
        .enumerate()
        .map(value)
        .collect()
}

/// Values of columns by their fields; none when one is NULL or not there.
fn values_of<'a>(
    resource: &'static Resource,
    row: &'a Row,
    columns: &'a [Text],
) -> Option<Vec<(&'static Field, &'a Value)>> {
    let value = |column: &Text| {
        let mut fields = resource.fields.iter();
        let position = fields.position(|field| field.column == *column)?;
        let value = row.get(position).filter(|value| **value != Value::Null)?;
        Some((resource.fields.get(position)?, value))
    };
    columns.iter().map(value).collect()
}
