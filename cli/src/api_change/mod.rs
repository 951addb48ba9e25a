//! What changed between two OpenAPI documents, operation by operation, and what of it breaks a client.
//!
//! The documents are OpenAPI 3.0, and any other JSON is read as far as it looks like that. Schemas are compared in the
//! direction in which they travel: what a client sends may be taken more freely than before, what it gets may only
//! become stricter. The rules are listed in `docs/cli.md`.

mod bounds;
mod document;
mod members;
mod operation;
mod parameter;
mod pattern;
mod payload;
mod rule;
mod schema;
mod security;
mod summary;
#[cfg(test)]
mod tests;
mod values;
mod view;

use serde::Serialize;
use serde_json::Value;

pub use rule::Rule;
pub use summary::{Line, summary};

/// One change of one operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ApiChange {
    /// The path as the older document has it; the newer one's, of what is new.
    pub path: String,
    /// The method in capitals.
    pub method: String,
    /// The `operationId`, if there is one.
    pub operation_id: Option<String>,
    /// The part of the operation.
    pub part: Part,
    /// Where in the part's schema: names of members, `*` for items, as in a JSON pointer (RFC 6901); empty for all of it.
    pub pointer: String,
    /// The schema that the change is told of in every operation that uses it.
    pub shared: Option<Shared>,
    /// The rule that it falls under.
    pub rule: Rule,
    /// Whether a client that worked may stop working.
    pub breaking: bool,
    /// A sentence without its full stop.
    pub message: String,
}

/// A part of an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// The whole of it.
    Operation,
    /// A parameter.
    Parameter {
        /// `path`, `query`, `header` or `cookie`.
        location: String,
        /// Its name.
        name: String,
    },
    /// The body that clients send.
    Request {
        /// The media type, unless it is about all of them.
        media_type: Option<String>,
    },
    /// What clients get.
    Response {
        /// `200`, `4XX`, `default`.
        status: String,
        /// The media type, unless it is about all of them.
        media_type: Option<String>,
    },
}

/// A place in a schema that operations share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Shared {
    /// The name of the schema in the newer document.
    pub schema: String,
    /// Where in it.
    pub pointer: String,
}

/// Every change from an older document to a newer one, in the order of paths and methods.
pub fn compare(old: &Value, new: &Value) -> Vec<ApiChange> {
    let mut changes = operation::compare(old, new);
    changes.sort();
    changes.dedup();
    changes
}
