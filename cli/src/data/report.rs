//! What became of a dump's rows.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// Refused rows that are listed.
pub(super) const LISTED: usize = 20;

/// A row that is not in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its table, as the statement names it; empty when it cannot be told.
    pub table: String,
    /// The script.
    pub file: PathBuf,
    /// Line where the row begins, from 1.
    pub line: u32,
    /// Why.
    pub reason: String,
}

/// Rows of a table that refer to rows of another one which are not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Their table.
    pub table: String,
    /// The table that they refer to.
    pub parent: String,
    /// How many they are.
    pub rows: u64,
}

/// What became of a dump's rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Rows that were stored, by the table's name; with those that REPLACE took away again.
    pub loaded: BTreeMap<String, u64>,
    /// The first rows that were refused.
    pub refused: Vec<Refused>,
    /// How many were refused in all.
    pub refused_count: u64,
    /// Rows passed over by INSERT IGNORE, since their key was there.
    pub ignored: u64,
    /// Rows whose ON DUPLICATE KEY UPDATE was not run.
    pub not_updated: u64,
    /// Rows of tables that the dump drops later.
    pub dropped: u64,
    /// UPDATE, DELETE and TRUNCATE statements, none of which is run.
    pub changes: u64,
    /// Rows that refer to rows which are not there.
    pub broken: Vec<Broken>,
}

impl Report {
    /// Rows that were stored in all tables.
    pub fn rows(&self) -> u64 {
        self.loaded.values().sum()
    }

    pub(super) fn refuse(&mut self, refused: Refused) {
        self.refused_count += 1;
        if self.refused.len() < LISTED {
            self.refused.push(refused);
        }
    }
}

impl fmt::Display for Report {
    /// What a user has to know: a line each, none when every row is there.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.refused_count > 0 {
            writeln!(f, "warning: {} were refused", rows(self.refused_count))?;
        }
        for refused in &self.refused {
            let (file, line) = (refused.file.display(), refused.line);
            match refused.table.as_str() {
                "" => writeln!(f, "  {file}:{line}: {}", refused.reason)?,
                table => writeln!(f, "  {file}:{line}: `{table}`: {}", refused.reason)?,
            }
        }
        let more = self.refused_count - self.refused.len() as u64;
        if more > 0 {
            writeln!(f, "  and {more} more")?;
        }
        for broken in &self.broken {
            let (table, parent) = (&broken.table, &broken.parent);
            let rows = rows(broken.rows);
            writeln!(
                f,
                "warning: {rows} of `{table}` refer to rows of `{parent}` that are not there"
            )?;
        }
        if self.not_updated > 0 {
            let rows = rows(self.not_updated);
            writeln!(
                f,
                "note: ON DUPLICATE KEY UPDATE was not run for {rows}, which kept their first form"
            )?;
        }
        if self.changes > 0 {
            let changes = self.changes;
            writeln!(
                f,
                "note: {changes} statements UPDATE, DELETE or TRUNCATE were not run"
            )?;
        }
        if self.ignored > 0 {
            writeln!(f, "note: INSERT IGNORE passed over {}", rows(self.ignored))?;
        }
        if self.dropped > 0 {
            let dropped = rows(self.dropped);
            writeln!(f, "note: {dropped} are of tables that the dump drops later")?;
        }
        Ok(())
    }
}

fn rows(count: u64) -> String {
    match count {
        1 => "1 row".to_owned(),
        _ => format!("{count} rows"),
    }
}
