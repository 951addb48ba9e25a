//! What is not the API itself: the landing page, the API document, the health check.

use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get};
use bytes::Bytes;

use crate::model::{Action, Endpoint, FAULT_CODES, Kind, Resource, Service};

const HTML: &str = "text/html; charset=utf-8";

/// How pages look.
const STYLE: &str = "body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }";

/// `/healthz`: the process answers.
pub(super) async fn health() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], r#"{"status":"ok"}"#)
}

/// A text that is the same for everybody.
fn fixed<S: Clone + Send + Sync + 'static>(
    media_type: &'static str,
    text: String,
) -> MethodRouter<S> {
    let text = Bytes::from(text);
    get(move || {
        let text = text.clone();
        async move { ([(CONTENT_TYPE, media_type)], text) }
    })
}

/// `/openapi.json`.
pub(super) fn document<S: Clone + Send + Sync + 'static>(text: String) -> MethodRouter<S> {
    fixed("application/json", text)
}

/// `/docs/` to `/docs`.
pub(super) async fn without_slash(request: Request, next: Next) -> Response {
    match request.uri().path().strip_suffix('/') {
        Some(path) => Redirect::permanent(path).into_response(),
        None => next.run(request).await,
    }
}

/// `/`: what this is and where to go.
pub(super) fn landing<S: Clone + Send + Sync + 'static>(service: &Service) -> MethodRouter<S> {
    fixed(HTML, page(service))
}

fn page(service: &Service) -> String {
    let title = escape(&service.title);
    let description = service.description.as_deref().map(escape);
    let description = description.map(|text| format!("<p>{text}</p>\n"));
    let description = description.unwrap_or_default();
    let resources: String = service.resources.iter().map(of_resource).collect();
    let resources = section("Resources", &resources);
    let endpoints: String = service.endpoints.iter().map(of_endpoint).collect();
    let endpoints = section("Operations of its own", &endpoints);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n\
         <style>{STYLE} ul {{ list-style: none; padding: 0 }} small {{ color: #666 }}</style>\n\
         <h1>{title}</h1>\n{description}<p><a href=\"/docs\">Try the API</a> · <a href=\"/docs/errors\">Failures</a> · \
         <a href=\"/openapi.json\">OpenAPI document</a> · <a href=\"/healthz\">Health</a></p>\n\
         {resources}{endpoints}</html>\n"
    )
}

/// A list below a heading; nothing when it is empty.
fn section(heading: &str, items: &str) -> String {
    match items.is_empty() {
        true => String::new(),
        false => format!("<h2>{heading}</h2>\n<ul>\n{items}</ul>\n"),
    }
}

/// A resource, with a link to its list when it has one, and what it offers.
fn of_resource(resource: &Resource) -> String {
    let (path, name) = (escape(&resource.collection_path()), escape(&resource.path));
    let name = match resource.allows(Action::List) {
        true => format!("<a href=\"{path}\">{name}</a>"),
        false => name,
    };
    let comment = resource.comment.as_deref().map(escape).unwrap_or_default();
    let actions = resource.operations.iter().map(|action| action.as_str());
    let actions = actions.collect::<Vec<_>>().join(", ");
    format!("<li>{name} {comment} <small>{actions}</small></li>\n")
}

fn of_endpoint(endpoint: &Endpoint) -> String {
    let (method, path) = (endpoint.method.as_str(), escape(&endpoint.full_path()));
    let summary = endpoint.summary.as_deref().map(escape).unwrap_or_default();
    format!("<li><code>{method} {path}</code> {summary}</li>\n")
}

/// `/docs/errors`: every code of a failure, where the `type` of problems leads to.
pub(super) fn errors<S: Clone + Send + Sync + 'static>(service: &Service) -> MethodRouter<S> {
    fixed(HTML, catalogue(service))
}

fn catalogue(service: &Service) -> String {
    let row = |code: &str, status: u16, meaning: &str| {
        let (code, meaning) = (escape(code), escape(meaning));
        format!(
            "<tr id=\"{code}\"><td><code>{code}</code></td><td>{status}</td><td>{meaning}</td></tr>\n"
        )
    };
    let kinds = Kind::ALL.iter().map(|kind| kind.about());
    let kinds: String = kinds
        .map(|it| row(it.code, it.status, it.meaning))
        .collect();
    let own = service.endpoints.iter().flat_map(|endpoint| {
        let of = format!("told by {}", endpoint.id);
        let errors = endpoint.errors.iter();
        errors.map(move |error| row(&error.code, error.status, &of))
    });
    let own: String = own.collect();
    let fault = |(code, meaning): &(&str, &str)| {
        let meaning = escape(meaning);
        format!("<tr><td><code>{code}</code></td><td>{meaning}</td></tr>\n")
    };
    let faults: String = FAULT_CODES.iter().map(fault).collect();
    let title = escape(&service.title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Failures of {title}</title>\n\
         <style>{STYLE} td {{ padding: 0 1rem 0 0; vertical-align: top }} tr:target {{ background: #ffc }}</style>\n\
         <h1>Failures of {title}</h1>\n<h2>Codes</h2>\n<table>\n{kinds}{own}</table>\n\
         <h2>Codes within <code>errors</code></h2>\n<table>\n{faults}</table>\n</html>\n"
    )
}

/// Text in HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
