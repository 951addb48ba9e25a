//! Pages of other origins: which may call the service, and what they may read (Fetch standard, "CORS protocol").
//!
//! tower-http's layer answers every OPTIONS itself, so that nobody would learn the methods of a path.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Methods that a page may use: a path answers 405 to those that it has not.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");

/// Headers that a page may read, beside those that every page may.
const EXPOSED: HeaderValue =
    HeaderValue::from_static("x-request-id, etag, location, link, retry-after, allow");

/// Seconds for which a browser may remember that it may.
const MAX_AGE: HeaderValue = HeaderValue::from_static("600");

/// The origins whose pages may call the service.
pub(super) type Origins = Arc<[HeaderValue]>;

/// Around every request: nothing is allowed to a page of an origin that is not named.
pub(super) async fn around(
    State(origins): State<Origins>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let origin = headers
        .get(ORIGIN)
        .filter(|it| origins.contains(it))
        .cloned();
    let is_preflight =
        request.method() == Method::OPTIONS && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = match (&origin, is_preflight) {
        (Some(_), true) => preflight(headers),
        _ => next.run(request).await,
    };
    let headers = response.headers_mut();
    // Caches must not give one origin what was made for another.
    headers.append(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        // Cookies; a bearer token is but a header.
        let yes = HeaderValue::from_static("true");
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, yes);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
    response
}

/// The answer to a browser that asks before it sends a request. The page is trusted: it may send the headers that it wants.
fn preflight(asked: &HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(ACCESS_CONTROL_MAX_AGE, MAX_AGE);
    if let Some(wanted) = asked.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    let asks = "access-control-request-method, access-control-request-headers";
    headers.append(VARY, HeaderValue::from_static(asks));
    response
}
