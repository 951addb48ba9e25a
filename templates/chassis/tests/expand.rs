//! Related rows: what comes with a row, in how many queries, and what never comes.

#![cfg(test)]

use std::cell::Cell;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use chassis::db::Database;
use chassis::{App, Bytes, Context, Error, Hooks, Resource, Stored};
use serde_json::{Value as Json, json};
use tower::ServiceExt;
use tracing_subscriber::layer::{Context as Scope, SubscriberExt};
use tracing_subscriber::{Layer, Registry};

/// Who buys.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "customers", hooks, payloads(NewCustomer, CustomerPatch))]
struct Customer {
    #[resource(key, filter, sort)]
    id: u64,
    #[resource(length = 40)]
    name: String,
    #[resource(hidden, length = 40, default = "")]
    note: String,
    #[resource(write_only, length = 40)]
    password: Option<String>,
    #[resource(length = 8)]
    picture: Option<Bytes>,
    #[resource(length = 2, belongs_to("countries", "code"))]
    country_code: Option<String>,
}

/// A country, whose code compares without case.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "countries", payloads(NewCountry, CountryPatch))]
struct Country {
    #[resource(key, length = 2)]
    code: String,
}

/// What is bought.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(
    table = "orders",
    page_size(default = 100, max = 200),
    payloads(NewOrder, OrderPatch)
)]
struct Order {
    #[resource(key, filter, sort)]
    id: u64,
    #[resource(filter, sort, belongs_to("customers", "id"))]
    customer_id: u64,
}

/// Part of an order.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "order_items", payloads(NewItem, ItemPatch))]
struct OrderItem {
    #[resource(key, filter, sort, belongs_to("orders", "id"))]
    order_id: u64,
    #[resource(key)]
    line: u64,
    #[resource(belongs_to("secrets", "id"))]
    secret_id: Option<u64>,
}

/// What nobody reads.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(
    table = "secrets",
    operations(create),
    payloads(NewSecret, SecretPatch)
)]
struct Secret {
    #[resource(key)]
    id: u64,
}

struct Loud;

impl Hooks<Customer> for Loud {
    async fn after_read(&self, _: &Context, row: &mut Stored<Customer>) -> Result<(), Error> {
        let mut customer = row.get()?;
        customer.name.make_ascii_uppercase();
        row.set(customer);
        Ok(())
    }
}

const SCHEMA: &str = "
CREATE TABLE countries (code TEXT PRIMARY KEY COLLATE MYSQL_CI) STRICT;
CREATE TABLE customers (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', password TEXT, picture BLOB,
    country_code TEXT COLLATE MYSQL_CI
) STRICT;
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL) STRICT;
CREATE TABLE order_items (
    order_id INTEGER NOT NULL, line INTEGER NOT NULL, secret_id INTEGER, PRIMARY KEY (order_id, line)
) STRICT;
CREATE TABLE secrets (id INTEGER PRIMARY KEY) STRICT;
INSERT INTO countries VALUES ('DE'), ('fr');
INSERT INTO customers VALUES (1, 'ann', 'hidden', 'secret', x'ff', 'de'), (2, 'bob', 'hidden', 'secret', NULL, NULL);
WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 100)
    INSERT INTO orders SELECT id, 1 + id % 3 FROM n;
INSERT INTO order_items SELECT id, 1, 1 FROM orders UNION ALL SELECT id, 2, NULL FROM orders;
WITH RECURSIVE n(id) AS (SELECT 3 UNION ALL SELECT id + 1 FROM n WHERE id < 60)
    INSERT INTO order_items SELECT 7, id, NULL FROM n;
";

struct Service {
    router: Router,
    _folder: tempfile::TempDir,
}

impl Service {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("shop.db").display());
        let database = Database::connect(&url).await.expect("a database");
        database.migrate(SCHEMA, &[]).await.expect("tables");
        let app = App::new("shop", "Shop")
            .resource::<Country>()
            .resource_with::<Customer, _>(Loud)
            .resource::<Order>()
            .resource::<OrderItem>()
            .resource::<Secret>();
        Self {
            router: app.build(database).expect("a service"),
            _folder: folder,
        }
    }

    async fn text(&self, path: &str, accept: &str) -> (u16, String) {
        let request = Request::builder().uri(path).header("accept", accept);
        let request = request.body(Body::empty()).expect("a request");
        let answer = self.router.clone().oneshot(request).await;
        let (parts, body) = answer.expect("an answer").into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (parts.status.as_u16(), text)
    }

    async fn get(&self, path: &str) -> Json {
        let (status, text) = self.text(path, "*/*").await;
        assert_eq!(status, 200, "{path}: {text}");
        serde_json::from_str(&text).expect("JSON")
    }
}

#[tokio::test]
async fn rows_come_with_those_that_are_related() {
    let service = Service::new().await;
    let order = service
        .get("/api/v1/orders/3?expand=customer.country,items")
        .await;
    let expected = json!({
        "id": 3, "customer_id": 1,
        "customer": {"id": 1, "name": "ANN", "country_code": "de", "country": {"code": "DE"}},
        "items": [{"order_id": 3, "line": 1, "secret_id": 1}, {"order_id": 3, "line": 2, "secret_id": null}],
    });
    assert_eq!(order["data"], expected);
    // The customer 3 is not there, and the second has no country.
    let page = service
        .get("/api/v1/orders?expand=customer.country&fields=id&limit=2")
        .await;
    let expected = json!([
        {"id": 1, "customer": {"id": 2, "name": "BOB", "country_code": null, "country": null}},
        {"id": 2, "customer": null},
    ]);
    assert_eq!(page["data"], expected);
    let customer = service
        .get("/api/v1/customers/2?expand=orders.items.order")
        .await;
    let first = &customer["data"]["orders"][0];
    assert_eq!(
        first["items"][1]["order"],
        json!({"id": 1, "customer_id": 2})
    );
    // Without it nothing comes.
    assert_eq!(
        service.get("/api/v1/orders/3").await["data"],
        json!({"id": 3, "customer_id": 1})
    );
}

#[tokio::test]
async fn arrays_are_bounded_and_say_so() {
    let service = Service::new().await;
    let page = service.get("/api/v1/orders?expand=items&limit=7").await;
    let rows = page["data"].as_array().expect("rows");
    let counts: Vec<usize> = rows
        .iter()
        .map(|row| row["items"].as_array().map_or(0, Vec::len))
        .collect();
    assert_eq!(counts, [2, 2, 2, 2, 2, 2, 50]);
    assert_eq!(
        (rows[6].get("items_more"), rows[5].get("items_more")),
        (Some(&json!(true)), None)
    );
    assert_eq!(rows[6]["items"][49]["line"], 50);
}

#[tokio::test]
async fn what_clients_must_not_see_never_comes() {
    let service = Service::new().await;
    for path in [
        "/api/v1/orders/3?expand=customer",
        "/api/v1/orders?expand=customer,items",
        "/api/v1/order_items?expand=order.customer",
        "/api/v1/countries?expand=customers",
    ] {
        let (status, text) = service.text(path, "*/*").await;
        assert_eq!(status, 200, "{text}");
        assert!(
            !text.contains("hidden") && !text.contains("secret\""),
            "{path}: {text}"
        );
        assert!(
            !text.contains("password") && !text.contains("picture"),
            "{path}"
        );
    }
    let (status, text) = service
        .text("/api/v1/order_items?expand=secret", "*/*")
        .await;
    assert_eq!(status, 400);
    assert!(
        text.contains("there is no relation `secret`; there are: order"),
        "{text}"
    );
}

#[tokio::test]
async fn what_there_is_not_is_refused() {
    let service = Service::new().await;
    for (path, message) in [
        (
            "/api/v1/orders?expand=nobody",
            "there is no relation `nobody`; there are: customer, items",
        ),
        (
            "/api/v1/orders/1?expand=items.nobody",
            "there is no relation `nobody`; there are: order",
        ),
        ("/api/v1/orders?expand=", "there is no relation ``"),
        (
            "/api/v1/orders?expand=items.order.items.order",
            "leads further than 3 relations",
        ),
        (
            "/api/v1/orders/1?expand=items&expand=customer",
            "it is given twice",
        ),
        (
            "/api/v1/orders/1?fields=id",
            "`expand` is the only parameter here",
        ),
        ("/api/v1/orders?limit=0", "; expand: customer, items"),
    ] {
        let (status, text) = service.text(path, "*/*").await;
        assert_eq!(status, 400, "{path}");
        let problem: Json = serde_json::from_str(&text).expect("JSON");
        let said = format!("{} {}", problem["detail"], problem["errors"][0]["message"]);
        assert!(said.contains(message), "{path}: {said}");
    }
    let (status, text) = service
        .text("/api/v1/orders?expand=items", "text/csv")
        .await;
    assert_eq!(status, 400, "{text}");
}

thread_local! {
    /// What the database was asked by the test of this thread.
    static QUERIES: Cell<usize> = const { Cell::new(0) };
}

/// Counts what the database is asked.
struct Queries;

impl<S: tracing::Subscriber> Layer<S> for Queries {
    fn on_event(&self, event: &tracing::Event<'_>, _: Scope<'_, S>) {
        if event.metadata().target() == "chassis::db" {
            QUERIES.set(QUERIES.get() + 1);
        }
    }
}

#[tokio::test]
async fn a_page_takes_one_query_for_each_relation() {
    let subscriber = Registry::default().with(Queries);
    tracing::subscriber::set_global_default(subscriber).expect("the first one");
    let service = Service::new().await;
    for (path, rows, queries) in [
        ("/api/v1/orders", 100, 1),
        ("/api/v1/orders?expand=customer", 100, 2),
        ("/api/v1/orders?expand=items", 100, 2),
        (
            "/api/v1/orders?expand=customer.country,items.order.customer",
            100,
            6,
        ),
        ("/api/v1/orders?expand=items,items.order,items", 100, 3),
        ("/api/v1/orders?id=-1&expand=customer.country", 0, 1),
    ] {
        let path = path.replace("id=-1", "id=1000");
        QUERIES.set(0);
        let page = service.get(&path).await;
        assert_eq!(page["data"].as_array().map(Vec::len), Some(rows), "{path}");
        assert_eq!(QUERIES.get(), queries, "{path}");
    }
}
