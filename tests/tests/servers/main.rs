//! The reader against servers: a file's model equals the model of what the server says after loading the file.
//!
//! Needs MariaDB (`./scripts/test` starts one). The schemas of public projects are read where `../shared/corpus` lies beside
//! the checkout; `./scripts/corpus` prints the table of them. How texts of one meaning may differ is in `normal`.

#![cfg(test)]

mod everywhere;
mod files;
mod list;
mod normal;
mod report;
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use report::{Outcome, Report};
use scaffold::ddl::{self, Schema};
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::{Resolved, resolve};
use scaffold::spec::Spec;
use scaffold_tests::is_all;
use server::{Database, Server};

/// How many files are loaded at a time: the servers mostly wait for their disk.
const AT_ONCE: usize = 6;

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

/// What a file says apart from its errors, and these.
fn read_anyway(path: &Path) -> (Schema, Diagnostics) {
    let text = fs::File::open(path).expect("a readable file");
    let mut diagnostics = Diagnostics::default();
    let schema = ddl::read(path, text, None, &mut diagnostics).expect("no I/O");
    (schema, diagnostics)
}

/// Loads a file, as far as the server takes it, reads it back, and compares both models of what the server has.
fn compare(server: Server, path: &Path) -> Outcome {
    let (database, refused) = Database::load(server, path);
    let (mut file, diagnostics) = read_anyway(path);
    let script = database.script();
    let live = read(Path::new("SHOW CREATE"), script.as_bytes());
    if refused.is_empty() {
        assert!(!diagnostics.has_errors(), "{}", diagnostics.render(false));
    } else {
        file.tables
            .retain(|table| live.tables.iter().any(|it| it.name == table.name));
        file.views
            .retain(|view| live.views.iter().any(|it| it.name == view.name));
    }
    let file = normal::as_taken(file, &live, server);
    let (tables, views) = database.count();
    let mut outcome = Outcome::new(server, path, tables, views);
    outcome.refused = refused.len();
    outcome.converted(&resolved(&file), &live);
    outcome.schemas(&file, &live);
    // Where a server refused statements, what it has is another schema.
    if server != Server::OldMysql && refused.is_empty() {
        outcome.changes(&file, &live);
    }
    let live = normal::uncut(&file, live, server);
    outcome.services(&resolved(&file), &resolved(&live));
    outcome
}

/// Compares every file that the server loads whole.
fn compare_all(server: Server, paths: &[PathBuf]) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = thread::scope(|scope| {
        let worker = |first| {
            let mine = paths.iter().skip(first).step_by(AT_ONCE);
            scope.spawn(move || mine.map(|path| compare(server, path)).collect::<Vec<_>>())
        };
        let workers: Vec<_> = (0..AT_ONCE).map(worker).collect();
        let finished = workers
            .into_iter()
            .map(|worker| worker.join().expect("no fault in loading or reading"));
        finished.flatten().collect()
    });
    outcomes.sort_by(|a, b| a.file.cmp(&b.file));
    for it in &outcomes {
        assert_eq!(
            it.refused, 0,
            "{:?} refuses statements of {}",
            it.server, it.file
        );
    }
    outcomes
}

#[test]
fn schemas_of_this_repository_are_what_mariadb_made_of_them() {
    let outcomes = compare_all(Server::Mariadb, &files::own());
    Report::new(outcomes).finish();
}

#[test]
fn schemas_of_public_projects_are_what_mariadb_made_of_them() {
    let Some(files) = files::corpus() else {
        return;
    };
    let whole = files.into_iter().filter(|file| file.is_whole);
    let paths: Vec<PathBuf> = whole
        .filter(|file| !file.is_for_a_throwaway_server())
        .map(|file| file.path)
        .collect();
    Report::new(compare_all(Server::Mariadb, &paths)).finish();
}

#[test]
fn every_schema_of_public_projects_is_what_the_servers_made_of_it_and_compiles() {
    if !is_all() {
        println!("every server is for ./scripts/test --all: nothing was loaded");
        return;
    }
    if let Some(files) = files::corpus() {
        everywhere::finish(&everywhere::fates(&files));
    }
}
