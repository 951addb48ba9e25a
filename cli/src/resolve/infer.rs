//! Relations that a dump does not declare, guessed from names, types and indexes.
//!
//! A guess is a proposal and nothing more. A column is a candidate when its type is that of another table's key of one
//! column, its name points at that table in one of the ways of [`Hint`], and no other table fits as well. How far it can be
//! trusted follows from the way and from whether the column leads an index (see [`confidence`]).

mod name;
mod target;

use std::collections::BTreeSet;

use serde::Serialize;

use name::relation_name;
use target::Targets;

use super::catalog::Columns;
use crate::ddl::Schema;
use crate::ddl::schema::{IndexKind, Table};
use crate::diagnostic::Place;

/// A relation that the dump does not declare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The table with the column.
    pub table: String,
    /// The column that holds the other table's key.
    pub column: String,
    /// Where the column is defined.
    pub place: Place,
    /// A name for the relation that no column of the table has.
    pub name: String,
    /// The other table.
    pub to_table: String,
    /// Its key.
    pub to_column: String,
    /// How far the proposal can be trusted.
    pub confidence: Confidence,
    /// What speaks for it.
    pub why: String,
}

/// How far a proposal can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// One of several ways to read a name.
    Low,
    /// The name fits, and something is missing.
    Medium,
    /// Name, type and index all fit.
    High,
}

impl Confidence {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// How a column's name points at a table, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hint {
    /// `customer_id` for `customers.id` or `t_customer.customer_id`.
    Key,
    /// `parent_id`, when no table is named so.
    Parent,
    /// The name of the key itself, which no other table's key has: `emp_no`.
    SameKey,
    /// `customer_id` where the key of `customers` is named otherwise, or `customer` for `customers.id`.
    Name,
    /// `billing_address_id` for `addresses.id`.
    Role,
    /// `user_id` for `sys_user.id`, when other tables have other prefixes.
    Ending,
}

/// The rules: what a hint is worth, with and without an index that the column leads.
const fn confidence(hint: Hint, indexed: bool) -> Confidence {
    match (hint, indexed) {
        (Hint::Key | Hint::Parent, true) => Confidence::High,
        (Hint::Key | Hint::Parent, false)
        | (Hint::SameKey | Hint::Name | Hint::Role | Hint::Ending, true) => Confidence::Medium,
        (Hint::SameKey | Hint::Name | Hint::Role | Hint::Ending, false) => Confidence::Low,
    }
}

/// The relations that a schema does not declare, in the order of its tables and columns.
pub fn infer(schema: &Schema) -> Vec<Proposal> {
    let targets = Targets::new(schema);
    let mut proposals = Vec::new();
    for table in &schema.tables {
        let columns = Columns::new(table);
        let declared: BTreeSet<usize> = table
            .foreign_keys
            .iter()
            .flat_map(|key| &key.columns)
            .filter_map(|name| columns.position(name))
            .collect();
        let leading = leading(table, &columns);
        let mut taken: BTreeSet<String> = table
            .columns
            .iter()
            .map(|column| column.name.to_lowercase())
            .collect();
        for (position, column) in table.columns.iter().enumerate() {
            let is_key = matches!(table.primary_key.as_slice(), [only] if columns.position(only) == Some(position));
            if declared.contains(&position) || column.auto_increment || column.generated.is_some() {
                continue;
            }
            let [(hint, index)] = targets.of(table, column)[..] else {
                continue;
            };
            // A key that is another table's key, too, may also have come to its name by itself.
            if is_key && hint != Hint::Key {
                continue;
            }
            let most = if is_key {
                Confidence::Medium
            } else {
                Confidence::High
            };
            let target = &targets.all[index];
            let indexed = leading.contains(&position);
            proposals.push(Proposal {
                table: table.name.clone(),
                column: column.name.clone(),
                place: column.place.clone(),
                name: relation_name(&column.name, &mut taken),
                to_table: target.table.name.clone(),
                to_column: target.key.name.clone(),
                confidence: confidence(hint, indexed).min(most),
                why: why(hint, indexed),
            });
        }
    }
    proposals
}

/// Positions of columns that lead an index.
fn leading(table: &Table, columns: &Columns<'_>) -> BTreeSet<usize> {
    let ordered = |kind| matches!(kind, IndexKind::Plain | IndexKind::Unique);
    let indexes = table.indexes.iter().filter(|index| ordered(index.kind));
    let first = indexes.filter_map(|index| index.parts.first()?.column.as_deref());
    first
        .chain(table.primary_key.first().map(String::as_str))
        .filter_map(|name| columns.position(name))
        .collect()
}

fn why(hint: Hint, indexed: bool) -> String {
    let name = match hint {
        Hint::Key => "its name is the table's and its key's",
        Hint::SameKey => "its name is that of one key only",
        Hint::Parent => "its name says parent",
        Hint::Name => "its name is the table's",
        Hint::Role => "its name ends as the table's and its key's",
        Hint::Ending => "its name is the end of one table's name",
    };
    let index = if indexed { "an index" } else { "no index" };
    format!("{name}; same type; {index}")
}
