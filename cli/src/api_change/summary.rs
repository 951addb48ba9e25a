//! Changes for people: one in a schema that many operations share is said once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{ApiChange, Part};

/// Operations that a line names.
const NAMED: usize = 3;

/// A change, and every operation that it is a change of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Whether a client that worked may stop working.
    pub breaking: bool,
    /// Where it is: `Order/state in responses`, or `orders.list: parameter state`.
    pub place: String,
    /// A sentence without its full stop.
    pub message: String,
    /// The operations, when the place names none.
    pub operations: BTreeSet<String>,
}

impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.breaking {
            formatter.write_str("breaking: ")?;
        }
        write!(formatter, "{}: {}", self.place, self.message)?;
        let names: Vec<&str> = self.operations.iter().map(String::as_str).collect();
        match names.len() {
            0 => Ok(()),
            count if count <= NAMED => write!(formatter, " ({})", names.join(", ")),
            count => {
                let named = names[..NAMED].join(", ");
                write!(formatter, " ({named} and {} more)", count - NAMED)
            }
        }
    }
}

/// The changes as lines, those that break first.
pub fn summary(changes: &[ApiChange]) -> Vec<Line> {
    let mut lines: BTreeMap<(bool, String, &str), BTreeSet<String>> = BTreeMap::new();
    for change in changes {
        let operation = operation(change);
        let (place, is_shared) = match &change.shared {
            Some(shared) => {
                let part = match change.part {
                    Part::Response { .. } => "responses",
                    _ => "requests",
                };
                (
                    format!("{}{} in {part}", shared.schema, shared.pointer),
                    true,
                )
            }
            None => (
                format!("{operation}{}{}", part(&change.part), change.pointer),
                false,
            ),
        };
        let operations = lines
            .entry((!change.breaking, place, &change.message))
            .or_default();
        if is_shared {
            operations.insert(operation);
        }
    }
    let line = |((harmless, place, message), operations): ((bool, String, &str), _)| Line {
        breaking: !harmless,
        place,
        message: message.to_owned(),
        operations,
    };
    lines.into_iter().map(line).collect()
}

/// The name of an operation, and its method and path when it has none.
fn operation(change: &ApiChange) -> String {
    match &change.operation_id {
        Some(id) => id.clone(),
        None => format!("{} {}", change.method, change.path),
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Operation => String::new(),
        Part::Parameter { location, name } => format!(", {location} parameter {name}"),
        Part::Request { .. } => ", body".to_owned(),
        Part::Response { status, .. } => format!(", response {status}"),
    }
}
