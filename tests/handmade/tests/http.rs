//! The hand-written service over HTTP, with the same answers on SQLite and on MariaDB.

#![cfg(test)]

use std::env;

use chassis::db::Database;
use chassis::{Date, Query, Resource};
use handmade::book::{self, Book};
use handmade::loan::{Loan, State};
use serde_json::{Value as Json, json};
use tokio::net::TcpListener;

/// The running service, its database, and every answer so far.
struct Service {
    url: String,
    agent: ureq::Agent,
    database: Database,
    transcript: Vec<String>,
}

impl Service {
    async fn start(database: Database) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = handmade::router(database.clone()).expect("resources that go together");
        tokio::spawn(async move { axum::serve(listener, router).await });
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        Self {
            url,
            agent: config.build().into(),
            database,
            transcript: Vec::new(),
        }
    }

    async fn send(&mut self, method: &str, path: &str, body: Json) -> (u16, Json) {
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url))
            .header("content-type", "application/json")
            .body(if body.is_null() {
                String::new()
            } else {
                body.to_string()
            })
            .expect("a request");
        let agent = self.agent.clone();
        let send = tokio::task::spawn_blocking(move || {
            let mut response = agent.run(request).expect("an answer");
            let text = response.body_mut().read_to_string().expect("UTF-8");
            (response.status().as_u16(), text)
        });
        let (status, text) = send.await.expect("no panic");
        let mut json: Json = serde_json::from_str(&text).unwrap_or(Json::String(text));
        if let Some(id) = json.get_mut("request_id") {
            *id = json!("…");
        }
        self.transcript
            .push(format!("{method} {path} {body}: {status} {json}"));
        (status, json)
    }
}

/// The same story on both databases.
#[tokio::test(flavor = "multi_thread")]
async fn both_databases_answer_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("library.db").display());
    let database = Database::connect(&url).await.expect("SQLite");
    database
        .migrate(handmade::SCHEMA, &[])
        .await
        .expect("the tables");
    let on_sqlite = tell(Service::start(database).await).await;
    let on_mariadb = tell(Service::start(mariadb().await).await).await;
    for (left, right) in on_sqlite.iter().zip(&on_mariadb) {
        assert_eq!(left, right);
    }
    assert_eq!(on_sqlite.len(), on_mariadb.len());
}

/// A fresh database of the tests' server.
async fn mariadb() -> Database {
    let server = env::var("SCAFFOLD_MARIADB")
        .expect("SCAFFOLD_MARIADB is not set: run ./scripts/test, which starts a server");
    let admin = Database::connect(&format!("{server}/mysql"))
        .await
        .expect("the server");
    let name = format!("handmade_{}", std::process::id());
    let script = include_str!("../src/schema.mysql.sql");
    let make = [
        format!("DROP DATABASE IF EXISTS {name}"),
        format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"),
    ];
    let make = make.into_iter().map(|sql| (sql, Vec::new())).collect();
    admin.seed(make).await.expect("a database");
    let database = Database::connect(&format!("{server}/{name}"))
        .await
        .expect("it");
    let tables = script.split(";\n").filter(|sql| !sql.trim().is_empty());
    let tables = tables.map(|sql| (sql.to_owned(), Vec::new())).collect();
    database.seed(tables).await.expect("the tables");
    database
}

async fn tell(mut service: Service) -> Vec<String> {
    hooks(&mut service).await;
    custom_operation(&mut service).await;
    endpoint(&mut service).await;
    typed(&service.database.clone()).await;
    let (status, page) = service.send("GET", "/hours", Json::Null).await;
    assert_eq!((status, page), (200, json!("9 to 17")));
    let (_, document) = service.send("GET", "/openapi.json", Json::Null).await;
    assert!(document["paths"]["/api/v1/books/{id}"]["patch"].is_object());
    service.transcript
}

async fn hooks(service: &mut Service) {
    let books = "/api/v1/books";
    let new = json!({"isbn": "0-306-40615-2", "title": "  Maps "});
    let (status, row) = service.send("POST", books, new).await;
    let made = json!({"id": 1, "isbn": "0306406152", "title": "Maps", "copies": 1, "shelf": null});
    assert_eq!((status, &row["data"]), (201, &made));
    let (_, row) = service.send("GET", "/api/v1/books/1", Json::Null).await;
    assert_eq!(row["data"]["shelf"], "storage");
    // What the body breaks by itself is told first, then what the code finds.
    for (body, code) in [
        (json!({"isbn": "12345678901234", "title": "x"}), "too_long"),
        (json!({"isbn": "123", "title": "x"}), "isbn"),
    ] {
        let (status, answer) = service.send("POST", books, body).await;
        let fault = &answer["errors"][0];
        assert_eq!(status, 422, "{answer}");
        assert_eq!(
            (&fault["pointer"], &fault["code"]),
            (&json!("/isbn"), &json!(code))
        );
    }
    let path = "/api/v1/books/1";
    let (_, row) = service.send("PATCH", path, json!({"shelf": "A 1"})).await;
    assert_eq!(row["data"]["shelf"], "A 1");
    let (_, row) = service
        .send("PATCH", path, json!({"shelf": null, "title": "Atlas"}))
        .await;
    assert_eq!(
        (&row["data"]["shelf"], &row["data"]["title"]),
        (&json!("A 1"), &json!("Atlas"))
    );
    let (status, _) = service.send("PATCH", path, json!({"isbn": "1"})).await;
    assert_eq!(status, 422);
    let (_, list) = service
        .send("GET", "/api/v1/books?fields=shelf&limit=1", Json::Null)
        .await;
    assert_eq!(list["data"], json!([{"shelf": "A 1"}]));
}

async fn custom_operation(service: &mut Service) {
    let loan = json!({"book_id": 1, "reader": "ann", "due": "2026-12-24"});
    let (status, row) = service.send("POST", "/api/v1/loans", loan).await;
    let made = json!({"book_id": 1, "reader": "ann", "state": "out", "due": "2026-12-24"});
    assert_eq!((status, &row["data"]), (201, &made));
    let (_, book) = service.send("GET", "/api/v1/books/1", Json::Null).await;
    assert_eq!(book["data"]["copies"], 0);
    // No copy is left: the loan that was inserted is gone with the rest.
    let other = json!({"book_id": 1, "reader": "bob", "due": "2026-12-24"});
    let (status, answer) = service.send("POST", "/api/v1/loans", other).await;
    assert_eq!(
        (status, &answer["detail"]),
        (422, &json!("every copy is lent"))
    );
    let (_, list) = service.send("GET", "/api/v1/loans", Json::Null).await;
    assert_eq!(list["data"].as_array().map(Vec::len), Some(1));
    let nothing = json!({"book_id": 9, "reader": "bob", "due": "2026-12-24"});
    let (status, answer) = service.send("POST", "/api/v1/loans", nothing).await;
    assert_eq!((status, &answer["code"]), (409, &json!("foreign_key")));
    // The body is checked before the code runs.
    let (status, answer) = service
        .send("POST", "/api/v1/loans", json!({"due": 1}))
        .await;
    assert_eq!(
        (status, answer["errors"].as_array().map(Vec::len)),
        (422, Some(3))
    );
    let back = json!({"state": "back"});
    let (status, _) = service.send("PATCH", "/api/v1/loans/1/ann", back).await;
    assert_eq!(status, 200);
    let (_, book) = service.send("GET", "/api/v1/books/1", Json::Null).await;
    assert_eq!(book["data"]["copies"], 1);
    let (status, _) = service
        .send("DELETE", "/api/v1/loans/1/ann", Json::Null)
        .await;
    assert_eq!(status, 405);
}

async fn endpoint(service: &mut Service) {
    let path = "/api/v1/books/1/restock";
    let (status, row) = service.send("POST", path, json!({"copies": 4})).await;
    assert_eq!((status, &row["data"]["copies"]), (200, &json!(5)), "{row}");
    let (status, answer) = service.send("POST", path, json!({"copies": 100})).await;
    assert_eq!((status, &answer["code"]), (409, &json!("shelf_full")));
    let (_, book) = service.send("GET", "/api/v1/books/1", Json::Null).await;
    assert_eq!(book["data"]["copies"], 5, "what was refused is undone");
    let nothing = service.send("POST", "/api/v1/books/77/restock", json!({"copies": 1}));
    assert_eq!(nothing.await.0, 404);
    let wrong = service.send("POST", path, json!({"copies": 0, "more": 1}));
    let (status, answer) = wrong.await;
    assert_eq!(
        (status, answer["errors"].as_array().map(Vec::len)),
        (422, Some(2))
    );
    let (_, document) = service.send("GET", "/openapi.json", Json::Null).await;
    assert!(document["paths"]["/api/v1/books/{id}/restock"]["post"].is_object());
    service.transcript.pop();
}

/// Rows for code of the service's own: on the database, in a transaction, by SQL.
async fn typed(database: &Database) {
    let mut database = database.clone();
    let new = book::Create {
        title: "Poems".to_owned(),
        copies: Some(3),
        ..create("9783161484100")
    };
    let poems = Book::insert(&mut database, new).await.expect("a new row");
    assert_eq!((poems.copies, poems.shelf.as_deref()), (3, None));
    let same = Book::insert(&mut database, create("9783161484100")).await;
    assert_eq!(
        same.expect_err("the number is taken").kind,
        chassis::Kind::Duplicate
    );
    let long = book::Create {
        title: "x".repeat(81),
        ..create("0000000000")
    };
    let long = Book::insert(&mut database, long)
        .await
        .expect_err("too long");
    assert_eq!(long.faults[0].code, "too_long");

    let mut transaction = database.begin().await.expect("a transaction");
    let patch = book::Patch {
        shelf: Some(Some("B".to_owned())),
        ..book::Patch::default()
    };
    Book::update(&mut transaction, poems.id, patch)
        .await
        .expect("the row");
    let seen = Book::find(&mut transaction, poems.id)
        .await
        .expect("no fault");
    assert_eq!(seen.expect("the row").shelf.as_deref(), Some("B"));
    drop(transaction);
    let seen = Book::find(&mut database, poems.id).await.expect("no fault");
    assert_eq!(
        seen.expect("the row").shelf,
        None,
        "what is dropped is rolled back"
    );

    let all = Query::all().descending(Book::ISBN);
    let numbers: Vec<u32> = Book::list(&mut database, all)
        .await
        .expect("rows")
        .iter()
        .map(|book| book.id)
        .collect();
    assert_eq!(numbers, [poems.id, 1]);
    let none = Query::all().equals(Book::SHELF, None);
    assert_eq!(
        Book::list(&mut database, none).await.expect("rows"),
        std::slice::from_ref(&poems)
    );
    let sql = "SELECT id, isbn, title, copies, shelf FROM books WHERE copies = ? ORDER BY id";
    let many = Book::select(&mut database, sql, vec![chassis::value::Value::Int(3)]).await;
    assert_eq!(many.expect("rows"), std::slice::from_ref(&poems));

    let loan = Loan::find(&mut database, (1, "ann".to_owned()))
        .await
        .expect("no fault");
    let due = Date::from_ymd_opt(2026, 12, 24).expect("a day");
    assert_eq!(
        loan.map(|loan| (loan.state, loan.due)),
        Some((State::Back, due))
    );
    Book::delete(&mut database, poems.id)
        .await
        .expect("the row");
    let gone = Book::delete(&mut database, poems.id)
        .await
        .expect_err("it is gone");
    assert_eq!(gone.kind, chassis::Kind::NotFound);
}

fn create(isbn: &str) -> book::Create {
    book::Create {
        id: None,
        isbn: isbn.to_owned(),
        title: "x".to_owned(),
        copies: None,
        shelf: None,
    }
}
