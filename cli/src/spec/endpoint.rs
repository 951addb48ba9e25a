//! Custom endpoints, as the spec says them.

pub(super) mod grammar;
mod member;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::Duration;

use chassis_model::{Condition, List, Method, Range, Type};

use super::Spanned;
use crate::diagnostic::Place;

/// An endpoint of the service's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Where its name is.
    pub place: Place,
    /// HTTP method.
    pub method: Method,
    /// Path below `/api/v1`.
    pub path: Spanned<String>,
    /// What it does, in a line.
    pub summary: Option<Spanned<String>>,
    /// Parameters of the path and of the query.
    pub params: Vec<Member>,
    /// Members of the body.
    pub body: Vec<Member>,
    /// What it gives; nothing when absent.
    pub result: Option<Outcome>,
    /// Failures of its own: codes and statuses.
    pub errors: Vec<(Spanned<String>, u16)>,
    /// Who may call it; any of the rules is enough.
    pub access: Vec<Spanned<List<Condition>>>,
    /// Whether it runs in a transaction, which it does when nothing is said.
    pub transaction: bool,
    /// Longest time it may take.
    pub timeout: Option<Spanned<Duration>>,
    /// Events that it records.
    pub emits: Vec<Spanned<String>>,
    /// Where what stands under a key is.
    pub places: BTreeMap<&'static str, Place>,
}

impl Endpoint {
    /// The place of what stands under a key; of the endpoint's name when it is not there.
    pub fn place_of(&self, key: Option<&str>) -> &Place {
        let said = key.and_then(|key| self.places.get(key));
        said.unwrap_or(&self.place)
    }
}

/// What an endpoint gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A row of a table.
    Row(Spanned<String>),
    /// Rows of a table.
    Rows(Spanned<String>),
    /// An object.
    Object(Vec<Member>),
}

/// A parameter, or a member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its JSON name.
    pub name: Spanned<String>,
    /// What it is, or what each item of the list is.
    pub shape: Shape,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it may be left out.
    pub optional: bool,
    /// What it is when it is left out.
    pub default: Option<Spanned<String>>,
    /// Bounds of a number; the place is that of one of them.
    pub range: Option<Spanned<Range>>,
    /// What it is for.
    pub description: Option<String>,
}

/// What a member is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A value.
    Value(Type),
    /// A value of a column: table and column.
    Column(Spanned<(String, String)>),
    /// An object.
    Object(Vec<Member>),
}
