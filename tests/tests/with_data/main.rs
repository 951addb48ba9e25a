//! `scaffold new … --with-data`, seen by the service's clients: the lists of the loaded SQLite file are those of MariaDB
//! after it loaded the same dump.

#![cfg(test)]

mod dump;
mod lists;
mod project;

use std::fs;
use std::path::Path;

use dump::{FLAVOURS, Source};
use lists::{List, Seen};
use project::Project;
use scaffold_tests::workspace;

/// Every list of both databases, table by table; how many rows they have.
fn compare(project: &Project, dump: &Path, database: &str) -> usize {
    let sqlite = project.on_sqlite();
    let mariadb = project.on_mariadb(dump, database);
    let lists = List::all(&sqlite);
    assert_eq!(lists, List::all(&mariadb));
    let mut rows = 0;
    for list in &lists {
        let ours = Seen::walk(&sqlite, list);
        let theirs = Seen::walk(&mariadb, list);
        assert_eq!(ours.rows.len(), theirs.rows.len(), "{}", list.path);
        ours.assert_same(&theirs, &list.path);
        assert_eq!(ours.checksum(), theirs.checksum(), "{}", list.path);
        if !ours.rows.is_empty() {
            let (count, pages) = (ours.rows.len(), ours.pages.len());
            println!(
                "{} {count} rows, {pages} pages, sha256 {}",
                list.path,
                ours.checksum()
            );
        }
        rows += ours.rows.len();
    }
    println!(
        "{database}: {rows} rows of {} lists are the same",
        lists.len()
    );
    rows
}

/// Every type, as the server's own mysqldump writes its values with each of its options.
#[test]
fn every_type() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = Source::make("scaffold_dumped");
    let wanted = dump::rows(source.database);
    let spec = workspace().join("tests/inputs/types.api.yaml");
    let mut first: Option<Project> = None;
    for (name, options) in FLAVOURS {
        let dump = folder.path().join(format!("{name}.sql"));
        fs::write(&dump, source.dump(options)).expect("a dump");
        let mut project = Project::generate("types-loaded", &dump, Some(&spec));
        assert_eq!(project.told, "", "{name}");
        match &first {
            // The options change how rows are written, and nothing else: one program serves all.
            Some(first) => project.takes_program_of(first),
            None => project.build(),
        }
        let rows = compare(&project, &dump, &format!("scaffold_loaded_{name}"));
        assert_eq!(rows, wanted, "{name}");
        first.get_or_insert(project);
    }
}

/// A dump of others, as they published it.
#[test]
fn cacti() {
    let dump = workspace().join("../shared/corpus/cacti.sql");
    if !dump.is_file() {
        println!("{} is not here: not tested", dump.display());
        return;
    }
    let mut project = Project::generate("cacti-loaded", &dump, None);
    assert!(!project.told.contains("refused"), "{}", project.told);
    project.build();
    let database = "scaffold_loaded_cacti";
    let rows = compare(&project, &dump, database);
    assert_eq!(rows, dump::rows(database));
}
