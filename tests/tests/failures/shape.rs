//! The one shape of every failure.

use chassis_model::{FAULT_CODES, Kind};
use serde_json::{Map, Value as Json};

use crate::raw::{Answer, Request};

/// What no client may see: names of hidden tables, columns and keys, causes, and words of databases and drivers.
const SECRETS: [&str; 20] = [
    "zq_",
    "sql",
    "maria",
    "innodb",
    "sqlite",
    "select ",
    "insert ",
    "update customers",
    "constraint failed",
    "constraint `",
    "entry '",
    "1062",
    "1452",
    "errno",
    "panicked",
    ".rs",
    "driver",
    "tokio",
    "127.0.0.1",
    "stack",
];

/// Codes of kinds, and of endpoints' own.
fn status_of(code: &str) -> Option<u16> {
    let kinds = Kind::ALL.into_iter().chain([Kind::Own {
        code: "broken",
        status: 418,
    }]);
    let kind = kinds.into_iter().find(|kind| kind.code() == code);
    kind.map(Kind::status)
}

/// Checks an answer's whole shape, and gives its code and its faults: `PLACE CODE`.
pub fn check(request: &Request, id: &str, answer: &Answer) -> (String, Vec<String>) {
    let context = || format!("{request:?}\n{answer:?}");
    let header = |name: &str| answer.headers.get(name).map(String::as_str);
    assert_eq!(
        header("content-type"),
        Some("application/problem+json"),
        "{}",
        context()
    );
    assert_eq!(header("x-request-id"), Some(id), "{}", context());
    assert_eq!(
        header("retry-after"),
        (answer.status == 503).then_some("1"),
        "{}",
        context()
    );
    assert_eq!(
        header("allow").is_some(),
        answer.status == 405,
        "{}",
        context()
    );
    if request.method == "HEAD" {
        assert_eq!(answer.body, "", "{}", context());
        return (String::new(), Vec::new());
    }
    let (said, told) = (said(request), answer.body.to_lowercase());
    for secret in SECRETS {
        let is_echo = said.contains(secret);
        assert!(is_echo || !told.contains(secret), "{secret}: {}", context());
    }
    let body = answer.json();
    let body = body.as_object().unwrap_or_else(|| panic!("{}", context()));
    let known = [
        "type",
        "title",
        "status",
        "detail",
        "instance",
        "code",
        "request_id",
        "errors",
    ];
    assert!(
        body.keys().all(|key| known.contains(&key.as_str())),
        "{}",
        context()
    );
    let text = |name: &str| {
        body[name]
            .as_str()
            .unwrap_or_else(|| panic!("{name}: {}", context()))
    };
    let code = text("code");
    assert_eq!(status_of(code), Some(answer.status), "{}", context());
    assert_eq!(body["status"], answer.status, "{}", context());
    assert_eq!(
        text("type"),
        format!("/docs/errors#{code}"),
        "{}",
        context()
    );
    assert_eq!(text("request_id"), id, "{}", context());
    let path = request.target.split('?').next().expect("a path");
    assert_eq!(text("instance"), path, "{}", context());
    assert!(!text("title").is_empty(), "{}", context());
    assert!(!text("detail").is_empty(), "{}", context());
    (
        code.to_owned(),
        faults(body).unwrap_or_else(|| panic!("{}", context())),
    )
}

/// What the client said itself may be told to it again, but for statements.
fn said(request: &Request) -> String {
    let body = match request.target.ends_with("/provoke") {
        true => String::new(),
        false => String::from_utf8_lossy(&request.body).to_lowercase(),
    };
    request.target.to_lowercase() + &body
}

/// The faults of a body; none when one of them has another shape.
fn faults(body: &Map<String, Json>) -> Option<Vec<String>> {
    let Some(errors) = body.get("errors") else {
        return Some(Vec::new());
    };
    let errors = errors.as_array().filter(|errors| !errors.is_empty())?;
    let fault = |fault: &Json| {
        let fault = fault.as_object().filter(|fault| fault.len() == 3)?;
        let place = fault
            .get("pointer")
            .or_else(|| fault.get("parameter"))?
            .as_str()?;
        let code = fault.get("code")?.as_str()?;
        let is_known = FAULT_CODES.iter().any(|(known, _)| *known == code);
        let is_told = !fault.get("message")?.as_str()?.is_empty();
        (is_known && is_told).then(|| format!("{place} {code}"))
    };
    errors.iter().map(fault).collect()
}
