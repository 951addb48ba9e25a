//! Conditional reads of one row: `If-None-Match`, `ETag` and 304.

use indexmap::IndexMap;
use openapiv3::{Header, HeaderStyle, Parameter, ParameterSchemaOrContent, ReferenceOr, Response};

use super::operations::{data, shared_response, text};

const PARAMETER: &str = "IfNoneMatch";
const HEADER: &str = "ETag";
const RESPONSE: &str = "NotModified";

/// `If-None-Match`, by its name among the shared parameters.
pub(super) fn parameter() -> ReferenceOr<Parameter> {
    ReferenceOr::ref_(&format!("#/components/parameters/{PARAMETER}"))
}

/// The headers of a row that may be read again.
pub(super) fn headers() -> IndexMap<String, ReferenceOr<Header>> {
    let reference = ReferenceOr::ref_(&format!("#/components/headers/{HEADER}"));
    IndexMap::from([(HEADER.to_owned(), reference)])
}

/// The response to a client that has the row already.
pub(super) fn response() -> ReferenceOr<Response> {
    shared_response(RESPONSE)
}

pub(super) fn not_modified() -> (String, ReferenceOr<Response>) {
    let response = Response {
        description: "The client has it already".to_owned(),
        headers: headers(),
        ..Response::default()
    };
    (RESPONSE.to_owned(), ReferenceOr::Item(response))
}

pub(super) fn shared_parameters() -> IndexMap<String, ReferenceOr<Parameter>> {
    let about =
        "`ETag`s of what the client has, or `*`; where one of them holds the answer is 304.";
    let parameter = Parameter::Header {
        parameter_data: data("If-None-Match".to_owned(), false, text(), Some(about)),
        style: HeaderStyle::Simple,
    };
    IndexMap::from([(PARAMETER.to_owned(), ReferenceOr::Item(parameter))])
}

pub(super) fn shared_headers() -> IndexMap<String, ReferenceOr<Header>> {
    let header = Header {
        description: Some("Changes whenever the row does (RFC 9110 section 8.8.3).".to_owned()),
        style: HeaderStyle::Simple,
        required: true,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(text())),
        example: None,
        examples: IndexMap::new(),
        extensions: IndexMap::new(),
    };
    IndexMap::from([(HEADER.to_owned(), ReferenceOr::Item(header))])
}
