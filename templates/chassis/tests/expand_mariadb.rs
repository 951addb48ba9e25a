//! Related rows on MariaDB: their values are those that the rows have on their own.

#![cfg(test)]

use axum::body::{Body, to_bytes};
use axum::http::Request;
use chassis::db::Database;
use chassis::{
    App, Bytes, Date, DateTime, Decimal, Enum, Geometry, Json, Resource, Set, Time, Timestamp,
};
use serde_json::Value as Any;
use tower::ServiceExt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
enum Letter {
    #[value("a")]
    A,
    #[value("b b")]
    B,
}

#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "owners", payloads(NewOwner, OwnerPatch))]
struct Owner {
    #[resource(key, length = 20)]
    name: String,
}

/// Every type.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "things")]
struct Thing {
    #[resource(key)]
    id: u64,
    #[resource(length = 20, belongs_to("owners", "name"))]
    owner: Option<String>,
    single: Option<f32>,
    double: Option<f64>,
    #[resource(precision = 30, scale = 10)]
    total: Option<Decimal>,
    flag: Option<bool>,
    tiny: Option<i8>,
    #[resource(year)]
    year: Option<u16>,
    #[resource(bits = 12)]
    bits: Option<u64>,
    day: Option<Date>,
    #[resource(fraction = 3)]
    span: Option<Time>,
    #[resource(fraction = 6)]
    at: Option<DateTime>,
    #[resource(fraction = 3)]
    updated: Option<Timestamp>,
    letter: Option<Letter>,
    letters: Option<Set<Letter>>,
    document: Option<Json>,
    #[resource(length = 16, filter)]
    hash: Option<Bytes>,
    #[resource(geometry = "Point")]
    place: Option<Geometry>,
    text: Option<String>,
}

const TABLES: [&str; 6] = [
    "CREATE TABLE owners (name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci PRIMARY KEY)",
    "CREATE TABLE things (
        id BIGINT UNSIGNED PRIMARY KEY, owner VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci,
        `single` FLOAT, `double` DOUBLE, total DECIMAL(30,10), flag TINYINT(1), tiny TINYINT, `year` YEAR, bits BIT(12),
        day DATE, span TIME(3), at DATETIME(6), updated TIMESTAMP(3) NULL, letter ENUM('a','b b'), letters SET('a','b b'),
        document JSON, hash VARBINARY(16), place POINT, text MEDIUMTEXT
    )",
    "INSERT INTO owners VALUES ('Ann'), ('Élan')",
    "INSERT INTO things VALUES (18446744073709551615, 'ann', 1.1, 0.1, '-12345678901234567890.0123456789', 1, -128, 2155,
        b'101010101010', '2024-02-29', '-838:59:58.001', '1000-01-01 00:00:00.000001', '2038-01-19 03:14:07.123', 'b b',
        'a,b b', '{\"b\": [1, null]}', x'00ff', ST_GeomFromText('POINT(13.4 52.5)'), 'x')",
    "INSERT INTO things (id, owner, `single`, day) VALUES (2, 'elan', 3.4e38, '2024-01-01'), (3, 'nobody', NULL, NULL)",
    "INSERT INTO things (id, owner, `single`) SELECT seq + 10, 'Ann', 1.1 FROM seq_1_to_60",
];

async fn service() -> (axum::Router, Database) {
    let server = std::env::var("SCAFFOLD_MARIADB");
    let server = server.expect("SCAFFOLD_MARIADB is not set: run ./scripts/test, which sets it");
    let url = format!("{server}/chassis_expand");
    let database = Database::connect(&server).await.expect("the server");
    let anew = [
        "DROP DATABASE IF EXISTS chassis_expand",
        "CREATE DATABASE chassis_expand CHARACTER SET utf8mb4",
    ];
    execute(&database, &anew).await;
    let database = Database::connect(&url).await.expect("the database");
    execute(&database, &TABLES).await;
    let app = App::new("things", "Things")
        .resource::<Owner>()
        .resource::<Thing>();
    let router = app.build(database.clone()).expect("a service");
    (router, database)
}

async fn execute(database: &Database, statements: &[&str]) {
    let mut transaction = database.begin().await.expect("a transaction");
    for sql in statements {
        let done = transaction.execute((*sql).to_owned(), Vec::new()).await;
        done.expect(sql);
    }
    transaction.commit().await.expect("a commit");
}

async fn get(router: &axum::Router, path: &str) -> Any {
    let request = Request::builder().uri(path).body(Body::empty());
    let answer = router.clone().oneshot(request.expect("a request")).await;
    let body = answer.expect("an answer").into_body();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body");
    let mut answer: Any = serde_json::from_slice(&bytes).expect("JSON");
    assert!(answer["data"] != Any::Null, "{path}: {answer}");
    answer["data"].take()
}

#[tokio::test]
async fn values_are_those_of_the_rows() {
    let (service, database) = service().await;
    // Both are found by their collations, which differ: of text in another case, and without accents.
    let ann = get(&service, "/api/v1/owners/Ann?expand=things").await;
    let things = ann["things"].as_array().expect("things");
    assert_eq!((things.len(), &ann["things_more"]), (50, &Any::Bool(true)));
    let elan = get(&service, "/api/v1/owners/%C3%89lan?expand=things").await;
    assert_eq!(elan["things"].as_array().map(Vec::len), Some(1));
    let same = get(&service, "/api/v1/things/2").await;
    assert_eq!(elan["things"][0], same);
    // The last of them, by its key, is beyond the first fifty.
    let whole = get(
        &service,
        "/api/v1/things/18446744073709551615?expand=owner_owner",
    )
    .await;
    assert_eq!(whole["owner_owner"]["name"], "Ann");
    let page = get(&service, "/api/v1/things?expand=owner_owner&limit=3").await;
    assert_eq!(page[0]["owner_owner"]["name"], "Élan");
    assert_eq!(page[1]["owner_owner"], Any::Null);
    // Every type, once the others are gone.
    execute(
        &database,
        &["DELETE FROM things WHERE id BETWEEN 10 AND 80"],
    )
    .await;
    let owners = get(&service, "/api/v1/owners?expand=things").await;
    let thing = get(&service, "/api/v1/things/18446744073709551615").await;
    assert_eq!(owners[0]["things"][0], thing);
    assert_eq!(thing["single"], 1.1);
}
