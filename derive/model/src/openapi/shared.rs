//! The schema of pages, and pieces of others.

use indexmap::IndexMap;
use openapiv3::{IntegerFormat, ReferenceOr, Schema, StringType, Type as ApiType};

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
