//! `scaffold check`: quiet when all is well, and exact when it is not.

use std::fs;

use scaffold::manifest::sha256;
use serde_json::{Value, json};

use crate::place::{Place, SHOP};

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
    assert!(said.ends_with("\n  scaffold regenerate shop\n"), "{said}");
    let outcome = place.run_in("shop", "check");
    assert!(outcome.stdout.ends_with("\n  scaffold regenerate\n"));
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
        "src/resources/extra.rs: unexpected: not generated",
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
        "openapi.json: notes.list: the operation is new",
    ] {
        assert!(
            listed.iter().any(|listed| listed == line),
            "no {line} in {listed:?}"
        );
    }
    place.run("check shop").is_quiet();
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

#[test]
fn a_breaking_change_alone() {
    let place = project();
    let known = place.read("shop/openapi.json");
    place.write("known.json", known.replace("\"name\"", "\"full_name\""));
    let listed = listed(&place, BREAKING, "--against known.json");
    for line in [
        "known.json: breaking: Customer/full_name in responses: `full_name` is gone, and `name`, of the same type, \
         is new: renamed? (customers.create, customers.get, customers.replace and 1 more)",
        "known.json: breaking: CustomerCreate/name in requests: `name` is new and must be sent (customers.create)",
    ] {
        assert!(
            listed.iter().any(|listed| listed == line),
            "no {line} in {listed:#?}"
        );
    }
    let help = place.run("check shop --against known.json").stdout;
    assert!(
        help.contains("help: clients of known.json may stop working"),
        "{help}"
    );
    assert!(!help.contains("scaffold regenerate"), "{help}");
}

#[test]
fn a_change_that_breaks_nothing_is_told_and_no_verdict() {
    let place = project();
    let mut known: Value = serde_json::from_str(&place.read("shop/openapi.json")).expect("JSON");
    known["paths"]
        .as_object_mut()
        .expect("paths")
        .remove("/api/v1/orders/{id}");
    place.write("known.json", known.to_string());
    let listed = listed(&place, 0, "--against known.json");
    assert!(
        listed.contains(&"known.json: orders.get: the operation is new".to_owned()),
        "{listed:?}"
    );
    place.write("known.json", "{");
    place
        .run("check shop --against known.json")
        .is_refused(&["known.json is no JSON", "help: "]);
    place
        .run("check shop --against gone.json")
        .is_refused(&["cannot read gone.json"]);
}

#[test]
fn a_dropped_column_breaks_the_committed_document() {
    let place = project();
    place.write(
        "newer.sql",
        SHOP.replace("`name` varchar(40) NOT NULL COMMENT '姓名'", "`nick` text"),
    );
    let listed = listed(&place, NEWER + BREAKING, "--ddl newer.sql");
    let line = "openapi.json: breaking: Customer/name in responses: `name` is gone";
    assert!(
        listed.iter().any(|listed| listed.starts_with(line)),
        "{listed:#?}"
    );
}

#[test]
fn programs_get_one_object() {
    let place = project();
    let of = |words: &str, code| -> Value {
        let outcome = place.run(&format!("check shop --json {words}"));
        assert_eq!(outcome.code, Some(code), "{outcome:?}");
        serde_json::from_str(&outcome.stdout).expect("JSON")
    };
    let version = env!("CARGO_PKG_VERSION");
    let expected = json!({
        "format": 1,
        "exit_code": 0,
        "verdicts": [],
        "generator": {"written_by": version, "this": version},
        "files": [],
        "api": {"against": "openapi.json", "breaking": false, "changes": []},
        "mend": "scaffold regenerate shop"
    });
    assert_eq!(of("", 0), expected);

    let source = place.read("shop/src/lib.rs");
    place.write("shop/src/lib.rs", format!("{source}<<<<<<< mine\n"));
    let lines = source.lines().count();
    place.write("newer.sql", SHOP.replace("'new','paid'", "'new'"));
    let json = of("--ddl newer.sql", EDITED + NEWER + BREAKING);
    assert_eq!(
        json["verdicts"],
        json!(["edited", "newer_inputs", "breaking_api"])
    );
    assert_eq!(json["exit_code"], 88);
    let files = json["files"].as_array().expect("files");
    let edited = files
        .iter()
        .find(|file| file["kind"] == "edited")
        .expect("it");
    assert_eq!(edited["path"], "src/lib.rs");
    assert_eq!(edited["verdicts"], json!(["edited"]));
    assert_eq!(edited["conflicts"], json!([lines + 1]));
    let changes = json["api"]["changes"].as_array().expect("changes");
    let narrowed = changes
        .iter()
        .find(|change| change["rule"] == "request_narrowed")
        .expect("an enum that takes less");
    let expected = json!({
        "path": "/api/v1/orders",
        "method": "POST",
        "operation_id": "orders.create",
        "part": {"kind": "request", "media_type": "application/json"},
        "pointer": "/state",
        "shared": {"schema": "OrderCreate", "pointer": "/state"},
        "rule": "request_narrowed",
        "breaking": true,
        "message": "`state` is never `\"paid\"` any more"
    });
    assert_eq!(*narrowed, expected);
}

#[test]
fn github_gets_annotations() {
    let place = project();
    let source = place.read("shop/src/lib.rs");
    let lines = source.lines().count();
    place.write("shop/src/lib.rs", format!("{source}// mine\n"));
    fs::remove_file(place.path("shop/tests/smoke.rs")).expect("removed");
    let outcome = place.run("check shop --format github");
    assert_eq!(outcome.code, Some(STALE + EDITED), "{outcome:?}");
    let mend = "%0Amend it with `scaffold regenerate shop`";
    assert_eq!(
        outcome.stdout,
        format!(
            "::error file=shop/src/lib.rs,line={}::edited{mend}\n\
             ::error file=shop/tests/smoke.rs,line=1::missing{mend}\n",
            lines + 1
        )
    );
    place
        .run("check shop --format github --json")
        .is_refused(&["cannot be used with"]);
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
