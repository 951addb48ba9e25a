//! A service of one table with a column of every kind that lists are ordered by, and requests to it.

use std::env;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use chassis::db::Database;
use chassis::value::Value;
use chassis::{App, Bytes, Date, DateTime, Decimal, Enum, Resource, SecretKey, Time};
use serde_json::Value as Json;
use tower::ServiceExt;

/// How far an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum State {
    #[value("new")]
    New,
    #[value("sold")]
    Sold,
    #[value("gone")]
    Gone,
}

/// A row; what it keeps to itself has an index as the rest has.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "items", page_size(max = 5000))]
#[resource(
    fulltext("words", "title", "text"),
    fulltext("secrets", "title", "secret")
)]
pub struct Item {
    #[resource(key, filter, sort)]
    id: u64,
    #[resource(length = 40, filter, sort)]
    name: Option<String>,
    #[resource(precision = 12, scale = 2, filter, sort)]
    price: Option<Decimal>,
    #[resource(filter, sort)]
    state: Option<State>,
    #[resource(filter, sort)]
    rank: i32,
    #[resource(filter, sort)]
    large: Option<u64>,
    #[resource(filter, sort)]
    weight: Option<f64>,
    #[resource(filter, sort)]
    ratio: Option<f32>,
    #[resource(filter, sort)]
    is_new: bool,
    #[resource(filter, sort)]
    day: Option<Date>,
    #[resource(fraction = 3, filter, sort)]
    at: DateTime,
    #[resource(filter, sort)]
    span: Option<Time>,
    #[resource(length = 8, filter, sort)]
    code: Option<Bytes>,
    #[resource(filter, sort)]
    count: Option<i32>,
    #[resource(length = 200)]
    title: Option<String>,
    text: Option<String>,
    #[resource(write_only, length = 40)]
    secret: Option<String>,
    #[resource(hidden, length = 40)]
    hidden: Option<String>,
}

const SQLITE: &str = "
CREATE TABLE items (
    id INTEGER PRIMARY KEY, name TEXT COLLATE MYSQL_UNICODE_CI, price TEXT COLLATE DECIMAL,
    state TEXT, rank INTEGER NOT NULL, large INTEGER, weight REAL, ratio REAL,
    is_new INTEGER NOT NULL, day TEXT, at TEXT NOT NULL, span TEXT COLLATE TIME, code BLOB, count INTEGER,
    title TEXT COLLATE MYSQL_UNICODE_CI, text TEXT COLLATE MYSQL_UNICODE_CI,
    secret TEXT COLLATE MYSQL_UNICODE_CI, hidden TEXT COLLATE MYSQL_UNICODE_CI
) STRICT;
CREATE INDEX items_name ON items (name);
CREATE INDEX items_rank ON items (rank);
CREATE INDEX items_at ON items (at);
";

const MARIADB: &str = "
CREATE TABLE items (
    id BIGINT UNSIGNED PRIMARY KEY, name VARCHAR(40), price DECIMAL(12,2),
    state ENUM('new', 'sold', 'gone'), `rank` INT NOT NULL, large BIGINT UNSIGNED, weight DOUBLE, ratio FLOAT,
    is_new TINYINT(1) NOT NULL, day DATE, at DATETIME(3) NOT NULL, span TIME, code VARBINARY(8), count INT,
    title VARCHAR(200), text TEXT, secret VARCHAR(40), hidden VARCHAR(40),
    KEY (name), KEY (`rank`), KEY (at), FULLTEXT KEY words (title, text), FULLTEXT KEY secrets (title, secret)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
";

/// The columns that lists are ordered by.
pub const ORDERED: [&str; 14] = [
    "id", "name", "price", "state", "rank", "large", "weight", "ratio", "is_new", "day", "at",
    "span", "code", "count",
];

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    Sqlite,
    Mariadb,
}

/// A running service.
pub struct Service {
    pub on: Where,
    pub database: Database,
    router: Router,
    _folder: tempfile::TempDir,
}

impl Service {
    /// One on an empty table; `name` tells the server's databases apart.
    pub async fn start(on: Where, name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = match on {
            Where::Sqlite => {
                let file = folder.path().join("lists.db");
                let url = format!("sqlite:{}", file.display());
                let database = Database::connect(&url).await.expect("a database");
                database.migrate(SQLITE, &[]).await.expect("tables");
                database
            }
            Where::Mariadb => on_server(&format!("chassis_lists_{name}")).await,
        };
        let key = SecretKey::new(&"the key of these tests".repeat(2)).expect("a key");
        let app = App::new("lists", "Lists")
            .resource::<Item>()
            .secret_key(key);
        Self {
            on,
            router: app.build(database.clone()).expect("a service"),
            database,
            _folder: folder,
        }
    }

    /// The status and body of a list; the query is encoded.
    pub async fn ask(&self, query: &str) -> (u16, Json) {
        let uri = format!("/api/v1/items?{query}");
        let request = Request::builder().uri(uri).body(Body::empty());
        let request = request.expect("a request");
        let answer = self.router.clone().oneshot(request).await;
        let (parts, body) = answer.expect("an answer").into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        (parts.status.as_u16(), body)
    }

    /// The body of a list that succeeds.
    pub async fn list(&self, query: &str) -> Json {
        let (status, body) = self.ask(query).await;
        assert_eq!(status, 200, "{:?} {query}: {body}", self.on);
        body
    }

    /// The keys of the rows of a page.
    pub async fn ids(&self, query: &str) -> Vec<u64> {
        ids(&self.list(query).await)
    }

    /// A statement in a transaction of its own.
    pub async fn execute(&self, sql: &str, params: Vec<Value>) {
        let mut transaction = self.database.begin().await.expect("a transaction");
        let done = transaction.execute(sql.to_owned(), params).await;
        done.expect("the statement");
        transaction.commit().await.expect("a commit");
    }

    /// Rows by the values of some columns and defaults for the rest; `rank` is quoted, since servers know it as a word.
    pub async fn insert(&self, columns: &[&str], rows: &[Vec<Value>]) {
        let quoted = |column: &&str| match self.on {
            Where::Sqlite => format!("\"{column}\""),
            Where::Mariadb => format!("`{column}`"),
        };
        let names: Vec<String> = columns.iter().map(quoted).collect();
        let one = format!("({})", vec!["?"; columns.len()].join(", "));
        let most = 30_000 / columns.len();
        for chunk in rows.chunks(most) {
            let values = vec![one.as_str(); chunk.len()].join(", ");
            let sql = format!("INSERT INTO items ({}) VALUES {values}", names.join(", "));
            self.execute(&sql, chunk.iter().flatten().cloned().collect())
                .await;
        }
    }
}

/// The keys of the rows of a page.
pub fn ids(page: &Json) -> Vec<u64> {
    let rows = page["data"].as_array().expect("rows").iter();
    rows.map(|row| row["id"].as_u64().expect("a key")).collect()
}

/// Text as the value of a query parameter.
pub fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let bytes = text.bytes().map(|byte| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    bytes.collect()
}

async fn on_server(name: &str) -> Database {
    let url = env::var("SCAFFOLD_MARIADB");
    let url = url.expect("SCAFFOLD_MARIADB is not set: run ./scripts/test, which starts a server");
    let server = Database::connect(&url).await.expect("the server");
    for sql in [
        format!("DROP DATABASE IF EXISTS {name}"),
        format!("CREATE DATABASE {name}"),
    ] {
        let mut transaction = server.begin().await.expect("a transaction");
        transaction
            .execute(sql, Vec::new())
            .await
            .expect("a database");
    }
    let database = Database::connect(&format!("{url}/{name}")).await;
    let database = database.expect("a database");
    let mut transaction = database.begin().await.expect("a transaction");
    let made = transaction.execute(MARIADB.to_owned(), Vec::new()).await;
    made.expect("a table");
    database
}
