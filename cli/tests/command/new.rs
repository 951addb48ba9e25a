//! `scaffold new`: what it writes, and what it refuses.

use std::fs;
use std::process::Command;

use crate::place::{Place, SHOP};

const NEW: &str = "new shop --ddl shop.sql --chassis-path chassis";

#[test]
fn a_project_is_written_quietly_and_twice_the_same() {
    let place = Place::new();
    place.run(NEW).is_quiet();
    place.run(&format!("{NEW} --into again")).is_quiet();
    let tree = place.tree("shop");
    assert_eq!(tree, place.tree("again"));
    for path in [
        "src/lib.rs",
        "src/main.rs",
        "src/resources/order.rs",
        "openapi.json",
        "api.yaml",
    ] {
        assert!(tree.contains_key(std::path::Path::new(path)), "{path}");
    }
    assert!(
        place
            .read("shop/Cargo.toml")
            .contains("path = \"../chassis\"")
    );
    assert!(!place.path("shop/chassis").exists());
    assert_eq!(place.names("."), ["again", "chassis", "shop", "shop.sql"]);
}

#[test]
fn a_project_carries_its_support_crate() {
    let place = Place::new();
    place
        .run("new my-shop --ddl shop.sql --into a/b/c")
        .is_quiet();
    let lock = place.read("a/b/c/Cargo.lock");
    assert!(lock.contains("name = \"my-shop\"\n"), "{lock}");
    for manifest in ["chassis", "chassis/derive", "chassis/derive/model"] {
        let text = place.read(&format!("a/b/c/{manifest}/Cargo.toml"));
        assert!(!text.contains("workspace"), "{text}");
    }
    // Unlike `cargo metadata`, this needs no sources of crates for other systems.
    let cargo = Command::new(env!("CARGO"))
        .args(["update", "--workspace", "--locked", "--offline"])
        .current_dir(place.path("a/b/c"))
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&cargo.stderr);
    assert!(cargo.status.success(), "{said}");
}

#[test]
fn the_copy_of_the_dump_has_no_rows() {
    let place = Place::new();
    place.run(NEW).is_quiet();
    let schema = place.read("shop/.scaffold/inputs/schema.sql");
    assert_eq!(
        schema,
        SHOP.replace("INSERT INTO `customers` VALUES (1,'Ada Lovelace');", "")
    );
}

#[test]
fn triggers_and_routines_are_reported() {
    let place = Place::new();
    let trigger = "CREATE DEFINER=`root`@`%` TRIGGER t BEFORE INSERT ON orders FOR EACH ROW SET NEW.id = 1;\n";
    let procedure = "DELIMITER ;;\nCREATE PROCEDURE p() BEGIN SELECT 1; END;;\n";
    place.write("shop.sql", format!("{SHOP}{trigger}{procedure}"));
    place.run(NEW).is_quiet();
    let readme = place.read("shop/README.md");
    for kind in ["triggers", "procedures"] {
        let note = format!("\n- The dump has {kind}, 1 in all: ");
        assert!(readme.contains(&note), "no {kind} in {readme}");
    }
}

#[test]
fn sources_are_as_rustfmt_writes_them() {
    let place = Place::new();
    place.run(NEW).is_quiet();
    let files = place.tree("shop");
    let sources = files
        .keys()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024"])
        .args(sources)
        .current_dir(place.path("shop"))
        .output()
        .expect("rustfmt");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

#[test]
fn errors_of_both_inputs_are_shown_together_and_nothing_is_written() {
    let place = Place::new();
    place.write(
        "bad.sql",
        "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (id);\nCREATE TABLE c (id);\n",
    );
    place.write("api.yaml", "scaffold: 1\nresource:\n  a: skip\n");
    let outcome = place.run("new shop --ddl bad.sql --spec api.yaml");
    outcome.is_refused(&[
        "bad.sql:2:",
        "bad.sql:3:",
        "api.yaml:2:1",
        "CREATE TABLE b (id);",
        "help: ",
        "3 errors",
    ]);
    assert_eq!(
        place.names("."),
        ["api.yaml", "bad.sql", "chassis", "shop.sql"]
    );
}

#[test]
fn a_spec_that_does_not_fit_the_schema_is_refused() {
    let place = Place::new();
    place.write("api.yaml", "resources:\n  ordres: skip\n");
    let outcome = place.run(&format!("{NEW} --spec api.yaml"));
    outcome.is_refused(&["api.yaml:2:3", "orders"]);
    place.write("api.yaml", "service: {name: store}\n");
    let outcome = place.run(&format!("{NEW} --spec api.yaml"));
    outcome.is_refused(&["api.yaml:1:17", "`store`", "write `name: shop`"]);
    place.write("api.yaml", b"service:\n  title: \xe9t\xe9\n");
    let outcome = place.run(&format!("{NEW} --spec api.yaml"));
    outcome.is_refused(&["api.yaml:2:10", "UTF-8"]);
}

#[test]
fn a_spec_is_kept_as_it_was_written() {
    let place = Place::new();
    let spec = "# ours\nservice: {title: 商店}\nresources: {customers: skip}\n";
    place.write("api.yaml", spec);
    let outcome = place.run(&format!("{NEW} --spec api.yaml"));
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(place.read("shop/api.yaml"), spec);
    assert_eq!(place.read("shop/.scaffold/inputs/api.yaml"), spec);
    assert!(
        place
            .read("shop/src/lib.rs")
            .contains("App::new(\"shop\", \"商店\")")
    );
    assert!(!place.path("shop/src/resources/customer.rs").exists());
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let place = Place::new();
    let absent = place.run("new shop --ddl absent.sql");
    absent.is_refused(&["cannot read absent.sql"]);
    let absent = place.run(&format!("{NEW} --spec absent.yaml"));
    absent.is_refused(&["cannot read absent.yaml"]);
    let folder = place.run("new shop --ddl chassis");
    folder.is_refused(&["cannot read chassis"]);
    let chassis = place.run("new shop --ddl shop.sql --chassis-path elsewhere");
    chassis.is_refused(&["no Cargo.toml in elsewhere", "help: "]);
}

#[test]
fn a_dump_without_a_table_is_refused() {
    let place = Place::new();
    let utf16: Vec<u8> = "\u{feff}CREATE TABLE a (id int);"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, dump) in [
        ("empty.sql", b"".as_slice()),
        ("rows.sql", b"-- rows\nINSERT INTO a VALUES (1);\n"),
        ("utf16.sql", &utf16),
    ] {
        place.write(name, dump);
        let outcome = place.run(&format!("new shop --chassis-path chassis --ddl {name}"));
        outcome.is_refused(&["the dump has no table and no view", name, "--no-data"]);
        assert!(!place.path("shop").exists());
    }
}

#[test]
fn what_is_there_already_stays() {
    let place = Place::new();
    place.write("shop/notes.txt", "mine");
    let outcome = place.run(NEW);
    outcome.is_refused(&["the folder shop is not empty", "--into DIR"]);
    assert_eq!(place.names("shop"), ["notes.txt"]);
    let outcome = place.run(&format!("{NEW} --into shop.sql"));
    outcome.is_refused(&["shop.sql exists and is not a folder"]);
}

#[test]
fn an_empty_folder_is_filled_even_from_within() {
    let place = Place::new();
    fs::create_dir(place.path("empty")).expect("made");
    place.run(&format!("{NEW} --into empty")).is_quiet();
    fs::create_dir(place.path("here")).expect("made");
    place
        .run_in(
            "here",
            "new shop --ddl ../shop.sql --chassis-path ../chassis --into .",
        )
        .is_quiet();
    assert_eq!(place.tree("here"), place.tree("empty"));
}

#[test]
fn names_that_cannot_be_crates_are_refused() {
    let place = Place::new();
    for name in [
        "Shop", "1shop", "fn", "test", "std", "chassis", "serde", "a/b",
    ] {
        let outcome = place.run(&format!("new {name} --ddl shop.sql"));
        outcome.is_refused(&[
            "cannot be the name of the project",
            "help: write a name such as",
        ]);
    }
    assert_eq!(place.names("."), ["chassis", "shop.sql"]);
}

#[test]
fn usage_is_explained() {
    let place = Place::new();
    place.run("new shop").is_refused(&["--ddl"]);
    place.run("nwe").is_refused(&["unrecognized subcommand"]);
    place
        .run("new shop --ddl shop.sql --server oracle")
        .is_refused(&["mysql", "mariadb"]);
    assert_eq!(place.run("--version").code, Some(0));
}

#[test]
fn running_needs_cargo() {
    let place = Place::new();
    let output = Command::new(env!("CARGO_BIN_EXE_scaffold"))
        .args(NEW.split_whitespace())
        .arg("--run")
        .env("PATH", place.path("chassis"))
        .current_dir(place.path("."))
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(4));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("cannot start cargo") && said.contains("install Rust"),
        "{said}"
    );
    // What was asked for is there; only the toolchain is not.
    assert!(place.path("shop/src/main.rs").exists());
}

#[cfg(unix)]
#[test]
fn files_have_the_usual_permissions() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new();
    fs::create_dir(place.path("plain")).expect("made");
    fs::write(place.path("plain/file"), "").expect("written");
    place.run(NEW).is_quiet();
    let mode = |path: &str| {
        let meta = fs::metadata(place.path(path)).expect("there");
        meta.permissions().mode()
    };
    assert_eq!(mode("shop"), mode("plain"));
    assert_eq!(mode("shop/src"), mode("plain"));
    assert_eq!(mode("shop/src/lib.rs"), mode("plain/file"));
}
