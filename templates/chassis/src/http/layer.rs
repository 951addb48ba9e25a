//! What surrounds every request: its id, its log line, and a panic's end.

use std::any::Any;
use std::hash::{BuildHasher, RandomState};
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use tracing::{Instrument, debug, info_span};

use super::respond;
use crate::error::{Error, Kind};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, from its client when that is sane.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub(super) String);

tokio::task_local! {
    /// The id of the request that this task answers: problems tell it.
    pub(super) static CURRENT: String;
}

pub(super) async fn around(mut request: Request, next: Next) -> Response {
    let id = given_id(&request).unwrap_or_else(new_id);
    request.extensions_mut().insert(RequestId(id.clone()));
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = info_span!("request", id = %id, %method, path);
    let start = Instant::now();
    let answer = async {
        let handled = AssertUnwindSafe(next.run(request)).catch_unwind().await;
        let response = handled.unwrap_or_else(|panic| respond::problem(&of_panic(&*panic), &path));
        // Failures of the service are logged as such; a line for every other request costs a quarter of the throughput.
        debug!(status = response.status().as_u16(), elapsed = ?start.elapsed());
        response
    };
    let mut response = CURRENT.scope(id.clone(), answer.instrument(span)).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn of_panic(panic: &(dyn Any + Send)) -> Error {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    let text = text.unwrap_or_else(|| "a panic".to_owned());
    Error::new(Kind::Internal).cause(text)
}

fn given_id(request: &Request) -> Option<String> {
    let id = request.headers().get(REQUEST_ID)?.to_str().ok()?;
    let sane = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    ((1..=64).contains(&id.len()) && id.bytes().all(sane)).then(|| id.to_owned())
}

/// 16 hexadecimal digits: a number of this process, keyed by its random seed.
fn new_id() -> String {
    static SEED: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    format!(
        "{:016x}",
        SEED.hash_one(NUMBER.fetch_add(1, Ordering::Relaxed))
    )
}
