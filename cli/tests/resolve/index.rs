//! UNIQUE keys and FULLTEXT indexes: what the server calls them, and their columns.

use chassis_model::{Bond, Index};

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
        "b: b",
        "b_c: b, c",
        "late: c, a",
        "x: b",
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

#[test]
fn foreign_keys_say_what_the_server_does() {
    let dump = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE m (id int PRIMARY KEY) ENGINE=MyISAM;
                CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, d int, e int,
                  FOREIGN KEY (a) REFERENCES p (id), FOREIGN KEY (b) REFERENCES p (id) ON DELETE CASCADE,
                  FOREIGN KEY (c) REFERENCES p (id) ON DELETE SET NULL, FOREIGN KEY (d) REFERENCES m (id),
                  FOREIGN KEY (e) REFERENCES p (id) ON DELETE RESTRICT ON UPDATE CASCADE);";
    let resolved = good(dump, "");
    let keys = resource(&resolved, "t").belongs_to.iter();
    let bonds: Vec<Bond> = keys.map(|key| key.bond).collect();
    let (keeps, follows) = (Bond::Restrict, Bond::Cascade);
    assert_eq!(bonds, [keeps, follows, follows, Bond::Loose, keeps]);
    let spec = "scaffold: 1\nresources: {t: {relations: {parent: {column: a, to: p.id}}}}\n";
    let bare = dump.replace("FOREIGN KEY (a) REFERENCES p (id), ", "");
    let resolved = good(&bare, spec);
    assert_eq!(resource(&resolved, "t").belongs_to[0].bond, Bond::Loose);
}

#[test]
fn relations_name_the_rows_that_foreign_keys_refer_to() {
    let ddl = "CREATE TABLE p (id INT PRIMARY KEY);
        CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, FOREIGN KEY (a) REFERENCES p (id));";
    let spec = "scaffold: 1\nresources: {t: {relations: {first: {column: a, to: p.id}, second: {column: b, to: p.id}}}}\n";
    let resolved = good(ddl, spec);
    let keys = resource(&resolved, "t").belongs_to.iter();
    let keys: Vec<_> = keys.map(|it| (it.name.as_deref(), it.bond)).collect();
    let expected = [
        (Some("first"), Bond::Restrict),
        (Some("second"), Bond::Loose),
    ];
    assert_eq!(keys, expected);
}
