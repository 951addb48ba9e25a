//! What surrounds every request: its id, its log line, and a panic's end.

use std::any::Any;
use std::hash::{BuildHasher, RandomState};
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use tracing::{Instrument, debug, info_span};

use super::respond;
use crate::error::{Error, Kind};
use crate::model::Envelope;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, from its client when that is sane.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub(super) String);

/// What every answer to a request depends on.
#[derive(Debug, Clone)]
struct Current {
    id: String,
    envelope: Envelope,
}

tokio::task_local! {
    /// Of the request that this task answers.
    static CURRENT: Current;
}

/// The id of the request that this task answers; empty outside of one.
pub(super) fn request_id() -> String {
    let id = CURRENT.try_with(|current| current.id.clone());
    id.unwrap_or_default()
}

/// What stands around the answer to the request of this task.
pub(super) fn envelope() -> Envelope {
    let envelope = CURRENT.try_with(|current| current.envelope);
    envelope.unwrap_or_default()
}

/// Around every request, whose envelope is the service's: the one place where a version of the API could have another.
pub(super) async fn around(
    State(envelope): State<Envelope>,
    mut request: Request,
    next: Next,
) -> Response {
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
    let current = Current {
        id: id.clone(),
        envelope,
    };
    let mut response = CURRENT.scope(current, answer.instrument(span)).await;
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
