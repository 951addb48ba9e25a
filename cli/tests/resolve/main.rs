//! A schema and a spec become resources and a script: rule by rule.

#![cfg(test)]

mod column;
mod constraint;
mod endpoint;
mod index;
mod name;
mod policy;
mod sqlite;
mod view;
mod whole;

use std::path::Path;

use chassis::db::register_collations;
use chassis_model::{Field, Resource};
use rusqlite::Connection;
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::{Resolved, resolve};
use scaffold::{ddl, spec};

/// What a dump and a spec resolve to, with everything reported.
fn run(dump: &str, api: &str) -> (Option<Resolved>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let schema = ddl::read(
        Path::new("dump.sql"),
        dump.as_bytes(),
        None,
        &mut diagnostics,
    );
    let schema = schema.expect("text is readable");
    let spec = spec::read(Path::new("api.yaml"), api, &mut diagnostics);
    let resolved = spec.and_then(|spec| resolve("my-shop", &schema, &spec, &mut diagnostics));
    (resolved, diagnostics)
}

fn good(dump: &str, api: &str) -> Resolved {
    let (resolved, diagnostics) = run(dump, api);
    resolved.unwrap_or_else(|| panic!("{}", diagnostics.render(false)))
}

/// The messages of what is reported, as `line: message (help)`.
fn messages(dump: &str, api: &str) -> Vec<String> {
    let (_, diagnostics) = run(dump, api);
    let line = |item: &scaffold::diagnostic::Diagnostic| {
        let place = item.place.as_ref().map_or(String::new(), |place| {
            format!("{}:{}", place.file.display(), place.line)
        });
        format!(
            "{place}: {} ({})",
            item.message,
            item.help.as_deref().unwrap_or_default()
        )
    };
    diagnostics.iter().map(line).collect()
}

fn resource<'a>(resolved: &'a Resolved, table: &str) -> &'a Resource {
    let found = resolved
        .service
        .resources
        .iter()
        .find(|resource| resource.table == table);
    found.unwrap_or_else(|| panic!("no resource of {table}"))
}

fn field<'a>(resolved: &'a Resolved, table: &str, column: &str) -> &'a Field {
    resource(resolved, table)
        .field_of_column(column)
        .expect("a field")
}

/// A database made by the script, with the collations of the service.
fn database(resolved: &Resolved) -> Connection {
    let connection = Connection::open_in_memory().expect("a database");
    register_collations(&connection).expect("the collations");
    connection
        .execute_batch("PRAGMA foreign_keys = ON")
        .expect("foreign keys");
    if let Err(error) = connection.execute_batch(&resolved.schema_sql) {
        panic!("{error}\n{}", resolved.schema_sql);
    }
    connection
}

/// The values of one row, joined by blanks.
fn row(connection: &Connection, sql: &str) -> String {
    let value = |value: rusqlite::types::ValueRef<'_>| match value {
        rusqlite::types::ValueRef::Null => "NULL".to_owned(),
        rusqlite::types::ValueRef::Integer(number) => number.to_string(),
        rusqlite::types::ValueRef::Real(number) => format!("{number:?}"),
        rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        rusqlite::types::ValueRef::Blob(bytes) => format!("{bytes:02X?}"),
    };
    let read = |row: &rusqlite::Row<'_>| {
        let mut values = Vec::new();
        while let Ok(found) = row.get_ref(values.len()) {
            values.push(value(found));
        }
        Ok(values.join(" "))
    };
    connection
        .query_row(sql, (), read)
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
}
