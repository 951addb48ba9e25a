//! Real schemas of public projects, read whole: no statement lost, no table missed.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;

/// The folder of third-party schemas beside the checkout, when there is one.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        println!(
            "the corpus is not here ({}): nothing of it was read",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

/// What a server made of a file.
struct Load {
    file: String,
    real: bool,
    refused: usize,
    tables: usize,
    views: usize,
}

fn loads(corpus: &Path) -> Vec<Load> {
    let table = fs::read_to_string(corpus.join("../corpus-loads.tsv")).expect("the table of loads");
    let rows = table
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let number = |text: &str| text.parse().expect("a number");
    rows.map(|row| Load {
        file: row[0].to_owned(),
        real: row[1] == "real",
        refused: number(row[3]),
        tables: number(row[4]),
        views: number(row[5]),
    })
    .collect()
}

fn read(path: &Path) -> (ddl::Schema, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let file = fs::File::open(path).expect("a file of the corpus");
    let schema = ddl::read(path, file, None, &mut diagnostics).expect("readable");
    (schema, diagnostics)
}

#[test]
fn real_schemas_are_read_whole() {
    let Some(corpus) = corpus() else { return };
    let mut faults = Vec::new();
    let mut read_tables = 0;
    for load in loads(&corpus)
        .iter()
        .filter(|load| load.real && load.refused == 0 && load.tables > 0)
    {
        let (schema, diagnostics) = read(&corpus.join(format!("{}.sql", load.file)));
        read_tables += schema.tables.len();
        // Two databases with five table names in common; the reader keeps one namespace.
        let same_names = if load.file == "apollo" { 5 } else { 0 };
        if schema.tables.len() + same_names != load.tables || schema.views.len() != load.views {
            faults.push(format!(
                "{}: {} tables and {} views, the server has {} and {}",
                load.file,
                schema.tables.len(),
                schema.views.len(),
                load.tables,
                load.views
            ));
        }
        for diagnostic in diagnostics.iter() {
            let place = diagnostic.place.as_ref().map_or(0, |place| place.line);
            faults.push(format!("{}:{place}: {}", load.file, diagnostic.message));
        }
    }
    assert!(read_tables > 1_000, "only {read_tables} tables were read");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_is_read_without_a_panic() {
    let Some(corpus) = corpus() else { return };
    let mut tables = 0;
    for load in loads(&corpus) {
        let (schema, diagnostics) = read(&corpus.join(format!("{}.sql", load.file)));
        tables += schema.tables.len();
        println!(
            "{}: {} tables, {} errors",
            load.file,
            schema.tables.len(),
            diagnostics.iter().count()
        );
    }
    assert!(tables > 2_000, "only {tables} tables were read");
}
