//! Tables whose names differ in case alone, in one service: the same over HTTP on SQLite, where such names are one, and on
//! MariaDB, where they are not.

#![cfg(test)]

use std::path::PathBuf;

use scaffold_tests::{Running, build, load, lock, scaffold, workspace};
use serde_json::{Value as Json, json};

const NAME: &str = "case";

struct Service(Running);

impl Service {
    fn send(&self, method: &str, path: &str, body: &Json) -> (u16, Json) {
        self.0.ask(method, path, body)
    }

    /// The values of a member of every row of a list.
    fn column(&self, path: &str, name: &str) -> Vec<Json> {
        let (status, body) = self.send("GET", path, &Json::Null);
        assert_eq!(status, 200, "{path}: {body}");
        let rows = body["data"].as_array().expect("rows").iter();
        rows.map(|row| row[name].clone()).collect()
    }
}

fn reaches_both(service: &Service, runs_both: bool) {
    let (new, old) = ("/api/v1/Orders", "/api/v1/orders");
    assert_eq!(service.column(new, "total"), ["9.90"]);
    assert_eq!(service.column(old, "code"), ["old-1", "old-2"]);
    assert_eq!(service.column("/api/v1/old_codes", "code"), ["old-1"]);
    // SQLite takes the names of the two tables of its query for one.
    let (status, answer) = service.send("GET", "/api/v1/both_orders", &Json::Null);
    assert_eq!(status, if runs_both { 200 } else { 501 }, "{answer}");

    let order = json!({"customer_id": 2, "total": "1.00"});
    let (status, made) = service.send("POST", new, &order);
    assert_eq!(
        (status, &made["data"]["id"]),
        (201, &json!(11)),
        "{made}: the counter goes on"
    );
    let (status, made) = service.send("POST", old, &json!({"code": "old-3"}));
    assert_eq!((status, &made["data"]["id"]), (201, &json!(22)), "{made}");
    let (status, refused) = service.send("POST", old, &json!({"code": "old-3"}));
    assert_eq!(status, 409, "{refused}");

    let (status, changed) = service.send("PATCH", "/api/v1/orders/22", &json!({"code": "old-4"}));
    assert_eq!((status, &changed["data"]["code"]), (200, &json!("old-4")));
    let (status, gone) = service.send("DELETE", "/api/v1/Orders/11", &Json::Null);
    assert_eq!(status, 204, "{gone}");
    assert_eq!(service.column(new, "id"), [10]);
    assert_eq!(service.column(old, "id"), [20, 21, 22]);

    // Each foreign key is to the table of its own case.
    let line = |order: u32, old: u32| json!({"order_id": order, "line": 9, "old_id": old});
    for (order, old, expected) in [(20, 20, 409), (10, 10, 409), (10, 22, 201)] {
        let (status, answer) = service.send("POST", "/api/v1/lines", &line(order, old));
        assert_eq!(status, expected, "{order} {old}: {answer}");
    }
}

#[test]
fn both_tables_are_reached_on_both_databases() {
    let dump: PathBuf = workspace().join("tests/inputs/case.sql");
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join(NAME);
    let chassis = workspace().join("templates/chassis");
    let path = |path: &PathBuf| path.to_str().expect("UTF-8").to_owned();
    let (from, into, chassis) = (path(&dump), path(&project), path(&chassis));
    scaffold(&[
        NAME,
        "--ddl",
        &from,
        "--into",
        &into,
        "--chassis-path",
        &chassis,
        "--with-data",
    ]);
    lock(&project);
    let program = build(&project, NAME);
    let start = |database: &str| Service(Running::start(&program, NAME, &project, database));
    reaches_both(&start("sqlite:data/case.db"), false);
    reaches_both(&start(&load(&dump, "case_names")), true);
}
