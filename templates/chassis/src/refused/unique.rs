//! Unique keys: which of them other rows have.

use super::{Write, at_members, stored, values_of, written};
use crate::db::{Dialect, Transaction};
use crate::error::Fault;
use crate::model::{Resource, Text};
use crate::sql;

/// A fault at each member of each key that another row has: all of them at once, of which the database tells one.
pub(super) async fn faults(
    transaction: &mut Transaction,
    write: Write<'_>,
    constraint: &str,
) -> Vec<Fault> {
    let resource = write.resource;
    let stored = stored(transaction, write).await;
    let row = written(write, stored.as_ref());
    let primary: Vec<Text> = resource.key().iter().map(|it| it.column.clone()).collect();
    let unique = resource.unique.iter();
    let unique = unique.map(|index| (&*index.name, &*index.columns));
    let mut faults: Vec<Fault> = Vec::new();
    for (name, columns) in std::iter::once(("PRIMARY", &*primary)).chain(unique) {
        let mut is_taken = is_meant(resource, name, columns, constraint);
        let values = values_of(resource, &row, columns).filter(|values| !values.is_empty());
        if let (false, Some(values)) = (is_taken, values) {
            let statement = sql::taken(transaction.dialect(), resource, &values, write.key);
            let columns = values.iter().map(|(field, _)| *field).take(1).collect();
            let rows = transaction.fetch(statement.sql, statement.params, columns);
            is_taken = rows.await.is_ok_and(|rows| !rows.is_empty());
        }
        let message = match columns {
            [_] => "another row has this value",
            _ => "another row has these values",
        };
        if is_taken {
            let members = at_members(resource, columns, "duplicate", message);
            let new = members
                .into_iter()
                .filter(|new| faults.iter().all(|it| it.at != new.at));
            faults.extend(new.collect::<Vec<_>>());
        }
    }
    faults
}

/// Whether the database means a key: MySQL tells its name, SQLite `table.column` of each column.
fn is_meant(resource: &Resource, name: &str, columns: &[Text], constraint: &str) -> bool {
    let table = sql::table_name(Dialect::Sqlite, resource);
    let columns = columns.iter().map(|column| format!("{table}.{column}"));
    name.eq_ignore_ascii_case(constraint) || columns.collect::<Vec<_>>().join(", ") == constraint
}
