//! Conditional reads of one row: `If-None-Match`, `ETag` and 304.

use indexmap::IndexMap;
use openapiv3::{Header, HeaderStyle, Parameter, ReferenceOr, Response};

use super::values::text;
use super::{parameters, responses};

const PARAMETER: &str = "IfNoneMatch";
const HEADER: (&str, &str) = ("ETag", "ETag");
const RESPONSE: &str = "NotModified";

/// `If-None-Match`, by its name among the shared parameters.
pub(super) fn parameter() -> ReferenceOr<Parameter> {
    parameters::reference(PARAMETER)
}

/// The header of a row that may be read again.
pub(super) fn header() -> (String, ReferenceOr<Header>) {
    responses::header(HEADER)
}

/// The response to a client that has the row already, by its name.
pub(super) fn response() -> ReferenceOr<Response> {
    responses::reference(RESPONSE)
}

/// The response to a client that has the row already.
pub(super) fn not_modified() -> (&'static str, Response) {
    let response = Response {
        description: "The client has it already".to_owned(),
        headers: IndexMap::from([header(), responses::header(responses::REQUEST_ID)]),
        ..Response::default()
    };
    (RESPONSE, response)
}

/// `If-None-Match` and its name among the shared parameters.
pub(super) fn shared_parameter() -> (String, Parameter) {
    let about =
        "`ETag`s of what the client has, or `*`; where one of them holds the answer is 304.";
    let parameter = Parameter::Header {
        parameter_data: parameters::data("If-None-Match".to_owned(), false, text(), Some(about)),
        style: HeaderStyle::Simple,
    };
    (PARAMETER.to_owned(), parameter)
}

/// `ETag` and its name among the shared headers: the answer to a PUT has none, nor that to a write that code may show
/// otherwise.
pub(super) fn shared_header() -> (&'static str, Header) {
    let about = "Changes whenever the row does (RFC 9110 section 8.8.3); reads always have it.";
    (HEADER.1, responses::about_header(about, false, text()))
}
