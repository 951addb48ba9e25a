//! The schema of pages, and pieces of others.

use indexmap::IndexMap;
use openapiv3::{IntegerFormat, ReferenceOr, Schema};

use super::schemas::object;
use super::values::{integer_between, text as any_text};

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
    object(
        named([
            ("limit", limit),
            ("offset", offset),
            (
                "next_cursor",
                text("Value of `cursor` for the next page; null on the last."),
            ),
        ]),
        vec!["limit".to_owned()],
    )
}

/// A schema with what it is.
pub(super) fn described(mut schema: Schema, description: &str) -> Schema {
    schema.schema_data.description = Some(description.to_owned());
    schema
}

/// Properties by name, in order.
pub(super) fn named<const N: usize>(
    properties: [(&str, Schema); N],
) -> IndexMap<String, ReferenceOr<Box<Schema>>> {
    properties
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), ReferenceOr::boxed_item(schema)))
        .collect()
}
