//! Real schemas of public projects, resolved: every table a resource, every script accepted by SQLite.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use chassis::db::register_collations;
use chassis_model::{DefaultValue, Field, Resource, Source};
use rusqlite::Connection;
use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::{Resolved, resolve};
use scaffold::spec::Spec;

/// The folder of third-party schemas beside the checkout, when there is one.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        println!(
            "the corpus is not here ({}): nothing of it was resolved",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

/// The files, and whether each is a real schema.
fn files(corpus: &Path) -> Vec<(String, bool)> {
    let loads = fs::read_to_string(corpus.join("../corpus-loads.tsv")).expect("the table of loads");
    let rows = loads
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>());
    rows.map(|row| (row[0].to_owned(), row[1] == "real"))
        .collect()
}

fn read(path: &Path) -> ddl::Schema {
    let file = fs::File::open(path).expect("a file of the corpus");
    ddl::read(path, file, None, &mut Diagnostics::default()).expect("readable")
}

/// A database with the collations of the service.
fn database() -> Connection {
    let connection = Connection::open_in_memory().expect("a database");
    register_collations(&connection).expect("the collations");
    connection
        .execute_batch("PRAGMA foreign_keys = ON")
        .expect("foreign keys");
    connection
}

/// What SQLite refuses of a script: the script itself, reads of its tables and views, or writes with their triggers.
fn refused(resolved: &Resolved) -> Vec<String> {
    let connection = database();
    if let Err(error) = connection.execute_batch(&resolved.schema_sql) {
        return vec![error.to_string()];
    }
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")
        .expect("the list of tables");
    let names = statement
        .query_map((), |row| row.get::<_, String>(0))
        .expect("names");
    let names: Vec<String> = names.map(|name| name.expect("a name")).collect();
    let read = |name: &String| {
        let sql = format!("SELECT * FROM \"{}\"", name.replace('"', "\"\""));
        connection
            .prepare(&sql)
            .err()
            .map(|error| format!("{name}: {error}"))
    };
    let tables = resolved
        .service
        .resources
        .iter()
        .filter(|it| it.source == Source::Table);
    let tables: Vec<&Resource> = tables.collect();
    // SQLite looks at checks, generated columns and triggers only when a statement uses them.
    let write = |resource: &&Resource| {
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let table = quoted(&resource.table);
        let stored = |field: &&Field| field.default != Some(DefaultValue::Generated);
        let set: Vec<String> = resource
            .fields
            .iter()
            .filter(stored)
            .map(|field| format!("{0} = {0}", quoted(&field.column)))
            .collect();
        let mut statements = vec![
            format!("INSERT INTO {table} DEFAULT VALUES"),
            format!("DELETE FROM {table}"),
        ];
        if !set.is_empty() {
            statements.push(format!("UPDATE {table} SET {}", set.join(", ")));
        }
        let refused = |sql: &String| {
            let error = connection.prepare(sql).err()?;
            Some(format!("{sql}: {error}"))
        };
        statements.iter().filter_map(refused).collect::<Vec<_>>()
    };
    let mut faults: Vec<String> = names.iter().filter_map(read).collect();
    faults.extend(tables.iter().flat_map(write));
    if let Err(error) = connection.execute_batch("PRAGMA foreign_key_check") {
        faults.push(error.to_string());
    }
    faults
}

#[test]
fn real_schemas_resolve_and_run_on_sqlite() {
    let Some(corpus) = corpus() else { return };
    let (mut tables, mut views, mut left_out, mut not_run) = (0, 0, 0, 0);
    let mut faults = Vec::new();
    for (file, _) in files(&corpus).iter().filter(|(_, real)| *real) {
        let schema = read(&corpus.join(format!("{file}.sql")));
        let mut diagnostics = Diagnostics::default();
        let resolved = resolve("corpus", &schema, &Spec::default(), &mut diagnostics);
        let Some(resolved) = resolved else {
            let first = diagnostics.iter().next().map(|fault| fault.message.clone());
            faults.push(format!(
                "{file}: {first:?} of {}",
                diagnostics.error_count()
            ));
            continue;
        };
        let of = |source: Source| {
            resolved
                .service
                .resources
                .iter()
                .filter(move |it| it.source == source)
                .count()
        };
        if of(Source::Table) != schema.tables.len() {
            faults.push(format!(
                "{file}: {} tables became {} resources",
                schema.tables.len(),
                of(Source::Table)
            ));
        }
        tables += of(Source::Table);
        views += of(Source::View);
        left_out += schema.views.len() - of(Source::View);
        let missing = resolved
            .notes
            .iter()
            .filter(|note| note.contains("answers 501"))
            .count();
        not_run += missing;
        faults.extend(
            refused(&resolved)
                .into_iter()
                .map(|fault| format!("{file}: {fault}")),
        );
        println!(
            "{file}: {} tables, {} views, {} notes",
            of(Source::Table),
            of(Source::View),
            resolved.notes.len()
        );
    }
    println!(
        "{tables} tables and {views} views; {left_out} views left out, {not_run} not on SQLite"
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(tables > 1_500, "only {tables} tables");
}

#[test]
fn test_suites_of_other_tools_resolve_too() {
    let Some(corpus) = corpus() else { return };
    let (mut tables, mut refusals, mut faults) = (0, 0, Vec::new());
    for (file, _) in files(&corpus).iter().filter(|(_, real)| !real) {
        let schema = read(&corpus.join(format!("{file}.sql")));
        let mut diagnostics = Diagnostics::default();
        match resolve("corpus", &schema, &Spec::default(), &mut diagnostics) {
            None => refusals += 1,
            Some(resolved) => {
                tables += resolved.service.resources.len();
                faults.extend(
                    refused(&resolved)
                        .into_iter()
                        .map(|fault| format!("{file}: {fault}")),
                );
            }
        }
    }
    println!("{tables} resources, {refusals} files refused");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
