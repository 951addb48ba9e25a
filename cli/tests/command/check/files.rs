//! Stale and edited files.

use std::fs;

use super::{BREAKING, EDITED, MANIFEST, STALE, listed, project, rewrite};
use crate::place::Place;

#[test]
fn an_edit_is_shown_with_the_command_that_mends_it() {
    let place = project();
    let source = place.read("shop/src/lib.rs");
    place.write(
        "shop/src/lib.rs",
        source.replace("pub fn app", "pub fn application"),
    );
    let outcome = place.run("check shop");
    assert_eq!(outcome.code, Some(EDITED));
    let said = &outcome.stdout;
    assert!(
        said.starts_with("src/lib.rs: edited\n\n--- src/lib.rs on disk\n"),
        "{said}"
    );
    assert!(
        said.contains("\n-pub fn application() -> App {\n+pub fn app() -> App {\n"),
        "{said}"
    );
    let mend = "\n  scaffold regenerate shop --force PATH\n";
    assert!(said.ends_with(mend), "{said}");
    let outcome = place.run_in("shop", "check");
    let mend = "\n  scaffold regenerate --force PATH\n";
    assert!(outcome.stdout.ends_with(mend));
}

#[test]
fn conflicts_that_are_not_resolved_are_told_with_their_lines() {
    let place = project();
    let source = place.read("shop/src/resources/order.rs");
    let lines = source.lines().count();
    place.write(
        "shop/src/resources/order.rs",
        format!("{source}<<<<<<< yours\n// a\n=======\n// b\n>>>>>>> new\n"),
    );
    let expected = [
        "src/resources/order.rs: edited".to_owned(),
        format!(
            "src/resources/order.rs:{}: a conflict that is not resolved",
            lines + 1
        ),
        format!(
            "src/resources/order.rs:{}: a conflict that is not resolved",
            lines + 5
        ),
    ];
    assert_eq!(listed(&place, EDITED, ""), expected);
}

#[test]
fn stale_alone() {
    let place = project();
    rewrite(&place, "src/lib.rs", "// of other inputs\n");
    let expected = ["src/lib.rs: stale: the inputs give another text"];
    assert_eq!(listed(&place, STALE, ""), expected);
}

#[test]
fn missing_and_unexpected_files_are_stale() {
    let place = project();
    fs::remove_file(place.path("shop/src/resources/order.rs")).expect("removed");
    place.write("shop/src/resources/extra.rs", "");
    let expected = [
        "src/resources/extra.rs: unexpected: not generated; move or remove it",
        "src/resources/order.rs: missing",
    ];
    assert_eq!(listed(&place, STALE, ""), expected);
}

#[test]
fn code_that_generated_lists_name_is_missed() {
    let place = Place::new();
    let spec = "resources: {orders: {hooks: true}}\n\
                endpoints: {ping: {get: /ping}}\n";
    place.write("api.yaml", spec);
    place
        .run("new shop --ddl shop.sql --spec api.yaml --chassis-path chassis")
        .is_quiet();
    for path in ["src/endpoints/ping.rs", "src/hooks/order.rs", "api.yaml"] {
        let path = format!("shop/{path}");
        let content = place.read(&path);
        fs::remove_file(place.path(&path)).expect("removed");
        let expected = format!("{}: missing", path.trim_start_matches("shop/"));
        assert_eq!(listed(&place, STALE, ""), [expected]);
        place.write(&path, content);
    }
    place.run("check shop").is_quiet();
}

#[test]
fn files_of_the_user_are_the_users() {
    let place = project();
    for path in ["Cargo.toml", "src/main.rs", ".env.example", ".gitignore"] {
        place.write(&format!("shop/{path}"), "mine");
    }
    place.write("shop/src/endpoints/place_order.rs", "mine");
    place.run("check shop").is_quiet();
}

#[test]
fn of_files_that_both_change_it_is_told_what_the_generator_would_change() {
    let place = project();
    let manifest = place.read(MANIFEST);
    rewrite(&place, "Cargo.toml", "# of other inputs\n");
    let expected = ["Cargo.toml: stale: the inputs give another text"];
    assert_eq!(listed(&place, STALE, ""), expected);
    place.write(MANIFEST, manifest);
    place.run("check shop").is_quiet();
    place.write("shop/Cargo.toml", "<<<<<<< yours\n=======\n>>>>>>> new\n");
    let expected = [
        "Cargo.toml: edited",
        "Cargo.toml:1: a conflict that is not resolved",
        "Cargo.toml:3: a conflict that is not resolved",
    ];
    assert_eq!(listed(&place, EDITED, ""), expected);
}

#[test]
fn stale_is_not_edited() {
    let place = project();
    let input = "shop/.scaffold/inputs/schema.sql";
    let schema = place.read(input);
    let other = schema
        .replace("'new','paid'", "'new','paid','sent'")
        .replace("CREATE TABLE `customers`", "CREATE TABLE `clients`")
        .replace("REFERENCES `customers`", "REFERENCES `clients`");
    place.write(input, other);
    let source = place.read("shop/src/lib.rs");
    place.write("shop/src/lib.rs", source + "// mine\n");
    let listed = listed(&place, STALE + EDITED + BREAKING, "");
    for line in [
        "src/lib.rs: edited, and stale: the inputs give another text",
        "src/resources/client.rs: missing",
        "src/resources/customer.rs: obsolete: the inputs no longer give it",
        "src/resources/order.rs: stale: the inputs give another text",
        "openapi.json: breaking: customers.list: the operation is gone",
    ] {
        assert!(
            listed.iter().any(|listed| listed == line),
            "no {line} in {listed:?}"
        );
    }
}

#[test]
fn bytes_that_are_no_text_are_a_difference() {
    let place = project();
    place.write("shop/openapi.json", b"\xff\xfe");
    assert_eq!(listed(&place, EDITED, ""), ["openapi.json: edited"]);
}
