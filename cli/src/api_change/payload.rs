//! Bodies: what clients send, and what they get.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{Document, member};
use super::operation::{Changes, Operation};
use super::schema::{Direction, Schemas};
use super::{Part, Rule};

/// Compares what clients send.
pub(super) fn request<'a>(changes: &mut Changes<'a>, schemas: &mut Schemas<'a>) {
    let body = |operation: &Operation<'a>| {
        let body = member(operation.value, "requestBody");
        operation.document.resolve(body)
    };
    let (old, new) = (body(&changes.old), body(&changes.new));
    let part = |media_type: Option<&str>| Part::Request {
        media_type: media_type.map(str::to_owned),
    };
    let is_required = |body: &Value| member(body, "required") == true;
    if !is_required(old) && is_required(new) {
        let message = "a body must be sent now".to_owned();
        changes.tell(part(None), Rule::RequestRequired, message);
    }
    if old.is_object() && !new.is_object() {
        let message = "no body is taken any more".to_owned();
        changes.tell(part(None), Rule::RequestMediaTypeRemoved, message);
        return;
    }
    let rules = (Rule::RequestMediaTypeRemoved, Rule::RequestMediaTypeAdded);
    media_types(changes, schemas, (old, new), rules, part);
}

/// Compares what clients get.
pub(super) fn responses<'a>(changes: &mut Changes<'a>, schemas: &mut Schemas<'a>) {
    let responses = |operation: &Operation<'a>| -> BTreeMap<&'a str, &'a Value> {
        let responses = member(operation.value, "responses");
        operation.document.entries(responses).collect()
    };
    let (before, after) = (responses(&changes.old), responses(&changes.new));
    for (&status, &old) in &before {
        match after.get(status) {
            Some(&new) => response(changes, schemas, status, (old, new)),
            None => {
                let rule = match status.starts_with(['4', '5']) {
                    true => Rule::ResponseFailureRemoved,
                    false => Rule::ResponseStatusRemoved,
                };
                let message = format!("the status {status} is gone");
                changes.tell(part(status, None), rule, message);
            }
        }
    }
    for status in after.keys().filter(|status| !before.contains_key(*status)) {
        let message = format!("the status {status} is new");
        changes.tell(part(status, None), Rule::ResponseStatusAdded, message);
    }
}

fn response<'a>(
    changes: &mut Changes<'a>,
    schemas: &mut Schemas<'a>,
    status: &str,
    (old, new): (&'a Value, &'a Value),
) {
    let headers = |document: Document<'a>, response: &'a Value| -> BTreeMap<String, &'a Value> {
        let headers = document.entries(member(response, "headers"));
        headers
            .map(|(name, header)| (name.to_ascii_lowercase(), header))
            .collect()
    };
    let before = headers(changes.old.document, old);
    let after = headers(changes.new.document, new);
    let is_required = |header: &Value| member(header, "required") == true;
    for (name, header) in before {
        let message = match after.get(&name) {
            None => format!("the header `{name}` is gone"),
            Some(now) if is_required(header) && !is_required(now) => {
                format!("the header `{name}` may be absent now")
            }
            Some(_) => continue,
        };
        changes.tell(part(status, None), Rule::ResponseHeaderRemoved, message);
    }
    let rules = (Rule::ResponseMediaTypeRemoved, Rule::ResponseMediaTypeAdded);
    media_types(changes, schemas, (old, new), rules, |media_type| {
        part(status, media_type)
    });
}

fn part(status: &str, media_type: Option<&str>) -> Part {
    Part::Response {
        status: status.to_owned(),
        media_type: media_type.map(str::to_owned),
    }
}

/// Compares the media types of two bodies; rules are those of one that is gone and one that is new.
fn media_types<'a>(
    changes: &mut Changes<'a>,
    schemas: &mut Schemas<'a>,
    (old, new): (&'a Value, &'a Value),
    (removed, added): (Rule, Rule),
    part: impl Fn(Option<&str>) -> Part,
) {
    let contents = |body: &'a Value| {
        let contents = member(body, "content").as_object();
        contents.into_iter().flatten().collect::<BTreeMap<_, _>>()
    };
    let direction = match removed {
        Rule::RequestMediaTypeRemoved => Direction::Request,
        _ => Direction::Response,
    };
    let (before, after) = (contents(old), contents(new));
    for (media_type, old) in &before {
        let part = part(Some(media_type));
        match after.get(media_type) {
            None => changes.tell(
                part,
                removed,
                format!("the media type {media_type} is gone"),
            ),
            Some(new) => {
                let (old, new) = (member(old, "schema"), member(new, "schema"));
                let found = schemas.compare(old, new, direction);
                changes.tell_found(&part, found);
            }
        }
    }
    for media_type in after.keys().filter(|name| !before.contains_key(*name)) {
        let message = format!("the media type {media_type} is new");
        changes.tell(part(Some(media_type)), added, message);
    }
}
