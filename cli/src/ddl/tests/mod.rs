//! Tests of the DDL reader, from the text of a script to its schema.

mod alter;
mod case;
mod columns;
mod create;
mod definitions;
mod faults;
mod server;
mod settle;
mod split;

use std::path::Path;

use super::schema::{Schema, Table};
use super::{Server, read};
use crate::diagnostic::{Diagnostics, Severity};

/// What a script makes, and what is wrong with it: severity, line, column, width, message and help.
fn read_all(text: &[u8], server: Option<Server>) -> (Schema, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let schema = read(Path::new("dump.sql"), text, server, &mut diagnostics).unwrap();
    let faults = diagnostics.iter().map(|found| {
        let place = found.place.as_ref().unwrap();
        let severity = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        format!(
            "{severity} {}:{}:{} {} | {}",
            place.line,
            place.column,
            place.width,
            found.message,
            found.help.as_deref().unwrap_or_default()
        )
    });
    let faults = faults.collect();
    (schema, faults)
}

/// The schema of a script without faults.
fn schema(text: &str) -> Schema {
    let (schema, faults) = read_all(text.as_bytes(), None);
    assert!(faults.is_empty(), "{text}\n{faults:#?}");
    schema
}

/// The one table that a script without faults leaves.
fn table(text: &str) -> Table {
    let mut tables = schema(text).tables;
    assert_eq!(tables.len(), 1, "{text}");
    tables.remove(0)
}

/// Names of tables, in order.
fn names(schema: &Schema) -> Vec<&str> {
    schema
        .tables
        .iter()
        .map(|table| table.name.as_str())
        .collect()
}

/// Names of a table's columns, in order.
fn columns(table: &Table) -> Vec<&str> {
    table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect()
}

/// The faults of a script.
fn faults(text: &str) -> Vec<String> {
    read_all(text.as_bytes(), None).1
}
