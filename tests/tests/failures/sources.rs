//! What can fail, each provoked by a request, with the status, the code and the faults that it must have.

use crate::raw::Request;

/// A request that fails, and how.
pub struct Source {
    /// What fails.
    pub name: &'static str,
    pub request: Request,
    pub status: u16,
    pub code: &'static str,
    /// `PLACE CODE`, joined by `; `.
    pub faults: &'static str,
}

const CUSTOMERS: &str = "/api/v1/customers";

fn source(
    name: &'static str,
    request: Request,
    (status, code): (u16, &'static str),
    faults: &'static str,
) -> Source {
    Source {
        name,
        request,
        status,
        code,
        faults,
    }
}

/// The endpoint that fails as it is told, or as a statement does.
fn provoke(what: &str) -> Request {
    let body = serde_json::json!({ "what": what }).to_string();
    Request::json("POST", "/api/v1/provoke", &body)
}

fn new_customer(members: &str) -> Request {
    Request::json("POST", CUSTOMERS, &format!("{{{members}}}"))
}

/// What every database fails at alike.
pub fn everywhere() -> Vec<Source> {
    [
        requests(),
        bodies(),
        parameters(),
        rows(),
        code(),
        statements(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What fails before anybody looks at what is asked for.
fn requests() -> Vec<Source> {
    let get = |target: &str| Request::bare("GET", target);
    vec![
        source("unknown page", get("/nowhere"), (404, "not_found"), ""),
        source(
            "unknown page of the docs",
            get("/docs/nothing"),
            (404, "not_found"),
            "",
        ),
        source(
            "unknown resource",
            get("/api/v1/nothing"),
            (404, "not_found"),
            "",
        ),
        source(
            "hidden table",
            get("/api/v1/zq_audit"),
            (404, "not_found"),
            "",
        ),
        source("no resource", get("/api/v1/"), (404, "not_found"), ""),
        source(
            "too many segments",
            get("/api/v1/customers/1/2"),
            (404, "not_found"),
            "",
        ),
        source(
            "method",
            Request::bare("DELETE", CUSTOMERS),
            (405, "method_not_allowed"),
            "",
        ),
        source(
            "unknown method",
            Request::bare("BREW", CUSTOMERS),
            (405, "method_not_allowed"),
            "",
        ),
        source(
            "method of a page",
            Request::bare("POST", "/healthz"),
            (405, "method_not_allowed"),
            "",
        ),
        source(
            "media type",
            get(CUSTOMERS).with("accept: image/png"),
            (406, "not_acceptable"),
            "",
        ),
        source(
            "percent sign in the path",
            get("/api/v1/customers/%zz"),
            (400, "invalid_parameter"),
            "",
        ),
        source(
            "bytes in the path",
            get("/api/v1/customers/%ff"),
            (400, "invalid_parameter"),
            "",
        ),
        source(
            "percent sign in the query",
            get("/api/v1/customers?id=%2"),
            (400, "invalid_parameter"),
            "",
        ),
        source(
            "bytes in the query",
            get("/api/v1/customers?id=%c3%28"),
            (400, "invalid_parameter"),
            "",
        ),
        source(
            "HEAD",
            Request::bare("HEAD", "/api/v1/customers/77"),
            (404, ""),
            "",
        ),
        source(
            "HEAD of a page",
            Request::bare("HEAD", "/nowhere"),
            (404, ""),
            "",
        ),
    ]
}

fn bodies() -> Vec<Source> {
    let malformed = (400, "malformed_body");
    let json = |body: &str| Request::json("POST", CUSTOMERS, body);
    let large = format!("{{\"note\": \"{}\"}}", "x".repeat(2 * 1024 * 1024));
    let chunked = |body: &str| json(body).with("transfer-encoding: chunked");
    let chunks = format!("{:x}\r\n{large}\r\n0\r\n\r\n", large.len());
    let mut bytes = json("{\"email\": \"?\"}");
    bytes.body[11] = 0xff;
    let mut untyped = json("{}");
    untyped.headers.clear();
    let typed = untyped.clone().with("content-type: text/plain");
    vec![
        source("no JSON", json("{\"email\":"), malformed, ""),
        source("no object", json("[]"), malformed, ""),
        source("empty body", json(""), malformed, ""),
        source("bytes in the body", bytes, malformed, ""),
        source("broken chunk", chunked("zz\r\n"), malformed, ""),
        source(
            "wrong media type",
            typed,
            (415, "unsupported_media_type"),
            "",
        ),
        source(
            "no media type",
            untyped,
            (415, "unsupported_media_type"),
            "",
        ),
        source("too large", json(&large), (413, "body_too_large"), ""),
        source(
            "too large in chunks",
            chunked(&chunks),
            (413, "body_too_large"),
            "",
        ),
        source(
            "members",
            json(
                "{\"emai\": 1, \"score\": 256, \"level\": null, \"price\": \"1.234\", \"twice\": \"1\", \"badge\": \"x\"}",
            ),
            (422, "invalid"),
            "/emai unknown_member; /email required; /level not_null; /price scale; /score out_of_range; /twice read_only",
        ),
        source(
            "hidden member",
            json("{\"zq_vault\": 1, \"email\": \"a\", \"badge\": \"b\"}"),
            (422, "invalid"),
            "/zq_vault unknown_member",
        ),
    ]
}

fn parameters() -> Vec<Source> {
    let refused = (400, "invalid_parameter");
    let get = |target: &str| Request::bare("GET", format!("{CUSTOMERS}{target}"));
    vec![
        source(
            "unknown parameter",
            get("?colour=red"),
            refused,
            "colour unknown_parameter",
        ),
        source(
            "hidden column",
            get("?zq_vault=v"),
            refused,
            "zq_vault unknown_parameter",
        ),
        source(
            "order by a hidden column",
            get("?ordering=zq_vault"),
            refused,
            "ordering choice",
        ),
        source(
            "hidden member",
            get("?fields=zq_vault"),
            refused,
            "fields choice",
        ),
        source("limit", get("?limit=many"), refused, "limit out_of_range"),
        source(
            "parameter twice",
            get("?limit=1&limit=2"),
            refused,
            "limit duplicate_parameter",
        ),
        source("cursor", get("?cursor=abc"), refused, "cursor format"),
        source("value of a column", get("?id=x"), refused, "id type"),
        source("key", get("/x"), refused, "id type"),
        source(
            "parameter of a row",
            get("/1?x=1"),
            refused,
            "x unknown_parameter",
        ),
        source(
            "parameter of an endpoint",
            Request::bare("POST", "/api/v1/cross/1/x"),
            refused,
            "second type",
        ),
    ]
}

/// What the tables forbid.
fn rows() -> Vec<Source> {
    let (taken, foreign) = ((409, "duplicate"), (409, "foreign_key"));
    let json = Request::json;
    let bare = Request::bare;
    vec![
        source(
            "unknown row",
            bare("GET", "/api/v1/customers/77"),
            (404, "not_found"),
            "",
        ),
        source(
            "unknown row of a write",
            json("PATCH", "/api/v1/customers/77", "{\"score\": 1}"),
            (404, "not_found"),
            "",
        ),
        source(
            "unknown row of a delete",
            bare("DELETE", "/api/v1/customers/77"),
            (404, "not_found"),
            "",
        ),
        source(
            "unique value",
            new_customer("\"email\": \"A@x\", \"badge\": \"new\""),
            taken,
            "/email duplicate",
        ),
        source(
            "unique value of a change",
            json("PATCH", "/api/v1/customers/2", "{\"email\": \"a@x\"}"),
            taken,
            "/email duplicate",
        ),
        source(
            "every unique value",
            new_customer("\"id\": 1, \"email\": \"b@x\", \"badge\": \"a\""),
            taken,
            "/id duplicate; /email duplicate; /badge duplicate",
        ),
        source(
            "unique values of a change",
            json(
                "PATCH",
                "/api/v1/customers/2",
                "{\"email\": \"A@X\", \"badge\": \"a\"}",
            ),
            taken,
            "/email duplicate; /badge duplicate",
        ),
        source(
            "unique with a hidden column",
            new_customer("\"email\": \"n@x\", \"badge\": \"a\""),
            taken,
            "/badge duplicate",
        ),
        source(
            "primary key",
            new_customer("\"id\": 1, \"email\": \"n@x\", \"badge\": \"n\""),
            taken,
            "/id duplicate",
        ),
        source(
            "primary key of several columns",
            json(
                "POST",
                "/api/v1/regions",
                "{\"tenant\": 1, \"code\": \"no\"}",
            ),
            taken,
            "/tenant duplicate; /code duplicate",
        ),
        source(
            "missing row",
            json("POST", "/api/v1/orders", "{\"customer_id\": 77}"),
            foreign,
            "/customer_id missing",
        ),
        source(
            "missing row of a change",
            json("PATCH", "/api/v1/orders/1", "{\"customer_id\": 77}"),
            foreign,
            "/customer_id missing",
        ),
        source(
            "missing row of several columns",
            new_customer("\"email\": \"n@x\", \"badge\": \"n\", \"tenant\": 1, \"region\": \"so\""),
            foreign,
            "/tenant missing; /region missing",
        ),
        source(
            "row that others hold",
            bare("DELETE", "/api/v1/customers/1"),
            foreign,
            "id referenced",
        ),
        source(
            "row of several columns that others hold",
            bare("DELETE", "/api/v1/regions/1/no"),
            foreign,
            "tenant referenced",
        ),
        source(
            "row that one of two holds",
            bare("DELETE", "/api/v1/orders/1"),
            foreign,
            "id referenced",
        ),
        source(
            "row that a hidden table holds",
            bare("DELETE", "/api/v1/customers/2"),
            foreign,
            "",
        ),
        source(
            "check that only the database knows",
            json("PATCH", "/api/v1/customers/1", "{\"level\": 3}"),
            (422, "invalid"),
            "/level check",
        ),
    ]
}

/// What code of the service's own does.
fn code() -> Vec<Source> {
    vec![
        source("panic", provoke("panic"), (500, "internal"), ""),
        source("timeout", provoke("slow"), (504, "timeout"), ""),
        source("error of its own", provoke("own"), (418, "broken"), ""),
        source("cause", provoke("cause"), (500, "internal"), ""),
        source(
            "nobody wrote it",
            Request::bare("POST", "/api/v1/unwritten"),
            (501, "not_implemented"),
            "",
        ),
        source(
            "member of an endpoint",
            Request::json("POST", "/api/v1/provoke", "{\"what\": 1, \"why\": 2}"),
            (422, "invalid"),
            "/why unknown_member; /what type",
        ),
    ]
}

/// What the database says to statements that no checks stand before.
fn statements() -> Vec<Source> {
    let invalid = (422, "invalid");
    vec![
        source(
            "unknown table",
            provoke("DELETE FROM zq_nowhere"),
            (501, "not_implemented"),
            "",
        ),
        source("no SQL", provoke("DELET zq_nowhere"), (500, "internal"), ""),
        source(
            "NULL",
            provoke("UPDATE customers SET email = NULL"),
            invalid,
            "",
        ),
        source(
            "unique",
            provoke("UPDATE customers SET email = 'zq'"),
            (409, "duplicate"),
            "",
        ),
        source(
            "check",
            provoke("UPDATE customers SET level = 1"),
            invalid,
            "",
        ),
        source(
            "foreign key",
            provoke("INSERT INTO zq_audit (customer_id) VALUES (77)"),
            (409, "foreign_key"),
            "",
        ),
        source(
            "foreign key of a delete",
            provoke("DELETE FROM customers WHERE id = 2"),
            (409, "foreign_key"),
            "",
        ),
    ]
}

/// What only MariaDB fails at: SQLite has no such limits.
pub fn mariadb() -> Vec<Source> {
    let invalid = (422, "invalid");
    let patch = |body: &str| Request::json("PATCH", "/api/v1/customers/1", body);
    let note = format!("{{\"note\": \"{}\"}}", "夏".repeat(200));
    vec![
        source("1406", patch(&note), invalid, "/note too_long"),
        source(
            "1264",
            patch("{\"price\": \"9999.99\"}"),
            invalid,
            "/twice out_of_range",
        ),
        source(
            "1366",
            provoke("UPDATE customers SET score = 'x'"),
            invalid,
            "",
        ),
        source(
            "1264 of a statement",
            provoke("UPDATE customers SET score = 256"),
            invalid,
            "",
        ),
        source(
            "1406 of a statement",
            provoke("UPDATE customers SET email = REPEAT('x', 41)"),
            invalid,
            "",
        ),
        source(
            "1364",
            provoke("INSERT INTO orders () VALUES ()"),
            invalid,
            "",
        ),
        source(
            "1305",
            provoke("DO zq_nothing()"),
            (501, "not_implemented"),
            "",
        ),
        source(
            "1969",
            provoke(
                "SET STATEMENT max_statement_time = 0.01 FOR DELETE FROM orders WHERE SLEEP(1)",
            ),
            (504, "timeout"),
            "",
        ),
        source(
            "1927",
            provoke("KILL CONNECTION_ID()"),
            (503, "unavailable"),
            "",
        ),
    ]
}
