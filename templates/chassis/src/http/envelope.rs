//! What stands around results and failures.

use std::borrow::Cow;

use axum::http::HeaderValue;
use serde_json::{Value as Json, json};

use super::layer;
use crate::codec;
use crate::error::{At, Error, Fault};
use crate::model::Envelope;

/// The `code` of a result, where that has one.
const OK: &str = "ok";

/// A result as clients get it, of `{"data": …}`.
pub(super) fn result(body: Vec<u8>) -> Vec<u8> {
    if layer::envelope() == Envelope::Data {
        return body;
    }
    let inner = body.strip_prefix(b"{").unwrap_or_default();
    let inner = inner.strip_suffix(b"}").unwrap_or_default();
    let start = format!("{{\"code\":\"{OK}\",\"message\":\"{OK}\",");
    let mut out = [start.as_bytes(), inner, b",\"request_id\":"].concat();
    codec::write_string(&mut out, &layer::request_id());
    out.push(b'}');
    out
}

/// The tag of a result: what holds the request's id is never the same byte by byte, so that the tag is a weak one.
pub(super) fn tag(tag: HeaderValue) -> HeaderValue {
    match layer::envelope() {
        Envelope::Data => tag,
        Envelope::Code => HeaderValue::try_from([b"W/", tag.as_bytes()].concat()).unwrap_or(tag),
    }
}

/// The media type and the body of a failure.
pub(super) fn failure(failure: &Error, path: &str) -> (&'static str, Json) {
    let (about, request_id) = (failure.kind.about(), layer::request_id());
    let mut body = match layer::envelope() {
        Envelope::Data => json!({
            "type": format!("/docs/errors#{}", about.code),
            "title": about.title,
            "status": about.status,
            "detail": words(failure),
            "instance": path,
            "code": about.code,
            "request_id": request_id,
        }),
        Envelope::Code => json!({
            "code": about.code,
            "message": words(failure),
            "data": null,
            "request_id": request_id,
        }),
    };
    if !failure.faults.is_empty() {
        body["errors"] = failure.faults.iter().map(fault).collect();
    }
    let media_type = match layer::envelope() {
        Envelope::Data => "application/problem+json",
        Envelope::Code => "application/json",
    };
    (media_type, body)
}

/// A failure in words: its own, those of its first fault, or what is said of all of its kind.
fn words(failure: &Error) -> Cow<'_, str> {
    match (&failure.detail, failure.faults.as_slice()) {
        (Some(detail), _) => Cow::Borrowed(detail),
        (None, []) => Cow::Borrowed(failure.kind.title()),
        (None, [first, rest @ ..]) => {
            let (At::Pointer(place) | At::Parameter(place)) = &first.at;
            let more = match rest.len() {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            Cow::Owned(format!("{place}: {}{more}", first.message))
        }
    }
}

fn fault(fault: &Fault) -> Json {
    let (place, at) = match &fault.at {
        At::Pointer(pointer) => ("pointer", pointer),
        At::Parameter(name) => ("parameter", name),
    };
    json!({ place: at, "code": fault.code, "message": fault.message })
}
