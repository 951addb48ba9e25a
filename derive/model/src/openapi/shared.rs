//! Schemas that every document has: pages and problems.

use indexmap::IndexMap;
use openapiv3::{ArrayType, IntegerFormat, ReferenceOr, Schema, StringType, Type as ApiType};

use super::schemas::object;
use super::values::{integer_between, kind, text as any_text};

/// Where a page stands in its list.
pub(super) fn page() -> Schema {
    let text = |description: &str| {
        let mut schema = any_text();
        schema.schema_data.nullable = true;
        described(schema, description)
    };
    let limit = described(
        integer_between(Some(1), None, IntegerFormat::Int32),
        "Most rows on this page.",
    );
    let offset = described(
        integer_between(Some(0), None, IntegerFormat::Int64),
        "Rows skipped before this page.",
    );
    let number = |least, description: &str| {
        let number = integer_between(Some(least), None, IntegerFormat::Int64);
        described(number, description)
    };
    let counted = |mut schema: Schema| {
        schema.schema_data.nullable = true;
        schema
    };
    object(
        named([
            ("limit", limit),
            ("offset", offset),
            (
                "number",
                number(
                    1,
                    "Number of this page, when `page` or `page_size` is given.",
                ),
            ),
            (
                "size",
                number(1, "Most rows on this page, when it has a number."),
            ),
            (
                "pages",
                counted(number(
                    0,
                    "Pages in all, when they have numbers and are counted.",
                )),
            ),
            (
                "count",
                counted(number(0, "Rows of all pages, when `count` asks for them.")),
            ),
            ("count_is", counted(count_is())),
            (
                "next_cursor",
                text("Value of `cursor` for the next page; null on the last."),
            ),
        ]),
        Vec::new(),
    )
}

fn count_is() -> Schema {
    let words = ["exact", "estimated"].map(|word| Some(word.to_owned()));
    let enumeration = words.into_iter().chain([None]).collect();
    let words = kind(ApiType::String(StringType {
        enumeration,
        ..StringType::default()
    }));
    described(words, "How `count` was found; `null` when it was not.")
}

/// The one shape of every failure: RFC 9457.
pub(super) fn problem() -> Schema {
    let text = |description: &str| described(any_text(), description);
    let entry = object(
        named([
            ("pointer", text("JSON pointer into the body (RFC 6901).")),
            ("parameter", text("Name of the query or path parameter.")),
            ("code", text("Stable code of this fault.")),
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
    let status = described(
        integer_between(Some(400), Some(599), IntegerFormat::Int32),
        "HTTP status.",
    );
    let required = ["type", "title", "status", "code", "request_id"]
        .map(str::to_owned)
        .to_vec();
    let mut schema = object(
        named([
            ("type", text("URI reference of the kind of problem.")),
            ("title", text("The kind of problem in words.")),
            ("status", status),
            ("detail", text("This problem in words.")),
            ("instance", text("Path of the request.")),
            ("code", text("Stable code of the kind of problem.")),
            (
                "request_id",
                text("Id of the request, as in the `x-request-id` header."),
            ),
            (
                "errors",
                described(kind(ApiType::Array(errors)), "Each fault of the request."),
            ),
        ]),
        required,
    );
    schema.schema_data.description = Some("Problem details (RFC 9457).".to_owned());
    schema
}

fn described(mut schema: Schema, description: &str) -> Schema {
    schema.schema_data.description = Some(description.to_owned());
    schema
}

/// Properties by name, in order.
fn named<const N: usize>(
    properties: [(&str, Schema); N],
) -> IndexMap<String, ReferenceOr<Box<Schema>>> {
    properties
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), ReferenceOr::boxed_item(schema)))
        .collect()
}
