//! Requests below `/api/v1/` into operations.

use std::sync::Arc;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use percent_encoding::percent_decode_str;

use super::layer::RequestId;
use super::{Api, Collection, LARGEST_BODY, respond};
use crate::codec;
use crate::context::{ApiVersion, Context, Principal};
use crate::dispatch::dispatch;
use crate::error::{Error, Fault, Kind};
use crate::model::Action;
use crate::operation::{Input, Operation};
use crate::value::Value;
use crate::{payload, query};

/// Where this version of the API begins.
const ROOT: &str = "/api/v1/";

/// The response to a request.
pub(super) async fn handle(State(api): State<Arc<Api>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match answer(&api, &parts, body).await {
        Ok(response) => response,
        Err(Refused { error, allow }) => {
            let mut response = respond::problem(&error, parts.uri.path());
            if let Some(allow) = allow.and_then(|allow| HeaderValue::from_str(&allow).ok()) {
                response.headers_mut().insert(ALLOW, allow);
            }
            response
        }
    }
}

/// A failure, with the methods that are allowed when the method was it.
struct Refused {
    error: Error,
    allow: Option<String>,
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self { error, allow: None }
    }
}

async fn answer(api: &Api, parts: &Parts, body: Body) -> Result<Response, Refused> {
    let (collection, segments) = find(api, parts.uri.path())?;
    let of_row = !segments.is_empty();
    if parts.method == Method::OPTIONS {
        let allow = [(ALLOW, methods(collection, of_row))];
        return Ok((StatusCode::NO_CONTENT, allow).into_response());
    }
    let operation = operation(collection, &parts.method, of_row).ok_or_else(|| Refused {
        error: Error::new(Kind::MethodNotAllowed),
        allow: Some(methods(collection, of_row)),
    })?;
    let key = key(collection, &segments)?;
    let input = input(collection, operation.0, key, parts, body).await?;
    let id = parts.extensions.get::<RequestId>();
    let context = Context {
        principal: Principal::Anonymous,
        version: ApiVersion(1),
        request_id: id.map(|id| id.0.clone()).unwrap_or_default(),
    };
    let output = dispatch(&api.database, operation.1, &context, input).await?;
    Ok(respond::output(collection.resource, output)?)
}

/// The collection of a path, and the key's segments behind it, decoded.
///
/// A key has one segment for each of its columns. The path is split before it is decoded, so that `%2F` is a slash in a key.
fn find<'a>(api: &'a Api, path: &str) -> Result<(&'a Collection, Vec<String>), Error> {
    let rest = path.strip_prefix(ROOT).unwrap_or_default();
    let mut segments = Vec::new();
    for segment in rest.split('/') {
        let decoded = percent_decode_str(segment).decode_utf8().map_err(|_| {
            Error::new(Kind::InvalidParameter).detail("the path is not UTF-8 once percent-decoded")
        })?;
        segments.push(decoded.into_owned());
    }
    let name = segments.remove(0);
    let collection = api.collections.get(name.as_str()).ok_or_else(|| {
        Error::new(Kind::NotFound).detail(format!("there is no resource `{name}`"))
    })?;
    let width = collection.resource.key().len();
    if !segments.is_empty() && segments.len() != width {
        let detail = format!("a row of `{name}` has a key of {width} segments");
        return Err(Error::new(Kind::NotFound).detail(detail));
    }
    Ok((collection, segments))
}

fn operation<'a>(
    collection: &'a Collection,
    method: &Method,
    of_row: bool,
) -> Option<(Action, &'a Operation)> {
    // HEAD is GET without the body, which the server leaves out (RFC 9110 section 9.3.2).
    let method = if *method == Method::HEAD {
        "GET"
    } else {
        method.as_str()
    };
    let fits = |action: &Action| action.method() == method && action.needs_key() == of_row;
    let mut found = collection
        .operations
        .iter()
        .filter(|(action, _)| fits(action));
    found.next().map(|(action, operation)| (*action, operation))
}

/// The methods of a path, for the `Allow` header.
fn methods(collection: &Collection, of_row: bool) -> String {
    let actions = collection
        .operations
        .keys()
        .filter(|action| action.needs_key() == of_row);
    let mut methods: Vec<&str> = actions.map(|action| action.method()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    methods.join(", ")
}

fn key(collection: &Collection, segments: &[String]) -> Result<Vec<Value>, Error> {
    let resource = collection.resource;
    let (mut key, mut faults) = (Vec::new(), Vec::new());
    for (index, (field, segment)) in resource.key().into_iter().zip(segments).enumerate() {
        match codec::from_text(field, segment) {
            Ok(value) => key.push(value),
            Err(invalid) => {
                faults.push(Fault::of_parameter(&resource.key_parameter(index), invalid));
            }
        }
    }
    if faults.is_empty() {
        Ok(key)
    } else {
        Err(Error::parameters(faults))
    }
}

/// The names and values of a query, decoded.
fn parameters(query: &str) -> Result<Vec<(String, String)>, Error> {
    // The parser below would put U+FFFD in the place of what is none, and find other rows by it.
    percent_decode_str(query).decode_utf8().map_err(|_| {
        Error::new(Kind::InvalidParameter).detail("the query is not UTF-8 once percent-decoded")
    })?;
    let pairs = form_urlencoded::parse(query.as_bytes());
    Ok(pairs.into_owned().collect())
}

async fn input(
    collection: &Collection,
    action: Action,
    key: Vec<Value>,
    parts: &Parts,
    body: Body,
) -> Result<Input, Error> {
    let resource = collection.resource;
    let parameters = parameters(parts.uri.query().unwrap_or_default())?;
    if action == Action::List {
        return query::list(resource, &parameters).map(Input::List);
    }
    if !parameters.is_empty() {
        let unknown = |(name, _): &(String, String)| {
            Fault::parameter(
                name,
                "unknown_parameter",
                "this operation has no parameters",
            )
        };
        return Err(Error::parameters(parameters.iter().map(unknown).collect()));
    }
    Ok(match action {
        Action::Create => Input::New(payload::create(resource, &read(parts, body).await?)?),
        Action::Replace => {
            let row = payload::replace(resource, &key, &read(parts, body).await?)?;
            Input::Change(key, row)
        }
        Action::Update => {
            let change = payload::update(resource, &key, &read(parts, body).await?)?;
            Input::Change(key, change)
        }
        _ => Input::Row(key),
    })
}

/// The bytes of a JSON body.
async fn read(parts: &Parts, body: Body) -> Result<Vec<u8>, Error> {
    let media_type = parts
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if !media_type.is_some_and(is_json) {
        let detail = "send `content-type: application/json`";
        return Err(Error::new(Kind::UnsupportedMediaType).detail(detail));
    }
    let too_large = || {
        let detail = format!("a body has at most {LARGEST_BODY} bytes");
        Error::new(Kind::BodyTooLarge).detail(detail)
    };
    // One that says so itself is refused before it is sent.
    let announced = body.size_hint().lower();
    if usize::try_from(announced).map_or(true, |announced| announced > LARGEST_BODY) {
        return Err(too_large());
    }
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

/// `application/json`, `application/merge-patch+json` and the like, with any parameters.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}
