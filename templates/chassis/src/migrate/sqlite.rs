//! Migrations of an embedded database: all of them in one transaction, behind a copy of the file.

mod backup;
mod orphans;

use std::path::PathBuf;

use rusqlite::Connection;
use tracing::info;

use super::history::{History, Record, may_record};
use super::{MigrateError, Migration, TABLE, checksum, latest, script};
use crate::db::sqlite::{batch, begin, end, from_driver};
use crate::db::{DbError, Dialect};

/// How often the turn to write is waited for, [`crate::db::sqlite::BUSY`] each time: another process may be migrating a large file.
const TURNS: usize = 120;

/// What becomes of a database when a statement fails.
const HELP: &str =
    "nothing was changed: the database is as it was; mend the script, or the rows, and start again";

/// Brings the database to the program's version: an empty one by its schema, one that is behind by what it misses.
///
/// One that is up to date is only read.
pub(crate) fn start(
    connection: &Connection,
    schema: &str,
    migrations: &[Migration],
) -> Result<(), MigrateError> {
    if let Some(history) = read(connection)?
        && history.missing(migrations, Dialect::Sqlite)?.is_empty()
    {
        return Ok(());
    }
    if connection.is_readonly("main").unwrap_or(false) {
        let message = "its version is not that of this program";
        return Err(DbError::ReadOnly(message.to_owned()).into());
    }
    let mut backup = None;
    // Tables are made anew below, which foreign keys would forbid. Inside of a transaction this pragma does nothing.
    batch(connection, "PRAGMA foreign_keys = OFF")?;
    let done = begin_patiently(connection).and_then(|()| {
        let done = bring_up(connection, schema, migrations, &mut backup);
        end(connection, done)
    });
    batch(connection, "PRAGMA foreign_keys = ON")?;
    match (&done, backup) {
        // It is a copy of what is still there, and a service that is started again and again would fill the disk with such.
        (Err(_), Some(path)) => backup::remove(&path),
        (Ok(()), Some(path)) => info!(
            "the database is at version {}; the one before is {}",
            latest(migrations)?,
            path.display()
        ),
        (_, None) => {}
    }
    done
}

/// The records of versions; none when the database has no tables at all.
pub(super) fn read(connection: &Connection) -> Result<Option<History>, DbError> {
    let tables = "SELECT count(*), coalesce(sum(name = ?1), 0) FROM sqlite_schema \
                  WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'";
    let counts = connection.query_row(tables, [TABLE], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
    });
    match counts.map_err(|error| from_driver(tables, &error))? {
        (0, _) => return Ok(None),
        (_, 0) => return Ok(Some(History::default())),
        _ => {}
    }
    let sql = format!("SELECT version, checksum, applied_at FROM {TABLE} ORDER BY version");
    let read = || {
        let mut statement = connection.prepare(&sql)?;
        let records = statement.query_map((), |row| {
            Ok(Record {
                version: row.get(0)?,
                checksum: row.get(1)?,
                applied_at: row.get(2)?,
                progress: None,
            })
        })?;
        records.collect::<rusqlite::Result<Vec<Record>>>()
    };
    let records = read().map_err(|error| from_driver(&sql, &error))?;
    Ok(Some(History(records)))
}

/// Records the versions up to one as had, without running anything.
pub(super) fn baseline(
    connection: &Connection,
    migrations: &[Migration],
    asked: u32,
) -> Result<(), MigrateError> {
    begin_patiently(connection)?;
    let done = baseline_within(connection, migrations, asked);
    end(connection, done)
}

fn baseline_within(
    connection: &Connection,
    migrations: &[Migration],
    asked: u32,
) -> Result<(), MigrateError> {
    may_record(read(connection)?, migrations, asked)?;
    Ok(mark(connection, asked)?)
}

/// Takes the turn to write.
fn begin_patiently(connection: &Connection) -> Result<(), MigrateError> {
    for turn in 0..TURNS {
        match begin(connection) {
            Err(DbError::Retry(_)) if turn == 0 => {
                info!("another process writes to the database, and may be migrating it: waiting");
            }
            Err(DbError::Retry(_)) => {}
            begun => return Ok(begun?),
        }
    }
    Ok(begin(connection)?)
}

/// What is missing, inside of a transaction: another process may have done it in the meantime.
fn bring_up(
    connection: &Connection,
    schema: &str,
    migrations: &[Migration],
    copy: &mut Option<PathBuf>,
) -> Result<(), MigrateError> {
    let Some(history) = read(connection)? else {
        create(connection, schema)?;
        return Ok(mark(connection, latest(migrations)?)?);
    };
    let missing = history.missing(migrations, Dialect::Sqlite)?;
    let Some(last) = missing.last() else {
        return Ok(());
    };
    let version = history.version();
    info!(
        "the database is at version {version}: it is migrated to {}",
        last.version
    );
    // The scripts first: a fault in one of them needs no copy of the rows.
    for migration in missing {
        script::statements(migration, Dialect::Sqlite)?;
    }
    *copy = backup::make(connection, version)?;
    let orphans = orphans::count(connection);
    if history.0.is_empty() {
        mark(connection, 1)?;
    }
    for migration in missing {
        apply(connection, migration)?;
    }
    orphans::check(connection, orphans, &last.file(Dialect::Sqlite))
}

fn create(connection: &Connection, schema: &str) -> Result<(), DbError> {
    batch(connection, schema)?;
    if connection.is_autocommit() {
        let message = "the schema's script ends the transaction that it runs in";
        return Err(DbError::Other(message.to_owned()));
    }
    Ok(())
}

fn apply(connection: &Connection, migration: &Migration) -> Result<(), MigrateError> {
    let file = migration.file(Dialect::Sqlite);
    let statements = script::statements(migration, Dialect::Sqlite)?;
    for (index, statement) in statements.iter().enumerate() {
        let failed = |message| MigrateError::Statement {
            file: file.clone(),
            line: statement.line,
            number: index + 1,
            first_line: statement.first_line(),
            message,
            help: HELP,
        };
        let done = connection.execute_batch(statement.sql);
        done.map_err(|error| failed(words(error)))?;
    }
    let checksum = checksum::of_script(migration.sqlite);
    record(
        connection,
        migration.version,
        Some(&checksum),
        statements.len(),
    )?;
    info!("applied {file}: {} statements", statements.len());
    Ok(())
}

/// SQLite's own words, without the statement that the driver adds.
fn words(error: rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg,
        error => error.to_string(),
    }
}

/// Records the versions up to one as had without their scripts, where they are not recorded yet.
fn mark(connection: &Connection, version: u32) -> Result<(), DbError> {
    (1..=version).try_for_each(|version| record(connection, version, None, 0))
}

fn record(
    connection: &Connection,
    version: u32,
    checksum: Option<&str>,
    steps: usize,
) -> Result<(), DbError> {
    batch(
        connection,
        &format!(
            "CREATE TABLE IF NOT EXISTS {TABLE} (version INTEGER PRIMARY KEY, checksum TEXT, \
             steps_done INTEGER NOT NULL, applied_at TEXT NOT NULL) STRICT"
        ),
    )?;
    let sql = format!(
        "INSERT INTO {TABLE} (version, checksum, steps_done, applied_at) \
         VALUES (?1, ?2, ?3, strftime('%Y-%m-%d %H:%M:%S', 'now')) ON CONFLICT DO NOTHING"
    );
    let steps = i64::try_from(steps).unwrap_or(i64::MAX);
    let done = connection.execute(&sql, (version, checksum, steps));
    done.map(|_| ()).map_err(|error| from_driver(&sql, &error))
}

/// The database's file; none for one in memory.
fn file(connection: &Connection) -> Option<PathBuf> {
    let path = connection.path().filter(|path| !path.is_empty());
    path.map(PathBuf::from)
}

#[cfg(test)]
mod tests;
