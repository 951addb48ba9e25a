//! Between canonical values and what clients read and write: JSON members, URL segments and query parameters.

mod decimal;
mod moment;
mod read;
mod write;
pub(crate) mod zone;

pub(crate) use moment::now;
pub use read::{from_json, from_text, literal};
pub(crate) use write::write_string;
pub use write::{ZeroDateStored, to_text, write_json};

/// Why a client's value cannot be stored in a column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Invalid {
    /// Stable code: `type`, `not_null`, `too_long`, `out_of_range`, `scale`, `choice`, `format`.
    pub code: &'static str,
    /// What is wrong and what is expected, for people.
    pub message: String,
}

impl Invalid {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

#[cfg(test)]
mod tests;
