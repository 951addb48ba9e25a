//! Projects from whole schemas: emitted, built without a warning, formatted, and every operation run on both databases.

#![cfg(test)]

mod metadata;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use scaffold_tests::{cargo, clippy, emit, load, scaffold, succeed, workspace};

/// Cargo runs one at a time anyway; here they do not wait for each other in the middle.
static ONE_BY_ONE: Mutex<()> = Mutex::new(());

/// A schema of other projects, when they are beside the checkout.
fn corpus(name: &str) -> Option<PathBuf> {
    let file = workspace().join(format!("../shared/corpus/{name}.sql"));
    if !file.is_file() {
        println!("{} is not here: not tested", file.display());
        return None;
    }
    Some(file)
}

fn emits_builds_and_answers(name: &str, ddl: &Path, spec: Option<&Path>) {
    let _turn = ONE_BY_ONE.lock();
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join(name);
    emit(name, ddl, spec, &project);
    succeed(&mut cargo(&project, &["fmt", "--check"]));
    succeed(&mut clippy(&project));
    let test = ["test", "--quiet", "--", "--nocapture"];
    let on_sqlite = succeed(&mut cargo(&project, &test));
    assert!(on_sqlite.contains("reached a 2xx on Sqlite"), "{on_sqlite}");
    let url = load(ddl, &format!("emitted_{}", name.replace('-', "_")));
    let on_mariadb = succeed(cargo(&project, &test).env("TEST_DATABASE_URL", url));
    assert!(
        on_mariadb.contains("reached a 2xx on Mysql"),
        "{on_mariadb}"
    );
    for line in on_sqlite.lines().chain(on_mariadb.lines()) {
        if line.contains("reached a 2xx") {
            println!("{name}: {line}");
        }
    }
}

#[test]
fn shop() {
    let schemas = workspace().join("schemas");
    let spec = schemas.join("shop.api.yaml");
    emits_builds_and_answers("shop", &schemas.join("shop.sql"), Some(&spec));
}

#[test]
fn shop_without_a_spec() {
    emits_builds_and_answers("plain-shop", &workspace().join("schemas/shop.sql"), None);
}

/// Names, comments, values and expressions that somebody's server took.
#[test]
fn ugly() {
    emits_builds_and_answers("ugly", &workspace().join("tests/inputs/ugly.sql"), None);
}

/// Tables whose names differ in case alone.
#[test]
fn case() {
    emits_builds_and_answers("case", &workspace().join("tests/inputs/case.sql"), None);
}

#[test]
fn sakila_mv() {
    if let Some(ddl) = corpus("sakila_mv") {
        emits_builds_and_answers("sakila", &ddl, None);
    }
}

#[test]
fn mall() {
    if let Some(ddl) = corpus("mall") {
        emits_builds_and_answers("mall", &ddl, None);
    }
}

#[test]
fn zabbix6() {
    if let Some(ddl) = corpus("zabbix6") {
        emits_builds_and_answers("zabbix", &ddl, None);
    }
}

/// Nothing of this checkout is needed: the support crate is in the project, and its lock file fits.
#[test]
fn a_project_stands_alone() {
    let _turn = ONE_BY_ONE.lock();
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("alone");
    let ddl = workspace().join("schemas/shop.sql");
    scaffold(&[
        "alone",
        "--ddl",
        ddl.to_str().expect("UTF-8"),
        "--into",
        project.to_str().expect("UTF-8"),
    ]);
    let mut build = cargo(&project, &["test", "--quiet", "--locked"]);
    succeed(build.env("CARGO_TARGET_DIR", folder.path().join("target")));
}
