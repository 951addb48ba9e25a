//! Responses: `{"data": …}`, and problem details (RFC 9457) for every failure.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value as Json};
use tracing::{debug, error};

use super::{conditional, envelope, related};
use crate::codec;
use crate::error::{Error, Kind};
use crate::expand::Related;
use crate::model::{Action, Field, Resource, encode_segment};
use crate::object;
use crate::operation::{Answer, Count, Entry, ListQuery, Output, Start, Total};
use crate::query::encode_cursor;
use crate::secret::SecretKey;
use crate::value::{Row, Value};

/// Seconds after which a client may try again.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("1");

/// The response of an action that succeeded.
pub(super) fn output(
    secret: &SecretKey,
    entry: &Entry,
    action: Action,
    output: Output,
) -> Result<Response, Error> {
    let resource = entry.resource;
    let is_tagged = is_tagged(entry, action);
    Ok(match output {
        Output::Done => StatusCode::NO_CONTENT.into_response(),
        Output::Answer(answer) => return self::answer(answer),
        Output::Export(_) => {
            let cause = "rows that are yet to be read are no answer to this";
            return Err(Error::new(Kind::Internal).cause(cause));
        }
        Output::Row(row) => one(StatusCode::OK, resource, (&row, &[]), is_tagged)?,
        Output::Expanded(row, related) => {
            one(StatusCode::OK, resource, (&row, &related), is_tagged)?
        }
        Output::Created(row) => {
            let mut response = one(StatusCode::CREATED, resource, (&row, &[]), is_tagged)?;
            if let Some(location) = location(resource, &row) {
                response.headers_mut().insert(LOCATION, location);
            }
            response
        }
        Output::Page {
            query,
            rows,
            next,
            total,
            related,
        } => {
            let cursor = next.map(|values| {
                let (list, order) = (&resource.path, &query.order);
                encode_cursor(secret, list, order, &values)
            });
            data(
                StatusCode::OK,
                page(&query, (&rows, &related), cursor, total)?,
            )
        }
    })
}

/// Whether the row of an answer has the tag that reading it has.
///
/// After a write it has not where code may show the row otherwise. The answer to a PUT must not have one, since rows are
/// not stored byte by byte as they came (RFC 9110 section 9.3.4).
fn is_tagged(entry: &Entry, action: Action) -> bool {
    match action {
        Action::Get => true,
        Action::Create | Action::Update => {
            entry.code.is_none() && entry.resource.allows(Action::Get)
        }
        Action::List | Action::Replace | Action::Delete => false,
    }
}

/// The response of a custom endpoint that succeeded.
pub(super) fn endpoint(output: Output) -> Result<Response, Error> {
    match output {
        Output::Answer(answer) => self::answer(answer),
        _ => Err(Error::new(Kind::Internal).cause("an endpoint gave what a resource gives")),
    }
}

fn answer(answer: Answer) -> Result<Response, Error> {
    let mut out = b"{\"data\":".to_vec();
    match answer {
        Answer::Nothing => return Ok(StatusCode::NO_CONTENT.into_response()),
        Answer::Row(resource, row) => write_readable(&mut out, resource, &row)?,
        Answer::Rows(resource, rows) => {
            out.push(b'[');
            for (index, row) in rows.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_readable(&mut out, resource, row)?;
            }
            out.push(b']');
        }
        Answer::Object(object, parts) => object::write(&mut out, &object, parts)?,
    }
    out.push(b'}');
    Ok(data(StatusCode::OK, out))
}

fn data(status: StatusCode, body: Vec<u8>) -> Response {
    let json = HeaderValue::from_static("application/json");
    let body = Body::from(envelope::result(body));
    (status, [(CONTENT_TYPE, json)], body).into_response()
}

fn one(
    status: StatusCode,
    resource: &Resource,
    (row, related): (&Row, &[Related]),
    is_tagged: bool,
) -> Result<Response, Error> {
    let mut shown = Vec::new();
    let readable = resource.fields.iter().zip(row);
    let readable = readable.filter(|(field, _)| field.is_readable());
    related::write(&mut shown, readable, (related, 0))?;
    let tag = is_tagged.then(|| conditional::tag(&shown, version(resource, row).as_bytes()));
    let mut response = data(status, [b"{\"data\":", &*shown, b"}"].concat());
    if let Some(tag) = tag.flatten() {
        response.headers_mut().insert(ETAG, envelope::tag(tag));
    }
    Ok(response)
}

/// The value of the column that changes with the row; empty where none is said.
fn version(resource: &Resource, row: &Row) -> String {
    let column = resource.policy.etag.as_deref();
    let is_version = |(field, _): &(&Field, &Value)| Some(&*field.column) == column;
    let mut values = resource.fields.iter().zip(row);
    let version = values.find(is_version);
    version.map_or_else(String::new, |(field, value)| codec::to_text(field, value))
}

/// Appends what clients see of a whole row.
fn write_readable(out: &mut Vec<u8>, resource: &Resource, row: &Row) -> Result<(), Error> {
    let readable = resource.fields.iter().zip(row);
    write_row(out, readable.filter(|(field, _)| field.is_readable()))
}

fn page(
    query: &ListQuery,
    (rows, related): (&[Row], &[Related]),
    cursor: Option<String>,
    total: Option<Total>,
) -> Result<Vec<u8>, Error> {
    let mut out = b"{\"data\":[".to_vec();
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        let columns = query.fields.iter().copied().zip(row);
        related::write(&mut out, columns, (related, index))?;
    }
    out.extend_from_slice(b"],\"page\":");
    out.extend_from_slice(place(query, cursor, total).to_string().as_bytes());
    out.push(b'}');
    Ok(out)
}

/// Where a page stands in its list.
fn place(query: &ListQuery, cursor: Option<String>, total: Option<Total>) -> Json {
    let mut place = Map::new();
    let mut say = |name: &str, value: Json| place.insert(name.to_owned(), value);
    if let Start::Page(number) = query.start {
        say("number", number.into());
        say("size", query.limit.into());
    } else {
        say("limit", query.limit.into());
    }
    if let Start::Offset(offset) = query.start {
        say("offset", offset.into());
    }
    if !query.order.is_empty() {
        say("next_cursor", cursor.into());
    }
    if query.count != Count::None {
        say("count", total.map(|total| total.rows).into());
        let kind = |total: Total| if total.exact { "exact" } else { "estimated" };
        say("count_is", total.map(kind).into());
        if matches!(query.start, Start::Page(_)) {
            let pages = |total: Total| total.rows.div_ceil(query.limit.into());
            say("pages", total.map(pages).into());
        }
    }
    Json::Object(place)
}

fn value_at(row: &Row, position: Option<usize>) -> &Value {
    let value = position.and_then(|position| row.get(position));
    value.unwrap_or(&Value::Null)
}

/// Appends an object with a member for each of the columns.
pub(super) fn write_row<'a>(
    out: &mut Vec<u8>,
    columns: impl Iterator<Item = (&'a Field, &'a Value)>,
) -> Result<(), Error> {
    out.push(b'{');
    let members =
        columns.flat_map(|(field, value)| field.names().map(move |name| (name, field, value)));
    for (index, (name, field, value)) in members.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        codec::write_string(out, name);
        out.push(b':');
        codec::write_json(out, field, value)?;
    }
    out.push(b'}');
    Ok(())
}

/// The path of a row; none when the table has no key.
fn location(resource: &Resource, row: &Row) -> Option<HeaderValue> {
    let key = resource.key();
    if key.is_empty() {
        return None;
    }
    let mut path = resource.collection_path();
    for field in key {
        let position = resource.fields.iter().position(|other| other == field);
        let text = codec::to_text(field, value_at(row, position));
        path.push('/');
        path.push_str(&encode_segment(&text));
    }
    HeaderValue::from_str(&path).ok()
}

/// The one shape of every failure.
pub(super) fn problem(failure: &Error, path: &str) -> Response {
    let kind = failure.kind;
    if kind.status() >= 500 {
        error!(
            code = kind.code(),
            cause = failure.cause.as_deref().map(tracing::field::display),
            "{failure}"
        );
    } else {
        debug!(code = kind.code(), "{failure}");
    }
    let (media_type, body) = envelope::failure(failure, path);
    let status = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let media_type = HeaderValue::from_static(media_type);
    let mut response = (status, [(CONTENT_TYPE, media_type)], body.to_string()).into_response();
    if kind == Kind::Unavailable {
        response.headers_mut().insert(RETRY_AFTER, RETRY_SECONDS);
    }
    response
}
