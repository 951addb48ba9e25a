//! The SQLite file while it is filled.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use chassis::db::register_collations;
use chassis::value::Value;
use rusqlite::{Connection, Error, ErrorCode, ffi, params_from_iter};

use super::Broken;
use crate::resolve::quote_name;

/// Rows of a transaction at most.
const BATCH: usize = 20_000;
/// Bytes of SQLite's cache, which bounds what the loading takes: -n are kibibytes.
const CACHE: i64 = -32_768;

/// Indexes that only make queries fast, and are quicker to make when all rows are there. One that a trigger may ask
/// while rows come stays.
const SLOW_INDEXES: &str = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX%' \
     AND tbl_name NOT IN (SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%AFTER INSERT ON%')";

/// A database without rows so far.
pub(super) struct Store {
    connection: Connection,
    /// Statements that make the indexes which are made last.
    indexes: Vec<String>,
    /// Rows of the open transaction.
    pending: usize,
}

/// What became of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inserted {
    /// It is stored.
    Stored,
    /// Another row has its key: which one.
    Duplicate(String),
    /// A constraint or type refuses it: why.
    Refused(String),
}

impl Store {
    /// Makes the database of a schema in a new file.
    pub(super) fn create(path: &Path, schema: &str) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        register_collations(&connection)?;
        // A run that is cut off leaves no database at all, so nothing has to survive it.
        connection.execute_batch(&format!(
            "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA locking_mode = EXCLUSIVE; \
             PRAGMA cache_size = {CACHE}; PRAGMA temp_store = FILE; BEGIN; {schema}"
        ))?;
        let mut indexes = Vec::new();
        let slow: Vec<(String, String)> = connection
            .prepare(SLOW_INDEXES)?
            .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (name, sql) in slow {
            connection.execute_batch(&format!("DROP INDEX {}", quote_name(&name)))?;
            indexes.push(sql);
        }
        Ok(Self {
            connection,
            indexes,
            pending: 0,
        })
    }

    /// Names of the columns that can be written, in lower case; empty for a table that is not there.
    pub(super) fn columns(&self, table: &str) -> rusqlite::Result<HashSet<String>> {
        let sql = "SELECT lower(name) FROM pragma_table_xinfo(?1) WHERE hidden = 0";
        let mut statement = self.connection.prepare_cached(sql)?;
        let names = statement.query_map([table], |row| row.get(0))?;
        names.collect()
    }

    /// Stores a row. The outer error is one of the machine, not of the row.
    pub(super) fn insert(
        &mut self,
        sql: &str,
        values: &[Value],
        checked: bool,
    ) -> rusqlite::Result<Inserted> {
        if !checked {
            self.connection
                .execute_batch("PRAGMA ignore_check_constraints = ON")?;
        }
        let done = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(params_from_iter(values)));
        if !checked {
            self.connection
                .execute_batch("PRAGMA ignore_check_constraints = OFF")?;
        }
        let inserted = match done {
            Ok(_) => Inserted::Stored,
            Err(error) => refusal(error)?,
        };
        self.pending += 1;
        if self.pending >= BATCH {
            self.connection.execute_batch("COMMIT; BEGIN")?;
            self.pending = 0;
        }
        Ok(inserted)
    }

    /// Makes the indexes that are missing, and lets counters go on where they stood: next numbers by table.
    pub(super) fn finish(&self, counters: &BTreeMap<&str, u64>) -> rusqlite::Result<()> {
        for (table, next) in counters {
            let last = i64::try_from(next.saturating_sub(1)).unwrap_or(i64::MAX);
            let counted = self.connection.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1",
                (table, last),
            )?;
            if counted == 0 {
                let sql = "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)";
                self.connection.execute(sql, (table, last))?;
            }
        }
        // What an index is sorted in takes as much again.
        self.connection
            .execute_batch(&format!("PRAGMA cache_size = {}", CACHE / 4))?;
        for sql in &self.indexes {
            self.connection.execute_batch(sql)?;
        }
        self.connection.execute_batch("COMMIT")
    }

    /// Whether SQLite's own AUTOINCREMENT counts a table.
    pub(super) fn counts(&self, table: &str) -> rusqlite::Result<bool> {
        let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1 \
                   AND sql LIKE '% PRIMARY KEY AUTOINCREMENT%'";
        self.connection.query_row(sql, [table], |row| row.get(0))
    }

    /// Rows that refer to rows which are not there.
    pub(super) fn broken(&self) -> rusqlite::Result<Vec<Broken>> {
        let mut rows: BTreeMap<(String, String), u64> = BTreeMap::new();
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let mut found = statement.query(())?;
        while let Some(row) = found.next()? {
            *rows.entry((row.get(0)?, row.get(2)?)).or_default() += 1;
        }
        let broken = |((table, parent), rows)| Broken {
            table,
            parent,
            rows,
        };
        Ok(rows.into_iter().map(broken).collect())
    }

    /// Closes the file, which is whole then.
    pub(super) fn close(self) -> rusqlite::Result<()> {
        self.connection.close().map_err(|(_, error)| error)
    }
}

/// What an error says of the row; itself when it is not about the row.
fn refusal(error: Error) -> rusqlite::Result<Inserted> {
    let Error::SqliteFailure(code, Some(message)) = &error else {
        return Err(error);
    };
    match (code.code, code.extended_code) {
        (
            ErrorCode::ConstraintViolation,
            ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID,
        ) => Ok(Inserted::Duplicate(format!(
            "another row has the same {}",
            behind_colon(message)
        ))),
        (ErrorCode::ConstraintViolation, ffi::SQLITE_CONSTRAINT_NOTNULL) => Ok(Inserted::Refused(
            format!("{} must not be NULL", behind_colon(message)),
        )),
        (ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig, _) => {
            Ok(Inserted::Refused(message.clone()))
        }
        _ => Err(error),
    }
}

/// `UNIQUE constraint failed: users.email`
fn behind_colon(message: &str) -> &str {
    message.rsplit_once(": ").map_or(message, |(_, what)| what)
}
