//! Where schemas come from: several files, standard input. Servers are in `live`.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use crate::place::{Outcome, Place, SHOP};

/// Runs `scaffold` with a text on its standard input.
fn pipe(place: &Place, words: &str, input: &str) -> Outcome {
    let mut child = Command::new(env!("CARGO_BIN_EXE_scaffold"))
        .args(words.split_whitespace())
        .current_dir(place.path("."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A command line that is wrong is refused before anything is read.
    let refused = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    let written = stdin.write_all(input.as_bytes());
    assert!(written.as_ref().err().is_none_or(refused), "{written:?}");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

#[test]
fn files_are_one_schema_in_their_order() {
    let place = Place::new();
    place.write(
        "later.sql",
        "DELIMITER //\nALTER TABLE orders ADD note text//\nINSERT INTO orders VALUES (1)//\n",
    );
    place.write("last.sql", "ALTER TABLE orders RENAME purchases;\n");
    place
        .run("new shop --chassis-path chassis --ddl shop.sql --ddl later.sql --ddl last.sql")
        .is_quiet();
    let source = place.read("shop/src/resources/purchase.rs");
    assert!(source.contains("pub note: Option<String>"), "{source}");
    assert_eq!(
        place.names("shop/.scaffold/inputs"),
        ["schema-1.sql", "schema-2.sql", "schema-3.sql"]
    );
    assert_eq!(
        place.read("shop/.scaffold/inputs/schema-2.sql"),
        "DELIMITER //\nALTER TABLE orders ADD note text//\n\n"
    );
    place.run("check shop").is_quiet();
    // One whole file says the same.
    let whole = SHOP
        .replace(
            "  PRIMARY KEY (`id`),\n",
            "  note text,\n  PRIMARY KEY (`id`),\n",
        )
        .replace("`orders`", "`purchases`");
    place.write("whole.sql", whole);
    place.run("check shop --ddl whole.sql").is_quiet();
}

#[test]
fn each_file_is_named_where_it_is_wrong() {
    let place = Place::new();
    place.write("a.sql", "CREATE TABLE a (id);\n");
    place.write(
        "b.sql",
        "CREATE TABLE customers (id int);\nCREATE TABLE b (x);\n",
    );
    let outcome = place.run("new shop --ddl shop.sql --ddl a.sql --ddl b.sql");
    outcome.is_refused(&[
        "a.sql:1:17",
        "b.sql:1:14",
        "`customers` is created again",
        "what line 2 of shop.sql created stays",
        "b.sql:2:17",
        "2 errors",
    ]);
    let outcome = place.run("new shop --ddl shop.sql --ddl absent.sql");
    outcome.is_refused(&["cannot read absent.sql"]);
}

#[test]
fn more_than_nine_files_keep_their_order() {
    let place = Place::new();
    place.write("1.sql", "CREATE TABLE a (id int PRIMARY KEY, c1 int);\n");
    let mut words = "new shop --chassis-path chassis --ddl 1.sql".to_owned();
    for number in 2..=11 {
        let before = number - 1;
        let sql = format!("ALTER TABLE a RENAME COLUMN c{before} TO c{number};\n");
        place.write(&format!("{number}.sql"), sql);
        words += &format!(" --ddl {number}.sql");
    }
    place.run(&words).is_quiet();
    assert!(place.read("shop/src/resources/a.rs").contains("pub c11:"));
    place.run("check shop").is_quiet();
}

#[test]
fn standard_input_is_a_dump() {
    let place = Place::new();
    pipe(
        &place,
        "new piped --chassis-path chassis --into shop --ddl -",
        SHOP,
    )
    .is_quiet();
    place
        .run("new piped --chassis-path chassis --into again --ddl shop.sql")
        .is_quiet();
    assert_eq!(place.tree("shop"), place.tree("again"));
    pipe(&place, "check shop --ddl -", SHOP).is_quiet();

    let outcome = pipe(&place, "new other --ddl -", "CREATE TABLE a (id);");
    outcome.is_refused(&["<stdin>:1:17"]);
    let outcome = pipe(&place, "new other --ddl - --ddl -", SHOP);
    outcome.is_refused(&["standard input can be read only once"]);
}

#[test]
fn another_schema_than_the_projects_differs() {
    let place = Place::new();
    place
        .run("new shop --chassis-path chassis --ddl shop.sql")
        .is_quiet();
    let spaced = SHOP.replace("  `", "\n   `");
    place.write("spaced.sql", spaced);
    place.run("check shop --ddl spaced.sql").is_quiet();
    place.write("newer.sql", SHOP.replace("varchar(40)", "varchar(50)"));
    let outcome = place.run("check shop --ddl newer.sql");
    assert_eq!(outcome.code, Some(16), "{outcome:?}");
    let said = &outcome.stdout;
    assert!(
        said.contains("src/resources/customer.rs: outdated") && !said.contains("inputs/"),
        "{said}"
    );
    assert!(
        said.ends_with("\n  scaffold regenerate shop --ddl newer.sql\n"),
        "{said}"
    );
}
