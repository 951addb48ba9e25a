//! Every type of the table in docs/types.md over HTTP: the same answers on SQLite and on every server.

#![cfg(test)]

mod cases;
mod checked;
mod exceptions;
mod geometries;
mod lookups;
mod random;
mod search;
mod service;
mod stored;
mod story;
mod unique;
mod zone;

use service::{Database, Service};

/// The same story on each of the databases, compared answer by answer.
fn compare(name: &str, databases: &[Database], tell: impl Fn(&mut Service)) {
    let told = |&database: &Database| {
        let mut service = Service::start(database, name);
        tell(&mut service);
        std::mem::take(&mut service.transcript)
    };
    let (first, others) = databases.split_first().expect("two databases");
    let wanted = told(first);
    for database in others {
        let given = told(database);
        for (left, right) in wanted.iter().zip(&given) {
            assert_eq!(left, right, "{first:?} and {database:?}");
        }
        assert_eq!(wanted.len(), given.len());
    }
    println!(
        "{name}: {} requests were answered alike by {databases:?}",
        wanted.len()
    );
}

fn group(table: &str) {
    let mut groups = cases::groups().into_iter();
    let group = groups.find(|group| group.table == table);
    let group = group.expect("a table of that name");
    compare(
        &format!("types_{table}"),
        &Database::with(table),
        |service| {
            story::tell(service, &group);
        },
    );
}

#[test]
fn integers() {
    group("integers");
}

#[test]
fn numbers() {
    group("numbers");
}

#[test]
fn moments() {
    group("moments");
}

#[test]
fn texts() {
    group("texts");
}

#[test]
fn words() {
    group("words");
}

#[test]
fn unique_words() {
    compare(
        "types_unique_words",
        &Database::with("unique_words"),
        unique::tell,
    );
}

#[test]
fn octets() {
    group("octets");
}

#[test]
fn choices() {
    group("choices");
}

#[test]
fn documents() {
    group("documents");
}

#[test]
fn addresses() {
    group("addresses");
}

#[test]
fn characters() {
    compare("types_characters", &Database::all(), stored::characters);
}

#[test]
fn derived() {
    compare("types_derived", &Database::with("derived"), stored::derived);
}

#[test]
fn checks() {
    compare("types_checks", &Database::with("checked"), checked::tell);
}

#[test]
fn legacy() {
    compare("types_legacy", &Database::all(), stored::legacy);
}

#[test]
fn random_rows() {
    for group in cases::groups() {
        let name = format!("types_random_{}", group.table);
        compare(&name, &Database::with(group.table), |service| {
            random::tell(service, &group);
        });
    }
}
