//! What front ends of other origins and of older ways get: CORS, and the envelope with a code.

#![cfg(test)]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use chassis::db::Database;
use chassis::{App, BuildError, Context, Envelope, Error, Hooks, Resource, Stored};
use serde_json::{Value as Json, json};
use tower::ServiceExt;

#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "notes", hooks)]
struct Note {
    #[resource(key, auto, filter, sort)]
    id: u64,
    #[resource(length = 20)]
    text: String,
}

/// Code that fails in its own ways.
struct NoteHooks;

impl Hooks<Note> for NoteHooks {
    async fn after_read(&self, _context: &Context, note: &mut Stored<Note>) -> Result<(), Error> {
        assert_ne!(note.get()?.text, "panic", "a secret of the code");
        Ok(())
    }
}

const SCHEMA: &str =
    "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT;";
const PAGE: &str = "https://shop.example.com";

struct Service {
    router: Router,
    _folder: tempfile::TempDir,
}

impl Service {
    async fn new(edit: impl FnOnce(App) -> App) -> Self {
        let app = App::new("notes", "Notes").schema(SCHEMA);
        let app = edit(app.resource_with::<Note, _>(NoteHooks));
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("notes.db").display());
        let database = Database::connect(&url).await.expect("a database");
        app.migrate(&database).await.expect("tables");
        Self {
            router: app.build(database).expect("a service"),
            _folder: folder,
        }
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &Json,
    ) -> (u16, HeaderMap, Json) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.header("content-type", "application/json");
        let text = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let request = request.body(Body::from(text)).expect("a request");
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        (parts.status.as_u16(), parts.headers, body)
    }
}

/// The headers of CORS among those of an answer, in order.
fn cors(headers: &HeaderMap) -> Vec<String> {
    let of_cors = |name: &str| name.starts_with("access-control-") || name == "vary";
    let named = headers.iter().filter(|(name, _)| of_cors(name.as_str()));
    let mut lines: Vec<String> = named
        .map(|(name, value)| format!("{name}: {}", value.to_str().expect("ASCII")))
        .collect();
    // What lists say of their media types.
    lines.retain(|line| line != "vary: accept");
    lines.sort();
    lines
}

const READ: [&str; 4] = [
    "access-control-allow-credentials: true",
    "access-control-allow-origin: https://shop.example.com",
    "access-control-expose-headers: x-request-id, etag, location, link, retry-after, allow",
    "vary: origin",
];

#[tokio::test]
async fn pages_of_named_origins_may_call() {
    let service = Service::new(|app| app.cors(PAGE).cors("http://localhost:5173")).await;
    let note = json!({"text": "panic"});
    let (status, headers, _) = service
        .send("POST", "/api/v1/notes", &[("origin", PAGE)], &note)
        .await;
    assert_eq!(
        (status, cors(&headers)),
        (201, READ.map(str::to_owned).to_vec())
    );
    // Failures of every kind can be read, too: those of the router, of the request, of the code.
    for (path, wanted) in [
        ("/nowhere", 404),
        ("/api/v1/notes?x=1", 400),
        ("/api/v1/notes/1", 500),
        ("/healthz", 200),
    ] {
        let (status, headers, _) = service
            .send("GET", path, &[("origin", PAGE)], &Json::Null)
            .await;
        assert_eq!(
            (status, cors(&headers)),
            (wanted, READ.map(str::to_owned).to_vec()),
            "{path}"
        );
    }
    let local = [("origin", "http://localhost:5173")];
    let (_, headers, _) = service.send("GET", "/healthz", &local, &Json::Null).await;
    assert_eq!(
        headers["access-control-allow-origin"],
        "http://localhost:5173"
    );
}

#[tokio::test]
async fn browsers_that_ask_before_are_told() {
    let service = Service::new(|app| app.cors(PAGE)).await;
    let asks = [
        ("origin", PAGE),
        ("access-control-request-method", "PATCH"),
        (
            "access-control-request-headers",
            "authorization,content-type,if-match",
        ),
    ];
    let (status, headers, body) = service
        .send("OPTIONS", "/api/v1/notes/1", &asks, &Json::Null)
        .await;
    assert_eq!((status, body), (204, Json::Null));
    let told = [
        "access-control-allow-credentials: true",
        "access-control-allow-headers: authorization,content-type,if-match",
        "access-control-allow-methods: GET, HEAD, POST, PUT, PATCH, DELETE",
        "access-control-allow-origin: https://shop.example.com",
        "access-control-expose-headers: x-request-id, etag, location, link, retry-after, allow",
        "access-control-max-age: 600",
        "vary: access-control-request-method, access-control-request-headers",
        "vary: origin",
    ];
    assert_eq!(cors(&headers), told);
    // Without the question it is the OPTIONS of everybody.
    let (status, headers, _) = service
        .send("OPTIONS", "/api/v1/notes", &[("origin", PAGE)], &Json::Null)
        .await;
    assert_eq!(status, 204);
    assert_eq!(headers["allow"], "GET, POST, HEAD, OPTIONS");
    assert_eq!(cors(&headers), READ);
}

#[tokio::test]
async fn pages_of_other_origins_may_not() {
    let named = Service::new(|app| app.cors(PAGE)).await;
    let unnamed = Service::new(|app| app).await;
    for origin in [
        "https://evil.example",
        "null",
        "https://shop.example.com.evil.example",
        "http://shop.example.com",
    ] {
        let asks = [
            ("origin", origin),
            ("access-control-request-method", "DELETE"),
        ];
        for method in ["OPTIONS", "GET"] {
            let (_, headers, _) = named
                .send(method, "/api/v1/notes", &asks, &Json::Null)
                .await;
            assert_eq!(cors(&headers), ["vary: origin"], "{method} {origin}");
            let (_, headers, _) = unnamed
                .send(method, "/api/v1/notes", &asks, &Json::Null)
                .await;
            assert_eq!(cors(&headers), [""; 0], "{method} {origin}");
        }
    }
    // A client that is no page gets no more than what caches need.
    let (_, headers, _) = named.send("GET", "/api/v1/notes", &[], &Json::Null).await;
    assert_eq!(cors(&headers), ["vary: origin"]);
}

#[tokio::test]
async fn an_origin_that_is_none_stops_the_service() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("notes.db").display());
    let database = Database::connect(&url).await.expect("a database");
    let app = App::new("notes", "Notes").cors("https://shop.example.com/");
    let refused = app.build(database).expect_err("no origin");
    assert!(matches!(
        refused,
        BuildError::Origin("https://shop.example.com/")
    ));
}

#[tokio::test]
async fn an_envelope_with_a_code_is_around_results_and_failures() {
    let service = Service::new(|app| app.envelope(Envelope::Code)).await;
    let id = [("x-request-id", "abc")];
    let send =
        async |method: &str, path: &str, body: Json| service.send(method, path, &id, &body).await;
    let (status, headers, body) = send("POST", "/api/v1/notes", json!({"text": "a"})).await;
    let row = json!({"id": 1, "text": "a"});
    let wanted = json!({"code": "ok", "message": "ok", "data": row, "request_id": "abc"});
    assert_eq!(
        (status, &headers["location"], body),
        (201, &"/api/v1/notes/1".parse().expect("a path"), wanted)
    );
    let (status, headers, body) = send("GET", "/api/v1/notes/1", Json::Null).await;
    assert_eq!((status, &body["data"]), (200, &row));
    // The request's id is in it, so that no two answers are the same byte by byte.
    let tag = headers["etag"].to_str().expect("ASCII").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let known = [("if-none-match", &*tag)];
    assert_eq!(
        service
            .send("GET", "/api/v1/notes/1", &known, &Json::Null)
            .await
            .0,
        304
    );
    let (status, _, body) = send("GET", "/api/v1/notes?limit=1", Json::Null).await;
    let page = json!({"limit": 1, "offset": 0, "next_cursor": null});
    let wanted =
        json!({"code": "ok", "message": "ok", "data": [row], "page": page, "request_id": "abc"});
    assert_eq!((status, body), (200, wanted));
    let (status, headers, body) = send("POST", "/api/v1/notes", json!({"txt": 1})).await;
    assert_eq!(
        (status, &headers["content-type"]),
        (422, &"application/json".parse().expect("a type"))
    );
    let keys: Vec<&String> = body.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["code", "data", "errors", "message", "request_id"]);
    assert_eq!(
        (&body["code"], &body["data"]),
        (&json!("invalid"), &Json::Null)
    );
    let (status, _, body) = send("GET", "/nowhere", Json::Null).await;
    let wanted = json!({"code": "not_found", "message": "the API is described at /docs and /openapi.json", "data": null, "request_id": "abc"});
    assert_eq!((status, body), (404, wanted));
    assert_eq!(send("DELETE", "/api/v1/notes/1", Json::Null).await.0, 204);
}

#[tokio::test]
async fn the_type_of_a_problem_leads_to_what_it_means() {
    let service = Service::new(|app| app).await;
    let (_, _, body) = service.send("GET", "/nowhere", &[], &Json::Null).await;
    let (page, code) = body["type"]
        .as_str()
        .expect("a type")
        .split_once('#')
        .expect("a place");
    let request = Request::builder()
        .uri(page)
        .body(Body::empty())
        .expect("a request");
    let response = service
        .router
        .clone()
        .oneshot(request)
        .await
        .expect("an answer");
    assert_eq!(response.status(), 200);
    let bytes = to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("a body");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains(&format!("<tr id=\"{code}\">")), "{text}");
}
