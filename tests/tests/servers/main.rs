//! The reader against servers: a file's model equals the model of what the server says after loading the file.
//!
//! Needs MariaDB (`./scripts/test` starts one). The schemas of public projects are read where `../shared/corpus` lies beside
//! the checkout; `./scripts/corpus` prints the table of them. How texts of one meaning may differ is in `normal`.

#![cfg(test)]

mod list;
mod normal;
mod report;
mod server;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use report::{Outcome, Report};
use scaffold::ddl::{self, Schema};
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::{Resolved, resolve};
use scaffold::spec::Spec;
use server::{Database, Server};

/// Schemas of this repository.
fn own() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of schemas")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    paths.sort();
    paths
}

/// Schemas of public projects that a server may load whole, when they are beside the checkout. What MariaDB 10.11 loads is
/// known; another server is asked.
fn corpus(server: Server) -> Option<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        println!(
            "the corpus is not here ({}): nothing of it was loaded",
            folder.display()
        );
        return None;
    }
    let loads = fs::read_to_string(folder.join("../corpus-loads.tsv")).expect("the table of loads");
    let rows = loads
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>());
    // They are the servers' own tables: loading them breaks the accounts.
    let is_own = |file: &str| {
        ["mariadb_system", "mysqldump80_mysql", "percona"]
            .iter()
            .any(|own| file.starts_with(own))
    };
    let is_whole = |row: &Vec<&str>| match server {
        Server::Mariadb => row[3] == "0" && row[4] != "0",
        Server::OldMysql => row[1] == "real" && !is_own(row[0]),
    };
    let path = |row: Vec<&str>| folder.join(format!("{}.sql", row[0]));
    Some(rows.filter(is_whole).map(path).collect())
}

fn read(path: &Path, text: &[u8]) -> Schema {
    let mut diagnostics = Diagnostics::default();
    let schema = ddl::read(path, text, None, &mut diagnostics).expect("no I/O");
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(false));
    schema
}

fn resolved(schema: &Schema) -> Resolved {
    let mut diagnostics = Diagnostics::default();
    let resolved = resolve("corpus", schema, &Spec::default(), &mut diagnostics);
    resolved.unwrap_or_else(|| panic!("{}", diagnostics.render(false)))
}

/// Loads a file, reads it back, and compares both models.
fn compare(server: Server, path: &Path) -> Result<Outcome, String> {
    let database = Database::load(server, path)?;
    let text = fs::read(path).expect("a readable file");
    let file = read(path, &text);
    let script = database.script();
    let live = read(Path::new("SHOW CREATE"), script.as_bytes());
    let file = normal::as_taken(file, &live, server);
    let (tables, views) = database.count();
    let mut outcome = Outcome::new(server, path, tables, views);
    outcome.converted(&resolved(&file), &live);
    outcome.schemas(&file, &live);
    outcome.services(&resolved(&file), &resolved(&live));
    Ok(outcome)
}

/// Compares every file that the server loads, and prints which it refuses; several at a time: the server mostly waits for its disk.
fn compare_all(server: Server, paths: &[PathBuf]) -> Vec<Outcome> {
    const AT_ONCE: usize = 6;
    let mut outcomes: Vec<Outcome> = thread::scope(|scope| {
        let worker = |first| {
            let mine = paths.iter().skip(first).step_by(AT_ONCE);
            let compare = move |path: &PathBuf| match compare(server, path) {
                Ok(outcome) => Some(outcome),
                Err(refusal) => {
                    let file = path.file_stem().unwrap_or_default().display();
                    println!("{file}: refused: {refusal}");
                    None
                }
            };
            scope.spawn(move || mine.filter_map(compare).collect::<Vec<_>>())
        };
        let workers: Vec<_> = (0..AT_ONCE).map(worker).collect();
        let finished = workers
            .into_iter()
            .map(|worker| worker.join().expect("no fault in loading or reading"));
        finished.flatten().collect()
    });
    outcomes.sort_by(|a, b| a.file.cmp(&b.file));
    outcomes
}

#[test]
fn schemas_of_this_repository_are_what_mariadb_made_of_them() {
    let outcomes = compare_all(Server::Mariadb, &own());
    assert_eq!(outcomes.len(), own().len(), "the server refuses a file");
    Report::new(outcomes).finish();
}

#[test]
fn schemas_of_public_projects_are_what_mariadb_made_of_them() {
    let Some(paths) = corpus(Server::Mariadb) else {
        return;
    };
    let outcomes = compare_all(Server::Mariadb, &paths);
    assert_eq!(outcomes.len(), paths.len(), "the server refuses a file");
    Report::new(outcomes).finish();
}

#[test]
fn what_mysql_5_6_loads_is_what_it_made_of_it() {
    if env::var_os("SCAFFOLD_ALL").is_none() {
        println!("MySQL 5.6 is for ./scripts/test --all: nothing was loaded");
        return;
    }
    let Some(paths) = corpus(Server::OldMysql) else {
        return;
    };
    let outcomes = compare_all(Server::OldMysql, &paths);
    assert!(outcomes.len() > 15, "only {} files", outcomes.len());
    Report::new(outcomes).finish();
}
