//! Conditional reads: entity tags, and `If-None-Match` (RFC 9110 sections 8.8.3 and 13.1.2).

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use futures_util::stream;
use sha2::{Digest, Sha256};

use super::respond;
use crate::error::{Error, Kind};

/// A strong entity tag of what is shown, and of a version that may not be shown: 128 bits of a hash.
///
/// A date of change is none of it. The clocks of databases tick once a second or at most once a microsecond, so that two
/// changes may have one date, while the hash differs whenever what is shown does (RFC 9110 section 8.8.1).
pub(super) fn tag(shown: &[u8], version: &[u8]) -> Option<HeaderValue> {
    let mut hash = Sha256::new();
    hash.update(shown);
    // JSON has no zero byte, so that no other two parts give the same whole.
    hash.update([0]);
    hash.update(version);
    let digest = hash.finalize();
    let half = digest.get(..16)?;
    HeaderValue::from_str(&format!("\"{}\"", URL_SAFE_NO_PAD.encode(half))).ok()
}

/// A successful answer to a read, or 304 when the client has it already.
pub(super) fn answer(method: &Method, headers: &HeaderMap, mut response: Response) -> Response {
    let reads = *method == Method::GET || *method == Method::HEAD;
    let tag = response.headers().get(ETAG);
    if !reads
        || response.status() != StatusCode::OK
        || !tag.is_some_and(|tag| is_known(headers, tag))
    {
        return response;
    }
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    // Not one of a known length: a length of 0 would be told, which is not that of what was asked for.
    *response.body_mut() = Body::from_stream(stream::empty::<Result<Bytes, Infallible>>());
    let left_out = [CONTENT_TYPE, CONTENT_LENGTH];
    for name in left_out {
        response.headers_mut().remove(name);
    }
    response
}

/// The tags of what is the same for everybody as long as the service runs, by its path.
pub(super) type Tags = Arc<Mutex<BTreeMap<String, HeaderValue>>>;

/// Around what is the same for everybody, such as a document: tags it by its bytes, which are hashed once.
pub(super) async fn around(State(tags): State<Tags>, request: Request, next: Next) -> Response {
    let (method, asked) = (request.method().clone(), request.headers().clone());
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let known = || tags.lock().unwrap_or_else(PoisonError::into_inner);
    let mut tag = known().get(&path).cloned();
    if tag.is_none() {
        let (parts, body) = response.into_parts();
        let bytes = match to_bytes(body, usize::MAX).await {
            Ok(bytes) => bytes,
            Err(error) => return respond::problem(&Error::new(Kind::Internal).cause(error), &path),
        };
        tag = self::tag(&bytes, &[]);
        known().extend(tag.clone().map(|tag| (path, tag)));
        response = Response::from_parts(parts, Body::from(bytes));
    }
    if let Some(tag) = tag {
        response.headers_mut().insert(ETAG, tag);
    }
    answer(&method, &asked, response)
}

/// Whether the client names the tag, or says that it has anything at all.
fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let Some(tag) = tags(tag.as_bytes()).next() else {
        return false;
    };
    let mut lines = headers.get_all(IF_NONE_MATCH).iter();
    lines.any(|line| {
        let line = line.as_bytes().trim_ascii();
        line == b"*" || tags(line).any(|known| known == tag)
    })
}

/// The tags of a list without what makes them weak, which is not compared here; what follows a malformed one is not read.
fn tags(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        while let Some((b' ' | b'\t' | b',', more)) = rest.split_first() {
            rest = more;
        }
        let tag = rest.strip_prefix(b"W/").unwrap_or(rest);
        let inner = tag.strip_prefix(b"\"")?;
        // A comma within the quotes is part of the tag.
        let end = inner.iter().position(|byte| *byte == b'"')?;
        let (tag, more) = inner.split_at(end);
        rest = more.strip_prefix(b"\"")?;
        Some(tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knows(lines: &[&'static str]) -> bool {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(IF_NONE_MATCH, HeaderValue::from_static(line));
        }
        is_known(&headers, &HeaderValue::from_static("\"a,b\""))
    }

    #[test]
    fn lists_are_compared_weakly() {
        for lines in [
            &["\"a,b\""][..],
            &["W/\"a,b\""],
            &["*"],
            &[" * "],
            &["\"x\", W/\"y\"\t,, \"a,b\""],
            &["\"x\"", "\"a,b\""],
        ] {
            assert!(knows(lines), "{lines:?}");
        }
        for lines in [
            &[][..],
            &[""],
            &["a,b"],
            &["\"a\", \"b\""],
            &["\"A,B\""],
            &["w/\"a,b\""],
            &["\"x\" y \"a,b\""],
            &["\"*\""],
            &["\"a,b"],
        ] {
            assert!(!knows(lines), "{lines:?}");
        }
    }

    #[test]
    fn what_is_shown_and_its_version_make_the_tag() {
        let tags = [
            tag(b"{}", b""),
            tag(b"{}", b"1"),
            tag(b"{ }", b""),
            tag(b"", b"{}"),
        ];
        for (index, tag) in tags.iter().enumerate() {
            let text = tag.as_ref().and_then(|tag| tag.to_str().ok());
            assert_eq!(text.map(str::len), Some(24));
            assert!(!tags[..index].contains(tag));
        }
    }
}
