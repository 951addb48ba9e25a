//! Every type of the table in docs/types.md over HTTP: the same answers on SQLite and on MariaDB.

#![cfg(test)]

mod cases;
mod exceptions;
mod random;
#[path = "../support/running.rs"]
mod running;
mod service;
mod stored;
mod story;
mod unique;

use service::{Database, Service};

/// Both stories of both databases, compared answer by answer.
fn compare(name: &str, tell: impl Fn(&mut Service)) {
    let mut transcripts = [Database::Sqlite, Database::Mariadb].map(|database| {
        let mut service = Service::start(database, name);
        tell(&mut service);
        std::mem::take(&mut service.transcript)
    });
    let mariadb = transcripts[1].split_off(0);
    for (left, right) in transcripts[0].iter().zip(&mariadb) {
        assert_eq!(left, right);
    }
    assert_eq!(transcripts[0].len(), mariadb.len());
    println!("{name}: {} requests were answered alike", mariadb.len());
}

fn group(table: &str) {
    let groups = cases::groups();
    let group = groups.iter().find(|group| group.table == table);
    let group = group.expect("a table of that name");
    compare(&format!("types_{table}"), |service| {
        story::tell(service, group)
    });
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
    compare("types_unique_words", unique::tell);
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
fn characters() {
    compare("types_characters", stored::characters);
}

#[test]
fn derived() {
    compare("types_derived", stored::derived);
}

#[test]
fn legacy() {
    compare("types_legacy", stored::legacy);
}

#[test]
fn random_rows() {
    for group in cases::groups() {
        let name = format!("types_random_{}", group.table);
        compare(&name, |service| random::tell(service, &group));
    }
}
