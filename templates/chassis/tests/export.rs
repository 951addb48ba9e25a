//! Lists as CSV and NDJSON: what is in them, and what becomes of those that nobody reads to the end.

#![cfg(test)]

mod loud;

use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request};
use chassis::db::Database;
use chassis::{App, Date, Resource};
use futures_util::{StreamExt, TryStreamExt};
use tower::ServiceExt;

use self::loud::{Loud, Mark};

/// What is sold.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "goods")]
struct Good {
    #[resource(key, filter, sort)]
    id: u64,
    #[resource(length = 40, filter, sort)]
    name: Option<String>,
    #[resource(hidden, length = 40, default = "")]
    cost: String,
    #[resource(write_only, length = 40)]
    secret: Option<String>,
    /// Lists leave it out unless it is asked for.
    #[resource(length = 8)]
    picture: Option<chassis::Bytes>,
}

/// Many rows, the last of which holds what cannot be shown.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "days", payloads(NewDay, DayPatch))]
struct Day {
    #[resource(key, filter, sort)]
    id: u64,
    #[resource(zero_date = "error")]
    day: Date,
}

const DAYS: usize = 20_000;

const SCHEMA: &str = "
CREATE TABLE goods (
    id INTEGER PRIMARY KEY, name TEXT COLLATE MYSQL_CI, cost TEXT NOT NULL, secret TEXT, picture BLOB
) STRICT;
CREATE TABLE days (id INTEGER PRIMARY KEY, day TEXT NOT NULL) STRICT;
CREATE TABLE marks (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
INSERT INTO goods VALUES (1, 'tea, green', 'hidden', 'secret', x'ff00'), (2, NULL, 'hidden', NULL, NULL),
    (3, '', 'hidden', NULL, NULL), (4, '=1+\"1\"', 'hidden', NULL, NULL);
WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 20000)
    INSERT INTO days SELECT id, iif(id = 20000, '0000-00-00', '2026-11-25') FROM n;
INSERT INTO marks SELECT id, 'a' FROM days WHERE id <= 1500;
";

struct Service {
    router: Router,
    _folder: tempfile::TempDir,
}

impl Service {
    async fn new(timeout: Duration) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("goods.db").display());
        let database = Database::connect(&url).await.expect("a database");
        database.migrate(SCHEMA, &[]).await.expect("tables");
        let app = App::new("goods", "Goods")
            .timeout(timeout)
            .resource::<Good>()
            .resource::<Day>()
            .resource_with::<Mark, _>(Loud);
        Self {
            router: app.build(database).expect("a service"),
            _folder: folder,
        }
    }

    async fn open(&self, path: &str, accept: &str) -> (u16, HeaderMap, Body) {
        let request = Request::builder().uri(path).header("accept", accept);
        let request = request.body(Body::empty()).expect("a request");
        let answer = self.router.clone().oneshot(request).await;
        let (parts, body) = answer.expect("an answer").into_parts();
        (parts.status.as_u16(), parts.headers, body)
    }

    async fn get(&self, path: &str, accept: &str) -> (u16, HeaderMap, String) {
        let (status, headers, body) = self.open(path, accept).await;
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole body");
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (status, headers, text)
    }
}

const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn lists_come_line_by_line() {
    let service = Service::new(PATIENCE).await;
    let (status, headers, csv) = service.get("/api/v1/goods", "text/csv").await;
    assert_eq!(status, 200);
    assert_eq!(
        headers["content-type"],
        "text/csv; charset=utf-8; header=present"
    );
    assert_eq!(headers["vary"], "accept");
    let file = &headers["content-disposition"];
    assert_eq!(file, "attachment; filename*=UTF-8''goods.csv");
    let expected = "id,name\r\n1,\"tea, green\"\r\n2,\r\n3,\"\"\r\n4,\"=1+\"\"1\"\"\"\r\n";
    assert_eq!(csv, expected);
    let path = "/api/v1/goods?fields=id,picture&ordering=-id&limit=2&offset=2";
    let (_, _, csv) = service.get(path, "text/csv").await;
    assert_eq!(csv, "id,picture\r\n2,\r\n1,/wA=\r\n");
    let (_, headers, lines) = service
        .get("/api/v1/goods?id=1", "application/x-ndjson")
        .await;
    assert_eq!(headers["content-type"], "application/x-ndjson");
    assert_eq!(lines, "{\"id\":1,\"name\":\"tea, green\"}\n");
    let (_, _, none) = service.get("/api/v1/goods?id=9", "text/csv").await;
    assert_eq!(none, "id,name\r\n");
    let (_, headers, page) = service.get("/api/v1/goods?id=9", "*/*").await;
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["vary"], "accept");
    assert!(page.starts_with("{\"data\":[]"), "{page}");
}

#[tokio::test]
async fn a_list_is_whole_unless_a_limit_is_given() {
    let service = Service::new(PATIENCE).await;
    for (query, rows) in [
        ("", DAYS - 1),
        ("?limit=1500", 1500),
        ("?limit=1&offset=19000", 1),
        ("?ordering=-id&offset=1", DAYS - 1),
    ] {
        let path = match query {
            "" => "/api/v1/days?limit=19999".to_owned(),
            query => format!("/api/v1/days{query}"),
        };
        let (status, _, csv) = service.get(&path, "text/csv").await;
        assert_eq!((status, csv.lines().count()), (200, rows + 1), "{path}");
    }
    let (status, _, problem) = service.get("/api/v1/days?limit=0", "text/csv").await;
    assert_eq!(status, 400, "{problem}");
    let (status, ..) = service.get("/api/v1/days?count=exact", "text/csv").await;
    assert_eq!(status, 400);
    let (_, _, page) = service.get("/api/v1/days?page=3", "text/csv").await;
    assert!(page.starts_with("id,day\r\n41,"), "{page}");
    assert_eq!(page.lines().count(), 21);
    // A page still has its bound.
    let (status, ..) = service
        .get("/api/v1/days?limit=1500", "application/json")
        .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn hooks_see_every_row() {
    let service = Service::new(PATIENCE).await;
    let (_, _, lines) = service
        .get("/api/v1/marks?fields=text", "application/x-ndjson")
        .await;
    assert_eq!(lines, "{\"text\":\"A\"}\n".repeat(1500));
}

#[tokio::test]
async fn what_nobody_offers_is_refused() {
    let service = Service::new(PATIENCE).await;
    let (status, headers, problem) = service.get("/api/v1/goods", "text/html").await;
    assert_eq!(status, 406);
    assert_eq!(headers["content-type"], "application/problem+json");
    assert_eq!(headers["vary"], "accept");
    assert!(problem.contains("not_acceptable") && problem.contains("text/csv"));
}

#[tokio::test]
async fn a_failure_behind_the_first_rows_breaks_the_list_off() {
    let service = Service::new(PATIENCE).await;
    let (status, _, body) = service.open("/api/v1/days", "text/csv").await;
    assert_eq!(status, 200);
    let (mut bytes, mut chunks) = (0, body.into_data_stream());
    let broken = loop {
        match chunks.next().await.expect("no end but a broken one") {
            Ok(chunk) => bytes += chunk.len(),
            Err(_) => break true,
        }
    };
    assert!(broken && bytes > 100_000, "{bytes} bytes came before");
    assert!(chunks.next().await.is_none());
    // Where there is nothing yet the failure has its status.
    let (status, _, problem) = service.get("/api/v1/days?ordering=-id", "text/csv").await;
    assert_eq!(status, 500, "{problem}");
}

#[tokio::test]
async fn lists_that_nobody_reads_hold_up_no_page_and_end_with_their_clients() {
    let service = Service::new(PATIENCE).await;
    let path = "/api/v1/days?limit=19999";
    let mut open = Vec::new();
    for _ in 0..4 {
        open.push(service.open(path, "text/csv").await.2);
    }
    let (status, ..) = service.get("/api/v1/days", "application/json").await;
    assert_eq!(status, 200);
    drop(open);
    let (status, _, csv) = service.get(path, "text/csv").await;
    assert_eq!((status, csv.lines().count()), (200, DAYS));
}

#[tokio::test]
async fn a_client_that_takes_nothing_for_too_long_loses_the_rest() {
    let service = Service::new(Duration::from_secs(1)).await;
    let path = "/api/v1/days?limit=19999";
    let (status, _, body) = service.open(path, "text/csv").await;
    assert_eq!(status, 200);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let rest: Result<Vec<Bytes>, _> = body.into_data_stream().try_collect().await;
    assert!(rest.is_err());
}
