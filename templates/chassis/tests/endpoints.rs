//! Custom endpoints written by hand, on SQLite: what they are given, what becomes of failures, and what is refused at start.

#![cfg(test)]

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use chassis::db::{Database, Transaction};
use chassis::model::{self, Method};
use chassis::{App, Context, Date, Decimal, Endpoint, Error, Gives, Kind, Object, Query, Resource};
use serde_json::{Value as Json, json};
use tower::ServiceExt;

/// A customer.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "customers")]
pub struct Customer {
    #[resource(key, auto)]
    id: u64,
    #[resource(length = 20)]
    name: String,
    #[resource(write_only)]
    secret: Option<String>,
}

const SCHEMA: &str = "CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE MYSQL_CI UNIQUE,
    secret TEXT
) STRICT;";

/// What `place` takes.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct PlaceInput {
    #[resource(parameter)]
    id: u64,
    #[resource(parameter, default = "0")]
    dry_run: bool,
    #[resource(parameter)]
    on: Option<Date>,
    #[resource(length = 5)]
    coupon: Option<String>,
    #[resource(object)]
    lines: Vec<Line>,
    #[resource(object, name = "ship/to")]
    ship_to: Option<Address>,
    #[resource(length = 3)]
    tags: Option<Vec<String>>,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct Line {
    #[resource(length = 4)]
    sku: String,
    #[resource(range(min = 1), default = "1")]
    quantity: u32,
}

/// An address.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct Address {
    street: String,
}

/// What `place` gives.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct PlaceOutput {
    seen: String,
    #[resource(precision = 6, scale = 2)]
    total: Decimal,
    #[resource(object)]
    lines: Vec<Line>,
    #[resource(object)]
    ship_to: Option<Address>,
}

struct Code;

impl Code {
    async fn place(
        &self,
        _: &Context,
        on: &mut Transaction,
        input: PlaceInput,
    ) -> Result<PlaceOutput, Error> {
        let seen = format!(
            "{} {} {:?} {:?} {:?}",
            input.id, input.dry_run, input.on, input.coupon, input.tags
        );
        let new = Create {
            name: format!("placed {}", input.id),
            secret: None,
            id: None,
        };
        Customer::insert(on, new).await?;
        Ok(PlaceOutput {
            seen,
            total: "12.5".parse().map_err(|_| Error::new(Kind::Internal))?,
            lines: input.lines,
            ship_to: input.ship_to,
        })
    }

    /// Inserts a row, then fails or takes its time.
    async fn fail(&self, _: &Context, on: &mut Transaction, how: Fail) -> Result<(), Error> {
        let new = Create {
            name: "lost".to_owned(),
            secret: None,
            id: None,
        };
        Customer::insert(on, new).await?;
        match how.how.as_str() {
            "slow" => tokio::time::sleep(Duration::from_secs(30)).await,
            "refuse" => {
                let kind = Kind::Own {
                    code: "out_of_stock",
                    status: 409,
                };
                return Err(Error::new(kind).detail("none left"));
            }
            _ => {}
        }
        Ok(())
    }

    async fn all(&self, _: &Context, on: &mut Database, (): ()) -> Result<Vec<Customer>, Error> {
        Customer::list(on, Query::all()).await
    }
}

/// What `fail` takes.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct Fail {
    #[resource(parameter)]
    how: String,
}

fn place() -> Endpoint {
    let about = model::Endpoint::new("place", Method::Post, "/customers/{id}/place");
    Endpoint::in_transaction(about, Gives::object(), Code, |code, context, on, input| {
        Box::pin(code.place(context, on, input))
    })
}

fn fail() -> Endpoint {
    let about = model::Endpoint::new("fail", Method::Post, "/fail/{how}")
        .error("out_of_stock", 409)
        .timeout(Duration::from_millis(200));
    Endpoint::in_transaction(about, Gives::nothing(), Code, |code, context, on, input| {
        Box::pin(code.fail(context, on, input))
    })
}

fn all() -> Endpoint {
    let about = model::Endpoint::new("all", Method::Get, "/everybody");
    Endpoint::on_database(about, Gives::rows(), Code, |code, context, on, input| {
        Box::pin(code.all(context, on, input))
    })
}

fn app() -> App {
    App::new("shop", "Shop")
        .schema(SCHEMA)
        .resource::<Customer>()
        .endpoint(place())
        .endpoint(fail())
        .endpoint(all())
}

/// A service on a database of its own.
struct Service {
    router: Router,
    _folder: tempfile::TempDir,
}

impl Service {
    async fn new() -> Self {
        let (database, folder) = database().await;
        Self {
            router: app().build(database).expect("a service"),
            _folder: folder,
        }
    }

    async fn send(&self, method: &str, path: &str, body: &str) -> (u16, String, Json) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .body(Body::from(body.to_owned()))
            .expect("a request");
        let response = self.router.clone().oneshot(request).await;
        let (parts, body) = response.expect("an answer").into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let allow = parts.headers.get("allow");
        let allow = allow.map_or("", |value| value.to_str().expect("ASCII"));
        let json = serde_json::from_slice(&bytes).unwrap_or(Json::Null);
        (parts.status.as_u16(), allow.to_owned(), json)
    }

    /// The status of a refused request, and where it is at fault.
    async fn faults(&self, path: &str, body: &str) -> (u16, Vec<String>) {
        let (status, _, answer) = self.send("POST", path, body).await;
        let fault = |fault: &Json| {
            let place = fault.get("pointer").or_else(|| fault.get("parameter"));
            let text = |json: &Json| json.as_str().expect("text").to_owned();
            format!("{} {}", text(place.expect("a place")), text(&fault["code"]))
        };
        let faults = answer["errors"].as_array();
        let faults = faults.map(|faults| faults.iter().map(fault).collect());
        (status, faults.unwrap_or_default())
    }
}

async fn database() -> (Database, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("shop.db").display());
    let database = Database::connect(&url).await.expect("a database");
    database.migrate(SCHEMA, &[]).await.expect("tables");
    (database, folder)
}

const PLACE: &str = "/api/v1/customers/7/place";

#[tokio::test]
async fn input_is_typed_and_output_is_json() {
    let service = Service::new().await;
    let body =
        json!({"lines": [{"sku": "A", "quantity": 2}, {"sku": "B"}], "ship/to": {"street": "S"}});
    let path = format!("{PLACE}?dry_run=true&on=2026-01-02");
    let (status, _, answer) = service.send("POST", &path, &body.to_string()).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(
        answer,
        json!({"data": {
            "seen": "7 true Some(2026-01-02) None None",
            "total": "12.50",
            "lines": [{"sku": "A", "quantity": 2}, {"sku": "B", "quantity": 1}],
            "ship_to": {"street": "S"},
        }})
    );
    let (status, _, answer) = service
        .send(
            "POST",
            "/api/v1/customers/8/place",
            r#"{"lines": [], "tags": ["a", "b"], "coupon": null}"#,
        )
        .await;
    assert_eq!((status, &answer["data"]["ship_to"]), (200, &Json::Null));
    assert_eq!(
        answer["data"]["seen"],
        "8 false None None Some([\"a\", \"b\"])"
    );
    let (status, _, answer) = service.send("GET", "/api/v1/everybody", "").await;
    let rows = json!([{"id": 1, "name": "placed 7"}, {"id": 2, "name": "placed 8"}]);
    assert_eq!((status, &answer["data"]), (200, &rows));
}

#[tokio::test]
async fn every_fault_is_told_at_once() {
    let service = Service::new().await;
    let body = r#"{"coupon": "too long", "lines": [{"sku": "A", "quantity": 0}, {"sku": null, "sku": "B", "x~/y": 1}, 3],
        "ship/to": {"street": 1}, "tags": ["ok", null, "long"], "more": 1}"#;
    assert_eq!(
        service.faults(PLACE, body).await,
        (
            422,
            [
                "/more unknown_member",
                "/coupon too_long",
                "/lines/0/quantity out_of_range",
                "/lines/1/sku duplicate_member",
                "/lines/1/x~0~1y unknown_member",
                "/lines/1/sku not_null",
                "/lines/2 type",
                "/ship~1to/street type",
                "/tags/1 not_null",
                "/tags/2 too_long",
            ]
            .map(str::to_owned)
            .to_vec()
        )
    );
    let path = "/api/v1/customers/x/place?on=yesterday&dry_run=1&dry_run=0&id=3";
    assert_eq!(
        service.faults(path, "{}").await,
        (
            400,
            [
                "dry_run duplicate_parameter",
                "id unknown_parameter",
                "id type",
                "on format",
                "/lines required",
            ]
            .map(str::to_owned)
            .to_vec()
        )
    );
    assert_eq!(service.faults(PLACE, "[]").await.0, 400);
    assert_eq!(
        service.faults(PLACE, r#"{"lines": null}"#).await.1,
        ["/lines not_null"]
    );
    let list = format!("[{}]", vec!["0"; 5000].join(","));
    let (status, faults) = service
        .faults(PLACE, &format!(r#"{{"lines": {list}}}"#))
        .await;
    assert_eq!((status, faults.len()), (422, 1000));
}

#[tokio::test]
async fn failures_roll_back_and_have_codes_of_their_own() {
    let service = Service::new().await;
    let (status, _, answer) = service.send("POST", "/api/v1/fail/refuse", "").await;
    assert_eq!((status, &answer["code"]), (409, &json!("out_of_stock")));
    assert_eq!(answer["detail"], "none left");
    let (status, _, answer) = service.send("POST", "/api/v1/fail/slow", "").await;
    assert_eq!((status, &answer["code"]), (504, &json!("timeout")));
    let (_, _, answer) = service.send("GET", "/api/v1/everybody", "").await;
    assert_eq!(answer["data"], json!([]));
    // The unique name is free, twice rolled back.
    assert_eq!(service.send("POST", "/api/v1/fail/no", "").await.0, 204);
    let (status, _, answer) = service.send("POST", "/api/v1/fail/no", "").await;
    assert_eq!((status, &answer["code"]), (409, &json!("duplicate")));
}

#[tokio::test]
async fn methods_of_a_path_are_told() {
    let service = Service::new().await;
    let (status, allow, _) = service.send("GET", PLACE, "").await;
    assert_eq!((status, allow.as_str()), (405, "POST, OPTIONS"));
    let (status, allow, _) = service.send("OPTIONS", "/api/v1/everybody", "").await;
    assert_eq!((status, allow.as_str()), (204, "GET, HEAD, OPTIONS"));
    assert_eq!(service.send("GET", "/api/v1/nobody", "").await.0, 404);
    assert_eq!(service.send("HEAD", "/api/v1/everybody", "").await.0, 200);
}

/// What takes a default that is none.
#[derive(Debug, Clone, PartialEq, Object)]
struct Odd {
    #[resource(parameter, default = "many")]
    count: u8,
}

#[tokio::test]
async fn endpoints_that_do_not_fit_are_refused_at_start() {
    let (database, _folder) = database().await;
    let again = |id, path| {
        let about = model::Endpoint::new(id, Method::Get, path);
        Endpoint::on_database(about, Gives::<()>::nothing(), (), |(), _, _, _: Odd| {
            Box::pin(async { Ok(()) })
        })
    };
    let refused = |app: App| match app.build(database.clone()) {
        Ok(_) => "built".to_owned(),
        Err(error) => error.to_string(),
    };
    let text = refused(app().endpoint(again("odd", "/customers/latest")));
    assert!(
        text.contains("`odd`: GET /customers/latest is taken by `customers.get`"),
        "{text}"
    );
    assert!(text.contains("`odd`: `count` cannot be \"many\""), "{text}");
    let text = refused(app().endpoint(again("all", "/other")));
    assert!(
        text.contains("type `All` is taken by endpoint `all`"),
        "{text}"
    );
}
