//! Newer inputs, and other generators.

use std::fs;

use super::{EDITED, GENERATOR, NEWER, STALE, age, listed, project, rewrite};
use crate::place::{Place, SHOP};

#[test]
fn a_first_spec_is_newer_than_the_files() {
    let place = project();
    place.write("shop/api.yaml", "service: {title: Mine}\n");
    let expected = [
        "README.md: outdated: the newer inputs give another text",
        "api.yaml: changed since the files were generated from it",
        "openapi.json: outdated: the newer inputs give another text",
        "src/lib.rs: outdated: the newer inputs give another text",
    ];
    let listed = listed(&place, NEWER, "");
    assert!(listed.contains(&expected[1].to_owned()), "{listed:?}");
    assert!(
        listed.iter().all(|line| expected.contains(&line.as_str())),
        "{listed:?}"
    );
    place.write("shop/api.yaml", "service: {titel: Mine}\n");
    place
        .run("check shop")
        .is_refused(&["shop/api.yaml:1:11", "titel"]);
}

#[test]
fn a_spec_that_differs_from_its_copy_is_newer_even_by_a_comment() {
    let place = Place::new();
    place.write("api.yaml", "service: {title: Mine}\n");
    place
        .run("new shop --ddl shop.sql --spec api.yaml --chassis-path chassis")
        .is_quiet();
    place.run("check shop").is_quiet();
    place.write("shop/api.yaml", "service: {title: Mine} # all mine\n");
    let expected = ["api.yaml: changed since the files were generated from it"];
    assert_eq!(listed(&place, NEWER, ""), expected);
    let outcome = place.run("check shop");
    assert!(
        outcome
            .stdout
            .contains("+service: {title: Mine} # all mine\n"),
        "{outcome:?}"
    );
}

#[test]
fn another_schema_is_newer_by_what_it_gives() {
    let place = project();
    let table = "CREATE TABLE `notes` (`id` int NOT NULL PRIMARY KEY);\n";
    place.write("newer.sql", format!("{SHOP}{table}"));
    let listed = listed(&place, NEWER, "--ddl newer.sql");
    for line in [
        "schema.sql: outdated: the newer inputs give another text",
        "src/resources/note.rs: coming: the newer inputs give it",
        "migrations/0002.mysql.sql: coming: the newer inputs give it",
        "openapi.json: notes.list: the operation is new",
    ] {
        assert!(
            listed.iter().any(|listed| listed == line),
            "no {line} in {listed:?}"
        );
    }
    place.run("check shop").is_quiet();
    // No file changes but that databases must follow.
    let named = |name: &str| {
        SHOP.replacen(
            "  `customer_id`",
            &format!("  KEY `{name}` (`customer_id`),\n  `customer_id`"),
            1,
        )
    };
    place.write("named.sql", named("a"));
    assert_eq!(place.run("regenerate shop --ddl named.sql").code, Some(0));
    place.write("newer.sql", named("b"));
    let listed = self::listed(&place, NEWER, "--ddl newer.sql");
    let coming = "migrations/0003.mysql.sql: coming: the newer inputs give it";
    assert!(listed.iter().any(|line| line == coming), "{listed:?}");
}

#[test]
fn another_generator_is_a_verdict_of_its_own() {
    let place = project();
    // A file as that version wrote it, and this one would not.
    rewrite(&place, "src/lib.rs", "// of an older scaffold\n");
    age(&place);
    let version = env!("CARGO_PKG_VERSION");
    let line =
        format!(".scaffold/manifest.json: written by scaffold 0.0.1; this is scaffold {version}");
    assert_eq!(listed(&place, GENERATOR, ""), [line.as_str()]);
    assert_eq!(listed(&place, GENERATOR, "--ddl shop.sql"), [line.as_str()]);

    place.write("shop/schema.sql", "mine");
    fs::remove_file(place.path("shop/tests/smoke.rs")).expect("removed");
    place.write("shop/api.yaml", "service: {title: Mine}\n");
    let expected = [
        "api.yaml: changed since the files were generated from it",
        "schema.sql: edited",
        "tests/smoke.rs: missing",
        line.as_str(),
    ];
    assert_eq!(
        listed(&place, GENERATOR + EDITED + STALE + NEWER, ""),
        expected
    );
}
