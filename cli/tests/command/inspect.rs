//! `scaffold inspect`: what it shows, to whom, and with which exit code.

use serde_json::{Value, json};

use crate::place::Place;

/// One table or more for every kind of warning.
const ODD: &str = "\
CREATE TABLE `log` (`at` datetime NOT NULL DEFAULT '0000-00-00 00:00:00', `text` text) ENGINE=MyISAM;
CREATE TABLE `users` (
  `id` int NOT NULL,
  `userName` varchar(40) CHARACTER SET latin1 NOT NULL,
  `password` varchar(80) NOT NULL,
  `email` varchar(80) COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `boxes` (
  `code` varchar(20) NOT NULL,
  `price` double NOT NULL,
  `owner` varchar(40) NOT NULL,
  `gone` int,
  UNIQUE KEY (`code`),
  CONSTRAINT FOREIGN KEY (`owner`) REFERENCES `users` (`email`),
  CONSTRAINT FOREIGN KEY (`gone`) REFERENCES `nowhere` (`id`)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `box_meta` (`id` int PRIMARY KEY, `box_id` int, `meta_key` varchar(20), `meta_value` text, `kind` vector(3));
CREATE TABLE `box_metas` (`id` int PRIMARY KEY);
CREATE VIEW `seen` AS SELECT unknown_function(1) AS `x`;
CREATE TABLE `old` (`id` int PRIMARY KEY);
DROP TABLE `old`;
DELIMITER ;;
CREATE DEFINER=`root`@`%` TRIGGER `stamp` BEFORE INSERT ON `log` FOR EACH ROW BEGIN SET NEW.at = now(); END;;
CREATE PROCEDURE shop.tidy() BEGIN DELETE FROM log; END;;
DELIMITER ;
INSERT INTO `log` VALUES (1);
";

fn inspected() -> Value {
    let place = Place::new();
    place.write("odd.sql", ODD);
    let outcome = place.run("inspect odd.sql --json");
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    serde_json::from_str(&outcome.stdout).expect("JSON")
}

fn entry<'v>(report: &'v Value, name: &str) -> &'v Value {
    let entries = report["entries"].as_array().expect("a list");
    let mut found = entries.iter().filter(|entry| entry["name"] == name);
    let first = found.next().expect(name);
    assert_eq!(found.next(), None);
    first
}

#[test]
fn programs_read_all_of_it() {
    let place = Place::new();
    let outcome = place.run("inspect shop.sql --json");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let spot = |line: u32, column: u32| json!({"file": "shop.sql", "line": line, "column": column});
    let all = json!(["list", "get", "create", "replace", "update", "delete"]);
    let becomes = |path: &str, name: &str, columns: u32| {
        json!({
            "path": path, "type": name, "key": {"kind": "primary", "columns": ["id"]},
            "operations": all, "columns": columns,
        })
    };
    let entry = |name: &str, line: u32, becomes: Value, warnings: Value| {
        json!({
            "name": name, "kind": "table", "place": spot(line, 14), "becomes": becomes,
            "why": "the primary key addresses a row", "warnings": warnings,
        })
    };
    let unindexed = json!([{
        "kind": "unindexed_foreign_key",
        "message": "no index starts with the foreign key on `customer_id`; InnoDB makes one",
        "place": spot(13, 3),
    }]);
    let expected = json!({
        "format": 1,
        "totals": {"tables": 2, "views": 0, "resources": 2, "warnings": 1},
        "entries": [
            entry("customers", 2, becomes("/api/v1/customers", "Customer", 2), json!([])),
            entry("orders", 8, becomes("/api/v1/orders", "Order", 3), unindexed),
        ],
        "left_out": [],
        "skipped": [{"kind": "INSERT", "count": 1}],
        "prefix": null,
        "relations": [],
        "notes": [],
    });
    assert_eq!(report, expected, "{:#}", report);
}

#[test]
fn odd_tables_are_warned_of() {
    let report = inspected();
    let kinds = |name: &str| -> Vec<&str> {
        let warnings = entry(&report, name)["warnings"].as_array().expect("a list");
        warnings
            .iter()
            .map(|it| it["kind"].as_str().expect("a word"))
            .collect()
    };
    assert_eq!(
        kinds("log"),
        ["no_key", "engine_without_foreign_keys", "zero_date_default"]
    );
    assert_eq!(
        kinds("users"),
        ["mixed_charset", "secret", "renamed_fields"]
    );
    assert_eq!(
        kinds("boxes"),
        [
            "dangling_foreign_key",
            "unindexed_foreign_key",
            "unindexed_foreign_key",
            "foreign_key_charset",
            "float_money",
            "renamed_type"
        ]
    );
    assert_eq!(
        kinds("box_meta"),
        ["unknown_type", "entity_attribute_value"]
    );
    assert_eq!(kinds("box_metas"), ["renamed_type"]);
    assert_eq!(
        entry(&report, "boxes")["becomes"]["key"],
        json!({"kind": "unique", "columns": ["code"]})
    );
    assert_eq!(
        entry(&report, "log")["becomes"]["key"],
        json!({"kind": "none", "columns": []})
    );
}

#[test]
fn what_is_left_out_is_said_with_its_name_and_place() {
    let report = inspected();
    let seen = entry(&report, "seen");
    assert_eq!(
        (&seen["kind"], &seen["becomes"]),
        (&json!("view"), &Value::Null)
    );
    assert_eq!(seen["why"], "the type of its column `x` cannot be told");
    let left_out = report["left_out"].as_array().expect("a list");
    let left_out: Vec<(&Value, &Value, &Value)> = left_out
        .iter()
        .map(|it| (&it["kind"], &it["name"], &it["place"]["line"]))
        .collect();
    let expected = [
        ("table", "old", 21),
        ("trigger", "stamp", 24),
        ("procedure", "tidy", 25),
    ];
    let expected = expected.map(|(kind, name, line)| (json!(kind), json!(name), json!(line)));
    assert!(
        left_out
            .into_iter()
            .eq(expected.iter().map(|(a, b, c)| (a, b, c))),
        "{report:#}"
    );
    assert_eq!(report["skipped"], json!([{"kind": "INSERT", "count": 1}]));
}

#[test]
fn people_read_a_table_without_colors_in_a_pipe() {
    let place = Place::new();
    place.write("odd.sql", ODD);
    let outcome = place.run("inspect odd.sql");
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(!outcome.stdout.contains('\x1b'));
    for part in [
        "5 tables and 1 view become 5 resources below /api/v1/; ",
        "\nboxes        boxes      BoxRow    code (unique)  all           4        9\n",
        "\n    float_money: `price` looks like money",
        "\nprocedure  tidy   25    ",
    ] {
        assert!(
            outcome.stdout.contains(part),
            "no {part:?} in\n{}",
            outcome.stdout
        );
    }
    let long = outcome
        .stdout
        .lines()
        .find(|line| line.chars().count() > 100);
    assert_eq!(long, None);
}

#[test]
fn the_spec_counts() {
    let place = Place::new();
    place.write(
        "api.yaml",
        "resources:\n  customers: skip\n  orders: {type: Purchase, operations: [list]}\n",
    );
    let outcome = place.run("inspect shop.sql --spec api.yaml --json");
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(entry(&report, "customers")["why"], "the spec skips it");
    assert_eq!(entry(&report, "orders")["becomes"]["type"], "Purchase");
    assert_eq!(
        entry(&report, "orders")["becomes"]["operations"],
        json!(["list"])
    );
}

#[test]
fn input_that_cannot_be_read_ends_with_2_and_the_rest_is_shown() {
    let place = Place::new();
    place.write(
        "bad.sql",
        "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (id);\n",
    );
    let outcome = place.run("inspect bad.sql --json");
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert!(outcome.stderr.contains("bad.sql:2:"), "{}", outcome.stderr);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(entry(&report, "a")["becomes"]["path"], "/api/v1/a");
    assert_eq!(report["left_out"][0]["name"], "b");
    place
        .run("inspect nowhere.sql")
        .is_refused(&["cannot read nowhere.sql"]);
    place.write("api.yaml", "resource: 1\n");
    place
        .run("inspect shop.sql --spec api.yaml")
        .is_refused(&["api.yaml:1:1"]);
    place.write("empty.sql", "-- nothing\n");
    let outcome = place.run("inspect empty.sql");
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.stderr.contains("no table and no view"),
        "{outcome:?}"
    );
}
