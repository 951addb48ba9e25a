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
fn what_may_be_renamed_is_only_guessed() {
    let old = "CREATE TABLE a (k int, total decimal(9,2), z int); CREATE TABLE b (x int)";
    let new = "CREATE TABLE a (k int, amount decimal(9,2), z int); CREATE TABLE c (x int)";
    let found = lines(&change(old, new));
    assert!(
        found.contains(&"removed total: decimal(9,2)".to_owned()),
        "{found:?}"
    );
    assert!(
        found.contains(&"additive amount: decimal(9,2)".to_owned()),
        "{found:?}"
    );
    let guesses: Vec<&String> = found
        .iter()
        .filter(|it| it.starts_with("renamed?"))
        .collect();
    assert_eq!(guesses.len(), 2, "{found:?}");
    assert!(
        guesses[0].contains("`--rename a.total=amount`"),
        "{guesses:?}"
    );
    assert!(guesses[1].contains("`--rename b=c`"), "{guesses:?}");
    // Another type, or another place, is another column.
    for other in ["amount int, z int", "z int, amount decimal(9,2)"] {
        let new = format!("CREATE TABLE a (k int, {other})");
        let found = lines(&change(old, &new));
        assert!(
            !found.iter().any(|it| it.starts_with("renamed?")),
            "{found:?}"
        );
    }
}

#[test]
fn each_name_is_guessed_once_and_in_order() {
    let old = "CREATE TABLE a (k int, x int, y int, z text); CREATE TABLE b (m int); CREATE TABLE c (m int)";
    let new = "CREATE TABLE a (k int, p int, q int, z text); CREATE TABLE d (m int); CREATE TABLE e (m int)";
    let (old, new) = (schema(old), schema(new));
    let comparison = Comparison::new(&old, &new, &Renames::default());
    let guesses = comparison.guesses();
    let said: Vec<String> = guesses.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["a.x=p", "a.y=q", "b=d", "c=e"]);
    // What is proposed can be said, all of it together.
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let renames = renames(&said, "", &old, &new).unwrap();
    assert_eq!(Comparison::new(&old, &new, &renames).guesses(), []);
}

#[test]
fn names_with_points_can_be_said() {
    let rename = |table: Option<&str>, old: &str, new: &str| Rename {
        table: table.map(str::to_owned),
        old: old.to_owned(),
        new: new.to_owned(),
    };
    for (said, meant) in [
        ("a.x=y", rename(Some("a"), "x", "y")),
        ("a.x=a.y", rename(Some("a"), "x", "y")),
        ("a=b", rename(None, "a", "b")),
        ("a..b=c", rename(None, "a.b", "c")),
        ("a..b.x..y=p..q", rename(Some("a.b"), "x.y", "p.q")),
        ("a.x==1=y==2", rename(Some("a"), "x=1", "y=2")),
    ] {
        assert_eq!(said.parse::<Rename>().as_ref(), Ok(&meant), "{said}");
        assert_eq!(meant.to_string().parse(), Ok(meant), "{said}");
    }
    let old = schema("CREATE TABLE `a.b` (k int, `x.y` int)");
    let new = schema("CREATE TABLE `a.b` (k int, `p.q` int)");
    let guesses = Comparison::new(&old, &new, &Renames::default()).guesses();
    let said: Vec<String> = guesses.iter().map(ToString::to_string).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let renames = renames(&said, "", &old, &new).unwrap();
    assert_eq!(lines(&diff(&old, &new, &renames)), ["renamed p.q: was x.y"]);
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

#[test]
fn renames_of_both_sources_are_one() {
    let old = schema("CREATE TABLE orders (id int, total int, note text)");
    let new = schema("CREATE TABLE sales (id int, amount int, remark text)");
    let spec = "scaffold: 1\nresources:\n  sales:\n    was: orders\n    columns:\n      amount: {was: total}\n      id: {was: number}\n";
    let found = renames(&["orders.note=remark"], spec, &old, &new).unwrap();
    let lines = lines(&diff(&old, &new, &found));
    assert_eq!(
        lines,
        [
            "renamed sales: was orders",
            "renamed amount: was total",
            "renamed remark: was note",
        ]
    );
    let flags = ["orders=sales", "orders.total=amount", "sales.note=remark"];
    assert_eq!(renames(&flags, "", &old, &new).unwrap(), found);
}

#[test]
fn a_column_in_another_case_is_a_rename() {
    let old = schema("CREATE TABLE a (k int PRIMARY KEY, Abc int, KEY i (Abc), CHECK (Abc > 1))");
    let new = schema("CREATE TABLE a (k int PRIMARY KEY, abc int, KEY i (abc), CHECK (abc > 1))");
    let found = diff(&old, &new, &Renames::default());
    assert_eq!(lines(&found), ["renamed abc: was Abc"]);
    let said = renames(&["a.Abc=abc"], "", &old, &new).unwrap();
    assert_eq!(diff(&old, &new, &said), found);
}

#[test]
fn tables_and_columns_may_swap_names() {
    let old = schema("CREATE TABLE a (x int, y int); CREATE TABLE b (z int)");
    let new = schema("CREATE TABLE b (y int, x int); CREATE TABLE a (z int)");
    let found = renames(&["a=b", "b=a", "b.x=y", "b.y=x"], "", &old, &new);
    // `b` is the old table of `a`, and not meant: it has no `x`.
    assert!(found.unwrap_err().contains("`b` has no column `x`"));
    let found = renames(&["a=b", "b=a", "a.x=y", "a.y=x"], "", &old, &new).unwrap();
    let comparison = Comparison::new(&old, &new, &found);
    let sql: Vec<String> = comparison.mysql().iter().map(|it| it.sql.clone()).collect();
    assert_eq!(
        sql,
        [
            "RENAME TABLE `a` TO `scaffold_b`, `b` TO `scaffold_a`",
            "RENAME TABLE `scaffold_b` TO `b`, `scaffold_a` TO `a`",
            "ALTER TABLE `b`\n  CHANGE COLUMN `x` `y` int NULL DEFAULT NULL,\n  CHANGE COLUMN `y` `x` int NULL DEFAULT NULL,\n  COMMENT='scaffold: columns have swapped names'",
            "ALTER TABLE `b`\n  COMMENT=''",
        ]
    );
}

#[test]
fn renames_that_cannot_be_are_errors() {
    let old = schema("CREATE TABLE orders (id int, total int, both int)");
    let new =
        schema("CREATE TABLE orders (id int, amount int, both int); CREATE TABLE more (x int)");
    for (said, message, help) in [
        (
            "ordrs=more",
            "the old schema has no table `ordrs`",
            "did you mean `orders`?",
        ),
        (
            "orders=mor",
            "the new schema has no table `mor`",
            "did you mean `more`?",
        ),
        (
            "orders.totl=amount",
            "`orders` has no column `totl` in the old schema",
            "did you mean `total`?",
        ),
        (
            "orders.total=amont",
            "`orders` has no column `amont` in the new schema",
            "did you mean `amount`?",
        ),
        (
            "orders.both=amount",
            "`both` is a column before and after",
            "leave the rename out",
        ),
        (
            "orders.total=both",
            "`both` is a column before and after",
            "leave the rename out",
        ),
        (
            "orders=more",
            "`orders` is in both schemas",
            "leave the rename out",
        ),
        (
            "nothing.a=b",
            "the new schema has no table `nothing`",
            "name a table",
        ),
    ] {
        let error = renames(&[said], "", &old, &new).unwrap_err();
        assert!(error.contains(message), "{said}: {error}");
        assert!(error.contains(help), "{said}: {error}");
    }
    let spec = "scaffold: 1\nresources:\n  orders:\n    columns:\n      amount: {was: id}\n";
    let error = renames(&["orders.total=amount"], spec, &old, &new).unwrap_err();
    assert!(error.contains("api.yaml:5:21"), "{error}");
    assert!(
        error.contains("`orders.amount` was `id` here and `total` by `--rename`"),
        "{error}"
    );
    for wrong in ["", "a", "a=", "=b", "a.=b", ".a=b", "a=b=c", "a =b"] {
        assert!(wrong.parse::<Rename>().is_err(), "{wrong:?}");
    }
}

#[test]
fn an_old_name_that_is_still_there_is_an_error_of_the_spec() {
    let schema =
        schema("CREATE TABLE orders (id int, total int, amount int); CREATE TABLE sales (id int)");
    let text = "scaffold: 1\nresources:\n  sales: {was: orders}\n  orders:\n    columns:\n      amount: {was: total}\n      id: {was: number}\n";
    let mut diagnostics = Diagnostics::default();
    let spec = spec::read(Path::new("api.yaml"), text, &mut diagnostics).unwrap();
    assert!(resolve("shop", &schema, &spec, &mut diagnostics).is_none());
    let found = diagnostics.render(false);
    assert_eq!(diagnostics.error_count(), 2, "{found}");
    assert!(found.contains("api.yaml:3:16"), "{found}");
    assert!(found.contains("the dump still has `orders`"), "{found}");
    assert!(found.contains("api.yaml:6:21"), "{found}");
    assert!(found.contains("`orders` still has `total`"), "{found}");
}

#[test]
fn the_spec_before_has_the_old_names_and_nothing_that_was_not_there() {
    let old = schema("CREATE TABLE orders (id int PRIMARY KEY, total int)");
    let new = schema(
        "CREATE TABLE sales (id int PRIMARY KEY, amount int, more int); CREATE TABLE late (x int)",
    );
    let text = "scaffold: 1\nresources:\n  late: {path: later}\n  sales:\n    was: orders\n    path: sold\n    columns:\n      amount: {was: total, name: sum}\n      more: {hidden: true}\n";
    let mut diagnostics = Diagnostics::default();
    let spec = spec::read(Path::new("api.yaml"), text, &mut diagnostics).unwrap();
    let renames = Renames::gather(&[], &spec, &old, &new, &mut diagnostics);
    let before = resolve(
        "shop",
        &old,
        &renames.before(&spec, &old, &new),
        &mut diagnostics,
    );
    let before = before.unwrap_or_else(|| panic!("{}", diagnostics.render(false)));
    let [orders] = before.service.resources.as_slice() else {
        panic!("one resource");
    };
    assert_eq!(
        (orders.table.as_ref(), orders.path.as_ref()),
        ("orders", "sold")
    );
    let names: Vec<&str> = orders
        .fields
        .iter()
        .map(|field| field.name.as_ref())
        .collect();
    assert_eq!(names, ["id", "sum"]);
}

#[test]
fn the_spec_before_has_no_alias_that_is_the_members_own_name() {
    let spec = "scaffold: 1\nresources:\n  orders:\n    columns:\n      amount: {was: total, alias: total}\n";
    let mut diagnostics = Diagnostics::default();
    let spec = spec::read(Path::new("api.yaml"), spec, &mut diagnostics).unwrap();
    let new = schema("CREATE TABLE orders (id int PRIMARY KEY, amount int)");
    for (old, names) in [
        ("total", ["total"].as_slice()),
        ("amount", &["amount", "total"]),
    ] {
        let old = schema(&format!(
            "CREATE TABLE orders (id int PRIMARY KEY, {old} int)"
        ));
        let renames = Renames::gather(&[], &spec, &old, &new, &mut diagnostics);
        let before = renames.before(&spec, &old, &new);
        let before = resolve("shop", &old, &before, &mut diagnostics);
        let before = before.unwrap_or_else(|| panic!("{}", diagnostics.render(false)));
        let field = &before.service.resources[0].fields[1];
        assert_eq!(field.names().collect::<Vec<_>>(), names);
    }
}
