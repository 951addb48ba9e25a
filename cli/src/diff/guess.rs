//! What may only have another name: told, with what to say if it is so, and never acted upon.

use super::Rename;
use super::change::{Change, Class, Part};
use super::changes::aspects;
use super::comparison::{Comparison, TablePair};
use crate::ddl::schema::{Column, Table, same_name};

/// Columns of one table: one goes, one of the same definition comes in its place.
pub(super) fn columns(pair: &TablePair<'_>) -> Vec<Rename> {
    let mut added: Vec<&Column> = pair.added().collect();
    let guess = |old: &&Column| {
        let fits = |new: &&Column| {
            aspects(pair, old, new).is_empty() && neighbour(pair, old) == before(pair, new)
        };
        let new = take(&mut added, fits)?;
        Some(Rename {
            table: Some(pair.old.name.clone()),
            old: old.name.clone(),
            new: new.name.clone(),
        })
    };
    pair.removed.iter().filter_map(guess).collect()
}

/// The first that fits, which is nobody else's from then on: nothing was two.
fn take<'a, T>(free: &mut Vec<&'a T>, fits: impl Fn(&&'a T) -> bool) -> Option<&'a T> {
    let position = free.iter().position(fits)?;
    Some(free.remove(position))
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
pub(super) fn tables(comparison: &Comparison<'_>) -> Vec<Rename> {
    let mut added = comparison.added.clone();
    let guess = |old: &&Table| {
        let new = take(&mut added, |new| alike(old, new))?;
        Some(Rename {
            table: None,
            old: old.name.clone(),
            new: new.name.clone(),
        })
    };
    comparison.removed.iter().filter_map(guess).collect()
}

/// A guess as a change, which changes nothing.
pub(super) fn change(guess: &Rename) -> Change {
    Change {
        class: Class::MaybeRenamed,
        part: match guess.table {
            Some(_) => Part::Column,
            None => Part::Table,
        },
        name: guess.new.clone(),
        text: format!(
            "`{}` may be it under another name: `--rename {guess}` says so",
            guess.old
        ),
    }
}

fn alike(old: &Table, new: &Table) -> bool {
    let columns = old.columns.iter().zip(&new.columns);
    old.columns.len() == new.columns.len()
        && columns
            .into_iter()
            .all(|(old, new)| same_name(&old.name, &new.name) && old.ty == new.ty)
}
