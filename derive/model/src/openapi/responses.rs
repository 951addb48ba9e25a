//! Responses and their headers.

use indexmap::IndexMap;
use openapiv3::{
    Header, HeaderStyle, MediaType, ParameterSchemaOrContent, ReferenceOr, Response, Responses,
    Schema, StatusCode,
};

use super::values::{integer_from, text};
use super::{conditional, schemas};
use crate::kind::Kind;
use crate::resource::{Action, Resource, Source};

/// Statuses of failures, and the names of their responses.
const FAILURES: [(u16, &str); 12] = [
    (400, "BadRequest"),
    (404, "NotFound"),
    (406, "NotAcceptable"),
    (408, "SlowRequest"),
    (409, "Conflict"),
    (413, "BodyTooLarge"),
    (415, "UnsupportedMediaType"),
    (422, "Invalid"),
    (500, "Failure"),
    (501, "NotImplemented"),
    (503, "Unavailable"),
    (504, "Timeout"),
];

/// The response of an operation without a result.
const DONE: (&str, &str) = ("Done", "It is done");

/// The header that every response has, and its name among the shared ones.
pub(super) const REQUEST_ID: (&str, &str) = ("x-request-id", "RequestId");
const LOCATION: (&str, &str) = ("Location", "Location");
const RETRY_AFTER: (&str, &str) = ("Retry-After", "RetryAfter");

/// The responses of an operation on a resource.
pub(super) fn of(resource: &Resource, action: Action) -> Responses {
    let (status, success) = success(resource, action);
    let failures = FAILURES.iter().map(|(status, _)| *status);
    let failures = failures.filter(|status| may_fail(resource, action, *status));
    let mut all = all((status, success), failures);
    if action == Action::Get {
        let known = StatusCode::Code(304);
        all.responses
            .shift_insert(1, known, conditional::response());
    }
    all
}

/// A success and the failures of these statuses.
pub(super) fn all(
    success: (u16, ReferenceOr<Response>),
    failures: impl Iterator<Item = u16>,
) -> Responses {
    let mut responses = IndexMap::from([(StatusCode::Code(success.0), success.1)]);
    responses.extend(failures.filter_map(|status| {
        let mut known = FAILURES.iter();
        let (_, name) = known.find(|(other, _)| *other == status)?;
        Some((StatusCode::Code(status), reference(name)))
    }));
    Responses {
        responses,
        ..Responses::default()
    }
}

/// A shared response by its name.
pub(super) fn reference(name: &str) -> ReferenceOr<Response> {
    ReferenceOr::ref_(&format!("#/components/responses/{name}"))
}

fn success(resource: &Resource, action: Action) -> (u16, ReferenceOr<Response>) {
    let name = &resource.type_name;
    match action {
        Action::Create => {
            let mut created = data("The new row", schemas::reference(name));
            if resource.allows(Action::Get) {
                let headers = [header(LOCATION), conditional::header()];
                created.headers.extend(headers);
            }
            (201, ReferenceOr::Item(created))
        }
        Action::Delete => (204, done()),
        Action::List => (200, ReferenceOr::Item(page(resource))),
        Action::Get | Action::Replace | Action::Update => (200, a_row(name)),
    }
}

/// Whether an action answers with the row of [`row_name`].
pub(super) const fn is_row(action: Action) -> bool {
    matches!(action, Action::Get | Action::Replace | Action::Update)
}

/// The name of the response with one row of a type: none of the others ends so.
pub(super) fn row_name(type_name: &str) -> String {
    format!("{type_name}Row")
}

/// The response with one row of a type, by its name.
pub(super) fn a_row(type_name: &str) -> ReferenceOr<Response> {
    reference(&row_name(type_name))
}

/// The response with one row of a type.
pub(super) fn row(type_name: &str) -> Response {
    let mut row = data("The row", schemas::reference(type_name));
    row.headers.extend([conditional::header()]);
    row
}

/// The response without a result, by its name.
pub(super) fn done() -> ReferenceOr<Response> {
    reference(DONE.0)
}

/// `{"data": …}` of a schema.
pub(super) fn data(description: &str, schema: ReferenceOr<Schema>) -> Response {
    let schema = schemas::envelope(schema, None);
    json(description, schema)
}

fn page(resource: &Resource) -> Response {
    let rows = schemas::list(schemas::reference(&schemas::name(resource, Action::List)));
    let envelope = schemas::envelope(ReferenceOr::Item(rows), Some("Page"));
    let mut page = json("A page of rows; as CSV and NDJSON all of them", envelope);
    for line_by_line in ["text/csv", "application/x-ndjson"] {
        let schema = ReferenceOr::Item(text());
        page.content.extend(content(line_by_line, schema));
    }
    page
}

fn json(description: &str, schema: Schema) -> Response {
    Response {
        description: description.to_owned(),
        headers: IndexMap::from([header(REQUEST_ID)]),
        content: content("application/json", ReferenceOr::Item(schema)),
        ..Response::default()
    }
}

/// A body of one media type.
pub(super) fn content(
    media_type: &str,
    schema: ReferenceOr<Schema>,
) -> IndexMap<String, MediaType> {
    let media = MediaType {
        schema: Some(schema),
        ..MediaType::default()
    };
    IndexMap::from([(media_type.to_owned(), media)])
}

fn may_fail(resource: &Resource, action: Action, status: u16) -> bool {
    let takes_body = matches!(action, Action::Create | Action::Replace | Action::Update);
    match status {
        404 => action.needs_key(),
        406 => matches!(action, Action::List),
        409 => action.writes(),
        408 | 413 | 415 | 422 => takes_body,
        501 => {
            let is_custom = resource.custom.contains(&action);
            is_custom || resource.is_unsupported(action) || resource.source == Source::View
        }
        _ => true,
    }
}

/// The responses that all operations share, by name.
pub(super) fn shared() -> impl Iterator<Item = (&'static str, Response)> {
    let done = Response {
        description: DONE.1.to_owned(),
        headers: IndexMap::from([header(REQUEST_ID)]),
        ..Response::default()
    };
    let failures = FAILURES.iter().map(|(status, name)| {
        let mut response = problem(&about(*status));
        if *status == 503 {
            response.headers.extend([header(RETRY_AFTER)]);
        }
        (*name, response)
    });
    let successes = [(DONE.0, done), conditional::not_modified()];
    successes.into_iter().chain(failures)
}

/// The codes of a status, and when each is told.
fn about(status: u16) -> String {
    let kinds = Kind::ALL.into_iter().map(Kind::about);
    let kinds = kinds.filter(|kind| kind.status == status);
    let codes = kinds.map(|kind| format!("`{}`: {}", kind.code, kind.meaning));
    codes.collect::<Vec<_>>().join(". ")
}

/// A failure.
pub(super) fn problem(description: &str) -> Response {
    Response {
        description: description.to_owned(),
        headers: IndexMap::from([header(REQUEST_ID)]),
        content: content("application/problem+json", schemas::reference("Problem")),
        ..Response::default()
    }
}

/// A header and what it is, by its name among the shared ones.
pub(super) fn header((name, shared): (&str, &str)) -> (String, ReferenceOr<Header>) {
    let reference = ReferenceOr::ref_(&format!("#/components/headers/{shared}"));
    (name.to_owned(), reference)
}

/// A header.
pub(super) fn about_header(description: &str, required: bool, schema: Schema) -> Header {
    Header {
        description: Some(description.to_owned()),
        style: HeaderStyle::Simple,
        required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)),
        example: None,
        examples: IndexMap::new(),
        extensions: IndexMap::new(),
    }
}

/// The headers that responses share, by name.
pub(super) fn headers() -> IndexMap<&'static str, Header> {
    let id = "The request's id, the client's own if it gave one; the log has it, too.";
    let seconds = "Seconds after which to try again.";
    let number = integer_from(0, None);
    IndexMap::from([
        (REQUEST_ID.1, about_header(id, true, text())),
        (
            LOCATION.1,
            about_header("Path of the new row.", true, text()),
        ),
        conditional::shared_header(),
        (RETRY_AFTER.1, about_header(seconds, true, number)),
    ])
}
