//! What may only have another name: told, with what to say if it is so, and never acted upon.

use super::change::{Change, Class, Part, TableDiff};
use super::changes::aspects;
use super::comparison::{Comparison, TablePair};
use crate::ddl::schema::{Column, Table, same_name};

/// Columns of one table: one goes, one of the same definition comes in its place.
pub(super) fn columns(pair: &TablePair<'_>, changes: &mut Vec<Change>) {
    let added: Vec<&Column> = pair.added().collect();
    for old in &pair.removed {
        let fits = |new: &&&Column| {
            aspects(pair, old, new).is_empty() && neighbour(pair, old) == before(pair, new)
        };
        let Some(new) = added.iter().find(fits) else {
            continue;
        };
        let said = format!(
            "`{}` may be it under another name: `--rename {}.{}={}` says so",
            old.name, pair.old.name, old.name, new.name
        );
        changes.push(Change {
            class: Class::MaybeRenamed,
            part: Part::Column,
            name: new.name.clone(),
            text: said,
        });
    }
}

/// The column before an old one that is still there, by its new name.
fn neighbour<'a>(pair: &TablePair<'a>, old: &Column) -> Option<&'a str> {
    let earlier = pair
        .old
        .columns
        .iter()
        .take_while(|column| column.name != old.name);
    earlier.filter_map(|column| pair.now(&column.name)).last()
}

/// The column before a new one that was there already.
fn before<'a>(pair: &TablePair<'a>, new: &Column) -> Option<&'a str> {
    let earlier = pair
        .columns
        .iter()
        .take_while(|column| column.new.name != new.name);
    earlier
        .filter(|column| column.old.is_some())
        .map(|column| column.new.name.as_str())
        .last()
}

/// Tables: one goes, one with the same columns comes.
pub(super) fn tables(comparison: &Comparison<'_>, tables: &mut [TableDiff]) {
    for old in &comparison.removed {
        let fits = |new: &&&Table| alike(old, new);
        let Some(new) = comparison.added.iter().find(fits) else {
            continue;
        };
        let change = Change {
            class: Class::MaybeRenamed,
            part: Part::Table,
            name: new.name.clone(),
            text: format!(
                "`{}` may be it under another name: `--rename {}={}` says so",
                old.name, old.name, new.name
            ),
        };
        if let Some(table) = tables.iter_mut().find(|table| table.name == new.name) {
            table.changes.push(change);
        }
    }
}

fn alike(old: &Table, new: &Table) -> bool {
    let columns = old.columns.iter().zip(&new.columns);
    old.columns.len() == new.columns.len()
        && columns
            .into_iter()
            .all(|(old, new)| same_name(&old.name, &new.name) && old.ty == new.ty)
}
