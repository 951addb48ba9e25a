//! What the server settles of a table when all that is said of it is known.

use std::collections::HashMap;

use super::schema::{ColumnDefault, Table, meant, same_name};
use super::stored;

/// The collation that the attribute BINARY of a text column stands for: that of its character set which compares codes.
pub(super) const BINARY_OF_CHARSET: &str = "_bin";

/// Brings tables to the form in which the server prints them.
pub(super) fn tables(tables: &mut [Table]) {
    for table in &mut *tables {
        columns(table);
        key_names(table);
    }
    // Columns of tables by their names; those that differ in case alone are together.
    let mut names: HashMap<String, Vec<(String, Vec<String>)>> = HashMap::new();
    for table in &*tables {
        let columns = table.columns.iter().map(|column| column.name.clone());
        let alike = names.entry(table.name.to_lowercase()).or_default();
        alike.push((table.name.clone(), columns.collect()));
    }
    for key in tables.iter_mut().flat_map(|table| &mut table.foreign_keys) {
        let Some(alike) = names.get(&key.table.to_lowercase()) else {
            continue;
        };
        if let Some(other) = meant(alike, &key.table, |(name, _)| name) {
            key.referred
                .iter_mut()
                .for_each(|name| as_defined(name, &alike[other].1));
        }
    }
}

fn columns(table: &mut Table) {
    for column in &mut table.columns {
        let in_key = table
            .primary_key
            .iter()
            .any(|key| same_name(key, &column.name));
        column.nullable &= !in_key;
        if column.collation.as_deref() == Some(BINARY_OF_CHARSET) {
            let charset = column.charset.as_deref().or(table.charset.as_deref());
            let of_table = table
                .collation
                .as_deref()
                .and_then(|it| it.split('_').next());
            let charset = charset.or(of_table).unwrap_or("utf8mb4");
            column.collation = Some(match charset {
                "binary" => charset.to_owned(),
                _ => format!("{charset}_bin"),
            });
        }
        if let Some(ColumnDefault::Literal(text)) = &mut column.default {
            *text = stored::constant(text, &column.ty);
        }
    }
}

/// Keys name columns in any case; the server prints them as they were defined.
fn key_names(table: &mut Table) {
    let columns: Vec<String> = table.columns.iter().map(|it| it.name.clone()).collect();
    let parts = table.indexes.iter_mut().flat_map(|index| &mut index.parts);
    let of_keys = table
        .foreign_keys
        .iter_mut()
        .flat_map(|key| &mut key.columns);
    table
        .primary_key
        .iter_mut()
        .chain(parts.filter_map(|part| part.column.as_mut()))
        .chain(of_keys)
        .for_each(|name| as_defined(name, &columns));
}

fn as_defined(name: &mut String, columns: &[String]) {
    if let Some(column) = columns.iter().find(|column| same_name(column, name)) {
        name.clone_from(column);
    }
}
