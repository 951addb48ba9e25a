//! What a request says: its path, its query and its body.

use std::borrow::Cow;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use futures_util::StreamExt;
use percent_encoding::percent_decode_str;
use tokio::time::timeout;

use super::LARGEST_BODY;
use crate::error::{Error, Kind};

/// Where this version of the API begins.
const ROOT: &str = "/api/v1/";

/// How long the whole of a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// The segments of a path, decoded.
///
/// The path is split before it is decoded, so that `%2F` is a slash in a key.
pub(super) fn segments(path: &str) -> Result<Vec<String>, Error> {
    let rest = path.strip_prefix(ROOT).unwrap_or_default();
    let decoded = |segment| decoded(segment, "path").map(Cow::into_owned);
    rest.split('/').map(decoded).collect()
}

/// The names and values of a query, decoded.
pub(super) fn parameters(query: &str) -> Result<Vec<(String, String)>, Error> {
    // The parser below would put U+FFFD in the place of what is none, and find other rows by it.
    decoded(query, "query")?;
    let pairs = form_urlencoded::parse(query.as_bytes());
    Ok(pairs.into_owned().collect())
}

/// Text whose every `%` is one of RFC 3986 section 2.1, and means UTF-8.
fn decoded<'a>(text: &'a str, what: &str) -> Result<Cow<'a, str>, Error> {
    let refused = |why: &str| {
        let detail = format!("the {what} {why}");
        Error::new(Kind::InvalidParameter).detail(detail)
    };
    let is_hexadecimal = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    let mut signs = text.split('%').skip(1);
    if !signs.all(|rest| rest.as_bytes().get(..2).is_some_and(is_hexadecimal)) {
        return Err(refused(
            "has a `%` without two hexadecimal digits behind it",
        ));
    }
    let utf8 = percent_decode_str(text).decode_utf8();
    utf8.map_err(|_| refused("is not UTF-8 once percent-decoded"))
}

/// The bytes of a JSON body.
pub(super) async fn body(parts: &Parts, body: Body) -> Result<Vec<u8>, Error> {
    let media_type = parts
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if !media_type.is_some_and(is_json) {
        let detail = "send `content-type: application/json`";
        return Err(Error::new(Kind::UnsupportedMediaType).detail(detail));
    }
    // One that says so itself is refused before it is sent.
    let announced = body.size_hint().lower();
    if usize::try_from(announced).map_or(true, |announced| announced > LARGEST_BODY) {
        return Err(too_large());
    }
    in_time(PATIENCE, body).await
}

async fn in_time(patience: Duration, body: Body) -> Result<Vec<u8>, Error> {
    let collected = timeout(patience, collect(body)).await;
    collected.unwrap_or_else(|_| Err(Error::new(Kind::SlowRequest)))
}

async fn collect(body: Body) -> Result<Vec<u8>, Error> {
    let mut chunks = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = chunks.next().await {
        let broken = |error| {
            let detail = "the body broke off, or its chunks are malformed";
            Error::new(Kind::MalformedBody).detail(detail).cause(error)
        };
        let chunk = chunk.map_err(broken)?;
        if bytes.len() + chunk.len() > LARGEST_BODY {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn too_large() -> Error {
    let detail = format!("a body has at most {LARGEST_BODY} bytes");
    Error::new(Kind::BodyTooLarge).detail(detail)
}

/// `application/json`, `application/merge-patch+json` and the like, with any parameters.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::stream;

    use super::*;

    #[tokio::test]
    async fn a_body_that_does_not_end_is_given_up() {
        let start = stream::iter([Ok::<_, Infallible>("{")]);
        let body = Body::from_stream(start.chain(stream::pending()));
        let refused = in_time(Duration::from_millis(5), body).await;
        assert_eq!(refused.expect_err("no end").kind, Kind::SlowRequest);
        let whole = in_time(PATIENCE, Body::from("{}")).await;
        assert_eq!(whole.expect("a body"), b"{}");
    }

    #[test]
    fn percent_signs_have_two_digits_and_mean_utf8() {
        let good = [
            ("%C3%BC/a%2fb", vec!["ü", "a/b"]),
            ("", vec![""]),
            ("%25", vec!["%"]),
        ];
        for (path, decoded) in good {
            let segments = segments(&format!("{ROOT}{path}"));
            assert_eq!(segments.expect("a path"), decoded);
        }
        for bad in [
            "%", "a%", "%4", "%4/", "%zz", "%%41", "%ü", "%ff", "%C3", "%C3%28",
        ] {
            for refused in [
                segments(&format!("{ROOT}{bad}")).map(drop),
                parameters(bad).map(drop),
            ] {
                assert_eq!(
                    refused.expect_err(bad).kind,
                    Kind::InvalidParameter,
                    "{bad}"
                );
            }
        }
    }
}
