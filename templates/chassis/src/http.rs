//! The HTTP adapter: requests into operations, outputs into responses.

mod endpoint;
mod layer;
mod pages;
mod respond;
mod rest;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::OriginalUri;
use axum::response::Response;
use axum::routing::{any, get};
use axum::{Router, middleware};
use swagger_ui_dist::{ApiDefinition, OpenApiSource, generate_routes};

use self::endpoint::Route;
use crate::db::Database;
use crate::error::{Error, Kind};
use crate::model::{Action, Resource, Service};
use crate::operation::{Operation, Run};
use crate::secret::SecretKey;

/// Largest body that is read, in bytes.
const LARGEST_BODY: usize = 2 * 1024 * 1024;

/// What every request of the API needs.
struct Api {
    database: Database,
    secret: SecretKey,
    collections: BTreeMap<&'static str, Collection>,
    endpoints: Vec<Route>,
}

/// A resource and its operations.
struct Collection {
    resource: &'static Resource,
    operations: BTreeMap<Action, Operation>,
}

/// The routes of a service.
pub(crate) fn router(
    service: &Service,
    document: String,
    operations: Vec<Operation>,
    database: Database,
    secret: SecretKey,
) -> Router {
    let docs = ApiDefinition {
        uri_prefix: "/docs",
        api_definition: OpenApiSource::Uri("/openapi.json"),
        title: Some(leak(&service.title)),
    };
    let api = Arc::new(Api {
        database,
        secret,
        endpoints: operations.iter().filter_map(Route::of).collect(),
        collections: collections(operations),
    });
    Router::new()
        .route("/", pages::landing(service))
        .route("/healthz", get(pages::health))
        .route("/openapi.json", pages::document(document))
        // One route for all tables: the router's size and start do not grow with the schema.
        .route("/api/v1/{*path}", any(rest::handle))
        .with_state(api)
        // The library's page names its parts from the path that it was asked for.
        .merge(generate_routes(docs).layer(middleware::from_fn(pages::without_slash)))
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn(layer::around))
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
        let (action, resource) = (*action, entry.resource);
        let collection = collections.entry(&resource.path).or_insert(Collection {
            resource,
            operations: BTreeMap::new(),
        });
        collection.operations.insert(action, operation);
    }
    collections
}

async fn not_found(OriginalUri(uri): OriginalUri) -> Response {
    let detail = "the API is described at /docs and /openapi.json";
    respond::problem(&Error::new(Kind::NotFound).detail(detail), uri.path())
}

async fn method_not_allowed(OriginalUri(uri): OriginalUri) -> Response {
    respond::problem(&Error::new(Kind::MethodNotAllowed), uri.path())
}
