//! Writes that the database refuses: which members they are about, the same on every database.
//!
//! MySQL names a key by its name and a foreign key by its columns; SQLite names columns, and of a foreign key nothing. So
//! unique keys go by the model, and about foreign keys the database is asked, within the same transaction.

use crate::codec;
use crate::db::{DbError, Dialect, Transaction};
use crate::error::{At, Error, Fault, Kind, told};
use crate::model::{Belongs, Bond, DefaultValue, Field, Resource, Text};
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
        return of_foreign_key(transaction, write, refused).await;
    }
    let resource = write.resource;
    let faults = |message: &str| match &refused {
        DbError::Duplicate { constraint } => of_key(resource, constraint),
        DbError::Check { constraint } => of_check(resource, constraint, message),
        DbError::NotNull { column } => of_column(resource, column.as_deref(), "not_null", message),
        DbError::TooLong { column } => of_column(resource, Some(column), "too_long", message),
        DbError::OutOfRange { column } => {
            of_column(resource, Some(column), "out_of_range", message)
        }
        DbError::Incorrect { column } => of_column(resource, Some(column), "type", message),
        _ => Vec::new(),
    };
    let (kind, words) = told(&refused);
    Error {
        kind,
        detail: Some(words.to_owned()),
        faults: faults(words),
        cause: Some(refused.into()),
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

/// A fault at each member of the key that has been taken.
fn of_key(resource: &Resource, constraint: &str) -> Vec<Fault> {
    let primary: Vec<Text> = resource.key().iter().map(|it| it.column.clone()).collect();
    let unique = resource.unique.iter();
    let mut keys: Vec<(&str, &[Text])> = unique.map(|it| (&*it.name, &*it.columns)).collect();
    keys.push(("PRIMARY", &primary));
    let table = sql::table_name(Dialect::Sqlite, resource);
    let is_meant = |(name, columns): &&(&str, &[Text])| {
        let columns = columns.iter().map(|column| format!("{table}.{column}"));
        name.eq_ignore_ascii_case(constraint)
            || columns.collect::<Vec<_>>().join(", ") == constraint
    };
    let Some((_, columns)) = keys.iter().find(is_meant) else {
        return Vec::new();
    };
    let message = match columns {
        [_] => "another row has this value",
        _ => "another row has these values",
    };
    at_members(resource, *columns, "duplicate", message)
}

/// A foreign key: which rows are missing, or which refer to the one that goes.
async fn of_foreign_key(
    transaction: &mut Transaction,
    write: Write<'_>,
    refused: DbError,
) -> Error {
    let mut faults = Vec::new();
    let stored = stored(transaction, write).await;
    if !write.is_removal() {
        let row = written(write, stored.as_ref());
        faults = missing(transaction, write, &row).await;
    }
    if let (Some(row), true) = (&stored, faults.is_empty()) {
        faults = holding(transaction, write, row).await;
    }
    let is_missing = faults.iter().any(|fault| fault.code == "missing");
    let detail = if is_missing || write.is_new() {
        "a row that this one refers to does not exist"
    } else if !faults.is_empty() || write.is_removal() {
        "other rows refer to this one"
    } else {
        "a row that this one refers to does not exist, or others refer to this one"
    };
    let mut error = Error::new(Kind::ForeignKey).detail(detail).cause(refused);
    error.faults = faults;
    error
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
fn values<'a>(
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

/// Whether a table has a row with these values; none when the database does not tell.
async fn has_row(
    transaction: &mut Transaction,
    table: &str,
    values: &[(&str, &'static Field, &Value)],
) -> Option<bool> {
    let statement = sql::any_with(transaction.dialect(), table, values);
    let columns = values.iter().map(|(_, field, _)| *field).take(1).collect();
    let rows = transaction.fetch(statement.sql, statement.params, columns);
    rows.await.ok().map(|rows| !rows.is_empty())
}

/// A fault at the members of each foreign key whose row is not there.
async fn missing(transaction: &mut Transaction, write: Write<'_>, row: &Row) -> Vec<Fault> {
    let (resource, mut faults) = (write.resource, Vec::new());
    for belongs in resource.belongs_to.iter() {
        let is_written = write.is_new() || belongs.columns.iter().any(|it| write.writes(it));
        let values = values(resource, row, &belongs.columns);
        let Some(values) = values.filter(|_| is_written && belongs.bond != Bond::Loose) else {
            continue;
        };
        // A row may refer to itself before it is there.
        let own = || self::values(resource, row, &belongs.keys);
        let is_own =
            |own: Vec<(&Field, &Value)>| own.iter().map(|it| it.1).eq(values.iter().map(|it| it.1));
        if belongs.table == resource.table && own().is_some_and(is_own) {
            continue;
        }
        let parent = transaction.served(&belongs.table);
        let dialect = transaction.dialect();
        let table = parent.map_or(&*belongs.table, |it| sql::table_name(dialect, it));
        let keys = belongs.keys.iter().zip(&values);
        let keys: Vec<_> = keys
            .map(|(key, (field, value))| (&**key, *field, *value))
            .collect();
        if has_row(transaction, table, &keys).await == Some(false) {
            let of = parent.map(|parent| format!(" of `{}`", parent.path));
            let have = if keys.len() == 1 {
                "this value"
            } else {
                "these values"
            };
            let message = format!("no row{} has {have}", of.unwrap_or_default());
            faults.extend(at_members(
                resource,
                belongs.columns.iter(),
                "missing",
                &message,
            ));
        }
    }
    faults
}

/// A fault for each foreign key of a served resource by which rows hold on to the one that goes.
async fn holding(transaction: &mut Transaction, write: Write<'_>, row: &Row) -> Vec<Fault> {
    let (resource, mut faults) = (write.resource, Vec::new());
    for (child, belongs) in transaction.referring(&resource.table) {
        let holds = match belongs.bond {
            Bond::Restrict => true,
            Bond::Cascade => !write.is_removal(),
            Bond::Loose => false,
        };
        let is_written = write.is_removal() || belongs.keys.iter().any(|it| write.writes(it));
        let Some(values) = values(resource, row, &belongs.keys).filter(|_| holds && is_written)
        else {
            continue;
        };
        let table = sql::table_name(transaction.dialect(), child);
        let fields = belongs
            .columns
            .iter()
            .map(|column| child.field_of_column(column));
        let Some(fields) = fields.collect::<Option<Vec<&'static Field>>>() else {
            continue;
        };
        let refer = fields.iter().zip(&values);
        let refer: Vec<_> = refer
            .map(|(field, (_, value))| (&*field.column, *field, *value))
            .collect();
        if has_row(transaction, table, &refer).await == Some(true) {
            faults.push(held(write, child, belongs, &fields));
        }
    }
    faults
}

/// That rows of a resource refer to the one of a write.
fn held(write: Write<'_>, child: &Resource, belongs: &Belongs, by: &[&Field]) -> Fault {
    let by = by.iter().filter(|field| is_known(field));
    let by: Vec<String> = by.map(|field| format!("`{}`", field.name)).collect();
    let by = match by.as_slice() {
        [] => String::new(),
        members => format!(" by {}", members.join(" and ")),
    };
    let message = format!("rows of `{}` refer to this one{by}", child.path);
    let members = at_members(write.resource, belongs.keys.iter(), "referenced", &message);
    match members.into_iter().next() {
        Some(fault) if !write.is_removal() => fault,
        // A DELETE has no body: the row is named by its path.
        _ => Fault {
            at: At::Parameter(write.resource.key_parameter(0)),
            code: "referenced",
            message,
        },
    }
}
