//! A project with hooks, custom operations and a struct written by hand: built, smoke-tested, and asked over HTTP, on SQLite
//! and on MariaDB.

#![cfg(test)]

use std::fs;
use std::path::Path;

use scaffold::args::Args;
use scaffold_tests::{Running, build, cargo, clippy, emit, load, succeed, workspace};
use serde_json::{Value as Json, json};

/// Whether `scaffold check` finds nothing to say.
fn is_up_to_date(project: &Path) -> bool {
    use clap::Parser;

    let project = project.to_str().expect("UTF-8");
    let arguments = Args::parse_from(["scaffold", "check", project]);
    scaffold::commands::run(&arguments) == std::process::ExitCode::SUCCESS
}

#[test]
fn code_of_the_services_own_runs() {
    let inputs = workspace().join("tests/inputs/coded");
    let ddl = workspace().join("schemas/shop.sql");
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("coded");
    emit("coded", &ddl, Some(&inputs.join("api.yaml")), &project);
    assert!(is_up_to_date(&project));
    succeed(&mut cargo(&project, &["fmt", "--check"]));
    succeed(&mut clippy(&project));

    // What nobody has written yet is counted, and no failure.
    let test = ["test", "--quiet", "--", "--nocapture"];
    let url = load(&ddl, "coded");
    let on_sqlite = succeed(&mut cargo(&project, &test));
    let on_mariadb = succeed(cargo(&project, &test).env("TEST_DATABASE_URL", &url));
    for (said, name) in [(on_sqlite, "Sqlite"), (on_mariadb, "Mysql")] {
        let line = format!(
            "reached a 2xx on {name}; 2 not written yet answer 501: orders.update, vouchers.get"
        );
        assert!(said.contains(&line), "{said}");
    }

    fs::copy(inputs.join("order.rs"), project.join("src/hooks/order.rs")).expect("a file of yours");
    assert!(is_up_to_date(&project));
    succeed(&mut clippy(&project));
    let program = build(&project, "coded");
    let url = load(&ddl, "coded");
    for url in ["sqlite:coded.db", &url] {
        answers(&Running::start(&program, "coded", folder.path(), url));
    }
}

/// Asks for what the service's own code does.
fn answers(service: &Running) {
    let send = |method: &str, path: &str, body: Json| service.ask(method, path, &body);
    let country = json!({"code": "FR", "name": "France", "vat_rate": "20"});
    assert_eq!(send("POST", "/api/v1/countries", country).0, 201);
    let customer =
        json!({"email": "a@b.c", "password_hash": "x", "full_name": "Ann", "country_code": "FR"});
    let (status, body) = send("POST", "/api/v1/customers", customer);
    assert_eq!(status, 201, "{body}");
    let customer = body["data"]["id"].clone();

    let order = json!({"customer_id": customer, "note": "mine"});
    let (status, body) = send("POST", "/api/v1/orders", order);
    assert_eq!(
        (status, &body["data"]["note"]),
        (201, &json!("made by a hook"))
    );
    let path = format!("/api/v1/orders/{}", body["data"]["id"]);
    let (status, body) = send("PATCH", &path, json!({"discount": "0.10"}));
    assert_eq!(
        (status, &body["detail"]),
        (422, &json!("only the note changes"))
    );
    let (status, body) = send("PATCH", &path, json!({"note": "paid at the door"}));
    assert_eq!(
        (status, &body["data"]["note"]),
        (200, &json!("paid at the door"))
    );
    // No index leads with it: the spec adds it.
    let filter = "/api/v1/orders?note=paid%20at%20the%20door";
    let (status, body) = send("GET", filter, Json::Null);
    assert_eq!(
        (status, body["data"].as_array().map(Vec::len)),
        (200, Some(1))
    );

    let seen = json!({"path": "/", "status": 200});
    assert_eq!(send("POST", "/api/v1/requests", seen).0, 201);
    let (status, body) = send("GET", "/api/v1/requests", Json::Null);
    assert_eq!((status, &body["data"][0]["status"]), (200, &json!(200)));
    assert_eq!(body["data"][0].get("customer_id"), None);
    let (status, body) = send("GET", "/openapi.json", Json::Null);
    assert_eq!(status, 200);
    assert!(body["paths"].get("/api/v1/requests").is_some());
    assert!(body["paths"].get("/api/v1/access_log").is_none());

    let (status, body) = send("GET", "/api/v1/vouchers/x", Json::Null);
    assert_eq!(
        (status, &body["code"]),
        (501, &json!("not_implemented")),
        "{body}"
    );
    assert_eq!(send("DELETE", "/api/v1/vouchers/x", Json::Null).0, 405);
}
