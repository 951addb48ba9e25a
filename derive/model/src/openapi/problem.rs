//! The schema of failures, with the codes that they have.

use openapiv3::{ArrayType, IntegerFormat, ReferenceOr, Schema, Type as ApiType};
use serde_json::Value as Json;

use super::schemas::object;
use super::shared::{described, named};
use super::values::{integer_between, kind, text as any_text};
use crate::kind::{FAULT_CODES, Kind};
use crate::service::{Envelope, Service};

/// The one shape of every failure of a service.
pub(super) fn problem(service: &Service) -> Schema {
    match service.envelope {
        Envelope::Data => details(service),
        Envelope::Code => message(service),
    }
}

/// Problem details: RFC 9457.
fn details(service: &Service) -> Schema {
    let status = described(
        integer_between(Some(400), Some(599), IntegerFormat::Int32),
        "HTTP status.",
    );
    let properties = named([
        (
            "type",
            text("Where the code is explained: a URI reference."),
        ),
        ("title", text("The kind of problem in words.")),
        ("status", status),
        ("detail", text("This problem in words.")),
        ("instance", text("Path of the request.")),
        ("code", code(service)),
        ("request_id", request_id()),
        ("errors", errors()),
    ]);
    let required = ["type", "title", "status", "detail", "code", "request_id"];
    let schema = object(properties, required.map(str::to_owned).into());
    described(schema, "Problem details (RFC 9457).")
}

/// A failure in the envelope with a code.
fn message(service: &Service) -> Schema {
    let mut nothing = described(object(named([]), Vec::new()), "Always null.");
    nothing.schema_data.nullable = true;
    let properties = named([
        ("code", code(service)),
        ("message", text("The failure in words.")),
        ("data", nothing),
        ("request_id", request_id()),
        ("errors", errors()),
    ]);
    let required = ["code", "message", "data", "request_id"];
    let schema = object(properties, required.map(str::to_owned).into());
    described(schema, "A failure, whose kind the status tells, too.")
}

fn text(description: &str) -> Schema {
    described(any_text(), description)
}

pub(super) fn request_id() -> Schema {
    text("Id of the request, as in the `x-request-id` header.")
}

/// The code of a failure.
fn code(service: &Service) -> Schema {
    let kinds = Kind::ALL.iter().map(|kind| kind.about());
    let kinds = kinds.map(|it| (it.code, format!("{}, {}", it.status, it.meaning)));
    let own = service.endpoints.iter().flat_map(|endpoint| {
        let errors = endpoint.errors.iter();
        errors.map(|it| (&*it.code, format!("{}, of `{}`", it.status, endpoint.id)))
    });
    one_of("Stable code of the kind of problem.", kinds.chain(own))
}

/// Each fault of a request.
fn errors() -> Schema {
    let codes = FAULT_CODES.iter();
    let codes = codes.map(|(code, meaning)| (*code, (*meaning).to_owned()));
    let entry = object(
        named([
            ("pointer", text("JSON pointer into the body (RFC 6901).")),
            ("parameter", text("Name of the query or path parameter.")),
            ("code", one_of("Stable code of this fault.", codes)),
            ("message", text("What is wrong.")),
        ]),
        vec!["code".to_owned(), "message".to_owned()],
    );
    let errors = ArrayType {
        items: Some(ReferenceOr::boxed_item(entry)),
        min_items: None,
        max_items: None,
        unique_items: false,
    };
    described(kind(ApiType::Array(errors)), "Each fault of the request.")
}

/// Text that is one of these codes as yet.
///
/// It is no `enum`: code of the service's own may fail in ways of its own, and clients must not break when codes join.
fn one_of<'a>(about: &str, codes: impl Iterator<Item = (&'a str, String)>) -> Schema {
    let (mut names, mut lines) = (Vec::new(), Vec::new());
    for (code, meaning) in codes {
        if !names.contains(&code) {
            names.push(code);
        }
        lines.push(format!("- `{code}`: {meaning}"));
    }
    let mut schema = text(&format!("{about}\n\n{}", lines.join("\n")));
    let names = names.into_iter().map(Json::from).collect();
    let extensions = &mut schema.schema_data.extensions;
    extensions.insert("x-extensible-enum".to_owned(), names);
    schema
}
