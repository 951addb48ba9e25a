//! Definitions of a dump that are neither a table nor a view in the end, and what became of them.

use serde::Serialize;

use super::Spot;
use crate::ddl::Schema;
use crate::ddl::schema::{Definition, Fate, ObjectKind};

/// A definition that is no entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// What it defines: `table`, `view`, `trigger`, `procedure`, `function` or `event`.
    pub kind: &'static str,
    /// Name in the database; empty when it cannot be told.
    pub name: String,
    /// Where.
    pub place: Spot,
    /// What became of it.
    pub why: String,
}

/// Kinds of statements that [`left_out`] lists one by one.
const LISTED: [&str; 5] = [
    "CREATE TRIGGER",
    "CREATE PROCEDURE",
    "CREATE FUNCTION",
    "CREATE EVENT",
    "CREATE TEMPORARY TABLE",
];

/// Whether statements of a kind are listed one by one, so that nobody needs to count them.
pub(super) fn is_listed(kind: &str) -> bool {
    LISTED.contains(&kind)
}

/// Every definition that is no entry, in the order of the dump.
pub(super) fn left_out(schema: &Schema) -> Vec<LeftOut> {
    let gone = schema.definitions.iter().filter(|it| it.fate != Fate::Kept);
    gone.map(|definition| LeftOut {
        kind: kind(definition.kind),
        name: definition.name.clone(),
        place: Spot::from(&definition.place),
        why: why(definition),
    })
    .collect()
}

const fn kind(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Table => "table",
        ObjectKind::View => "view",
        ObjectKind::Trigger => "trigger",
        ObjectKind::Procedure => "procedure",
        ObjectKind::Function => "function",
        ObjectKind::Event => "event",
    }
}

fn why(definition: &Definition) -> String {
    match definition.fate {
        Fate::Kept => "it is in the schema".to_owned(),
        Fate::Dropped(line) => format!("the statement in line {line} drops it"),
        Fate::Replaced(line) => format!("the definition in line {line} takes its place"),
        Fate::Repeated(line) => format!("the definition in line {line} is there already"),
        Fate::StandIn => "it stands in for a view that is created later".to_owned(),
        Fate::Temporary => "a temporary table ends with its session".to_owned(),
        Fate::Versions => "migrations of the service are recorded in it".to_owned(),
        Fate::Unreadable => "it cannot be read; see the messages of the reader".to_owned(),
        Fate::NotRead => match definition.kind {
            ObjectKind::Procedure | ObjectKind::Function => {
                "MySQL and MariaDB keep it; the service does not call it, SQLite does not have it"
            }
            _ => "MySQL and MariaDB go on running it; SQLite does not have it",
        }
        .to_owned(),
    }
}
