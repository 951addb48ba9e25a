//! The HTTP adapter: requests into operations, outputs into responses.

mod accept;
mod conditional;
mod cors;
mod endpoint;
mod envelope;
mod export;
mod layer;
mod pages;
mod read;
mod related;
mod respond;
mod rest;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::OriginalUri;
use axum::http::header::ALLOW;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::{Router, middleware};
use swagger_ui_dist::{ApiDefinition, OpenApiSource, generate_routes};

use self::endpoint::Route;
use crate::db::Database;
use crate::error::{Error, Kind};
use crate::expand::Relations;
use crate::model::{Action, Service};
use crate::operation::{Entry, Operation, Run};
use crate::secret::SecretKey;

/// Largest body that is read, in bytes.
const LARGEST_BODY: usize = 2 * 1024 * 1024;

/// What every request of the API needs.
struct Api {
    database: Database,
    secret: SecretKey,
    relations: Relations,
    collections: BTreeMap<&'static str, Collection>,
    endpoints: Vec<Route>,
}

/// A resource and its operations.
struct Collection {
    entry: Arc<Entry>,
    operations: BTreeMap<Action, Operation>,
}

/// The routes of a service.
pub(crate) fn router(
    service: &Service,
    document: String,
    operations: Vec<Operation>,
    database: Database,
    (secret, relations): (SecretKey, Relations),
) -> Router {
    let docs = ApiDefinition {
        uri_prefix: "/docs",
        api_definition: OpenApiSource::Uri("/openapi.json"),
        title: Some(leak(&service.title)),
    };
    let api = Arc::new(Api {
        database,
        secret,
        relations,
        endpoints: operations.iter().filter_map(Route::of).collect(),
        collections: collections(operations),
    });
    let pages = Router::new()
        .route("/", pages::landing(service))
        .route("/openapi.json", pages::document(document))
        .route("/docs/errors", pages::errors(service))
        // The library's page names its parts from the path that it was asked for.
        .merge(generate_routes(docs).layer(middleware::from_fn(pages::without_slash)))
        .layer(middleware::from_fn_with_state(
            conditional::Tags::default(),
            conditional::around,
        ));
    let routes = Router::new()
        .route("/healthz", get(pages::health))
        // One route for all tables: the router's size and start do not grow with the schema.
        .route("/api/v1/{*path}", any(rest::handle))
        .with_state(api)
        .merge(pages)
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn_with_state(
            service.envelope,
            layer::around,
        ));
    with_cors(routes, &service.cors)
}

/// The routes for pages of these origins, too: around all else, so that failures of every kind can be read.
fn with_cors(routes: Router, origins: &[String]) -> Router {
    if origins.is_empty() {
        return routes;
    }
    let origins = origins.iter();
    let origins: cors::Origins = origins
        .filter_map(|origin| HeaderValue::from_str(origin).ok())
        .collect();
    routes.layer(middleware::from_fn_with_state(origins, cors::around))
}

/// The Swagger UI's routes want text that outlives them; there is one service in a process.
fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn collections(operations: Vec<Operation>) -> BTreeMap<&'static str, Collection> {
    let mut collections: BTreeMap<&'static str, Collection> = BTreeMap::new();
    for operation in operations {
        let Run::Action(action, entry) = &operation.run else {
            continue;
        };
        let (action, entry) = (*action, Arc::clone(entry));
        let collection = collections.entry(&entry.resource.path);
        let collection = collection.or_insert_with(|| Collection {
            entry,
            operations: BTreeMap::new(),
        });
        collection.operations.insert(action, operation);
    }
    collections
}

async fn not_found(method: Method, OriginalUri(uri): OriginalUri) -> Response {
    // `OPTIONS *` asks whether the server is there (RFC 9110 section 9.3.7).
    if method == Method::OPTIONS && uri.path() == "*" {
        return StatusCode::NO_CONTENT.into_response();
    }
    let detail = "the API is described at /docs and /openapi.json";
    respond::problem(&Error::new(Kind::NotFound).detail(detail), uri.path())
}

/// Pages are read and no more; what may be done with rows is told by [`rest::handle`].
async fn method_not_allowed(method: Method, OriginalUri(uri): OriginalUri) -> Response {
    let mut response = match method {
        Method::OPTIONS => StatusCode::NO_CONTENT.into_response(),
        _ => respond::problem(&Error::new(Kind::MethodNotAllowed), uri.path()),
    };
    let allow = HeaderValue::from_static("GET, HEAD, OPTIONS");
    response.headers_mut().insert(ALLOW, allow);
    response
}
