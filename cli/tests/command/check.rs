//! `scaffold check`: quiet when all is well, and exact when it is not.

use std::fs;

use crate::place::Place;

fn project() -> Place {
    let place = Place::new();
    place
        .run("new shop --ddl shop.sql --chassis-path chassis")
        .is_quiet();
    place
}

/// The lines before the diffs.
fn listed(place: &Place) -> Vec<String> {
    let outcome = place.run("check shop");
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert_eq!(outcome.stderr, "");
    let lines = outcome.stdout.lines().take_while(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
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
    assert_eq!(listed(&place), ["chassis/src/lib.rs: edited"]);
}

#[test]
fn an_edit_is_shown_and_the_command_that_mends_it_works() {
    let place = project();
    let source = place.read("shop/src/lib.rs");
    place.write(
        "shop/src/lib.rs",
        source.replace("pub fn app", "pub fn application"),
    );
    let outcome = place.run("check shop");
    assert_eq!(outcome.code, Some(1));
    let said = &outcome.stdout;
    assert!(
        said.starts_with("src/lib.rs: edited\n\n--- src/lib.rs on disk\n"),
        "{said}"
    );
    assert!(
        said.contains("\n-pub fn application() -> App {\n+pub fn app() -> App {\n"),
        "{said}"
    );
    let command = said.lines().last().expect("a command").trim();
    let words = command.strip_prefix("scaffold ").expect("its name");
    place.run(words).is_quiet();
    fs::copy(
        place.path("shop-fresh/src/lib.rs"),
        place.path("shop/src/lib.rs"),
    )
    .expect("copied");
    place.run("check shop").is_quiet();
}

#[test]
fn missing_and_unexpected_files_are_listed() {
    let place = project();
    fs::remove_file(place.path("shop/src/resources/order.rs")).expect("removed");
    place.write("shop/src/resources/extra.rs", "");
    let expected = [
        "src/resources/extra.rs: unexpected: not generated",
        "src/resources/order.rs: missing",
    ];
    assert_eq!(listed(&place), expected);
}

#[test]
fn files_of_the_user_are_the_users() {
    let place = project();
    for path in ["Cargo.toml", "src/main.rs", ".env.example", ".gitignore"] {
        place.write(&format!("shop/{path}"), "mine");
    }
    place.write("shop/src/endpoints/place_order.rs", "mine");
    place.run("check shop").is_quiet();
    place.write("shop/api.yaml", "service: {title: Mine}\n");
    assert_eq!(
        listed(&place),
        ["api.yaml: changed since the files were generated from it"]
    );
    let outcome = place.run("check shop");
    assert!(
        outcome.stdout.contains("--spec shop/api.yaml"),
        "{}",
        outcome.stdout
    );
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
    let listed = listed(&place);
    for line in [
        "src/lib.rs: edited, and stale: the inputs give another text",
        "src/resources/client.rs: missing",
        "src/resources/customer.rs: obsolete: the inputs no longer give it",
        "src/resources/order.rs: stale: the inputs give another text",
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
    assert_eq!(listed(&place), ["openapi.json: edited"]);
}

#[test]
fn another_generator_is_named() {
    let place = project();
    let path = "shop/.scaffold/manifest.json";
    let manifest = place.read(path);
    let version = format!("\"generator\": \"{}\"", env!("CARGO_PKG_VERSION"));
    place.write(path, manifest.replace(&version, "\"generator\": \"0.0.1\""));
    place.run("check shop").is_quiet();
    place.write("shop/schema.sql", "mine");
    let listed = listed(&place);
    assert_eq!(listed[0], "schema.sql: edited");
    assert!(
        listed[1].contains("written by scaffold 0.0.1"),
        "{listed:?}"
    );
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
