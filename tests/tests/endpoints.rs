//! Custom endpoints of a whole emitted project: 501 at first, then with code of their own over HTTP, the same on SQLite and
//! on MariaDB; and code that no longer fits its contract.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use scaffold_tests::{Running, build, cargo, clippy, emit, load, succeed, workspace};
use serde_json::{Value as Json, json};

const NAME: &str = "endpoints";

fn inputs() -> PathBuf {
    workspace().join("tests/inputs")
}

/// A service that runs, and what its answers are about.
struct Service(Running);

impl Service {
    /// A project's program as its code is now.
    fn start(project: &Path, database: &str) -> Self {
        Self(Running::start(
            &build(project, NAME),
            NAME,
            project,
            database,
        ))
    }

    fn send(&self, method: &str, path: &str, body: &Json) -> (u16, Json) {
        self.0.ask(method, path, body)
    }

    fn create(&self, path: &str, row: &Json) -> Json {
        let (status, body) = self.send("POST", path, row);
        assert_eq!(status, 201, "{path}: {body}");
        body["data"]["id"].clone()
    }

    /// A new order's path.
    fn order(&self) -> String {
        let country = json!({"code": "DE", "name": "Germany", "vat_rate": "19.00"});
        // It may be there from the last time.
        self.send("POST", "/api/v1/countries", &country);
        let email = format!("{:p}@example.com", &raw const country);
        let customer = json!({"email": email, "password_hash": "x", "full_name": "Ann"});
        let customer = self.create("/api/v1/customers", &customer);
        let order = json!({"customer_id": customer, "status": "paid", "shipping": "4.90"});
        let order = self.create("/api/v1/orders", &order);
        format!("/api/v1/orders/{order}")
    }
}

/// The status of an answer, its code, and its faults.
fn refused((status, answer): (u16, Json)) -> (u16, String, Vec<String>) {
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let fault = |fault: &Json| {
        let place = fault.get("pointer").or_else(|| fault.get("parameter"));
        format!("{} {}", text(place.expect("a place")), text(&fault["code"]))
    };
    let faults = answer["errors"].as_array();
    let faults = faults.map(|faults| faults.iter().map(fault).collect());
    (status, text(&answer["code"]), faults.unwrap_or_default())
}

fn unwritten(service: &Service) {
    let path = "/api/v1/orders/1/place";
    let (status, answer) = service.send("POST", path, &json!({"lines": []}));
    assert_eq!((status, &answer["code"]), (501, &json!("not_implemented")));
    // The contract holds before there is code.
    let refused = refused(service.send("POST", path, &json!({})));
    assert_eq!(
        refused,
        (
            422,
            "invalid".to_owned(),
            vec!["/lines required".to_owned()]
        )
    );
    let (status, _) = service.send("PATCH", "/api/v1/orders/1/touch", &Json::Null);
    assert_eq!(status, 501);
}

fn faults(service: &Service) {
    let body = json!({
        "coupon": "x".repeat(21),
        "lines": [
            {"sku": "A", "quantity": 1},
            {"sku": "x".repeat(33), "quantity": 0},
            {"quantity": "2", "size": 1},
        ],
    });
    let places = [
        "/coupon too_long",
        "/lines/1/sku too_long",
        "/lines/1/quantity out_of_range",
        "/lines/2/size unknown_member",
        "/lines/2/sku required",
        "/lines/2/quantity type",
    ];
    let answer = refused(service.send("POST", "/api/v1/orders/1/place", &body));
    assert_eq!(
        answer,
        (
            422,
            "invalid".to_owned(),
            places.map(str::to_owned).to_vec()
        )
    );
    let path = "/api/v1/statistics?status=lost&since=2026-02-30&more=1";
    let places = ["more unknown_parameter", "status choice", "since format"];
    assert_eq!(
        refused(service.send("GET", path, &Json::Null)),
        (
            400,
            "invalid_parameter".to_owned(),
            places.map(str::to_owned).to_vec()
        )
    );
}

fn results(service: &Service) {
    let order = service.order();
    let body = json!({"lines": [{"sku": "A", "quantity": 2}]});
    let (status, answer) = service.send("POST", &format!("{order}/place"), &body);
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["data"]["note"], "2 of A; None; false");
    let row = service.send("GET", &order, &Json::Null).1;
    assert_eq!(answer, row, "a row is shown as the resource shows it");
    let path = "/api/v1/statistics?status=paid&since=2026-01-02";
    let (status, answer) = service.send("GET", path, &Json::Null);
    let days = json!([{"day": "2026-01-02", "tags": ["since"]}]);
    assert_eq!((status, &answer["data"]["days"]), (200, &days), "{answer}");
    assert_eq!(answer["data"]["status"], "paid");
    let total = answer["data"]["total"].as_str().expect("text");
    assert!(total.ends_with("0") && total.contains('.'), "{total}");
}

fn all_or_nothing(service: &Service) {
    let order = service.order();
    let before = service.send("GET", &order, &Json::Null).1;
    let place = |sku: &str| {
        let body = json!({"lines": [{"sku": sku, "quantity": 1}]});
        service.send("POST", &format!("{order}/place"), &body)
    };
    let (status, answer) = place("gone");
    assert_eq!((status, &answer["code"]), (409, &json!("out_of_stock")));
    let (status, answer) = place("slow");
    assert_eq!((status, &answer["code"]), (504, &json!("timeout")));
    assert_eq!(service.send("GET", &order, &Json::Null).1, before);
    let (status, answer) =
        service.send("POST", "/api/v1/orders/999999/place", &json!({"lines": []}));
    assert_eq!((status, &answer["code"]), (404, &json!("not_found")));
}

/// The same on both databases; each is new.
fn answers_alike(project: &Path) {
    let mariadb = load(&workspace().join("schemas/shop.sql"), "custom_endpoints");
    let sqlite = format!("sqlite:{}", project.join("data/test.db").display());
    for database in [sqlite, mariadb] {
        let service = Service::start(project, &database);
        faults(&service);
        results(&service);
        all_or_nothing(&service);
    }
}

/// Code that was written for another contract is an error in its own file.
fn misfits(project: &Path, spec: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let changed = folder.path().join("api.yaml");
    let cases = [
        ("result: order\n", "result: [order]\n", "E0271"),
        ("{sku: products.sku,", "{article: products.sku,", "E0609"),
    ];
    for (index, (old, new, code)) in cases.into_iter().enumerate() {
        assert!(spec.contains(old), "{old}");
        fs::write(&changed, spec.replace(old, new)).expect("a spec");
        let other = folder.path().join(format!("other-{index}"));
        let ddl = workspace().join("schemas/shop.sql");
        emit(NAME, &ddl, Some(&changed), &other);
        for name in ["place_order.rs", "statistics.rs"] {
            let file = Path::new("src/endpoints").join(name);
            fs::copy(project.join(&file), other.join(&file)).expect("a copy");
        }
        let output = cargo(&other, &["check", "--quiet"]).output();
        let output = output.expect("cargo");
        assert!(!output.status.success());
        let errors = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<&str> = errors
            .split("\n\n")
            .filter(|it| it.contains("error["))
            .collect();
        assert!(!errors.is_empty());
        for error in errors {
            assert!(error.contains(code), "{error}");
            assert!(
                error.contains("--> src/endpoints/place_order.rs:"),
                "{error}"
            );
        }
    }
}

#[test]
fn endpoints_are_a_contract_and_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join(NAME);
    let spec = inputs().join("endpoints.api.yaml");
    let ddl = workspace().join("schemas/shop.sql");
    emit(NAME, &ddl, Some(&spec), &project);
    succeed(&mut cargo(&project, &["fmt", "--check"]));
    succeed(&mut clippy(&project));
    let smoke = succeed(&mut cargo(
        &project,
        &["test", "--quiet", "--", "--nocapture"],
    ));
    assert!(
        smoke.contains("custom endpoints: 0 answered, 3 not written yet"),
        "{smoke}"
    );
    let database = format!("sqlite:{}", project.join("data/unwritten.db").display());
    unwritten(&Service::start(&project, &database));

    for name in ["place_order.rs", "statistics.rs"] {
        let code = inputs().join("endpoints").join(name);
        fs::copy(code, project.join("src/endpoints").join(name)).expect("a copy");
    }
    let smoke = succeed(&mut cargo(
        &project,
        &["test", "--quiet", "--", "--nocapture"],
    ));
    let counts = "custom endpoints: 2 answered, 1 not written yet";
    assert!(smoke.contains(counts), "{smoke}");
    answers_alike(&project);
    misfits(&project, &fs::read_to_string(spec).expect("the spec"));
}
