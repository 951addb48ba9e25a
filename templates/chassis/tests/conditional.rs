//! Reads that depend on what the client has, HEAD and OPTIONS: as they leave the server, byte by byte.

#![cfg(test)]

mod loud;

use axum::Router;
use chassis::db::Database;
use chassis::{App, Resource};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use self::loud::{Loud, Mark};

/// A row whose version clients do not see.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "notes", etag = "version")]
struct Note {
    #[resource(key, filter, sort)]
    id: u64,
    #[resource(length = 20)]
    text: String,
    #[resource(hidden, default = "1")]
    version: u32,
    #[resource(write_only, length = 20)]
    secret: Option<String>,
}

const SCHEMA: &str = "
CREATE TABLE notes (
    id INTEGER PRIMARY KEY, text TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1, secret TEXT
) STRICT;
CREATE TABLE marks (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
";

struct Service {
    address: std::net::SocketAddr,
    database: Database,
    _folder: tempfile::TempDir,
}

/// An answer as it came.
struct Answer {
    head: String,
    body: String,
}

impl Answer {
    fn status(&self) -> &str {
        self.head.get(9..12).expect("a status")
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1);
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn tag(&self) -> &str {
        self.header("etag").expect("a tag")
    }
}

impl Service {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("notes.db").display());
        let database = Database::connect(&url).await.expect("a database");
        database.migrate(SCHEMA, &[]).await.expect("tables");
        let router: Router = App::new("notes", "Notes")
            .resource::<Note>()
            .resource_with::<Mark, _>(Loud)
            .build(database.clone())
            .expect("a service");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            address,
            database,
            _folder: folder,
        }
    }

    /// Headers end with a line break each.
    async fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n{headers}\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(self.address).await.expect("the service");
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("an answer");
        let answer = String::from_utf8(answer).expect("UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        Answer {
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    async fn get(&self, path: &str, known: &str) -> Answer {
        let header = format!("if-none-match: {known}\r\n");
        self.send("GET", path, &header, "").await
    }

    async fn write(&self, sql: &str) {
        let mut transaction = self.database.begin().await.expect("a transaction");
        let done = transaction.execute(sql.to_owned(), Vec::new()).await;
        done.expect("a statement");
        transaction.commit().await.expect("a commit");
    }
}

#[tokio::test]
async fn a_row_that_the_client_has_is_not_sent_again() {
    let service = Service::start().await;
    let path = "/api/v1/notes/1";
    let row = r#"{"id":1,"text":"a"}"#;
    let made = service.send("POST", "/api/v1/notes", "", row).await;
    let read = service.get(path, "\"none\"").await;
    assert_eq!((read.status(), read.tag()), ("200", made.tag()));
    let tag = read.tag().to_owned();
    assert!(tag.starts_with('"'), "{tag} is strong");
    for known in [&tag, "*", &format!("\"x\", W/{tag}")] {
        let known = service.get(path, known).await;
        assert_eq!((known.status(), known.tag()), ("304", &*tag));
        assert_eq!(known.body, "");
        assert_eq!(known.header("content-type"), None);
        assert_eq!(known.header("content-length"), None);
        assert_eq!(known.header("transfer-encoding"), None);
        assert!(known.header("x-request-id").is_some());
    }
    let header = format!("if-none-match: {tag}\r\n");
    let head = service.send("HEAD", path, &header, "").await;
    assert_eq!((head.status(), head.tag()), ("304", &*tag));
    // What is not there, and what is not read, does not depend on it.
    assert_eq!(service.get("/api/v1/notes/2", "*").await.status(), "404");
    let patch = service
        .send("PATCH", path, &header, r#"{"text":"b"}"#)
        .await;
    assert_eq!(patch.status(), "200");
    assert_ne!(patch.tag(), tag);
    let read = service.get(path, &tag).await;
    assert_eq!((read.status(), read.tag()), ("200", patch.tag()));
    let put = service.send("PUT", path, "", r#"{"text":"a"}"#).await;
    assert_eq!((put.status(), put.header("etag")), ("200", None));
    assert_eq!(service.get(path, &tag).await.status(), "304");
}

#[tokio::test]
async fn the_column_of_the_tag_counts_and_others_unseen_do_not() {
    let service = Service::start().await;
    let row = r#"{"id":1,"text":"a"}"#;
    let made = service.send("POST", "/api/v1/notes", "", row).await;
    let path = "/api/v1/notes/1";
    service.write("UPDATE notes SET secret = 's'").await;
    assert_eq!(service.get(path, made.tag()).await.status(), "304");
    service.write("UPDATE notes SET version = 2").await;
    let read = service.get(path, made.tag()).await;
    assert_eq!(read.status(), "200");
    assert_eq!(read.body, r#"{"data":{"id":1,"text":"a"}}"#);
}

#[tokio::test]
async fn rows_are_tagged_as_code_shows_them() {
    let service = Service::start().await;
    let row = r#"{"id":1,"text":"a"}"#;
    let made = service.send("POST", "/api/v1/marks", "", row).await;
    // The answer to a write is the row as stored, which is another representation.
    assert_eq!((made.status(), made.header("etag")), ("201", None));
    let read = service.get("/api/v1/marks/1", "\"none\"").await;
    let again = service.get("/api/v1/marks/1", read.tag()).await;
    assert_eq!(again.status(), "304");
}

#[tokio::test]
async fn pages_are_tagged_too() {
    let service = Service::start().await;
    for path in [
        "/",
        "/openapi.json",
        "/docs",
        "/docs/swagger-ui.css",
        "/docs/swagger-ui-bundle.js",
    ] {
        let page = service.send("GET", path, "", "").await;
        assert_eq!(page.status(), "200", "{path}");
        let known = service.get(path, page.tag()).await;
        assert_eq!((known.status(), known.tag()), ("304", page.tag()));
        assert_eq!(known.body, "");
    }
}

#[tokio::test]
async fn pages_have_one_tag_whatever_is_asked_first() {
    for path in ["/", "/openapi.json", "/docs", "/docs/swagger-ui.css"] {
        let [first, second] = [Service::start().await, Service::start().await];
        let tags = [
            first.send("HEAD", path, "", "").await,
            first.send("GET", path, "", "").await,
            second.send("GET", path, "", "").await,
            second.send("HEAD", path, "", "").await,
        ];
        let tags = tags.each_ref().map(Answer::tag);
        assert!(tags.iter().all(|tag| *tag == tags[0]), "{path}: {tags:?}");
        // What is long is hashed once, and no less told from another.
        assert_eq!(first.get(path, tags[0]).await.status(), "304", "{path}");
        assert_eq!(first.get(path, "\"x\"").await.status(), "200", "{path}");
    }
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let service = Service::start().await;
    let row = r#"{"id":1,"text":"a"}"#;
    service.send("POST", "/api/v1/notes", "", row).await;
    for (path, status) in [
        ("/", "200"),
        ("/openapi.json", "200"),
        ("/healthz", "200"),
        ("/docs", "200"),
        ("/docs/swagger-ui.css", "200"),
        ("/docs/", "308"),
        ("/nowhere", "404"),
        ("/api/v1/notes", "200"),
        ("/api/v1/notes?id=1&fields=id", "200"),
        ("/api/v1/notes?x=1", "400"),
        ("/api/v1/notes/1", "200"),
        ("/api/v1/notes/2", "404"),
        ("/api/v1/nowhere", "404"),
    ] {
        let headers = "x-request-id: same\r\n";
        let get = service.send("GET", path, headers, "").await;
        let head = service.send("HEAD", path, headers, "").await;
        assert_eq!((get.status(), head.status()), (status, status), "{path}");
        assert_eq!(head.body, "", "{path}");
        let length = get.body.len().to_string();
        assert_eq!(get.header("content-length"), Some(&*length), "{path}");
        let but_date = |answer: &Answer| {
            let lines = answer.head.lines();
            let mut lines: Vec<String> = lines
                .filter(|line| !line.starts_with("date: "))
                .map(str::to_owned)
                .collect();
            lines.sort();
            lines
        };
        assert_eq!(but_date(&head), but_date(&get), "{path}");
    }
}

#[tokio::test]
async fn options_tells_the_methods_of_every_path() {
    let service = Service::start().await;
    let pages = "GET, HEAD, OPTIONS";
    for (path, allow) in [
        ("/", pages),
        ("/openapi.json", pages),
        ("/healthz", pages),
        ("/docs", pages),
        ("/docs/swagger-ui.css", pages),
        ("/api/v1/notes", "GET, POST, HEAD, OPTIONS"),
        ("/api/v1/notes/1", "GET, PUT, PATCH, DELETE, HEAD, OPTIONS"),
    ] {
        let options = service.send("OPTIONS", path, "", "").await;
        assert_eq!(options.status(), "204", "{path}");
        assert_eq!(options.header("allow"), Some(allow), "{path}");
        assert_eq!(options.header("content-length"), None, "{path}");
        let refused = service.send("TRACE", path, "", "").await;
        assert_eq!(refused.status(), "405", "{path}");
        assert_eq!(refused.header("allow"), Some(allow), "{path}");
        assert!(refused.body.contains("method_not_allowed"), "{path}");
    }
    for (path, status) in [
        ("/nowhere", "404"),
        ("/api/v1/nowhere", "404"),
        ("*", "204"),
    ] {
        let options = service.send("OPTIONS", path, "", "").await;
        assert_eq!(options.status(), status, "{path}");
    }
}
