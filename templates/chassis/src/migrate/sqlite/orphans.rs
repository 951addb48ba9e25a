//! Rows that refer to rows that are not there: a migration runs with foreign keys off and must not leave any behind.

use std::collections::BTreeSet;

use rusqlite::Connection;
use tracing::warn;

use crate::db::DbError;
use crate::db::sqlite::from_driver;
use crate::migrate::MigrateError;

/// Every such row: its table, and the one that it refers to. <https://www.sqlite.org/pragma.html#pragma_foreign_key_check>
const CHECK: &str = "SELECT \"table\", parent FROM pragma_foreign_key_check";

/// Tables that a message names.
const SAMPLE: usize = 5;

/// How many such rows there are; none when SQLite cannot tell, as where a key refers to columns that are not unique.
pub(super) fn count(connection: &Connection) -> Option<usize> {
    find(connection).ok().map(|orphans| orphans.len())
}

/// Refuses a migration after which there are more of them than before: rows of a dump may have been so from the start.
pub(super) fn check(
    connection: &Connection,
    before: Option<usize>,
    file: &str,
) -> Result<(), MigrateError> {
    let Some(before) = before else {
        warn!(
            "foreign keys could not be checked before the migration: they are not checked after it"
        );
        return Ok(());
    };
    let orphans = find(connection)?;
    let count = orphans.len();
    if count > before {
        let tables: BTreeSet<String> = orphans
            .into_iter()
            .map(|(table, parent)| format!("of `{table}` to `{parent}`"))
            .collect();
        let tables: Vec<String> = tables.into_iter().take(SAMPLE).collect();
        return Err(MigrateError::Orphans {
            file: file.to_owned(),
            count,
            sample: tables.join(", "),
        });
    }
    if count > 0 {
        warn!(
            "{count} rows refer to rows that are not there, as {before} did before the migration"
        );
    }
    Ok(())
}

fn find(connection: &Connection) -> Result<Vec<(String, String)>, DbError> {
    let find = || {
        let mut statement = connection.prepare(CHECK)?;
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<rusqlite::Result<Vec<_>>>()
    };
    find().map_err(|error| from_driver(CHECK, &error))
}
