//! Migrations: a database brought from the schema that it has to the one that the program was built for.
//!
//! Version 1 is the schema that a project was made with; each [`Migration`] leads from one version to the next. An embedded
//! database is migrated when the service starts, in one transaction. MySQL is migrated only when somebody says `migrate`: its
//! DDL cannot be rolled back, so that every statement is recorded and a run that was cut off goes on where it was.

mod checksum;
mod command;
mod history;
mod mysql;
mod script;
mod sqlite;

pub use command::{Request, run};
pub(crate) use mysql::warn_when_behind;
pub(crate) use sqlite::start;

use crate::db::{DbError, Dialect};

/// The table of versions. It is ours alone: the generator makes no resource of it.
pub(crate) const TABLE: &str = "scaffold_migration";

/// What leads from the version before to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// The version that it leads to, from 2 on.
    pub version: u32,
    /// The script for MySQL and MariaDB.
    pub mysql: &'static str,
    /// The script for SQLite.
    pub sqlite: &'static str,
}

impl Migration {
    /// The script for a database.
    fn script(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Mysql => self.mysql,
            Dialect::Sqlite => self.sqlite,
        }
    }

    /// Where the script is in the project.
    fn file(&self, dialect: Dialect) -> String {
        let dialect = match dialect {
            Dialect::Mysql => "mysql",
            Dialect::Sqlite => "sqlite",
        };
        format!("migrations/{:04}.{dialect}.sql", self.version)
    }
}

/// Why a database is not migrated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MigrateError {
    /// The database fails outside of a script's statements.
    #[error("the database cannot be migrated: {0}")]
    Database(#[from] DbError),
    /// Versions have gaps, or are not in order.
    #[error("migrations are numbered 2, 3, 4 and so on, without gaps: {0} stands where {1} has to")]
    Numbers(u32, u32),
    /// A program that is older than the database.
    #[error(
        "the database is at version {found} and this program knows versions up to {latest}: start a newer program, or put a \
         backup of version {latest} back"
    )]
    Newer {
        /// The database's version.
        found: u32,
        /// The program's latest version.
        latest: u32,
    },
    /// A script that was applied has another text now.
    #[error(
        "{file} was changed after this database had been migrated by it: put its text back as it was; what is to change \
         further is a migration of its own, with the next number"
    )]
    Changed {
        /// The script's path.
        file: String,
    },
    /// A script that was applied in part has other statements where they have been executed.
    #[error(
        "{file}: {done} of its statements have been executed, and one of them was changed since: put them back as they were, \
         and write what is to change behind them"
    )]
    DoneChanged {
        /// The script's path.
        file: String,
        /// How many statements have been executed.
        done: usize,
    },
    /// A statement that was cut off, had been executed all the same, and has another text now.
    #[error(
        "{file}: statement {number} had been executed when the last run was cut off, and was changed since: put it back as it \
         was, and write what is to change behind it; it was\n  {sql}"
    )]
    StartedChanged {
        /// The script's path.
        file: String,
        /// The statement's number in the script, from 1.
        number: usize,
        /// What was executed.
        sql: String,
    },
    /// A script that ends inside of a string or a comment.
    #[error("{file}:{line}: {what} is not closed")]
    Unclosed {
        /// The script's path.
        file: String,
        /// Where it opens, from 1.
        line: usize,
        /// What is open.
        what: &'static str,
    },
    /// A statement that scripts must not hold.
    #[error(
        "{file}:{line}: {keyword} has no place in a migration, which is recorded as it goes: leave it out"
    )]
    Forbidden {
        /// The script's path.
        file: String,
        /// The statement's line, from 1.
        line: usize,
        /// Its first word.
        keyword: String,
    },
    /// A statement that the database refuses.
    #[error("{file}:{line}: statement {number} failed: {message}\n  {first_line}\n{help}")]
    Statement {
        /// The script's path.
        file: String,
        /// The statement's line, from 1.
        line: usize,
        /// The statement's number in the script, from 1.
        number: usize,
        /// The statement's first line.
        first_line: String,
        /// The database's own words.
        message: String,
        /// What became of the database, and how to go on.
        help: &'static str,
    },
    /// Rows that refer to rows that are not there, after all scripts.
    #[error(
        "after the migration {count} rows would refer to rows that are not there, such as {sample}: nothing was changed; mend \
         {file}, or the rows"
    )]
    Orphans {
        /// The last script's path.
        file: String,
        /// How many there are.
        count: usize,
        /// The tables of the first few.
        sample: String,
    },
    /// The copy that comes first cannot be made.
    #[error("the backup {path} cannot be made, and nothing was changed: {message}")]
    Backup {
        /// The copy's path.
        path: String,
        /// Why.
        message: String,
    },
    /// Somebody else migrates.
    #[error(
        "another `migrate` is at work on this database: wait until it ends; `migrate --status` tells how far it is"
    )]
    Locked,
    /// A database without tables, where tables are not ours to make.
    #[error(
        "the database has no tables: load the schema into it, then say which version that is, such as `migrate --baseline {0}`"
    )]
    Empty(u32),
    /// A version that cannot be recorded.
    #[error(
        "`--baseline {asked}`: the database is at version {found}, the program knows versions up to {latest}"
    )]
    Baseline {
        /// The version that was asked for.
        asked: u32,
        /// The database's version.
        found: u32,
        /// The program's latest version.
        latest: u32,
    },
}

/// The version that the program was built for; fails when the migrations are not numbered as they have to be.
fn latest(migrations: &[Migration]) -> Result<u32, MigrateError> {
    let mut latest = 1;
    for migration in migrations {
        latest += 1;
        if migration.version != latest {
            return Err(MigrateError::Numbers(migration.version, latest));
        }
    }
    Ok(latest)
}
