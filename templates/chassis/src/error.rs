//! Failures of operations: one type whatever raised them, rendered by each adapter in its own form.

use std::error::Error as StdError;
use std::fmt;

use crate::codec::{Invalid, ZeroDateStored};
use crate::db::DbError;
pub use crate::model::Kind;
use crate::resource::Mismatch;

/// A failed operation.
#[derive(Debug)]
pub struct Error {
    /// What kind of failure.
    pub kind: Kind,
    /// This failure in words, for the client.
    pub detail: Option<String>,
    /// Each fault of the request.
    pub faults: Vec<Fault>,
    /// What caused it: for the log, never for the client.
    pub cause: Option<Box<dyn StdError + Send + Sync>>,
}

/// One fault of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where in the request.
    pub at: At,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
}

/// A place in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// A JSON pointer into the body (RFC 6901).
    Pointer(String),
    /// A query or path parameter.
    Parameter(String),
}

impl Error {
    /// A failure of a kind, without more words.
    pub const fn new(kind: Kind) -> Self {
        Self {
            kind,
            detail: None,
            faults: Vec::new(),
            cause: None,
        }
    }

    /// The failure in words.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// What caused it.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Whether other transactions were in the way, so that another attempt may succeed.
    pub fn is_retry(&self) -> bool {
        let cause = self.cause.as_deref().and_then(|cause| cause.downcast_ref());
        matches!(cause, Some(DbError::Retry(_)))
    }

    /// No row has that key.
    pub fn no_row() -> Self {
        Self::new(Kind::NotFound).detail("no row has this key")
    }

    /// The faults of a body.
    pub const fn invalid(faults: Vec<Fault>) -> Self {
        Self {
            kind: Kind::Invalid,
            detail: None,
            faults,
            cause: None,
        }
    }

    /// The faults of query or path parameters.
    pub const fn parameters(faults: Vec<Fault>) -> Self {
        Self {
            kind: Kind::InvalidParameter,
            detail: None,
            faults,
            cause: None,
        }
    }
}

impl Fault {
    /// A fault of a body's member.
    pub fn member(name: &str, code: &'static str, message: impl Into<String>) -> Self {
        // RFC 6901 section 3.
        let name = name.replace('~', "~0").replace('/', "~1");
        Self {
            at: At::Pointer(format!("/{name}")),
            code,
            message: message.into(),
        }
    }

    /// A fault of a query or path parameter.
    pub fn parameter(name: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            at: At::Parameter(name.to_owned()),
            code,
            message: message.into(),
        }
    }

    /// A member whose value does not fit its column.
    pub fn of_member(name: &str, invalid: Invalid) -> Self {
        Self::member(name, invalid.code, invalid.message)
    }

    /// A parameter whose value does not fit its column.
    pub fn of_parameter(name: &str, invalid: Invalid) -> Self {
        Self::parameter(name, invalid.code, invalid.message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.title())?;
        if let Some(detail) = &self.detail {
            write!(f, ": {detail}")?;
        }
        for fault in &self.faults {
            let (At::Pointer(place) | At::Parameter(place)) = &fault.at;
            write!(f, "; {place}: {}", fault.message)?;
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause
            .as_deref()
            .map(|cause| cause as &(dyn StdError + 'static))
    }
}

impl From<ZeroDateStored> for Error {
    fn from(stored: ZeroDateStored) -> Self {
        Self::new(Kind::Internal)
            .detail("a row holds a zero date")
            .cause(stored)
    }
}

impl From<Mismatch> for Error {
    fn from(mismatch: Mismatch) -> Self {
        Self::new(Kind::Internal)
            .detail("a stored value does not fit its type")
            .cause(mismatch)
    }
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        let (kind, detail) = told(&error);
        Self::new(kind).detail(detail).cause(error)
    }
}

/// What clients are told of a failure of the database: nothing that it says itself.
pub(crate) const fn told(error: &DbError) -> (Kind, &'static str) {
    match error {
        DbError::Unavailable(_) => (Kind::Unavailable, "the database cannot be reached"),
        DbError::Retry(_) => (Kind::Unavailable, "other writers are in the way; try again"),
        DbError::ReadOnly(_) => (Kind::Unavailable, "the database is read-only at the moment"),
        DbError::Timeout => (Kind::Timeout, "the database did not answer in time"),
        DbError::Duplicate { .. } => (
            Kind::Duplicate,
            "the key or a unique value is taken by another row",
        ),
        DbError::ForeignKey {
            parent_missing: true,
            ..
        } => (
            Kind::ForeignKey,
            "a row that this one refers to does not exist",
        ),
        DbError::ForeignKey { .. } => (Kind::ForeignKey, "other rows refer to this one"),
        DbError::NotNull { .. } => (Kind::Invalid, "a column that must have a value has none"),
        DbError::TooLong { .. } => (Kind::Invalid, "a value is too long for its column"),
        DbError::OutOfRange { .. } => (Kind::Invalid, "a value is out of its column's range"),
        DbError::Check { .. } => (Kind::Invalid, "a rule of the table forbids these values"),
        DbError::Incorrect { .. } => (Kind::Invalid, "a value does not fit its column's type"),
        DbError::Incomparable(_) => (
            Kind::Invalid,
            "a value has characters that its column cannot hold",
        ),
        DbError::Missing(_) => (
            Kind::NotImplemented,
            "the database has no such table, view or function",
        ),
        DbError::Corrupt { .. } => (Kind::Internal, "a stored value does not fit its type"),
        DbError::Other(_) => (Kind::Internal, "the database refused the statement"),
    }
}
