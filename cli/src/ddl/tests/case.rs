//! Names of tables that differ in case alone: two tables to a server on Linux, and one in scripts of other servers.

use super::{columns, faults, names, read_all, schema};

const BOTH: &str =
    "CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE IF NOT EXISTS T (b int PRIMARY KEY);\n";

/// What a script makes of both tables: their names and columns.
fn both(script: &str) -> Vec<String> {
    let tables = schema(&format!("{BOTH}{script}")).tables;
    let words = |table: &super::Table| format!("{} {}", table.name, columns(table).join(" "));
    tables.iter().map(words).collect()
}

#[test]
fn each_statement_changes_the_table_of_its_case() {
    assert_eq!(both(""), ["t a", "T b"]);
    // As mysqldump writes it.
    assert_eq!(
        both("DROP TABLE IF EXISTS T; CREATE TABLE T (c int);"),
        ["t a", "T c"]
    );
    assert_eq!(both("DROP TABLE t;"), ["T b"]);
    assert_eq!(
        both("ALTER TABLE T ADD c int; ALTER TABLE t ADD d int;"),
        ["t a d", "T b c"]
    );
    assert_eq!(both("RENAME TABLE T TO u, t TO T;"), ["T a", "u b"]);
    assert_eq!(both("ALTER TABLE T RENAME u;"), ["t a", "u b"]);
    assert_eq!(both("CREATE OR REPLACE TABLE T (c int);"), ["t a", "T c"]);
    assert_eq!(both("CREATE TABLE u LIKE T;"), ["t a", "T b", "u b"]);
    assert_eq!(
        both("CREATE VIEW U AS SELECT 1; DROP TABLE IF EXISTS u; DROP TABLE T;"),
        ["t a"]
    );
    // Neither is meant.
    let mixed = "CREATE TABLE ab (a int); CREATE TABLE AB (a int);\nALTER TABLE aB ADD b int;";
    let (found, faults) = read_all(mixed.as_bytes(), None);
    assert_eq!(names(&found), ["ab", "AB"]);
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].contains("table `aB` is not in the dump"),
        "{faults:?}"
    );
}

#[test]
fn scripts_of_servers_on_windows_name_tables_in_any_case() {
    let tables = |script: &str| -> Vec<String> {
        let script = format!("CREATE TABLE Users (id int, PRIMARY KEY (id)); {script}");
        let tables = schema(&script).tables;
        let words = |table: &super::Table| format!("{} {}", table.name, columns(table).join(" "));
        tables.iter().map(words).collect()
    };
    assert_eq!(tables("ALTER TABLE users ADD a int;"), ["Users id a"]);
    assert_eq!(tables("CREATE INDEX i ON USERS (id);"), ["Users id"]);
    assert_eq!(
        tables("CREATE TABLE b LIKE users; DROP TABLE USERS;"),
        ["b id"]
    );
    assert_eq!(tables("RENAME TABLE users TO people;"), ["people id"]);
    assert_eq!(tables("RENAME TABLE users TO users;"), ["users id"]);
}

#[test]
fn foreign_keys_follow_the_table_that_they_mean() {
    let found = schema(&format!(
        "{BOTH} CREATE TABLE o (x int, y int, z int, FOREIGN KEY (x) REFERENCES t (A), FOREIGN KEY (y) REFERENCES T (B));
            RENAME TABLE t TO u; ALTER TABLE T CHANGE b c int;"
    ));
    let keys = found.tables[2].foreign_keys.iter();
    let keys: Vec<String> = keys
        .map(|key| format!("{} {}", key.table, key.referred[0]))
        .collect();
    assert_eq!(keys, ["u a", "T c"]);
    let found = schema(
        "CREATE TABLE Users (ID int); CREATE TABLE o (x int, FOREIGN KEY (x) REFERENCES users (id)); RENAME TABLE USERS TO p;",
    );
    let key = &found.tables[1].foreign_keys[0];
    assert_eq!((key.table.as_str(), key.referred[0].as_str()), ("p", "ID"));
}

#[test]
fn where_one_pair_cannot_be_renamed_none_is() {
    for (script, expected) in [
        (
            "RENAME TABLE t TO u, T TO u;",
            "there is a table `u` already",
        ),
        (
            "RENAME TABLE t TO u, t TO w;",
            "table `t` is not in the dump",
        ),
        (
            "RENAME TABLE t TO u, v TO w;",
            "table `v` is not in the dump",
        ),
        ("RENAME TABLE t TO T;", "there is a table `T` already"),
    ] {
        let (found, faults) = read_all(format!("{BOTH}{script}").as_bytes(), None);
        assert_eq!(names(&found), ["t", "T"], "{script}");
        assert!(
            faults.len() == 1 && faults[0].contains(expected),
            "{faults:?}"
        );
        assert!(faults[0].starts_with("warning"), "{faults:?}");
    }
    let swapped = "CREATE TABLE a (x int); CREATE TABLE b (y int); RENAME TABLE a TO c, b WAIT 10 TO a, c NOWAIT TO b, IF TO if;";
    assert_eq!(faults(swapped).len(), 1);
    let swapped = schema(&swapped.replace(", IF TO if", ""));
    assert_eq!(names(&swapped), ["b", "a"]);
    let there = schema("CREATE TABLE a (x int); RENAME TABLE IF EXISTS no TO b, a TO c;");
    assert_eq!(names(&there), ["c"]);
}
