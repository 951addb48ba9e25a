//! `scaffold diff`: what it prints, and what it refuses.

use serde_json::Value;

use crate::place::Place;

const OLD: &str = "\
CREATE TABLE `orders` (
  `id` int NOT NULL AUTO_INCREMENT,
  `total` decimal(10,2) NOT NULL,
  `note` varchar(100),
  `zip` char(5),
  PRIMARY KEY (`id`)
) DEFAULT CHARSET=utf8mb4;
CREATE TABLE `visits` (`at` datetime);
INSERT INTO `visits` VALUES (now());
";

const NEW: &str = "\
CREATE TABLE `orders` (
  `id` int NOT NULL AUTO_INCREMENT,
  `amount` decimal(12,2) NOT NULL,
  `note` varchar(50) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`),
  KEY `amount` (`amount`)
) DEFAULT CHARSET=utf8mb4;
CREATE TABLE `log` (`id` int PRIMARY KEY, `text` text);
";

fn place() -> Place {
    let place = Place::new();
    place.write("old.sql", OLD);
    place.write("new.sql", NEW);
    place
}

#[test]
fn people_read_changes_and_both_scripts() {
    let outcome = place().run("diff old.sql new.sql --rename orders.total=amount");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    let expected = "\
Table orders
  renamed    amount was total
  widened    amount decimal(10,2) → decimal(12,2)
  narrowing  note varchar(100) → varchar(50)
  narrowing  note NULL → NOT NULL
  changed    note default NULL → ''
  removed    zip char(5)
  additive   amount new index on amount

Table log (new)
  additive   table with id, text

Table visits (gone)
  removed    table with at

API
  breaking: ";
    assert!(outcome.stdout.starts_with(expected), "{}", outcome.stdout);
    for part in [
        "\n  breaking: visits.list: the operation is gone\n",
        "\n  Order/amount in responses: `amount` is new (orders.create, ",
        "\n\n\n== SQL for MySQL, MariaDB ==\n\n",
        "\nCREATE TABLE `log` (\n  `id` int NOT NULL,\n  `text` text NULL DEFAULT NULL,\n  PRIMARY KEY (`id`)\n);\n",
        "\n-- note: rows without a value get ''.\nUPDATE `orders` SET `note` = '' WHERE `note` IS NULL;\n",
        "\n-- Lost: the values of orders.zip.\n",
        "\n  CHANGE COLUMN `total` `amount` decimal(12,2) NOT NULL,\n",
        "\n  ADD KEY `amount` (`amount`);\n",
        "\n-- Lost: table visits with all its rows.\nDROP TABLE `visits`;\n",
        "\n== SQL for SQLite ==\n\n",
        "\nCREATE TABLE \"scaffold new orders\" (\n",
        "\n-- Lost: the values of orders.zip.\nINSERT INTO \"scaffold new orders\" (\"id\", \"amount\", \"note\")\n",
        "\nALTER TABLE \"scaffold new orders\" RENAME TO \"orders\";\nCREATE INDEX \"ix_orders_1\" ON \"orders\" (\"amount\");\n",
    ] {
        assert!(
            outcome.stdout.contains(part),
            "no {part:?} in\n{}",
            outcome.stdout
        );
    }
}

#[test]
fn nothing_is_printed_where_nothing_changes() {
    let place = place();
    let outcome = place.run("diff old.sql old.sql");
    assert_eq!(outcome.code, Some(0));
    assert_eq!(outcome.stdout, "Nothing changes.\n");
    for database in ["mysql", "sqlite"] {
        let outcome = place.run(&format!("diff new.sql new.sql --sql {database}"));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""));
    }
}

#[test]
fn a_guess_is_told_and_not_acted_upon() {
    let place = Place::new();
    place.write("old.sql", "CREATE TABLE a (id int PRIMARY KEY, total int)");
    place.write("new.sql", "CREATE TABLE a (id int PRIMARY KEY, amount int)");
    let outcome = place.run("diff old.sql new.sql");
    let line = "  renamed?   amount `total` may be it under another name: `--rename a.total=amount` says so\n";
    assert!(outcome.stdout.contains(line), "{}", outcome.stdout);
    assert!(
        outcome.stdout.contains("DROP COLUMN `total`"),
        "{}",
        outcome.stdout
    );
    let outcome = place.run("diff old.sql new.sql --sql mysql --rename a.total=amount");
    assert!(
        outcome
            .stdout
            .contains("CHANGE COLUMN `total` `amount` int"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn programs_read_all_of_it() {
    let place = place();
    place.write(
        "api.yaml",
        "scaffold: 1\nresources:\n  orders:\n    columns:\n      amount: {was: total}\n",
    );
    let outcome = place.run("diff old.sql new.sql --spec api.yaml --json");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(report["format"], 1);
    let tables = report["tables"].as_array().expect("a list");
    let fates: Vec<&Value> = tables.iter().map(|table| &table["fate"]).collect();
    assert_eq!(fates, ["changed", "added", "removed"]);
    let first = &tables[0]["changes"][0];
    assert_eq!(first["class"], "renamed");
    assert_eq!(first["part"], "column");
    assert_eq!(first["name"], "amount");
    assert_eq!(first["text"], "was total");
    for database in ["mysql", "sqlite"] {
        let statements = report[database].as_array().expect("a list");
        let script = place.run(&format!(
            "diff old.sql new.sql --spec api.yaml --sql {database}"
        ));
        for statement in statements {
            let text = statement.as_str().expect("a text");
            assert!(
                script.stdout.contains(text),
                "no {text} in\n{}",
                script.stdout
            );
        }
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let place = Place::new();
    place.write("old.sql", "CREATE TABLE a (id int b int);");
    place.write("new.sql", "CREATE TABLE a (id int,, b int x);");
    place.write("api.yaml", "scaffold: 1\nresources:\n  a: {wass: b}\n");
    let outcome = place.run("diff old.sql new.sql --spec api.yaml");
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert_eq!(outcome.stdout, "");
    for part in [
        "old.sql:1:",
        "new.sql:1:",
        "api.yaml:3:7",
        "did you mean `was`?",
    ] {
        assert!(
            outcome.stderr.contains(part),
            "no {part} in\n{}",
            outcome.stderr
        );
    }
}

#[test]
fn renames_that_cannot_be_are_refused_together() {
    let place = place();
    place.write(
        "api.yaml",
        "scaffold: 1\nresources:\n  orders:\n    columns:\n      amount: {was: id}\n      note: {was: remark}\n",
    );
    let outcome = place
        .run("diff old.sql new.sql --spec api.yaml --rename orders.totl=amount --rename visit=log");
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    for part in [
        "`orders` has no column `totl` in the old schema",
        "did you mean `total`?",
        "the old schema has no table `visit`",
        "did you mean `visits`?",
        "api.yaml:5:21",
        "`amount` cannot have been `id`: `orders` still has `id`",
    ] {
        assert!(
            outcome.stderr.contains(part),
            "no {part} in\n{}",
            outcome.stderr
        );
    }
    assert!(!outcome.stderr.contains("remark"), "{}", outcome.stderr);
    let outcome = place.run("diff old.sql new.sql --rename orders");
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.stderr.contains("table.column=new_name"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_spec_of_the_new_schema_alone_is_no_fault_of_the_old() {
    let place = place();
    place.write(
        "api.yaml",
        "scaffold: 1\nresources:\n  log: {path: logs}\n  orders:\n    columns:\n      amount: {was: total, name: sum}\n",
    );
    let outcome = place.run("diff old.sql new.sql --spec api.yaml --sql sqlite");
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (Some(0), ""),
        "{outcome:?}"
    );
    assert!(
        outcome.stdout.contains("CREATE TABLE \"log\""),
        "{}",
        outcome.stdout
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let place = place();
    let outcome = place.run("diff old.sql nowhere.sql");
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.stderr.contains("cannot read nowhere.sql"),
        "{}",
        outcome.stderr
    );
    assert_eq!(place.run("diff - -").code, Some(2));
    assert_eq!(
        place.run("diff old.sql new.sql --json --sql mysql").code,
        Some(2)
    );
}

#[test]
fn an_alias_keeps_the_api_of_a_renamed_column() {
    let place = Place::new();
    let table = |name: &str| {
        format!(
            "CREATE TABLE orders (id int PRIMARY KEY, {name} decimal(10,2) NOT NULL, KEY k ({name}));
             CREATE TABLE tags (id int PRIMARY KEY, label text);"
        )
    };
    place.write("old.sql", table("total"));
    place.write("new.sql", table("amount"));
    let spec = |alias: &str| {
        format!(
            "scaffold: 1\nresources:\n  tags: {{operations: [list]}}\n  orders:\n    columns:\n      amount: {{was: total{alias}}}\n"
        )
    };
    place.write("bare.yaml", spec(""));
    place.write("api.yaml", spec(", alias: total"));
    let bare = place.run("diff old.sql new.sql --spec bare.yaml").stdout;
    for part in [
        "breaking: orders.list, query parameter total: the parameter `total` is gone\n",
        "breaking: Order/total in responses: `total` is gone",
    ] {
        assert!(bare.contains(part), "no {part} in\n{bare}");
    }
    let served = place.run("diff old.sql new.sql --spec api.yaml").stdout;
    assert!(!served.contains("breaking:"), "{served}");
    for part in [
        "orders.list, query parameter amount: the parameter `amount` is new and may be given\n",
        "Order/amount in responses: `amount` is new",
    ] {
        assert!(served.contains(part), "no {part} in\n{served}");
    }
}

#[test]
fn a_name_of_several_lines_is_no_statement() {
    let place = Place::new();
    let table = |name: &str| format!("CREATE TABLE `{name}` (id int PRIMARY KEY)");
    let old = format!(
        "CREATE TABLE t (id int PRIMARY KEY, `b\nDELETE FROM t; --x` int);\n{};",
        table("u\nDELETE FROM t; --x")
    );
    place.write("old.sql", old);
    place.write("new.sql", table("t"));
    for database in ["mysql", "sqlite"] {
        let script = place
            .run(&format!("diff old.sql new.sql --sql {database}"))
            .stdout;
        assert_eq!(
            script.matches("-- DELETE FROM t; --x").count(),
            2,
            "{script}"
        );
        let mut rest = script.lines();
        // Where it is live it is inside of a quoted name.
        assert!(
            rest.all(|line| !line.starts_with("DELETE FROM t; --x")
                || line.contains("x`")
                || line.contains("x\"")),
            "{script}"
        );
    }
}

#[test]
fn a_spec_that_does_not_fit_the_old_schema_is_said() {
    let place = place();
    let note = "note: The spec does not fit the old schema: the API before is what the old schema gives without it.\n";
    for (filter, is_told) in [("", false), (", filter: {add: [text]}", true)] {
        place.write("old.sql", "CREATE TABLE log (id int PRIMARY KEY)");
        let spec = format!("scaffold: 1\nresources:\n  log: {{path: logs{filter}}}\n");
        place.write("api.yaml", spec);
        let outcome = place.run("diff old.sql new.sql --spec api.yaml");
        assert_eq!(
            (outcome.code, outcome.stderr.as_str()),
            (Some(0), ""),
            "{outcome:?}"
        );
        assert_eq!(outcome.stdout.contains(note), is_told, "{outcome:?}");
    }
}
