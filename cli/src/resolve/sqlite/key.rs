//! Indexes and foreign keys.

use std::collections::BTreeSet;

use super::embedded::Named;
use crate::ddl::schema::{IndexKind, Table};
use crate::resolve::catalog::{Catalog, Columns};
use crate::resolve::relation::{self, keeps_foreign_keys};
use crate::resolve::sql::quote_name;

/// Columns by their positions, as SQL.
pub(super) fn list(table: &Table, positions: &[usize]) -> String {
    let names = positions
        .iter()
        .filter_map(|&position| table.columns.get(position));
    let names: Vec<String> = names.map(|column| quote_name(&column.name)).collect();
    names.join(", ")
}

/// A name that nothing in the script has yet: case does not count.
pub(super) fn unused(mut name: String, names: &mut BTreeSet<String>) -> String {
    while !names.insert(name.to_lowercase()) {
        name.push('_');
    }
    name
}

/// CREATE INDEX for every index that SQLite can have, after one for a primary key that is none there; `on` is the table's
/// name as SQL.
pub(super) fn indexes(
    table: &Table,
    on: &str,
    columns: &Columns<'_>,
    primary: Option<&[usize]>,
    names: &mut BTreeSet<String>,
    notes: &mut Vec<String>,
) -> Vec<Named> {
    let mut indexes = Vec::new();
    let mut write = |number: usize, unique: bool, parts: &str| {
        let name = unused(format!("ix_{}_{number}", table.name), names);
        let unique = if unique { "UNIQUE " } else { "" };
        let quoted = quote_name(&name);
        let sql = format!("CREATE {unique}INDEX {quoted} ON {on} ({parts});\n");
        indexes.push(Named { name, sql });
    };
    if let Some(primary) = primary {
        write(0, true, &list(table, primary));
    }
    for (number, index) in (1..).zip(&table.indexes) {
        let why = match index.kind {
            IndexKind::Fulltext => Some("FULLTEXT"),
            IndexKind::Spatial => Some("SPATIAL"),
            IndexKind::Plain | IndexKind::Unique => None,
        };
        let parts = index.parts.iter().map(|part| {
            let column = columns.get(part.column.as_deref()?)?;
            let direction = if part.descending { " DESC" } else { "" };
            Some(format!("{}{direction}", quote_name(&column.name)))
        });
        let parts: Option<Vec<String>> = parts.collect();
        match (why, parts) {
            (None, Some(parts)) => {
                write(number, index.kind == IndexKind::Unique, &parts.join(", "))
            }
            (why, _) => notes.push(format!(
                "On SQLite the index `{}` of `{}` is left out: {}.",
                index.name.as_deref().unwrap_or("without a name"),
                table.name,
                why.map_or("it is on an expression".to_owned(), |kind| format!(
                    "it is {kind}"
                ))
            )),
        }
    }
    indexes
}

/// FOREIGN KEY constraints; those that SQLite or the server's engine cannot keep are left out.
pub(super) fn foreign(
    catalog: &Catalog<'_>,
    table: &Table,
    columns: &Columns<'_>,
    notes: &mut Vec<String>,
) -> Vec<String> {
    let mut lines = Vec::new();
    if !keeps_foreign_keys(table) {
        return lines;
    }
    for key in &table.foreign_keys {
        let Ok(found) = relation::find(catalog, columns, key) else {
            continue;
        };
        if !keeps_foreign_keys(found.table) {
            continue;
        }
        let wanted: BTreeSet<usize> = found.keys.iter().copied().collect();
        let others = Columns::new(found.table).keys();
        let is_key = |key: &Vec<usize>| key.iter().copied().collect::<BTreeSet<usize>>() == wanted;
        if !others.iter().any(is_key) {
            notes.push(format!(
                "On SQLite the foreign key of `{}` on `{}` is not enforced: what it refers to is not unique.",
                table.name,
                key.columns.join(", ")
            ));
            continue;
        }
        let mut line = match &key.name {
            Some(name) => format!("CONSTRAINT {} ", quote_name(name)),
            None => String::new(),
        };
        line.push_str(&format!(
            "FOREIGN KEY ({}) REFERENCES {} ({})",
            list(table, &found.columns),
            quote_name(catalog.on_sqlite.of(&found.table.name)),
            list(found.table, &found.keys)
        ));
        for (event, action) in [("DELETE", &key.on_delete), ("UPDATE", &key.on_update)] {
            if let Some(action) = action {
                line.push_str(&format!(" ON {event} {action}"));
            }
        }
        lines.push(line);
    }
    lines
}
