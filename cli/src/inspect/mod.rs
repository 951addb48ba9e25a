//! What a schema becomes and why: every table and view once, what is left out, and what is worth a look.
//!
//! The report is data: [`Report::text`] writes it for people, and its serialisation is the JSON that docs/cli.md describes.

mod entry;
mod grid;
mod left_out;
mod text;
mod warning;

use serde::Serialize;

use crate::ddl::Schema;
use crate::diagnostic::Place;
use crate::resolve::{Confidence, Outline, Proposal, common_prefix, infer};

pub use entry::{Becomes, Entry, Key, KeyKind, Kind};
pub use left_out::LeftOut;
pub use warning::{Warning, WarningKind};

/// The version of the JSON form.
pub const FORMAT: u32 = 1;

/// All that is to be said of a schema.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The version of this form.
    pub format: u32,
    /// How many there are of everything.
    pub totals: Totals,
    /// Every table, then every view, in the order of the dump.
    pub entries: Vec<Entry>,
    /// Definitions of the dump that are no entry, in its order.
    pub left_out: Vec<LeftOut>,
    /// Statements that define nothing, by kind.
    pub skipped: Vec<Skipped>,
    /// A start that most names of tables share.
    pub prefix: Option<Prefix>,
    /// Relations that the dump does not declare.
    pub relations: Vec<Relation>,
    /// What else was left out or changed, in sentences.
    pub notes: Vec<String>,
}

/// Numbers of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Tables of the schema.
    pub tables: usize,
    /// Views of the schema.
    pub views: usize,
    /// Tables and views that become resources.
    pub resources: usize,
    /// Warnings of all entries.
    pub warnings: usize,
}

/// Statements of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// First words, such as `INSERT`.
    pub kind: String,
    /// How many.
    pub count: usize,
}

/// A proposal for `strip_prefix`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prefix {
    /// The start.
    pub prefix: String,
    /// How many tables have it.
    pub tables: usize,
}

/// A proposal for `relations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relation {
    /// The table with the column.
    pub table: String,
    /// A name for the relation.
    pub name: String,
    /// The column that holds the other table's key.
    pub column: String,
    /// The other table and its key: `customers.id`.
    pub to: String,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// What speaks for it.
    pub why: String,
    /// Where the column is defined.
    pub place: Spot,
}

/// A place in a file, from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spot {
    /// The file as the user named it.
    pub file: String,
    /// Line.
    pub line: u32,
    /// Column in characters.
    pub column: u32,
}

impl From<&Place> for Spot {
    fn from(place: &Place) -> Self {
        Self {
            file: place.file.display().to_string(),
            line: place.line,
            column: place.column,
        }
    }
}

impl From<Proposal> for Relation {
    fn from(proposal: Proposal) -> Self {
        Self {
            place: Spot::from(&proposal.place),
            to: format!("{}.{}", proposal.to_table, proposal.to_column),
            table: proposal.table,
            name: proposal.name,
            column: proposal.column,
            confidence: proposal.confidence,
            why: proposal.why,
        }
    }
}

impl Report {
    /// The report of a schema and of what became of it.
    pub fn new(schema: &Schema, outline: &Outline) -> Self {
        let entries = entry::entries(schema, outline);
        let skipped = schema.skipped.iter();
        let skipped = skipped.filter(|(kind, _)| !left_out::is_listed(kind));
        let general = outline.notes.iter().filter(|note| note.table.is_none());
        let general = general.map(|note| note.text.clone());
        Self {
            format: FORMAT,
            totals: Totals {
                tables: schema.tables.len(),
                views: schema.views.len(),
                resources: entries.iter().filter(|it| it.becomes.is_some()).count(),
                warnings: entries.iter().map(|it| it.warnings.len()).sum(),
            },
            entries,
            left_out: left_out::left_out(schema),
            skipped: skipped
                .map(|(kind, &count)| Skipped {
                    kind: kind.clone(),
                    count,
                })
                .collect(),
            prefix: prefix(schema),
            relations: infer(schema).into_iter().map(Relation::from).collect(),
            notes: schema.notes.iter().cloned().chain(general).collect(),
        }
    }
}

/// The start that most names of tables share, if there is one.
pub(crate) fn prefix(schema: &Schema) -> Option<Prefix> {
    let names = || schema.tables.iter().map(|table| table.name.as_str());
    let prefix = common_prefix(names())?;
    Some(Prefix {
        prefix: prefix.to_owned(),
        tables: names().filter(|name| name.starts_with(prefix)).count(),
    })
}
