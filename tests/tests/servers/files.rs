//! The scripts that are loaded.

use std::fs;
use std::path::{Path, PathBuf};

use scaffold_tests::workspace;

/// A schema of a public project.
pub struct File {
    pub path: PathBuf,
    /// Somebody's service; else a collection of statements for tests of readers, many of them wrong on purpose.
    pub is_real: bool,
    /// MariaDB 10.11 takes every statement of it.
    pub is_whole: bool,
}

impl File {
    pub fn name(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }

    /// It may touch what is not its own database: tables of the server itself, accounts, global settings.
    pub fn is_for_a_throwaway_server(&self) -> bool {
        let is_of_the_server = ["mariadb_system", "mysqldump80_mysql", "percona"]
            .iter()
            .any(|own| self.name().starts_with(own));
        is_of_the_server || !self.is_real
    }
}

/// Schemas of this repository.
pub fn own() -> Vec<PathBuf> {
    let folder = workspace().join("schemas");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of schemas")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    paths.push(workspace().join("tests/inputs/case.sql"));
    paths.sort();
    paths
}

/// Schemas of public projects, when they are beside the checkout.
pub fn corpus() -> Option<Vec<File>> {
    let folder = workspace().join("../shared/corpus");
    if !folder.is_dir() {
        println!(
            "the corpus is not here ({}): nothing of it was loaded",
            folder.display()
        );
        return None;
    }
    let loads = Path::new("../corpus-loads.tsv");
    let loads = fs::read_to_string(folder.join(loads)).expect("the table of loads");
    let file = |line: &str| {
        let row: Vec<&str> = line.split('\t').collect();
        File {
            path: folder.join(format!("{}.sql", row[0])),
            is_real: row[1] == "real",
            is_whole: row[3] == "0" && row[4] != "0",
        }
    };
    Some(loads.lines().skip(1).map(file).collect())
}
