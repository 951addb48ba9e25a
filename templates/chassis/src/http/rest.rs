//! Requests below `/api/v1/` into operations.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::endpoint::Route;
use super::export::Lines;
use super::layer::RequestId;
use super::{Api, Collection, accept, conditional, export, read, respond};
use crate::codec;
use crate::context::{ApiVersion, Context, Principal};
use crate::dispatch::dispatch;
use crate::error::{Error, Fault, Kind};
use crate::expand::Relations;
use crate::model::Action;
use crate::operation::{Input, Operation, Output};
use crate::value::Value;
use crate::{payload, query};

/// What the form of a list varies by.
const BY_ACCEPT: HeaderValue = HeaderValue::from_static("accept");

/// The response to a request.
pub(super) async fn handle(State(api): State<Arc<Api>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match answer(&api, &parts, body).await {
        Ok(response) => response,
        Err(Refused { error, allow }) => {
            let mut response = respond::problem(&error, parts.uri.path());
            if error.kind == Kind::NotAcceptable {
                response.headers_mut().insert(VARY, BY_ACCEPT);
            }
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
    let segments = read::segments(parts.uri.path())?;
    let mut found = Found {
        routes: api
            .endpoints
            .iter()
            .filter(|it| it.fits(&segments))
            .collect(),
        collection: None,
    };
    match collection(api, &segments) {
        Ok(collection) => found.collection = Some((collection, segments.len() > 1)),
        Err(error) if found.routes.is_empty() => return Err(error.into()),
        Err(_) => {}
    }
    if parts.method == Method::OPTIONS {
        let allow = [(ALLOW, found.methods())];
        return Ok((StatusCode::NO_CONTENT, allow).into_response());
    }
    if let Some(route) = found.route(&parts.method) {
        let input = route.input(&segments, parts, body).await?;
        let output = run(api, &route.operation, parts, input).await?;
        return Ok(respond::endpoint(output)?);
    }
    let (collection, (action, operation)) =
        found.operation(&parts.method).ok_or_else(|| Refused {
            error: Error::new(Kind::MethodNotAllowed),
            allow: Some(found.methods()),
        })?;
    let key = key(collection, segments.get(1..).unwrap_or_default())?;
    if action == Action::List {
        return Ok(list(api, collection, operation, parts).await?);
    }
    let input = match action {
        Action::Get => one(api, collection, key, parts)?,
        _ => input(collection, action, key, parts, body).await?,
    };
    let output = run(api, operation, parts, input).await?;
    let response = respond::output(&api.secret, &collection.entry, action, output)?;
    Ok(conditional::answer(&parts.method, &parts.headers, response))
}

/// Which row is to be read, and what is to come with it.
fn one(api: &Api, collection: &Collection, key: Vec<Value>, parts: &Parts) -> Result<Input, Error> {
    let (entry, resource) = (&collection.entry, collection.entry.resource);
    let parameters = read::parameters(parts.uri.query().unwrap_or_default())?;
    let has_relations = !api.relations.of(resource).is_empty();
    if entry.is_custom(Action::Get) || !has_relations {
        without_parameters(&parameters)?;
    }
    let expand = query::of_row(resource, &api.relations, &parameters)?;
    Ok(match expand.is_empty() {
        true => Input::Row(key),
        false => Input::Expanded(key, expand),
    })
}

/// Refuses parameters of an operation that has none.
fn without_parameters(parameters: &[(String, String)]) -> Result<(), Error> {
    let unknown = |(name, _): &(String, String)| {
        let message = "this operation has no parameters";
        Fault::parameter(name, "unknown_parameter", message)
    };
    match parameters {
        [] => Ok(()),
        some => Err(Error::parameters(some.iter().map(unknown).collect())),
    }
}

/// The response to a list, in the form that its client likes best.
async fn list(
    api: &Api,
    collection: &Collection,
    operation: &Operation,
    parts: &Parts,
) -> Result<Response, Error> {
    let (entry, resource) = (&collection.entry, collection.entry.resource);
    let parameters = read::parameters(parts.uri.query().unwrap_or_default())?;
    let format = accept::format(&parts.headers).ok_or_else(|| {
        let detail = "lists come as application/json, text/csv and application/x-ndjson";
        Error::new(Kind::NotAcceptable).detail(detail)
    })?;
    let lines = Lines::of(format);
    let none = Relations::default();
    // Code of the service's own gives a page, of rows that nothing is read of.
    let input = match (lines, entry.is_custom(Action::List)) {
        (Some(_), false) => {
            let known = (&api.secret, &api.relations);
            Input::Export(query::export(resource, known, &parameters)?)
        }
        (_, is_custom) => {
            let relations = if is_custom { &none } else { &api.relations };
            Input::List(query::list(
                resource,
                (&api.secret, relations),
                &parameters,
            )?)
        }
    };
    let output = run(api, operation, parts, input).await?;
    let mut response = match (lines, output) {
        (Some(lines), Output::Export(export)) => {
            export::rows(lines, resource, *export, operation.timeout).await?
        }
        (Some(lines), Output::Page { query, rows, .. }) => {
            export::page(lines, resource, &query, &rows)?
        }
        (_, output) => respond::output(&api.secret, entry, Action::List, output)?,
    };
    response.headers_mut().insert(VARY, BY_ACCEPT);
    Ok(response)
}

async fn run(
    api: &Api,
    operation: &Operation,
    parts: &Parts,
    input: Input,
) -> Result<Output, Error> {
    let id = parts.extensions.get::<RequestId>();
    let context = Context {
        principal: Principal::Anonymous,
        version: ApiVersion(1),
        request_id: id.map(|id| id.0.clone()).unwrap_or_default(),
    };
    dispatch(&api.database, operation, &context, input).await
}

/// The collection of a path, whose key has one segment for each of its columns.
fn collection<'a>(api: &'a Api, segments: &[String]) -> Result<&'a Collection, Error> {
    let name = segments.first().map_or("", String::as_str);
    let collection = api.collections.get(name).ok_or_else(|| {
        Error::new(Kind::NotFound).detail(format!("there is no resource `{name}`"))
    })?;
    let width = collection.entry.resource.key().len();
    if segments.len() > 1 && segments.len() != width + 1 {
        let detail = format!("a row of `{name}` has a key of {width} segments");
        return Err(Error::new(Kind::NotFound).detail(detail));
    }
    Ok(collection)
}

/// What has the path of a request, whatever its method.
struct Found<'a> {
    routes: Vec<&'a Route>,
    /// A collection, and whether the path is that of a row.
    collection: Option<(&'a Collection, bool)>,
}

impl<'a> Found<'a> {
    fn route(&self, method: &Method) -> Option<&'a Route> {
        let wanted = name(method);
        self.routes.iter().find(|it| it.method() == wanted).copied()
    }

    fn operation(&self, method: &Method) -> Option<(&'a Collection, (Action, &'a Operation))> {
        let (collection, of_row) = self.collection?;
        Some((collection, operation(collection, method, of_row)?))
    }

    /// The methods of the path, for the `Allow` header.
    fn methods(&self) -> String {
        let mut methods: Vec<&str> = Vec::new();
        if let Some((collection, of_row)) = self.collection {
            let actions = collection.operations.keys();
            let actions = actions.filter(|action| action.needs_key() == of_row);
            methods.extend(actions.map(|action| action.method()));
        }
        methods.extend(self.routes.iter().map(|route| route.method()));
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.push("OPTIONS");
        methods.join(", ")
    }
}

/// The method that answers: HEAD is GET without the body, which the server leaves out (RFC 9110 section 9.3.2).
fn name(method: &Method) -> &str {
    match *method {
        Method::HEAD => "GET",
        _ => method.as_str(),
    }
}

fn operation<'a>(
    collection: &'a Collection,
    method: &Method,
    of_row: bool,
) -> Option<(Action, &'a Operation)> {
    let method = name(method);
    let fits = |action: &Action| action.method() == method && action.needs_key() == of_row;
    let mut found = collection
        .operations
        .iter()
        .filter(|(action, _)| fits(action));
    found.next().map(|(action, operation)| (*action, operation))
}

fn key(collection: &Collection, segments: &[String]) -> Result<Vec<Value>, Error> {
    let resource = collection.entry.resource;
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

async fn input(
    collection: &Collection,
    action: Action,
    key: Vec<Value>,
    parts: &Parts,
    body: Body,
) -> Result<Input, Error> {
    let resource = collection.entry.resource;
    let parameters = read::parameters(parts.uri.query().unwrap_or_default())?;
    without_parameters(&parameters)?;
    Ok(match action {
        Action::Create => Input::New(payload::create(resource, &read::body(parts, body).await?)?),
        Action::Replace => {
            let row = payload::replace(resource, &key, &read::body(parts, body).await?)?;
            Input::Change(key, row)
        }
        Action::Update => {
            let change = payload::update(resource, &key, &read::body(parts, body).await?)?;
            Input::Change(key, change)
        }
        _ => Input::Row(key),
    })
}
