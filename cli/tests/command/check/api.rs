//! Changes of the API.

use serde_json::Value;

use super::{BREAKING, NEWER, listed, project};
use crate::place::{Place, SHOP};

#[test]
fn a_breaking_change_alone() {
    let place = project();
    let known = place.read("shop/openapi.json");
    place.write("known.json", known.replace("\"name\"", "\"full_name\""));
    let listed = listed(&place, BREAKING, "--against known.json");
    for line in [
        "known.json: breaking: Customer/full_name in responses: `full_name` is gone, and `name`, of the same type, \
         is new: renamed? (customers.create, customers.get, customers.replace and 1 more)",
        "known.json: breaking: CustomerCreate/name in requests: `name` is new and must be sent (customers.create)",
    ] {
        assert!(
            listed.iter().any(|listed| listed == line),
            "no {line} in {listed:#?}"
        );
    }
    let help = place.run("check shop --against known.json").stdout;
    assert!(
        help.contains("help: clients of known.json may stop working"),
        "{help}"
    );
    assert!(!help.contains("scaffold regenerate"), "{help}");
}

#[test]
fn a_change_that_breaks_nothing_is_told_and_no_verdict() {
    let place = project();
    let mut known: Value = serde_json::from_str(&place.read("shop/openapi.json")).expect("JSON");
    known["paths"]
        .as_object_mut()
        .expect("paths")
        .remove("/api/v1/orders/{id}");
    place.write("known.json", known.to_string());
    let listed = listed(&place, 0, "--against known.json");
    assert!(
        listed.contains(&"known.json: orders.get: the operation is new".to_owned()),
        "{listed:?}"
    );
    for text in ["{", "{}", "[]", r#"{"openapi": 3}"#] {
        place.write("known.json", text);
        place
            .run("check shop --against known.json")
            .is_refused(&["known.json is no OpenAPI document", "help: "]);
    }
    place
        .run("check shop --against gone.json")
        .is_refused(&["cannot read gone.json"]);
}

#[test]
fn a_dropped_column_breaks_the_committed_document() {
    let place = project();
    place.write(
        "newer.sql",
        SHOP.replace("`name` varchar(40) NOT NULL COMMENT '姓名'", "`nick` text"),
    );
    let listed = listed(&place, NEWER + BREAKING, "--ddl newer.sql");
    let line = "openapi.json: breaking: Customer/name in responses: `name` is gone";
    assert!(
        listed.iter().any(|listed| listed.starts_with(line)),
        "{listed:#?}"
    );
}

#[test]
fn an_alias_keeps_clients_of_the_committed_document() {
    let place = Place::new();
    let table = |name: &str| {
        format!("CREATE TABLE orders (id int PRIMARY KEY, {name} int NOT NULL, KEY k ({name}));")
    };
    let new = "--chassis-path chassis";
    place.write("old.sql", table("total"));
    place
        .run(&format!("new old --ddl old.sql {new}"))
        .is_quiet();
    place.write("shop.sql", table("amount"));
    let spec = "scaffold: 1\nresources:\n  orders:\n    columns:\n      amount: {was: total, alias: total}\n";
    place.write("shop.yaml", spec);
    place
        .run(&format!("new shop --ddl shop.sql --spec shop.yaml {new}"))
        .is_quiet();
    let listed = listed(&place, 0, "--against old/openapi.json");
    let line = "old/openapi.json: orders.list, query parameter amount: the parameter `amount` is new and may be given";
    assert!(listed.iter().any(|listed| listed == line), "{listed:#?}");
}
