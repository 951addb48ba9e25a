//! CREATE INDEX and DROP INDEX.

use std::collections::BTreeSet;

use super::apply::Applier;
use super::lower::{self, Constraint};
use super::rewrite::{self, Tokens, word};
use super::schema::{Index, IndexKind, Table, same_name};
use super::statement::{Source, refused};
use super::table::{add_constraint, check_keys};
use crate::diagnostic::{Diagnostics, Severity};

/// Applies a CREATE INDEX.
pub(super) fn create(applier: &mut Applier, source: &Source) {
    let tokens = &source.tokens;
    let Some(at) = source.behind(&["INDEX"]) else {
        return;
    };
    let before = at.checked_sub(2).and_then(|index| word(tokens, index));
    let kind = match before.as_deref() {
        Some("UNIQUE") => IndexKind::Unique,
        Some("FULLTEXT") => IndexKind::Fulltext,
        Some("SPATIAL") => IndexKind::Spatial,
        _ => IndexKind::Plain,
    };
    let if_not_exists = source.skip(at, &["IF", "NOT", "EXISTS"]) > at;
    let at = source.skip(at, &["IF", "NOT", "EXISTS"]);
    let Some((index_name, next)) = source.name(at, "an index's name", applier.diagnostics) else {
        return;
    };
    let place = source.place(tokens.get(at));
    // `USING BTREE` may stand between.
    let next = if word(tokens, next).as_deref() == Some("USING") {
        next + 2
    } else {
        next
    };
    if source.skip(next, &["ON"]) == next {
        return source.expected(next, "ON and a table's name", applier.diagnostics);
    }
    let Some((table_name, open)) = source.name(next + 1, "a table's name", applier.diagnostics)
    else {
        return;
    };
    let Some(close) = rewrite::closing(tokens, open) else {
        return source.expected(open, "a list of columns", applier.diagnostics);
    };
    let mut key: Tokens = vec![rewrite::keyword(&tokens[at], "INDEX")];
    key.extend_from_slice(&tokens[open..=close]);
    let parsed = source.parse(key, applier.diagnostics, |parser| {
        parser.parse_optional_table_constraint()
    });
    let parsed = parsed.flatten();
    let Some(Constraint::Index(index)) =
        parsed.and_then(|found| lower::constraint(found, place.clone()))
    else {
        return;
    };
    let Some(table) = applier.tables.get_mut(&table_name) else {
        return applier.missing(&place, &table_name);
    };
    if if_not_exists && has_index(table, &index_name) {
        return;
    }
    let index = Index {
        name: Some(index_name),
        kind,
        ..index
    };
    let mut refusals = Diagnostics::default();
    let mut changed = table.clone();
    add_constraint(&mut changed, Constraint::Index(index), &mut refusals);
    check_keys(&changed, source, Severity::Warning, &mut refusals);
    if refusals.warning_count() == 0 {
        *table = changed;
    }
    refused(&refusals, applier.diagnostics);
}

/// Applies a DROP INDEX.
pub(super) fn drop(applier: &mut Applier, source: &Source) {
    let Some(at) = source.behind(&["INDEX"]) else {
        return;
    };
    let at = source.skip(at, &["IF", "EXISTS"]);
    let Some((index_name, on)) = source.name(at, "an index's name", applier.diagnostics) else {
        return;
    };
    if source.skip(on, &["ON"]) == on {
        return source.expected(on, "ON and a table's name", applier.diagnostics);
    }
    let Some((table_name, _)) = source.name(on + 1, "a table's name", applier.diagnostics) else {
        return;
    };
    match applier.tables.get_mut(&table_name) {
        Some(table) => drop_index(table, &index_name),
        None => applier.missing(&source.place_or_end(on + 1), &table_name),
    }
}

/// The name of an index: that of its first column, numbered where another index has it (MySQL manual, "CREATE TABLE").
pub(crate) fn name_of(table: &Table, index: &Index) -> String {
    let mut taken = BTreeSet::from(["primary".to_owned()]);
    for other in &table.indexes {
        let name = match (&other.name, other.parts.first()) {
            (Some(name), _) => name.clone(),
            (None, Some(part)) => {
                let first = part.column.as_deref().unwrap_or("functional_index");
                let numbered = (2..).map(|number: u32| format!("{first}_{number}"));
                let mut names = std::iter::once(first.to_owned()).chain(numbered);
                names
                    .find(|name| !taken.contains(&name.to_lowercase()))
                    .unwrap_or_default()
            }
            (None, None) => String::new(),
        };
        if std::ptr::eq(other, index) {
            return name;
        }
        taken.insert(name.to_lowercase());
    }
    String::new()
}

/// Removes an index by its name; an unnamed one has its first column's, and PRIMARY is the primary key's.
pub(super) fn drop_index(table: &mut Table, dropped: &str) {
    if dropped.eq_ignore_ascii_case("PRIMARY") {
        table.primary_key.clear();
    }
    table.indexes.retain(|index| !is_called(index, dropped));
}

fn has_index(table: &Table, name: &str) -> bool {
    table.indexes.iter().any(|index| is_called(index, name))
}

fn is_called(index: &Index, name: &str) -> bool {
    let first = index.parts.first().and_then(|part| part.column.as_deref());
    let own = index.name.as_deref().or(first);
    own.is_some_and(|own| same_name(own, name))
}
