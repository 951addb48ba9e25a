//! Services against their documents: schemathesis, all of its checks, on both databases.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use scaffold_tests::{Running, is_all, succeed};
use serde_json::Value as Json;

use super::project::{Project, SHOP};
use super::{input, tool};

/// Requests of each operation in each phase that makes them up: enough to find what is plain, and what is rare.
const FEW: &str = "4";
const MANY: &str = "60";

#[test]
fn the_shop_is_what_its_document_says() {
    conforms(&SHOP, "conformance");
}

#[test]
fn sakila_is_what_its_document_says() {
    if let Some(project) = of_corpus("sakila_mv") {
        conforms(&project, "conformance");
    }
}

#[test]
fn mall_is_what_its_document_says() {
    if let Some(project) = of_corpus("mall") {
        conforms(&project, "conformance");
    }
}

fn of_corpus(name: &'static str) -> Option<Project> {
    if !is_all() {
        println!("only by ./scripts/test --all");
        return None;
    }
    let project = Project::of_corpus(name);
    assert!(
        project.is_some(),
        "--all needs the corpus, and {name} of it"
    );
    project
}

fn conforms(project: &Project, database: &str) {
    holds(project, "SQLite", &project.on_sqlite(database));
    holds(project, "MariaDB", &project.on_mariadb(database));
}

/// Runs every check on a service, and counts the operations that gave what was asked for.
fn holds(project: &Project, database: &str, service: &Running) {
    let (mut documented, mut views) = (documented(&project.document()), Vec::new());
    // SQLite cannot run every view of MySQL: their lists answer 501, and have nothing to conform to.
    documented.retain(|operation, id| {
        let path = operation
            .strip_prefix("GET ")
            .filter(|_| id.ends_with(".list"));
        let unsupported = path.is_some_and(|path| service.send("GET", path, "").0 == 501);
        if unsupported {
            views.extend(["--exclude-operation-id".to_owned(), id.clone()]);
        }
        !unsupported
    });
    assert!(views.is_empty() || database == "SQLite", "{views:?}");
    let folder = tempfile::tempdir().expect("a folder");
    let collections = folder.path().join("collections.json");
    fs::write(&collections, project.collections().to_string()).expect("a file");
    let statuses = folder.path().join("statuses.json");
    let mut schemathesis = tool("python/bin/schemathesis");
    schemathesis
        .arg("run")
        .arg(format!("{}/openapi.json", service.url()))
        .args([
            "--checks",
            "all",
            "--continue-on-failure",
            "--no-color",
            "--warnings",
            "off",
        ])
        .args(["--max-examples", if is_all() { MANY } else { FEW }])
        .args(&views)
        .current_dir(folder.path())
        .env("SCHEMATHESIS_HOOKS", input("hooks.py"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("DOCUMENT_URL", service.url())
        .env("DOCUMENT_COLLECTIONS", &collections)
        .env("DOCUMENT_STATUSES", &statuses);
    if !is_all() {
        // The same requests for each change; others in the long run.
        schemathesis.args(["--seed", "1"]);
    }
    let report = succeed(&mut schemathesis);
    let reached = reached(&statuses);
    let missing = documented
        .keys()
        .filter(|operation| !reached.contains(*operation));
    let missing: Vec<&String> = missing.collect();
    let summary = report.lines().last().unwrap_or_default();
    let (reached, all) = (documented.len() - missing.len(), documented.len());
    println!("{database}: {reached} of {all} operations reached a 2xx; {summary}");
    assert!(
        missing.is_empty(),
        "never with a 2xx on {database}: {missing:?}\n{report}"
    );
}

/// The operations that answered with a 2xx; no answer is a fault of the service.
fn reached(statuses: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(statuses).expect("the statuses");
    let statuses: BTreeMap<String, BTreeMap<String, u64>> =
        serde_json::from_str(&text).expect("the statuses");
    let is_in = |status: &str, class: char| status.starts_with(class);
    for (operation, counts) in &statuses {
        let faults = counts.keys().any(|status| is_in(status, '5'));
        assert!(!faults, "{operation} answered {counts:?}");
    }
    let reached = statuses
        .into_iter()
        .filter(|(_, counts)| counts.keys().any(|it| is_in(it, '2')));
    reached.map(|(operation, _)| operation).collect()
}

/// The ids of the operations of a document, by method and path.
fn documented(document: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(document).expect("the document");
    let document: Json = serde_json::from_str(&text).expect("the document");
    let paths = document["paths"].as_object().expect("paths");
    let operations = paths.iter().flat_map(|(path, item)| {
        let members = item.as_object().expect("operations").iter();
        members.filter_map(move |(method, operation)| {
            let id = operation["operationId"].as_str()?;
            Some((format!("{} {path}", method.to_uppercase()), id.to_owned()))
        })
    });
    operations.collect()
}
