//! A service of two hand-written resources on SQLite: the shape of every answer, and hooks.

#![cfg(test)]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request};
use chassis::db::{Database, Transaction};
use chassis::{
    App, Context, DateTime, Decimal, Error, Fault, Hooks, Kind, Principal, Proposal, Query,
    Resource, Stored,
};
use serde_json::{Value as Json, json};
use tower::ServiceExt;

#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "customers", comment = "People <who> buy")]
struct Customer {
    #[resource(key, auto, filter, sort)]
    id: u64,
    #[resource(length = 20, filter, sort)]
    name: String,
    #[resource(precision = 10, scale = 2, default = "0.00")]
    credit: Decimal,
    #[resource(write_only, length = 40)]
    password: Option<String>,
    #[resource(default(sql = "CURRENT_TIMESTAMP"))]
    made_at: DateTime,
}

#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "lines", path = "order-lines")]
#[resource(payloads(NewLine, LinePatch))]
struct Line {
    #[resource(key, filter, sort, belongs_to("customers", "id"))]
    customer_id: u64,
    #[resource(key, length = 10, sort)]
    sku: String,
    note: Option<String>,
}

/// A row of which the table demands that the customers differ.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "gifts", payloads(NewGift, GiftPatch))]
struct Gift {
    #[resource(key, sort, belongs_to("customers", "id"))]
    from_id: u64,
    #[resource(key, sort, belongs_to("customers", "id"))]
    to_id: u64,
}

const SCHEMA: &str = "
CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE MYSQL_CI UNIQUE,
    credit TEXT NOT NULL COLLATE DECIMAL DEFAULT '0.00',
    password TEXT,
    made_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%S', 'now'))
) STRICT;
CREATE TABLE lines (
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    sku TEXT NOT NULL COLLATE MYSQL_CI,
    note TEXT,
    PRIMARY KEY (customer_id, sku)
) STRICT;
";

fn app() -> App {
    App::new("shop", "Shop & more")
        .schema(SCHEMA)
        .resource::<Customer>()
        .resource::<Line>()
}

/// A service on a database of its own.
struct Service {
    router: Router,
    _folder: tempfile::TempDir,
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Json,
}

impl Service {
    async fn new(app: App) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("shop.db").display());
        let database = Database::connect(&url).await.expect("a database");
        database.migrate(SCHEMA, &[]).await.expect("tables");
        Self {
            router: app.build(database).expect("a service"),
            _folder: folder,
        }
    }

    async fn send(&self, method: &str, path: &str, body: Json) -> Answer {
        let media_type = "application/json";
        self.raw(method, path, media_type, body.to_string()).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.raw("GET", path, "text/plain", String::new()).await
    }

    async fn raw(&self, method: &str, path: &str, media_type: &str, body: String) -> Answer {
        let request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).expect("a method"))
            .uri(path)
            .header("content-type", media_type)
            .body(Body::from(body))
            .expect("a request");
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
        }
    }
}

#[test]
fn the_smoke_test_passes_and_sees_a_stale_document() {
    let document = chassis::model::openapi::text(&app().service()).expect("a document");
    chassis::testing::smoke(app, &document);
    let stale = std::panic::catch_unwind(|| chassis::testing::smoke(app, "{}"));
    assert!(stale.is_err());
}

#[test]
fn the_smoke_test_has_two_rows_to_refer_to() {
    let app = || {
        let gifts = "CREATE TABLE gifts (
            from_id INTEGER NOT NULL REFERENCES customers (id),
            to_id INTEGER NOT NULL REFERENCES customers (id),
            PRIMARY KEY (from_id, to_id), CHECK (from_id <> to_id)
        ) STRICT;";
        App::new("gifts", "Gifts")
            .schema(Box::leak(format!("{SCHEMA}{gifts}").into_boxed_str()))
            .resource::<Customer>()
            .resource::<Gift>()
    };
    let document = chassis::model::openapi::text(&app().service()).expect("a document");
    chassis::testing::smoke(app, &document);
}

#[tokio::test]
async fn rows_are_made_read_changed_and_deleted() {
    let service = Service::new(app()).await;
    let made = service
        .send(
            "POST",
            "/api/v1/customers",
            json!({"name": "Ann", "password": "x"}),
        )
        .await;
    assert_eq!(made.status, 201);
    assert_eq!(made.headers["location"], "/api/v1/customers/1");
    assert_eq!(made.body["data"]["credit"], "0.00");
    assert_eq!(made.body["data"].get("password"), None);
    let line = json!({"customer_id": 1, "sku": "a/b c", "note": "n"});
    let made = service
        .send("POST", "/api/v1/order-lines", line.clone())
        .await;
    assert_eq!(made.headers["location"], "/api/v1/order-lines/1/a%2Fb%20c");
    let path = "/api/v1/order-lines/1/a%2Fb%20c";
    assert_eq!(service.get(path).await.body["data"], line);
    let changed = service.send("PATCH", path, json!({})).await;
    assert_eq!(changed.body["data"]["note"], "n");
    let changed = service.send("PATCH", path, json!({"note": null})).await;
    assert_eq!(changed.body["data"]["note"], Json::Null);
    let replaced = service
        .send("PUT", path, json!({"note": "m", "sku": "a/b c"}))
        .await;
    assert_eq!(
        (replaced.status, &replaced.body["data"]["note"]),
        (200, &json!("m"))
    );
    let held = service
        .raw("DELETE", "/api/v1/customers/1", "", String::new())
        .await;
    assert_eq!(
        (held.status, &held.body["code"]),
        (409, &json!("foreign_key"))
    );
    assert_eq!(
        service.raw("DELETE", path, "", String::new()).await.status,
        204
    );
    assert_eq!(
        service.raw("DELETE", path, "", String::new()).await.status,
        404
    );
    let gone = service
        .raw("DELETE", "/api/v1/customers/1", "", String::new())
        .await;
    assert_eq!(gone.status, 204);
}

#[tokio::test]
async fn lists_page_filter_and_order() {
    let service = Service::new(app()).await;
    for name in ["b", "A", "c"] {
        service
            .send("POST", "/api/v1/customers", json!({ "name": name }))
            .await;
    }
    let names = |answer: &Answer| -> Vec<String> {
        let rows = answer.body["data"].as_array().expect("rows").iter();
        rows.map(|row| row["name"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let first = service
        .get("/api/v1/customers?ordering=-name&limit=2")
        .await;
    assert_eq!(names(&first), ["c", "b"]);
    let cursor = first.body["page"]["next_cursor"]
        .as_str()
        .expect("a cursor");
    let path = format!("/api/v1/customers?ordering=-name&limit=2&cursor={cursor}");
    let last = service.get(&path).await;
    assert_eq!(names(&last), ["A"]);
    assert_eq!(last.body["page"], json!({"limit": 2, "next_cursor": null}));
    assert_eq!(names(&service.get("/api/v1/customers?name=a").await), ["A"]);
    let offset = service.get("/api/v1/customers?offset=1").await;
    assert_eq!(names(&offset), ["A", "c"]);
    assert_eq!(offset.body["page"]["offset"], 1);
}

#[tokio::test]
async fn every_failure_has_one_shape() {
    let service = Service::new(app()).await;
    service
        .send("POST", "/api/v1/customers", json!({"name": "Ann"}))
        .await;
    let json = "application/json";
    let cases = [
        ("GET", "/nowhere", json, "", 404, "not_found"),
        ("GET", "/api/v1/nowhere", json, "", 404, "not_found"),
        ("GET", "/api/v1/customers/1/2", json, "", 404, "not_found"),
        ("GET", "/api/v1/customers/9", json, "", 404, "not_found"),
        (
            "GET",
            "/api/v1/customers/x",
            json,
            "",
            400,
            "invalid_parameter",
        ),
        (
            "GET",
            "/api/v1/customers/%ff",
            json,
            "",
            400,
            "invalid_parameter",
        ),
        (
            "GET",
            "/api/v1/customers?name=%ff",
            json,
            "",
            400,
            "invalid_parameter",
        ),
        (
            "GET",
            "/api/v1/customers?x=1",
            json,
            "",
            400,
            "invalid_parameter",
        ),
        (
            "GET",
            "/api/v1/customers/1?x=1",
            json,
            "",
            400,
            "invalid_parameter",
        ),
        (
            "PUT",
            "/api/v1/customers",
            json,
            "{}",
            405,
            "method_not_allowed",
        ),
        (
            "BREW",
            "/api/v1/customers",
            json,
            "{}",
            405,
            "method_not_allowed",
        ),
        ("POST", "/healthz", json, "{}", 405, "method_not_allowed"),
        (
            "POST",
            "/api/v1/customers",
            "text/plain",
            "{}",
            415,
            "unsupported_media_type",
        ),
        (
            "POST",
            "/api/v1/customers",
            json,
            "[]",
            400,
            "malformed_body",
        ),
        ("POST", "/api/v1/customers", json, "{}", 422, "invalid"),
        (
            "POST",
            "/api/v1/customers",
            json,
            r#"{"name":"ann"}"#,
            409,
            "duplicate",
        ),
        (
            "POST",
            "/api/v1/order-lines",
            json,
            r#"{"customer_id":9,"sku":"a"}"#,
            409,
            "foreign_key",
        ),
        (
            "PATCH",
            "/api/v1/customers/9",
            json,
            r#"{"name":"b"}"#,
            404,
            "not_found",
        ),
        (
            "PATCH",
            "/api/v1/customers/1",
            json,
            r#"{"id":2}"#,
            422,
            "invalid",
        ),
    ];
    for (method, path, media_type, body, status, code) in cases {
        let answer = service.raw(method, path, media_type, body.to_owned()).await;
        let context = format!("{method} {path} {body}: {}", answer.body);
        assert_eq!(answer.status, status, "{context}");
        assert_eq!(answer.body["code"], code, "{context}");
        assert_eq!(answer.body["status"], status, "{context}");
        assert_eq!(
            answer.headers["content-type"], "application/problem+json",
            "{context}"
        );
        let id = answer.headers["x-request-id"].to_str().expect("ASCII");
        assert_eq!(answer.body["request_id"], id, "{context}");
    }
    let large = format!("{{\"name\": \"{}\"}}", "x".repeat(3 << 20));
    let answer = service.raw("POST", "/api/v1/customers", json, large).await;
    assert_eq!(
        (answer.status, &answer.body["code"]),
        (413, &json!("body_too_large"))
    );
    let answer = service
        .raw("PUT", "/api/v1/customers", json, String::new())
        .await;
    assert_eq!(answer.headers["allow"], "GET, POST, HEAD, OPTIONS");
    let options = service
        .raw("OPTIONS", "/api/v1/customers/1", "", String::new())
        .await;
    assert_eq!(options.status, 204);
    assert_eq!(
        options.headers["allow"],
        "GET, PUT, PATCH, DELETE, HEAD, OPTIONS"
    );
}

#[tokio::test]
async fn pages_are_there_without_a_network() {
    let service = Service::new(app()).await;
    for path in [
        "/",
        "/docs",
        "/docs/swagger-ui-bundle.js",
        "/openapi.json",
        "/healthz",
    ] {
        assert_eq!(service.get(path).await.status, 200, "{path}");
    }
    let slash = service.get("/docs/").await;
    assert_eq!(slash.status, 308);
    assert_eq!(slash.headers["location"], "/docs");
    assert_eq!(service.get("/healthz").await.body["status"], "ok");
    let served = service.get("/openapi.json").await.body;
    assert_eq!(served["info"]["title"], "Shop & more");
}

/// Refuses one name, changes another, and panics at a third.
struct Rules;

impl Hooks<Customer> for Rules {
    fn validate(&self, _: &Context, proposal: Proposal<'_, Customer>, faults: &mut Vec<Fault>) {
        if let Proposal::Create(new) = proposal
            && new.name == "nobody"
        {
            faults.push(Fault::member("name", "taken", "nobody is no name"));
        }
    }

    async fn before_create(
        &self,
        context: &Context,
        transaction: &mut Transaction,
        new: &mut Create,
    ) -> Result<(), Error> {
        assert_eq!(context.principal, Principal::Anonymous);
        assert_ne!(new.name, "boom");
        if new.name == "ann" {
            new.name = "Ann".to_owned();
        }
        let all = Customer::list(transaction, Query::all()).await?;
        assert!(all.iter().all(|row| row.name != new.name));
        Ok(())
    }

    async fn after_create(
        &self,
        _: &Context,
        _: &mut Transaction,
        row: &Stored<Customer>,
    ) -> Result<(), Error> {
        match row.get()?.name.as_str() {
            "late" => Err(Error::new(Kind::Invalid).detail("too late")),
            _ => Ok(()),
        }
    }

    async fn after_read(&self, _: &Context, row: &mut Stored<Customer>) -> Result<(), Error> {
        let mut customer = row.get()?;
        if customer.name == "Ann" {
            customer.name = "Ann the first".to_owned();
            row.set(customer);
        }
        Ok(())
    }
}

#[tokio::test]
async fn hooks_run_inside_the_transaction_and_a_panic_is_a_500() {
    let app = App::new("shop", "Shop").resource_with::<Customer, _>(Rules);
    let service = Service::new(app).await;
    let post = async |name: &str| {
        service
            .send("POST", "/api/v1/customers", json!({ "name": name }))
            .await
    };
    let nobody = post("nobody").await;
    assert_eq!(nobody.status, 422);
    assert_eq!(nobody.body["errors"][0]["pointer"], "/name");
    assert_eq!(nobody.body["errors"][0]["code"], "taken");
    assert_eq!(post("ann").await.body["data"]["name"], "Ann");
    assert_eq!(post("late").await.body["detail"], "too late");
    let panic = post("boom").await;
    assert_eq!(
        (panic.status, &panic.body["code"]),
        (500, &json!("internal"))
    );
    assert_eq!(post("after").await.status, 201);
    let list = service.get("/api/v1/customers").await;
    assert_eq!(list.body["data"].as_array().map(Vec::len), Some(2));
    assert_eq!(list.body["data"][0]["name"], "Ann the first");
    let some = service
        .get("/api/v1/customers?fields=name&ordering=-id&limit=1")
        .await;
    assert_eq!(some.body["data"], json!([{"name": "after"}]));
    assert!(some.body["page"]["next_cursor"].is_string());
}
