//! UNIQUE keys and FULLTEXT indexes: what the server calls them, and their columns.

use chassis_model::Index;

use super::{good, resource};

/// The indexes of table `t` of a dump: the UNIQUE ones, and the FULLTEXT ones.
fn read(dump: &str) -> [Vec<String>; 2] {
    let resolved = good(dump, "");
    let resource = resource(&resolved, "t");
    let one = |index: &Index| format!("{}: {}", index.name, index.columns.join(", "));
    [&resource.unique, &resource.fulltext].map(|indexes| indexes.iter().map(one).collect())
}

#[test]
fn indexes_are_named_as_the_server_names_them() {
    let dump = "CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b int, c varchar(9), d text,
                UNIQUE (a, b), UNIQUE KEY b_c (`B`, c(3) DESC), CONSTRAINT x UNIQUE (b), KEY (c), FULLTEXT (d, c));
                ALTER TABLE t ADD UNIQUE (b), ADD FULLTEXT KEY words (d);
                CREATE UNIQUE INDEX late ON t (c, a);";
    let unique = [
        "a: a",
        "a_2: a, b",
        "b_c: b, c",
        "x: b",
        "b: b",
        "late: c, a",
    ];
    assert_eq!(read(dump)[0], unique);
    assert_eq!(read(dump)[1], ["d: d, c", "words: d"]);
}

#[test]
fn a_primary_key_that_addresses_no_row_is_unique_all_the_same() {
    let dump = "CREATE TABLE t (f double PRIMARY KEY, a int NOT NULL UNIQUE);";
    assert_eq!(read(dump)[0], ["PRIMARY: f", "a: a"]);
    let dump = "CREATE TABLE t (id int PRIMARY KEY, a int);";
    assert_eq!(read(dump)[0], [""; 0]);
}
