//! `scaffold spec`: what it prints, and that it is what `new` reads.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::place::Place;

/// Tables that give cause for every kind of line.
const ODD: &str = "\
CREATE TABLE `t_user` (`id` int PRIMARY KEY, `password` varchar(80), `deleted_at` datetime, `no` enum('a','b'));
CREATE TABLE `t_order` (`id` int PRIMARY KEY, `user_id` int, `is_deleted` tinyint(1) DEFAULT 0, KEY (`user_id`));
CREATE TABLE `t_订单` (`id` int PRIMARY KEY, `user_id` int);
CREATE VIEW `seen` AS SELECT unknown_function(1) AS `x`;
";

/// The spec with its marks taken off, so that it says all that it shows.
fn spoken(text: &str) -> String {
    let line = |line: &str| line.strip_prefix("# ").unwrap_or(line).to_owned() + "\n";
    text.lines().map(line).collect()
}

#[test]
fn a_starter_spec_shows_defaults_and_proposals() {
    let place = Place::new();
    place.write("odd.sql", ODD);
    let outcome = place.run("spec init odd.sql");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    for part in [
        "\nscaffold: 1\n",
        "\n#   page_size: {default: 20, max: 100}\n",
        "\n##  3 of 3 tables start so; ",
        "\n#   strip_prefix: [t_]\n",
        "\n##  table, odd.sql:1: 4 columns, key id\n#   t_user:\n#     type: TUser\n#     path: t_user\n\
         #     operations: [list, get, create, replace, update, delete]\n#     columns:\n\
         #       password: {write_only: true}\n#       \"no\": {type: TUserNo}\n",
        "\n##    `deleted_at` looks like a soft delete, which a later version reads as `delete: {soft: deleted_at}`\n",
        "`delete: {soft: {column: is_deleted, deleted: 1, alive: 0}}`\n",
        "\n#     relations:\n##      high confidence: ",
        "\n#       user: {column: user_id, to: t_user.id}\n",
        "\n#   t_订单:\n#     path: t_订单\n",
        "\n##  view, odd.sql:4: left out: the type of its column `x` cannot be told\n#   seen: skip\n",
    ] {
        assert!(
            outcome.stdout.contains(part),
            "no {part:?} in\n{}",
            outcome.stdout
        );
    }
}

#[test]
fn a_starter_spec_changes_nothing_until_it_is_spoken() {
    let place = Place::new();
    place.write("odd.sql", ODD);
    let starter = place.run("spec init odd.sql").stdout;
    place.write("starter.yaml", &starter);
    place.write("spoken.yaml", spoken(&starter));
    let new = "new shop --ddl odd.sql --chassis-path chassis";
    place.run(&format!("{new} --into plain")).is_quiet();
    place
        .run(&format!("{new} --into starter --spec starter.yaml"))
        .is_quiet();
    let files = |folder: &str| {
        let mut files = place.tree(folder);
        files.retain(|path, _| !path.starts_with(".scaffold") && path != Path::new("api.yaml"));
        files
    };
    assert_eq!(files("starter"), files("plain"));
    place
        .run(&format!("{new} --into spoken --spec spoken.yaml"))
        .is_quiet();
    let order = place.read("spoken/src/resources/t_order.rs");
    assert!(
        order.contains(r#"belongs_to("t_user", "id", loose, name = "user")"#),
        "{order}"
    );
}

#[test]
fn relations_become_links_and_filters() {
    let place = Place::new();
    place.write("odd.sql", ODD);
    let relation = |text: &str| format!("resources: {{t_订单: {{relations: {{user: {text}}}}}}}\n");
    place.write("api.yaml", relation("{column: user_id, to: t_user.id}"));
    let new = "new shop --ddl odd.sql --chassis-path chassis --spec api.yaml";
    place.run(new).is_quiet();
    let openapi: Value = serde_json::from_str(&place.read("shop/openapi.json")).expect("JSON");
    let text = openapi["paths"].to_string();
    assert!(text.contains("\"user_id\""), "{text}");
    for (said, parts) in [
        (
            "{column: user, to: t_user.id}",
            &["has no column `user`", "did you mean `user_id`?"][..],
        ),
        (
            "{column: user_id, to: users.id}",
            &["the dump has no table `users`"],
        ),
        (
            "{column: user_id, to: seen.x}",
            &["`seen` is a view, so nothing can refer to it"],
        ),
        (
            "{column: user_id, to: t_user.uid}",
            &["`t_user` has no column `uid`"],
        ),
        ("{column: user_id, to: t_user.password}", &["is no key"]),
        (
            "{column: user_id, to: t_user}",
            &["is no table with a column", "write `table.column`"],
        ),
        ("{column: user_id}", &["the relation `user` is half said"]),
        ("user_id", &["needs a mapping"]),
    ] {
        place.write("api.yaml", relation(said));
        place.run(&format!("{new} --into other")).is_refused(parts);
    }
    place.write(
        "api.yaml",
        format!(
            "{}  t_user: skip\n",
            relation("{column: user_id, to: t_user.id}")
                .replace("{t_订单", "\n  t_订单")
                .replace("}}}}", "}}}")
        ),
    );
    place
        .run(&format!("{new} --into other"))
        .is_refused(&["`t_user` is skipped"]);
}

#[test]
fn relations_of_several_columns() {
    let place = Place::new();
    let dump = "CREATE TABLE shops (tenant int, id int, city varchar(9), PRIMARY KEY (tenant, id), KEY (city));\n\
                CREATE TABLE sales (id int PRIMARY KEY, tenant int NOT NULL, shop_id int NOT NULL);\n";
    place.write("sales.sql", dump);
    let relation =
        |text: &str| format!("resources:\n  sales:\n    relations:\n      shop: {text}\n");
    let new = "new shop --ddl sales.sql --chassis-path chassis --spec api.yaml";
    let both = "{column: [tenant, shop_id], to: [shops.tenant, shops.id]}";
    place.write("api.yaml", relation(both));
    place.run(new).is_quiet();
    let sale = place.read("shop/src/resources/sale.rs");
    let declared = "CREATE TABLE sales (id int PRIMARY KEY, tenant int NOT NULL, shop_id int NOT NULL, \
                    FOREIGN KEY (tenant, shop_id) REFERENCES shops (tenant, id));\n";
    let (shops, _) = dump.split_once('\n').expect("two lines");
    place.write("declared.sql", format!("{shops}\n{declared}"));
    place
        .run("new shop --ddl declared.sql --chassis-path chassis --into declared")
        .is_quiet();
    // But for what no database enforces, and the name that was said.
    let own = "    keys(\"tenant\", \"id\"),\n    loose,\n    name = \"shop\"\n";
    assert!(sale.contains(own), "{sale}");
    let words = |text: &str| text.split_whitespace().collect::<String>();
    let enforced = words(&sale).replace(",loose,name=\"shop\"", "");
    let declared = place.read("declared/src/resources/sale.rs");
    assert_eq!(enforced, words(&declared));
    for (said, parts) in [
        (
            "{column: [tenant, shop], to: [shops.tenant, shops.id]}",
            &[
                "api.yaml:4:31",
                "has no column `shop`",
                "did you mean `shop_id`?",
            ][..],
        ),
        (
            "{column: [tenant, shop_id], to: [shops.tenant, shops.ids]}",
            &[
                "api.yaml:4:60",
                "`shops` has no column `ids`",
                "did you mean `id`?",
            ],
        ),
        (
            "{column: [tenant, shop_id], to: [shops.tenant, sales.id]}",
            &["api.yaml:4:60", "`sales` is another table than `shops`"],
        ),
        (
            "{column: [tenant, shop_id], to: shops.id}",
            &["`column` has 2 and `to` has 1", "in the same order"],
        ),
        (
            "{column: [tenant, tenant], to: [shops.tenant, shops.id]}",
            &["the same item twice in `column`"],
        ),
        (
            "{column: [tenant, shop_id], to: [shops.tenant, shops.city]}",
            &["these columns of `shops` are no key", "all columns"],
        ),
        (
            "{column: tenant, to: shops.tenant}",
            &["`shops.tenant` is no key"],
        ),
        (
            "{column: [], to: []}",
            &["the relation `shop` is half said"],
        ),
    ] {
        place.write("api.yaml", relation(said));
        place.run(&format!("{new} --into other")).is_refused(parts);
    }
}

#[test]
fn a_dump_that_cannot_be_read_gives_no_spec() {
    let place = Place::new();
    place.write("bad.sql", "CREATE TABLE b (id);\n");
    place.run("spec init bad.sql").is_refused(&["bad.sql:1:"]);
    place
        .run("spec init nowhere.sql")
        .is_refused(&["cannot read nowhere.sql"]);
}

#[test]
fn the_schema_of_specs_is_fresh() {
    let outcome = Place::new().run("spec schema");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/spec.schema.json");
    let committed = fs::read_to_string(path).expect("the committed schema");
    assert!(
        outcome.stdout == committed,
        "cargo run -p scaffold-cli -- spec schema > schemas/spec.schema.json"
    );
}

#[test]
fn every_key_of_the_schema_is_documented() {
    let schema: Value =
        serde_json::from_str(&Place::new().run("spec schema").stdout).expect("JSON");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/spec.md");
    let page = fs::read_to_string(path).expect("docs/spec.md");
    fn check(schema: &Value, page: &str) {
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            assert!(
                page.contains(&format!("| `{key}` |")),
                "docs/spec.md has no row for `{key}`"
            );
            assert!(
                value["description"].is_string(),
                "`{key}` has no description"
            );
        }
        match schema {
            Value::Object(members) => members.values().for_each(|value| check(value, page)),
            Value::Array(items) => items.iter().for_each(|value| check(value, page)),
            _ => {}
        }
    }
    check(&schema, &page);
}
