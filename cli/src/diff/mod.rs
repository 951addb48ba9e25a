//! What a change of the schema means, and the SQL that takes a database along with its rows.
//!
//! [`renames`] says which old name a new one had; [`comparison`] pairs tables and columns by it; [`same`] tells what is
//! one to a server; [`changes`] classes what is not. [`mysql`] and [`sqlite`] write the statements.

mod before;
mod brackets;
pub mod change;
mod changes;
mod class;
mod comparison;
mod describe;
mod guess;
mod keys;
pub mod mysql;
pub mod renames;
pub mod report;
mod said;
mod same;
pub mod sqlite;
#[cfg(test)]
mod tests;
mod view;

pub use change::{Change, Class, Fate, SchemaDiff, TableDiff};
pub use comparison::{ColumnPair, Comparison, TablePair};
pub use renames::Renames;
pub use said::{Dropped, NoRename, Rename};

use crate::ddl::Schema;

/// A comment of SQL. A name in it may have several lines, of which none must be a statement.
fn comment(text: &str) -> String {
    let lines = text.split(['\n', '\r']);
    lines.map(|line| format!("-- {line}\n")).collect()
}

/// What changes from one schema to another.
pub fn diff(old: &Schema, new: &Schema, renames: &Renames) -> SchemaDiff {
    Comparison::new(old, new, renames).changes()
}
