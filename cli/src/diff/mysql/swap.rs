//! Names that change places.
//!
//! Where two columns of one definition swap names, SHOW CREATE says the same before and after, and a run that was cut off
//! behind the statement could not tell that it was executed: it would swap them back. So the statement also marks the
//! table's comment, which the next one makes what it is to be; tables swap names in two statements.

use std::collections::BTreeMap;

use super::define::text;
use super::{Statement, statement};
use crate::diff::comparison::TablePair;

/// What is to be known of the mark.
const ABOUT: &str =
    "Columns swap names: until the next statement the table's comment tells that they have.";

/// The clause that marks a table whose columns swap names, and the statement that takes the mark away.
pub(super) struct Mark {
    pub clause: String,
    pub comment: &'static str,
    pub removal: Statement,
}

/// The mark of a table, if it needs one.
pub(super) fn mark(pair: &TablePair<'_>) -> Option<Mark> {
    has_circle(pair).then(|| {
        let comment = |comment: &str| format!("COMMENT={}", text(comment));
        Mark {
            clause: comment("scaffold: columns have swapped names"),
            comment: ABOUT,
            removal: statement(pair.new, vec![comment(&pair.new.comment)]),
        }
    })
}

/// Whether new names of columns lead back to an old one.
fn has_circle(pair: &TablePair<'_>) -> bool {
    let names = pair
        .kept()
        .map(|(old, new)| (old.name.to_lowercase(), new.name.to_lowercase()));
    let next: BTreeMap<String, String> = names.filter(|(old, new)| old != new).collect();
    next.keys().any(|start| {
        let mut steps = std::iter::successors(next.get(start), |name| next.get(*name));
        // A way that leads into no circle ends, and one that leads into another never comes back.
        steps.by_ref().take(next.len()).any(|name| name == start)
    })
}
