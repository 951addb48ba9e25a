//! Foreign keys: which rows are missing, or which hold on to the one that goes.

use super::{Write, at_members, is_known, stored, values_of, written};
use crate::db::{DbError, Transaction};
use crate::error::{At, Error, Fault, Kind};
use crate::model::{Belongs, Bond, Field, Resource};
use crate::sql;
use crate::value::{Row, Value};

/// A foreign key: which rows are missing, or which refer to the one that goes.
pub(super) async fn error(
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
        let values = values_of(resource, row, &belongs.columns);
        let Some(values) = values.filter(|_| is_written && belongs.bond != Bond::Loose) else {
            continue;
        };
        // A row may refer to itself before it is there.
        let own = || values_of(resource, row, &belongs.keys);
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
        let Some(values) = values_of(resource, row, &belongs.keys).filter(|_| holds && is_written)
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
