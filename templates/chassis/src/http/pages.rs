//! What is not the API itself: the landing page, the API document, the health check.

use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get};
use bytes::Bytes;

use crate::model::{FAULT_CODES, Kind, Service};

/// How pages look.
const STYLE: &str = "body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }";

/// `/healthz`: the process answers.
pub(super) async fn health() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], r#"{"status":"ok"}"#)
}

/// `/openapi.json`.
pub(super) fn document<S: Clone + Send + Sync + 'static>(text: String) -> MethodRouter<S> {
    let text = Bytes::from(text);
    get(move || {
        let text = text.clone();
        async move { ([(CONTENT_TYPE, "application/json")], text) }
    })
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
    let page = Bytes::from(page(service));
    get(move || {
        let page = page.clone();
        async move { Html(page) }
    })
}

fn page(service: &Service) -> String {
    let title = escape(&service.title);
    let description = service
        .description
        .as_deref()
        .map(|text| format!("<p>{}</p>\n", escape(text)))
        .unwrap_or_default();
    let resources: String = service
        .resources
        .iter()
        .map(|resource| {
            let path = escape(&resource.collection_path());
            let comment = resource.comment.as_deref().map(escape).unwrap_or_default();
            format!(
                "<li><a href=\"{path}\">{}</a> {comment}</li>\n",
                escape(&resource.path)
            )
        })
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n\
         <h1>{title}</h1>\n{description}<ul>\n<li><a href=\"/docs\">Try the API</a></li>\n\
         <li><a href=\"/openapi.json\">OpenAPI document</a></li>\n<li><a href=\"/healthz\">Health</a></li>\n</ul>\n\
         <h2>Resources</h2>\n<ul>\n{resources}</ul>\n</html>\n"
    )
}

/// `/docs/errors`: every code of a failure, where the `type` of problems leads to.
pub(super) fn errors<S: Clone + Send + Sync + 'static>(service: &Service) -> MethodRouter<S> {
    let page = Bytes::from(catalogue(service));
    get(move || {
        let page = page.clone();
        async move { Html(page) }
    })
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
