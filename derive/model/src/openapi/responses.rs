//! Responses and their headers.

use indexmap::IndexMap;
use openapiv3::{
    Header, HeaderStyle, MediaType, ParameterSchemaOrContent, ReferenceOr, Response, Responses,
    Schema, StatusCode,
};

use super::schemas;
use super::values::{integer_from, text};
use crate::resource::{Action, Resource, Source};

/// Statuses of failures, the names of their responses, and what they tell.
const FAILURES: [(u16, &str, &str); 10] = [
    (400, "BadRequest", "The request cannot be read"),
    (404, "NotFound", "There is no such row"),
    (409, "Conflict", "The database's constraints forbid it"),
    (413, "BodyTooLarge", "The body is too large"),
    (
        415,
        "UnsupportedMediaType",
        "The body is no JSON by its media type",
    ),
    (422, "Invalid", "Some members are not valid"),
    (500, "Failure", "The service failed"),
    (
        501,
        "NotImplemented",
        "This database, or nobody yet, can do it",
    ),
    (503, "Unavailable", "The database is away or too busy"),
    (504, "Timeout", "It took too long"),
];

/// The response of an operation without a result.
const DONE: (&str, &str) = ("Done", "It is done");

const REQUEST_ID: (&str, &str) = ("x-request-id", "RequestId");
const LOCATION: (&str, &str) = ("Location", "Location");
const RETRY_AFTER: (&str, &str) = ("Retry-After", "RetryAfter");

/// The responses of an operation on a resource.
pub(super) fn of(resource: &Resource, action: Action) -> Responses {
    let (status, success) = success(resource, action);
    let failures = FAILURES.iter().map(|(status, ..)| *status);
    let failures = failures.filter(|status| may_fail(resource, action, *status));
    all((status, success), failures)
}

/// A success and the failures of these statuses.
pub(super) fn all(
    success: (u16, ReferenceOr<Response>),
    failures: impl Iterator<Item = u16>,
) -> Responses {
    let mut responses = IndexMap::from([(StatusCode::Code(success.0), success.1)]);
    responses.extend(failures.filter_map(|status| {
        let mut known = FAILURES.iter();
        let (_, name, _) = known.find(|(other, ..)| *other == status)?;
        Some((StatusCode::Code(status), reference(name)))
    }));
    Responses {
        responses,
        ..Responses::default()
    }
}

fn reference(name: &str) -> ReferenceOr<Response> {
    ReferenceOr::ref_(&format!("#/components/responses/{name}"))
}

fn success(resource: &Resource, action: Action) -> (u16, ReferenceOr<Response>) {
    let name = &resource.type_name;
    match action {
        Action::Create => {
            let mut created = data("The new row", schemas::reference(name));
            if resource.allows(Action::Get) {
                created.headers.extend([header(LOCATION)]);
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
    data("The row", schemas::reference(type_name))
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
    json("A page of rows", envelope)
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
        409 => action.writes(),
        413 | 415 | 422 => takes_body,
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
    let failures = FAILURES.iter().map(|(status, name, description)| {
        let mut response = problem(description);
        if *status == 503 {
            response.headers.extend([header(RETRY_AFTER)]);
        }
        (*name, response)
    });
    [(DONE.0, done)].into_iter().chain(failures)
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
fn header((name, shared): (&str, &str)) -> (String, ReferenceOr<Header>) {
    let reference = ReferenceOr::ref_(&format!("#/components/headers/{shared}"));
    (name.to_owned(), reference)
}

/// The headers that responses share, by name.
pub(super) fn headers() -> IndexMap<&'static str, Header> {
    let header = |description: &str, required, schema| Header {
        description: Some(description.to_owned()),
        style: HeaderStyle::Simple,
        required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)),
        example: None,
        examples: IndexMap::new(),
        extensions: IndexMap::new(),
    };
    IndexMap::from([
        (
            REQUEST_ID.1,
            header(
                "The request's id, the client's own if it gave one; the log has it, too.",
                true,
                text(),
            ),
        ),
        (LOCATION.1, header("Path of the new row.", true, text())),
        (
            RETRY_AFTER.1,
            header(
                "Seconds after which to try again.",
                true,
                integer_from(0, None),
            ),
        ),
    ])
}
