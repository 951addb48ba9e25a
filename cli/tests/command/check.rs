//! `scaffold check`: quiet when all is well, and exact when it is not.

mod api;
mod files;
mod forms;
mod newer;

use std::fs;

use scaffold::manifest::sha256;

use crate::place::Place;

const MANIFEST: &str = "shop/.scaffold/manifest.json";

const STALE: i32 = 1;
const EDITED: i32 = 8;
const NEWER: i32 = 16;
const GENERATOR: i32 = 32;
const BREAKING: i32 = 64;

fn project() -> Place {
    let place = Place::new();
    place
        .run("new shop --ddl shop.sql --chassis-path chassis")
        .is_quiet();
    place
}

/// The lines before the diffs of `scaffold check`, which ends with a code.
fn listed(place: &Place, code: i32, words: &str) -> Vec<String> {
    let outcome = place.run(&format!("check shop {words}"));
    assert_eq!(outcome.code, Some(code), "{outcome:?}");
    assert_eq!(outcome.stderr, "");
    let lines = outcome.stdout.lines().take_while(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// Makes a file of the project, as the manifest has it, another.
fn rewrite(place: &Place, path: &str, content: &str) {
    let old = sha256(place.read(&format!("shop/{path}")).as_bytes());
    place.write(&format!("shop/{path}"), content);
    let manifest = place.read(MANIFEST);
    place.write(
        MANIFEST,
        manifest.replace(&old, &sha256(content.as_bytes())),
    );
}

/// Makes the project one of another version of the generator.
fn age(place: &Place) {
    let version = format!("\"generator\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let manifest = place.read(MANIFEST);
    place.write(
        MANIFEST,
        manifest.replace(&version, "\"generator\": \"0.0.1\""),
    );
}

#[test]
fn a_new_project_is_up_to_date_wherever_it_stands() {
    let place = project();
    place.run("check shop").is_quiet();
    place.run_in("shop", "check").is_quiet();
    fs::rename(place.path("shop"), place.path("moved")).expect("moved");
    place.run("check moved").is_quiet();
}

#[test]
fn a_vendored_project_is_up_to_date() {
    let place = Place::new();
    place.run("new shop --ddl shop.sql").is_quiet();
    place.run("check shop").is_quiet();
    place.write("shop/chassis/src/lib.rs", "");
    assert_eq!(listed(&place, EDITED, ""), ["chassis/src/lib.rs: edited"]);
}

#[test]
fn what_is_no_project_is_refused() {
    let place = project();
    place
        .run("check")
        .is_refused(&["is no project of scaffold", "help: "]);
    let path = "shop/.scaffold/manifest.json";
    let manifest = place.read(path);
    place.write(path, manifest.replace("\"format\": 1", "\"format\": 99"));
    place.run("check shop").is_refused(&["format 99"]);
    place.write(path, "{");
    place
        .run("check shop")
        .is_refused(&["cannot understand shop/.scaffold/manifest.json"]);
    place.write(path, manifest.replace("\"shop\"", "\"$(rm -r ~)\""));
    place
        .run("check shop")
        .is_refused(&["`$(rm -r ~)` cannot be the name of the project"]);
    place.write(path, manifest);
    place.write("shop/.scaffold/inputs/schema.sql", "CREATE TABLE a (id);");
    place
        .run("check shop")
        .is_refused(&["shop/.scaffold/inputs/schema.sql:1:"]);
    fs::remove_file(place.path("shop/.scaffold/inputs/schema.sql")).expect("removed");
    place
        .run("check shop")
        .is_refused(&["cannot read shop/.scaffold/inputs/schema.sql"]);
}
