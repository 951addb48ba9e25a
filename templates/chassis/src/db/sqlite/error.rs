//! The driver's errors to [`DbError`], by SQLite's extended result code.
//!
//! Codes: <https://www.sqlite.org/rescode.html>. What the code does not say is in the message, such as
//! `UNIQUE constraint failed: users.email`.

use rusqlite::{Error, ErrorCode, ffi};

use crate::db::DbError;

/// What names a CHECK against characters that a column's character set lacks, before the column.
const CHARACTERS: &str = "character set of ";

/// What SQLite says of a foreign key, whatever its code.
const FOREIGN_KEY: &str = "FOREIGN KEY constraint failed";

/// An error of a statement.
pub(crate) fn from_driver(sql: &str, error: &Error) -> DbError {
    match error {
        Error::SqliteFailure(code, message) => {
            from_code(sql, *code, message.as_deref().unwrap_or_default())
        }
        Error::SqlInputError { error, msg, .. } => from_code(sql, *error, msg),
        error => DbError::Other(error.to_string()),
    }
}

fn from_code(sql: &str, code: ffi::Error, message: &str) -> DbError {
    let other = || format!("{message} ({})", code.extended_code);
    match code.code {
        ErrorCode::ConstraintViolation => constraint(sql, code.extended_code, message),
        ErrorCode::TypeMismatch => DbError::Incorrect {
            column: String::new(),
        },
        ErrorCode::TooBig => DbError::TooLong {
            column: String::new(),
        },
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => DbError::Retry(other()),
        ErrorCode::OperationInterrupted => DbError::Timeout,
        ErrorCode::ReadOnly => DbError::ReadOnly(other()),
        ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::DiskFull => {
            DbError::Unavailable(other())
        }
        ErrorCode::Unknown if is_missing(message) => DbError::Missing(message.to_owned()),
        _ => DbError::Other(other()),
    }
}

/// Whether a statement, or a view that it reads, names what is not there.
fn is_missing(message: &str) -> bool {
    message.starts_with("no such ") || message.starts_with("wrong number of arguments")
}

fn constraint(sql: &str, extended: i32, message: &str) -> DbError {
    // `UNIQUE constraint failed: users.email, users.tenant`
    let what = message
        .split_once("constraint failed: ")
        .map_or(message, |(_, what)| what);
    match extended {
        // Its code is SQLITE_CONSTRAINT_FOREIGNKEY, or of ON DELETE RESTRICT that of triggers.
        _ if message == FOREIGN_KEY => DbError::ForeignKey {
            parent_missing: !is_delete(sql),
            detail: message.to_owned(),
        },
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => DbError::Duplicate {
            constraint: what.to_owned(),
        },
        ffi::SQLITE_CONSTRAINT_NOTNULL => DbError::NotNull {
            column: Some(column(what)),
        },
        // The schema's script names the constraint so.
        ffi::SQLITE_CONSTRAINT_CHECK if what.starts_with(CHARACTERS) => DbError::Incorrect {
            column: what.trim_start_matches(CHARACTERS).to_owned(),
        },
        // A trigger's own refusal is RAISE(ABORT, 'message').
        ffi::SQLITE_CONSTRAINT_CHECK | ffi::SQLITE_CONSTRAINT_TRIGGER => DbError::Check {
            constraint: what.to_owned(),
        },
        ffi::SQLITE_CONSTRAINT_DATATYPE => DbError::Incorrect {
            column: column(what),
        },
        _ => DbError::Other(message.to_owned()),
    }
}

/// The column of `table.column` at the end of a message.
fn column(what: &str) -> String {
    what.rsplit_once('.')
        .map_or(what, |(_, column)| column)
        .to_owned()
}

fn is_delete(sql: &str) -> bool {
    sql.trim_start()
        .get(..6)
        .is_some_and(|word| word.eq_ignore_ascii_case("DELETE"))
}
