//! Parameters of paths and queries.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{
    Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr, Schema,
    SchemaKind, StringType, Type as ApiType,
};

use super::related::Related;
use super::values::{self, integer_from, kind, text};
use super::{conditional, filters, schemas};
use crate::lookup::LAST_PAGE;
use crate::resource::{Action, Field, PageSize, Resource};
use crate::service::Service;

/// The parameters of a row's path.
pub(super) fn of_key(resource: &Resource) -> Vec<Parameter> {
    let key = resource.key();
    let parameter = |(index, field): (usize, &&Field)| {
        let name = resource.key_parameter(index);
        in_path(name, values::of_field(field), field.comment.as_deref())
    };
    key.iter().enumerate().map(parameter).collect()
}

/// The parameters of a list.
pub(super) fn of_list(resource: &Resource) -> Vec<ReferenceOr<Parameter>> {
    let mut parameters = vec![
        reference(&size_name("limit", resource.page_size)),
        reference("offset"),
        reference("page"),
        reference(&size_name("page_size", resource.page_size)),
        reference("count"),
    ];
    let has_key = !resource.key().is_empty();
    if has_key {
        parameters.push(reference("cursor"));
    }
    let about = about_fields(resource);
    let readable = resource.fields.iter().filter(|field| field.is_readable());
    let names = readable.flat_map(|field| field.names().map(str::to_owned));
    let names = names.collect();
    parameters.push(ReferenceOr::Item(names_of("fields", names, true, &about)));
    let sortable = resource.fields.iter().filter(|field| field.sort);
    let sortable: Vec<&Field> = sortable.collect();
    if has_key && !sortable.is_empty() {
        let both = |name: &str| [name.to_owned(), format!("-{name}")];
        let names = sortable.iter().flat_map(|field| field.names());
        let names = names.flat_map(both).collect();
        let about = "Members to order by, `-` for descending. The key breaks ties.";
        parameters.push(ReferenceOr::Item(names_of("ordering", names, true, about)));
    }
    parameters.extend(search(resource));
    parameters.extend(filters::of_list(resource));
    parameters
}

/// The parameters that lists share, by name.
pub(super) fn shared(service: &Service, related: &Related<'_>) -> IndexMap<String, Parameter> {
    let lists = || {
        service
            .resources
            .iter()
            .filter(|it| it.allows(Action::List))
    };
    let sizes: BTreeSet<(u32, u32)> = lists()
        .map(|resource| (resource.page_size.default, resource.page_size.max))
        .collect();
    let sizes = sizes.into_iter().flat_map(|(default, max)| {
        let size = PageSize { default, max };
        let limit = rows("limit", size, "Most rows on a page");
        let about = "The same as `limit`, for pages that have numbers; not both";
        [
            (size_name("limit", size), limit),
            (size_name("page_size", size), rows("page_size", size, about)),
        ]
    });
    let mut parameters: IndexMap<String, Parameter> = sizes.collect();
    if lists().next().is_some() {
        let about = "Rows to skip; not together with `cursor`.";
        let offset = query("offset".to_owned(), integer_from(0, Some(i64::MAX)), about);
        parameters.insert("offset".to_owned(), offset);
        let about = "Number of the page, from 1; not together with `offset` and `cursor`.";
        let page = query(
            "page".to_owned(),
            integer_from(1, Some(LAST_PAGE.into())),
            about,
        );
        parameters.insert("page".to_owned(), page);
        parameters.insert("count".to_owned(), count());
    }
    if lists().any(|resource| !resource.key().is_empty()) {
        let about = "`page.next_cursor` of the page before, in the same order.";
        let cursor = query("cursor".to_owned(), text(), about);
        parameters.insert("cursor".to_owned(), cursor);
    }
    parameters.extend(filters::shared(service));
    let mut resources = service.resources.iter();
    if resources.any(|resource| resource.allows(Action::Get)) {
        parameters.extend([conditional::shared_parameter()]);
    }
    parameters.extend(related.parameters());
    parameters
}

/// A shared parameter by its name.
pub(super) fn reference(name: &str) -> ReferenceOr<Parameter> {
    ReferenceOr::ref_(&format!("#/components/parameters/{name}"))
}

/// The name of the parameter of a page size: resources with the same share it.
fn size_name(parameter: &str, size: PageSize) -> String {
    format!("{parameter}-{}-{}", size.default, size.max)
}

fn rows(parameter: &str, size: PageSize, about: &str) -> Parameter {
    // As `default` of both, Swagger UI would send both.
    let about = format!("{about}; {} when nothing is said.", size.default);
    let schema = integer_from(1, Some(size.max.into()));
    query(parameter.to_owned(), schema, &about)
}

fn count() -> Parameter {
    let words = ["none", "estimated", "exact"].map(|word| Some(word.to_owned()));
    let schema = kind(ApiType::String(StringType {
        enumeration: words.to_vec(),
        ..StringType::default()
    }));
    let about = "Whether the rows of all pages are counted: not when nothing is said; an estimate is the server's.";
    query("count".to_owned(), schema, about)
}

/// Names of members, joined by commas; whether each may be told once only.
pub(super) fn names_of(name: &str, names: Vec<String>, once: bool, about: &str) -> Parameter {
    let item = kind(ApiType::String(StringType {
        enumeration: names.into_iter().map(Some).collect(),
        ..StringType::default()
    }));
    let mut list = schemas::list(ReferenceOr::Item(item));
    if let SchemaKind::Type(ApiType::Array(array)) = &mut list.schema_kind {
        array.min_items = Some(1);
        array.unique_items = once;
    }
    let mut parameter = query(name.to_owned(), list, about);
    if let Parameter::Query { parameter_data, .. } = &mut parameter {
        parameter_data.explode = Some(false);
    }
    parameter
}

/// The words of a full-text search, where an index has one.
fn search(resource: &Resource) -> Option<ReferenceOr<Parameter>> {
    let columns: BTreeSet<&str> = resource
        .searched()
        .iter()
        .flatten()
        .map(|field| &*field.name)
        .collect();
    if columns.is_empty() {
        return None;
    }
    let columns: Vec<&str> = columns.into_iter().collect();
    let about = format!("Rows with one of these words in: {}.", columns.join(", "));
    let search = query("search".to_owned(), text(), &about);
    Some(ReferenceOr::Item(search))
}

fn about_fields(resource: &Resource) -> String {
    let mut about = "Members to show, and no others.".to_owned();
    let fields = resource.fields.iter();
    let left_out = fields.filter(|field| field.is_readable() && !field.is_listed());
    let left_out: Vec<&str> = left_out.map(|field| &*field.name).collect();
    if !left_out.is_empty() {
        let left_out = left_out.join(", ");
        about.push_str(&format!(" Only shown when asked for: {left_out}."));
    }
    about
}

/// A parameter of a path.
pub(super) fn in_path(name: String, schema: Schema, description: Option<&str>) -> Parameter {
    Parameter::Path {
        parameter_data: data(name, true, schema, description),
        style: PathStyle::Simple,
    }
}

/// A parameter of a query, which may be left out.
pub(super) fn query(name: String, schema: Schema, description: &str) -> Parameter {
    in_query(data(name, false, schema, Some(description)))
}

/// A parameter of a query.
pub(super) const fn in_query(parameter_data: ParameterData) -> Parameter {
    Parameter::Query {
        parameter_data,
        allow_reserved: false,
        style: QueryStyle::Form,
        allow_empty_value: None,
    }
}

pub(super) fn data(
    name: String,
    required: bool,
    mut schema: Schema,
    description: Option<&str>,
) -> ParameterData {
    // The parameter says it.
    schema.schema_data.description = None;
    ParameterData {
        name,
        description: description.map(str::to_owned),
        required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)),
        example: None,
        examples: IndexMap::new(),
        explode: None,
        extensions: IndexMap::new(),
    }
}
