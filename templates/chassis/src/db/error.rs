//! What can go wrong in the database, the same for both dialects.

/// A failure of the database, by what the caller can do about it.
///
/// Texts are for the log: they hold names of tables, and values of the statement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// The server is not there, is full, refuses the login, or the connection broke.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A row with these values exists already.
    #[error("duplicate entry for {constraint}")]
    Duplicate {
        /// The key's name on MySQL, `table.column` of each column, joined by `, `, on SQLite.
        constraint: String,
    },
    /// A foreign key forbids it.
    #[error("{}: {detail}", if *parent_missing { "the referenced row does not exist" } else { "the row is referenced by others" })]
    ForeignKey {
        /// Whether the row that was written refers to one that is not there; else others refer to the row.
        ///
        /// SQLite does not say: there it is `false` for a DELETE and `true` for all else.
        parent_missing: bool,
        /// The constraint as the database prints it.
        detail: String,
    },
    /// A column must not be NULL, or needs a value and has no default.
    #[error("column {} must not be NULL", .column.as_deref().unwrap_or("?"))]
    NotNull {
        /// The column, where the database names it.
        column: Option<String>,
    },
    /// A value is longer than its column.
    #[error("the value is too long for column {column}")]
    TooLong {
        /// The column; empty when the database does not name it.
        column: String,
    },
    /// A number is outside of what its column holds.
    #[error("the value is out of range for column {column}")]
    OutOfRange {
        /// The column; empty when the database does not name it.
        column: String,
    },
    /// A CHECK constraint forbids it.
    #[error("check constraint {constraint} is violated")]
    Check {
        /// The constraint's name; SQLite gives the expression of one without a name.
        constraint: String,
    },
    /// A value is not of its column's type.
    #[error("the value does not fit the type of column {column}")]
    Incorrect {
        /// The column; empty when the database does not name it.
        column: String,
    },
    /// Text is compared with a column whose character set cannot hold it: no row is equal to it.
    #[error("the text cannot be compared: {0}")]
    Incomparable(String),
    /// A deadlock, a lock that was not had in time, a database that is busy: the whole transaction may be tried again.
    #[error("the transaction has to be tried again: {0}")]
    Retry(String),
    /// The statement took longer than it may, or nobody waits for it any more.
    #[error("the statement was stopped before it was done")]
    Timeout,
    /// The database or the transaction takes no writes.
    #[error("the database is read-only: {0}")]
    ReadOnly(String),
    /// A table, view, column or function is not there.
    #[error("{0}")]
    Missing(String),
    /// A stored value that the column's type cannot hold.
    #[error("column {column} holds {detail}")]
    Corrupt {
        /// The column.
        column: String,
        /// The value, shortened, and the type that it does not fit.
        detail: String,
    },
    /// Anything else: the database's own words.
    #[error("{0}")]
    Other(String),
}

impl DbError {
    /// Whether the transaction is gone with it: the database rolled it back, or nobody knows.
    pub(super) fn ends_transaction(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Retry(_) | Self::Timeout)
    }
}
