//! Between canonical values and what clients read and write: JSON members, URL segments and query parameters.

pub(crate) mod csv;
mod decimal;
pub(crate) mod geojson;
pub(crate) mod members;
mod moment;
mod read;
mod write;
pub(crate) mod zone;

pub(crate) use moment::{date, now};
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
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// Appends text; writing into memory does not fail.
fn push(out: &mut Vec<u8>, arguments: std::fmt::Arguments<'_>) {
    let _written = std::io::Write::write_fmt(out, arguments);
}

#[cfg(test)]
mod tests;
