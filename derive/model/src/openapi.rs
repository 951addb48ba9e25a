//! The OpenAPI 3.0 document of a service: the one function behind the committed and the served text.

mod bounds;
mod conditional;
mod endpoints;
mod geometry;
mod operations;
mod schemas;

use indexmap::IndexMap;
use openapiv3::{Components, Info, OpenAPI, PathItem, Paths, ReferenceOr, Tag};

use crate::resource::{Action, Resource};
use crate::service::Service;

/// The document of a service as text: what is committed is what is served.
pub fn text(service: &Service) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&document(service))?;
    text.push('\n');
    Ok(text)
}

/// The document of a service.
pub fn document(service: &Service) -> OpenAPI {
    let mut paths: IndexMap<String, ReferenceOr<PathItem>> = IndexMap::new();
    let mut schemas = IndexMap::new();
    for resource in &service.resources {
        for (path, item) in path_items(resource) {
            paths.insert(path, ReferenceOr::Item(item));
        }
        for (name, schema) in schemas::of(resource) {
            schemas.insert(name, ReferenceOr::Item(schema));
        }
    }
    for endpoint in &service.endpoints {
        let item = paths.entry(endpoint.full_path());
        if let ReferenceOr::Item(item) = item.or_insert(ReferenceOr::Item(PathItem::default())) {
            endpoints::add(item, endpoint, service);
        }
        for (name, schema) in endpoints::schemas(endpoint) {
            schemas.insert(name, ReferenceOr::Item(schema));
        }
    }
    schemas.insert("Page".to_owned(), ReferenceOr::Item(schemas::page()));
    schemas.insert("Problem".to_owned(), ReferenceOr::Item(schemas::problem()));
    schemas.sort_unstable_keys();
    OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: Info {
            title: service.title.clone(),
            description: service.description.clone(),
            version: "v1".to_owned(),
            ..Info::default()
        },
        tags: service.resources.iter().map(tag).collect(),
        paths: Paths {
            paths,
            ..Paths::default()
        },
        components: Some(Components {
            schemas,
            responses: operations::shared_responses(),
            parameters: conditional::shared_parameters(),
            headers: conditional::shared_headers(),
            ..Components::default()
        }),
        ..OpenAPI::default()
    }
}

fn tag(resource: &Resource) -> Tag {
    Tag {
        name: resource.path.to_string(),
        description: resource.comment.as_ref().map(ToString::to_string),
        ..Tag::default()
    }
}

/// The collection's path and, when the table has a key and an operation uses it, the row's.
fn path_items(resource: &Resource) -> Vec<(String, PathItem)> {
    let collection = resource.collection_path();
    let row = resource.row_path();
    [(collection, false), (row, true)]
        .into_iter()
        .filter_map(|(path, of_row)| {
            let mut item = PathItem::default();
            for action in resource
                .operations
                .iter()
                .copied()
                .filter(|a| a.needs_key() == of_row)
            {
                let operation = Some(operations::of(resource, action));
                match action {
                    Action::List | Action::Get => item.get = operation,
                    Action::Create => item.post = operation,
                    Action::Replace => item.put = operation,
                    Action::Update => item.patch = operation,
                    Action::Delete => item.delete = operation,
                }
            }
            (item != PathItem::default()).then_some((path, item))
        })
        .collect()
}
