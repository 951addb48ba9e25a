//! The committed example over HTTP, as its clients see it: the same answers on SQLite and on MariaDB.

#![cfg(test)]

use std::path::Path;

use scaffold_tests::{Running, load, program_of_the_example, workspace};
use serde_json::{Value as Json, json};

/// Members that the database's clock fills in.
const CLOCK: [&str; 4] = ["created_at", "updated_at", "ordered_at", "at"];

/// The example's own program, listening on a port of its choice.
struct Service {
    running: Running,
    /// Every request and answer so far.
    transcript: Vec<String>,
}

impl Service {
    fn start(folder: &Path, database: &str) -> Self {
        Self {
            running: Running::start(&program_of_the_example(), "shop", folder, database),
            transcript: Vec::new(),
        }
    }

    /// The status, `Location` and body of an answer.
    fn send(&mut self, method: &str, path: &str, body: Option<Json>) -> (u16, String, Json) {
        let text = body.map(|body| body.to_string()).unwrap_or_default();
        let (status, location, body) = self.running.send(method, path, &text);
        let body: Json = serde_json::from_str(&body).unwrap_or(Json::String(body));
        let seen = masked(body.clone());
        self.transcript.push(format!(
            "{method} {path} {text}\n{status} {location} {seen}"
        ));
        (status, location, body)
    }

    fn get(&mut self, path: &str) -> Json {
        let (status, _, body) = self.send("GET", path, None);
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    fn create(&mut self, path: &str, row: Json) -> (String, Json) {
        let (status, location, body) = self.send("POST", path, Some(row));
        assert_eq!(status, 201, "{path}: {body}");
        (location, body["data"].clone())
    }

    /// The code of a failure, and the places it names.
    fn refused(
        &mut self,
        method: &str,
        path: &str,
        body: Option<Json>,
    ) -> (u16, String, Vec<String>) {
        let (status, _, body) = self.send(method, path, body);
        let place = |fault: &Json| {
            let place = fault.get("pointer").or_else(|| fault.get("parameter"));
            format!(
                "{} {}",
                place.expect("a place").as_str().expect("text"),
                fault["code"].as_str().expect("text")
            )
        };
        let faults = body["errors"]
            .as_array()
            .map(|faults| faults.iter().map(place).collect());
        (
            status,
            body["code"].as_str().unwrap_or_default().to_owned(),
            faults.unwrap_or_default(),
        )
    }
}

/// An answer without what differs from run to run.
fn masked(mut body: Json) -> Json {
    mask(&mut body);
    body
}

fn mask(json: &mut Json) {
    match json {
        Json::Array(values) => values.iter_mut().for_each(mask),
        Json::Object(members) => {
            for (name, value) in members {
                match CLOCK.contains(&name.as_str()) || name == "request_id" {
                    true => *value = json!("…"),
                    false => mask(value),
                }
            }
        }
        _ => {}
    }
}

fn column(page: &Json, name: &str) -> Vec<Json> {
    let rows = page["data"].as_array().expect("rows").iter();
    rows.map(|row| row[name].clone()).collect()
}

/// Every page of a list, by its cursors.
fn pages(service: &mut Service, path: &str, name: &str) -> Vec<Json> {
    let (mut values, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = service.get(&format!("{path}{cursor}"));
        values.extend(column(&page, name));
        match page["page"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return values,
        }
    }
}

fn customer(email: &str) -> Json {
    json!({"email": email, "password_hash": "x", "full_name": "Ann", "country_code": "FR"})
}

fn keys(service: &mut Service) {
    let country = json!({"code": "FR", "name": "France", "vat_rate": "20"});
    let (location, row) = service.create("/api/v1/countries", country);
    assert_eq!(location, "/api/v1/countries/FR");
    assert_eq!(row["vat_rate"], "20.00");
    let voucher = json!({"code": "夏/10 %?", "percent": 10, "valid_from": "2026-06-01"});
    let (location, row) = service.create("/api/v1/vouchers", voucher);
    assert_eq!(service.get(&location)["data"], row);
    let (status, ..) = service.send("DELETE", &location, None);
    assert_eq!(status, 204);
    assert_eq!(service.send("DELETE", &location, None).0, 404);
    // Keys of a binary collation tell cases apart, those of the others do not.
    assert_eq!(service.send("GET", "/api/v1/countries/fr", None).0, 404);
    service.create(
        "/api/v1/settings",
        json!({"name": "Colour", "value": "red"}),
    );
    assert_eq!(
        service.get("/api/v1/settings/COLOUR")["data"]["name"],
        "Colour"
    );
}

fn null_and_absent(service: &mut Service) {
    let (_, parent) = service.create("/api/v1/categories", json!({"name": "Tea", "key": "tea"}));
    let child = json!({"name": "Green", "key": "green", "parent_id": parent["id"], "position": 3});
    let (path, _) = service.create("/api/v1/categories", child);
    let (_, _, kept) = service.send("PATCH", &path, Some(json!({"name": "Green tea"})));
    assert_eq!(kept["data"]["parent_id"], parent["id"]);
    let (_, _, cleared) = service.send("PATCH", &path, Some(json!({"parent_id": null})));
    assert_eq!(cleared["data"]["parent_id"], Json::Null);
    assert_eq!(cleared["data"]["position"], 3);
    let whole = json!({"name": "Green", "key": "green"});
    let (status, _, replaced) = service.send("PUT", &path, Some(whole));
    assert_eq!((status, &replaced["data"]["position"]), (200, &json!(0)));
}

fn secrets_and_types(service: &mut Service) {
    let mut ann = customer("Ann@Example.com");
    ann["interests"] = json!(["spices", "coffee"]);
    ann["preferences"] = json!({"theme": "dark"});
    ann["born_on"] = json!("1990-02-28");
    ann["tier"] = json!("silver");
    let (path, row) = service.create("/api/v1/customers", ann);
    assert_eq!(row.get("password_hash"), None);
    assert_eq!(row.get("deleted_at"), None);
    assert_eq!(row["interests"], json!(["coffee", "spices"]));
    assert_eq!(row["newsletter"], true);
    let again = service.refused(
        "POST",
        "/api/v1/customers",
        Some(customer("ann@example.COM")),
    );
    assert_eq!((again.0, again.1.as_str()), (409, "duplicate"));
    let mut lost = customer("lost@example.com");
    lost["country_code"] = json!("XX");
    let lost = service.refused("POST", "/api/v1/customers", Some(lost));
    assert_eq!((lost.0, lost.1.as_str()), (409, "foreign_key"));
    let wrong = json!({
        "email": "a".repeat(191), "tier": "lead", "interests": ["tea", "tea"], "newsletter": 1,
        "born_on": "2023-02-29", "deleted_at": null, "full_name": null, "created_at": "yesterday",
    });
    let (status, code, faults) = service.refused("PATCH", &path, Some(wrong));
    assert_eq!((status, code.as_str()), (422, "invalid"));
    let wanted = [
        "/born_on format",
        "/created_at format",
        "/deleted_at unknown_member",
        "/email too_long",
        "/full_name not_null",
        "/interests choice",
        "/newsletter type",
        "/tier choice",
    ];
    let mut faults = faults;
    faults.sort();
    assert_eq!(faults, wanted);
}

fn orders(service: &mut Service) {
    let (_, category) = service.create(
        "/api/v1/categories",
        json!({"name": "Coffee", "key": "coffee"}),
    );
    for (id, sku, price) in [(1, "b", "10.00"), (2, "B", "9.90"), (3, "c", "100.5")] {
        let product = json!({"id": id, "sku": sku, "category_id": category["id"], "title": sku, "price": price});
        service.create("/api/v1/products", product);
    }
    let order = json!({"id": "9007199254740993", "customer_id": 1, "shipping": "0"});
    let (path, order) = service.create("/api/v1/orders", order);
    assert_eq!(path, "/api/v1/orders/9007199254740993");
    assert_eq!(
        (&order["id"], &order["row_version"]),
        (&json!("9007199254740993"), &json!(1))
    );
    for (line, product, quantity, price) in [(1, 1, 3, "19.99"), (2, 2, 1, "0.01")] {
        let item = json!({
            "order_id": "9007199254740993", "line": line, "product_id": product,
            "quantity": quantity, "unit_price": price,
        });
        let number = json!({"order_id": 9_007_199_254_740_993_u64});
        let mut item = item;
        item["order_id"] = number["order_id"].clone();
        service.create("/api/v1/order_items", item);
    }
    let item = "/api/v1/order_items/9007199254740993/1";
    assert_eq!(service.get(item)["data"]["total"], "59.97");
    let (status, code, _) = service.refused("PATCH", item, Some(json!({"quantity": 0})));
    assert_eq!((status, code.as_str()), (422, "invalid"));
    let totals = service.get("/api/v1/order_totals");
    assert_eq!(column(&totals, "goods"), [json!("59.98")]);
    assert_eq!(column(&totals, "lines"), [json!(2)]);
    let (status, code, _) = service.refused("DELETE", "/api/v1/customers/1", None);
    assert_eq!((status, code.as_str()), (409, "foreign_key"));
    // The database deletes its items with it.
    assert_eq!(service.send("DELETE", &path, None).0, 204);
    assert_eq!(service.send("GET", item, None).0, 404);
}

fn lists(service: &mut Service) {
    // Numbered by hand: MariaDB uses up a number for an insert that fails, SQLite does not.
    let rows = [
        (2, "b@x", "gold"),
        (3, "A@x", "bronze"),
        (4, "c@x", "gold"),
        (5, "d@x", "bronze"),
    ];
    for (id, email, tier) in rows {
        let mut row = customer(email);
        row["id"] = json!(id);
        row["tier"] = json!(tier);
        service.create("/api/v1/customers", row);
    }
    // By the definition's order, not the alphabet's; ties by the key.
    let path = "/api/v1/customers?ordering=-tier&limit=2";
    let tiers = pages(service, path, "tier");
    assert_eq!(tiers, ["gold", "gold", "silver", "bronze", "bronze"]);
    let ids = pages(service, path, "id");
    let emails = pages(service, "/api/v1/customers?ordering=email&limit=2", "email");
    assert_eq!(emails, ["A@x", "Ann@Example.com", "b@x", "c@x", "d@x"]);
    assert_eq!(ids.len(), 5);
    let gold = service.get("/api/v1/customers?tier=gold&limit=1");
    assert_eq!(column(&gold, "tier"), ["gold"]);
    // Decimals are numbers in filters and order.
    let prices = pages(service, "/api/v1/products?ordering=price&limit=1", "price");
    assert_eq!(prices, ["9.90", "10.00", "100.50"]);
    let same = service.get("/api/v1/products?price=9.9");
    assert_eq!(column(&same, "sku"), ["B"]);
    let second = service.get("/api/v1/products?ordering=price&offset=1&limit=1");
    assert_eq!(column(&second, "price"), ["10.00"]);
    let (status, code, faults) = service.refused(
        "GET",
        "/api/v1/products?title=x&limit=0&ordering=title",
        None,
    );
    assert_eq!((status, code.as_str()), (400, "invalid_parameter"));
    assert_eq!(
        faults,
        [
            "title unknown_parameter",
            "ordering choice",
            "limit out_of_range"
        ]
    );
}

fn without_a_key(service: &mut Service) {
    for (second, path) in [(1, "/a"), (2, "/b")] {
        let at = format!("2026-11-20T12:00:0{second}.500000");
        let row = json!({"at": at, "path": path, "status": 200, "duration_ms": 1.1});
        let (location, row) = service.create("/api/v1/access_log", row);
        assert_eq!((location.as_str(), &row["duration_ms"]), ("", &json!(1.1)));
        assert_eq!(row["at"], at);
    }
    // Every answer is its own row, also where the database's clock tells rows apart, or a number alone does.
    for number in [2.5, -0.125, 3.4e38] {
        let row = json!({"path": "/same", "status": 200, "duration_ms": number});
        let (_, row) = service.create("/api/v1/access_log", row);
        assert_eq!(row["duration_ms"], json!(number));
    }
    let found = service.get("/api/v1/access_log?at=2026-11-20T12:00:02.5");
    assert_eq!(column(&found, "path"), ["/b"]);
    assert_eq!(service.send("GET", "/api/v1/access_log/1", None).0, 404);
    assert_eq!(service.send("DELETE", "/api/v1/access_log", None).0, 405);
}

/// What no column of the character set, no calendar and no cursor of ours holds.
fn strange_values(service: &mut Service) {
    for path in ["/api/v1/countries/%C3%BC", "/api/v1/countries/%F0%9F%98%80"] {
        for (method, body) in [
            ("GET", None),
            ("PATCH", Some(json!({"name": "x"}))),
            ("DELETE", None),
        ] {
            assert_eq!(service.send(method, path, body).0, 404, "{method} {path}");
        }
    }
    let none = service.get("/api/v1/products?sku=%C3%BC");
    assert_eq!(none["data"], json!([]));
    let mut unborn = customer("unborn@x");
    unborn["born_on"] = json!("0000-01-01");
    let (status, _, faults) = service.refused("POST", "/api/v1/customers", Some(unborn));
    assert_eq!((status, faults), (422, vec!["/born_on format".to_owned()]));
    // ["id","abc"]
    let forged = "/api/v1/customers?cursor=WyJpZCIsImFiYyJd";
    assert_eq!(service.send("GET", forged, None).0, 400);
}

fn largest_keys(service: &mut Service) {
    let product = |id: u64, sku: &str| json!({"id": id, "sku": sku, "category_id": 1, "title": sku, "price": "1"});
    let (path, row) = service.create("/api/v1/products", product(u64::MAX, "max"));
    assert_eq!(path, "/api/v1/products/18446744073709551615");
    assert_eq!(row["id"], json!(u64::MAX));
    assert_eq!(service.get(&path)["data"]["sku"], "max");
    service.create("/api/v1/products", product(1 << 63, "half"));
    let up = [
        json!(1),
        json!(2),
        json!(3),
        json!(1_u64 << 63),
        json!(u64::MAX),
    ];
    assert_eq!(
        pages(service, "/api/v1/products?ordering=id&limit=1", "id"),
        up
    );
    let mut down = up;
    down.reverse();
    assert_eq!(
        pages(service, "/api/v1/products?ordering=-id&limit=1", "id"),
        down
    );
}

/// Rows with those that are related to them, which all stories before have left.
fn related(service: &mut Service) {
    let order = json!({"id": "77", "customer_id": 2, "shipping": "1"});
    service.create("/api/v1/orders", order);
    for (line, product) in [(1, 1), (2, u64::MAX)] {
        let item = json!({
            "order_id": 77, "line": line, "product_id": product, "quantity": 1, "unit_price": "2",
        });
        service.create("/api/v1/order_items", item);
    }
    let order = service.get("/api/v1/orders/77?expand=customer.country,items.product");
    let order = &order["data"];
    assert_eq!(order["customer"]["country"]["name"], "France");
    assert_eq!(order["items"][1]["product"]["id"], json!(u64::MAX));
    assert_eq!(order["customer"].get("password_hash"), None);
    for path in [
        "/api/v1/customers?expand=country,orders.items,vouchers&ordering=-tier&fields=id",
        "/api/v1/order_items?expand=order.customer,product.category",
        "/api/v1/categories?expand=parent,categories,products",
        "/api/v1/products/1?expand=category.parent,order_items.order,stock,translations",
        "/api/v1/warehouses?expand=employees.warehouse,manager",
    ] {
        service.get(path);
    }
    let (status, code, faults) =
        service.refused("GET", "/api/v1/orders?expand=customer,nobody", None);
    assert_eq!((status, code.as_str()), (400, "invalid_parameter"));
    assert_eq!(faults, ["expand choice"]);
}

/// Everything above on one database.
fn story(folder: &Path, database: &str) -> Vec<String> {
    let mut service = Service::start(folder, database);
    keys(&mut service);
    null_and_absent(&mut service);
    secrets_and_types(&mut service);
    orders(&mut service);
    lists(&mut service);
    without_a_key(&mut service);
    largest_keys(&mut service);
    strange_values(&mut service);
    related(&mut service);
    std::mem::take(&mut service.transcript)
}

#[test]
fn both_databases_give_the_same_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let sqlite = story(folder.path(), "sqlite:data/shop.db");
    let url = load(&workspace().join("schemas/shop.sql"), "http_shop");
    let mariadb = story(folder.path(), &url);
    for (left, right) in sqlite.iter().zip(&mariadb) {
        assert_eq!(left, right);
    }
    assert_eq!(sqlite.len(), mariadb.len());
    println!("{} requests were answered alike", sqlite.len());
}
