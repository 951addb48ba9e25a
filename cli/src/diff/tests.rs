use std::path::Path;

use super::change::Part;
use super::{Class, Comparison, Rename, Renames, SchemaDiff, diff};
use crate::ddl::{self, Schema};
use crate::diagnostic::Diagnostics;
use crate::resolve::resolve;
use crate::spec::{self, Spec};

mod brackets;
mod case;
mod mysql;
mod renames;
mod values;

pub(super) fn schema(sql: &str) -> Schema {
    let mut diagnostics = Diagnostics::default();
    let schema = ddl::read(Path::new("a.sql"), sql.as_bytes(), None, &mut diagnostics).unwrap();
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(false));
    schema
}

fn renames(said: &[&str], spec: &str, old: &Schema, new: &Schema) -> Result<Renames, String> {
    let mut diagnostics = Diagnostics::default();
    let spec = match spec {
        "" => Spec::default(),
        text => spec::read(Path::new("api.yaml"), text, &mut diagnostics).unwrap(),
    };
    let said: Vec<Rename> = said.iter().map(|it| it.parse().unwrap()).collect();
    let renames = Renames::gather(&said, &spec, old, new, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics.render(false));
    }
    Ok(renames)
}

fn change(old: &str, new: &str) -> SchemaDiff {
    diff(&schema(old), &schema(new), &Renames::default())
}

/// The changes between two tables of one column or more, as `class part name: text`.
fn lines(diff: &SchemaDiff) -> Vec<String> {
    let changes = diff.tables.iter().flat_map(|table| &table.changes);
    changes
        .chain(&diff.views)
        .map(|change| {
            let class = serde_json::to_value(change.class).unwrap();
            let class = class.as_str().unwrap().to_owned();
            format!("{class} {}: {}", change.name, change.text)
        })
        .collect()
}

/// The class of a change of one column's definition.
#[track_caller]
fn class(old: &str, new: &str, expected: Class) {
    let diff = change(
        &format!("CREATE TABLE a (k int PRIMARY KEY, c {old})"),
        &format!("CREATE TABLE a (k int PRIMARY KEY, c {new})"),
    );
    let classes: Vec<Class> = diff.tables[0].changes.iter().map(|it| it.class).collect();
    assert_eq!(classes, [expected], "{old} → {new}: {:?}", lines(&diff));
}

#[track_caller]
fn same(old: &str, new: &str) {
    let diff = change(old, new);
    assert!(diff.is_empty(), "{:?}", lines(&diff));
    assert!(diff.views.is_empty());
}

#[test]
fn a_type_that_holds_more_is_widened() {
    for (old, new) in [
        ("tinyint", "int"),
        ("int unsigned", "bigint"),
        ("bit(8)", "smallint"),
        ("decimal(10,2)", "decimal(12,4)"),
        ("decimal(10,2) unsigned", "decimal(10,2)"),
        ("float", "double"),
        ("char(10)", "varchar(10)"),
        ("varchar(10)", "text"),
        ("text", "longtext"),
        ("binary(4)", "varbinary(8)"),
        ("enum('a','b')", "enum('a','b','c')"),
        ("set('a')", "set('b','a')"),
        ("datetime", "datetime(3)"),
        ("int NOT NULL", "int"),
        (
            "varchar(9) CHARACTER SET latin1",
            "varchar(9) CHARACTER SET utf8mb4",
        ),
    ] {
        class(old, new, Class::Widened);
    }
}

#[test]
fn a_type_that_holds_less_is_narrowing() {
    for (old, new) in [
        ("int", "tinyint"),
        ("int", "int unsigned"),
        ("bigint unsigned", "bigint"),
        ("decimal(10,2)", "decimal(10,4)"),
        ("decimal(10,2)", "decimal(12,1)"),
        ("double", "float"),
        ("varchar(10)", "varchar(9)"),
        ("varchar(100)", "tinytext"),
        ("enum('a','b')", "enum('a')"),
        ("time(3)", "time"),
        ("int", "int NOT NULL"),
        (
            "varchar(9) CHARACTER SET utf8mb4",
            "varchar(9) CHARACTER SET latin1",
        ),
    ] {
        class(old, new, Class::Narrowing);
    }
}

#[test]
fn a_type_of_another_kind_is_retyped() {
    for (old, new) in [
        ("int", "varchar(20)"),
        ("varchar(20)", "int"),
        ("int", "decimal(12,0)"),
        ("date", "datetime"),
        ("tinyint(1)", "tinyint"),
        ("datetime", "timestamp NULL"),
        ("text", "blob"),
        ("enum('a')", "varchar(9)"),
    ] {
        class(old, new, Class::Retyped);
    }
}

#[test]
fn what_leaves_values_alone_is_only_changed() {
    for (old, new) in [
        ("int", "int DEFAULT 1"),
        ("int NOT NULL DEFAULT 1", "int NOT NULL"),
        ("int", "int COMMENT 'x'"),
        ("int", "int INVISIBLE"),
        (
            "varchar(9) COLLATE utf8mb4_bin",
            "varchar(9) COLLATE utf8mb4_unicode_ci",
        ),
        (
            "datetime",
            "datetime DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP",
        ),
    ] {
        class(old, new, Class::Changed);
    }
}

#[test]
fn two_ways_to_say_one_thing_are_no_change() {
    let table = |definition: &str| format!("CREATE TABLE a (k int PRIMARY KEY, {definition})");
    for (old, new) in [
        ("c int", "c int(11) DEFAULT NULL"),
        ("c boolean", "c tinyint(1)"),
        ("c int, KEY (c)", "c int, KEY c (c)"),
        (
            "c int, CHECK (c > 1)",
            "c int, CONSTRAINT a_chk_1 CHECK ((`c` > 1))",
        ),
        (
            "c int CHECK (c > 1)",
            "c int, CONSTRAINT a_chk_1 CHECK ((`c` > 1))",
        ),
        ("c varchar(9), KEY (c(9))", "c varchar(9), KEY c (c)"),
        (
            "c varchar(9)",
            "c varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        ),
        (
            "c varchar(9)",
            "c varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
        ),
        (
            "c varchar(9) CHARACTER SET utf8",
            "c varchar(9) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci",
        ),
        (
            "p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES a (k)",
            "p int, KEY f (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES a (k) ON DELETE RESTRICT",
        ),
        (
            "c int AS (k + 1)",
            "c int GENERATED ALWAYS AS ((`k` + 1)) VIRTUAL",
        ),
    ] {
        same(&table(old), &table(new));
        same(&table(new), &table(old));
    }
    same(
        "CREATE TABLE a (k int) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 AUTO_INCREMENT=9",
        "CREATE TABLE A (k int)",
    );
    let base = "CREATE TABLE a (id int, b int);";
    same(
        &format!(
            "{base} CREATE VIEW v AS SELECT id, COUNT(*) AS n FROM a WHERE b != 1 GROUP BY id"
        ),
        &format!(
            "{base} CREATE ALGORITHM=UNDEFINED VIEW `v` AS select `a`.`id` AS `id`,count(0) AS `n` from `a` where (`a`.`b` <> 1) group by `a`.`id`"
        ),
    );
}

#[test]
fn columns_and_tables_come_and_go() {
    let diff = change(
        "CREATE TABLE a (k int, gone text); CREATE TABLE b (x int)",
        "CREATE TABLE a (k int, come date NOT NULL); CREATE TABLE c (y int, z int)",
    );
    assert_eq!(
        lines(&diff),
        [
            "additive come: date NOT NULL",
            "removed gone: text",
            "additive c: table with y, z",
            "removed b: table with x",
        ]
    );
}

#[test]
fn keys_are_told_by_what_they_do_to_rows() {
    let old = "CREATE TABLE a (x int NOT NULL, y int NOT NULL, z int, PRIMARY KEY (x), KEY zi (z)) COMMENT 'old'";
    let new = "CREATE TABLE a (x int NOT NULL, y int NOT NULL, z int, PRIMARY KEY (y), UNIQUE KEY zi (z), KEY yi (y, z DESC), CHECK (z > 0), CONSTRAINT f FOREIGN KEY (z) REFERENCES a (x)) ENGINE=MyISAM";
    assert_eq!(
        lines(&change(old, new)),
        [
            "changed a: engine innodb → myisam",
            "changed a: comment",
            "narrowing : primary key (x) → (y)",
            "removed zi: index on z",
            "narrowing zi: new unique index on z",
            "additive yi: new index on y, z DESC",
            "narrowing : new CHECK (z > 0)",
        ]
    );
    let wider = change(
        "CREATE TABLE a (x int, y int, PRIMARY KEY (x), FOREIGN KEY (y) REFERENCES a (x))",
        "CREATE TABLE a (x int, y int, PRIMARY KEY (x, y), KEY (y), FOREIGN KEY (y) REFERENCES a (x) ON DELETE CASCADE)",
    );
    let classes: Vec<(Part, Class)> = wider.tables[0]
        .changes
        .iter()
        .map(|change| (change.part, change.class))
        .collect();
    assert_eq!(
        classes,
        [
            (Part::Column, Class::Narrowing),
            (Part::PrimaryKey, Class::Widened),
            (Part::Index, Class::Additive),
            (Part::ForeignKey, Class::Removed),
            (Part::ForeignKey, Class::Narrowing),
        ]
    );
}

#[test]
fn the_fewest_columns_are_moved() {
    let found = change(
        "CREATE TABLE a (p int, q int, r int, s int)",
        "CREATE TABLE a (s int, p int, q int, r int)",
    );
    assert_eq!(
        lines(&found),
        ["changed s: another place among the columns"]
    );
}
