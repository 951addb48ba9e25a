//! The OpenAPI 3.0 document of a service: the one function behind the committed and the served text.

mod bounds;
mod components;
mod conditional;
mod endpoints;
mod envelope;
mod examples;
mod filters;
mod geometry;
mod layout;
mod names;
mod operations;
mod parameters;
mod paths;
mod patterns;
mod problem;
mod related;
mod responses;
mod schemas;
mod shared;
mod values;

use std::collections::BTreeSet;

use openapiv3::{Info, SecurityRequirement, Server, Tag};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use self::components::Components;
use self::layout::Layout;
use self::paths::Paths;
use self::related::Related;
use crate::service::Service;

/// The document of a service as text: what is committed is what is served.
pub fn text(service: &Service) -> Result<String, serde_json::Error> {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, Layout::default());
    document(service).serialize(&mut serializer)?;
    text.push(b'\n');
    String::from_utf8(text).map_err(serde::ser::Error::custom)
}

/// The document of a service.
pub fn document(service: &Service) -> impl Serialize {
    Document(service)
}

/// A document whose parts are made while they are written: all at once they take ten times the memory of the text.
struct Document<'a>(&'a Service);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(service) = self;
        let mut document = serializer.serialize_struct("Document", 7)?;
        document.serialize_field("openapi", "3.0.3")?;
        document.serialize_field("info", &info(service))?;
        document.serialize_field("servers", &[server()])?;
        // No operation asks who the client is.
        document.serialize_field::<[SecurityRequirement]>("security", &[])?;
        document.serialize_field("tags", &tags(service))?;
        let related = Related::new(service);
        document.serialize_field("paths", &Paths(service, &related))?;
        document.serialize_field("components", &Components(service, &related))?;
        document.end()
    }
}

fn info(service: &Service) -> Info {
    let about = service.description.clone();
    Info {
        title: service.title.clone(),
        description: Some(about.unwrap_or_else(|| format!("The API of {}.", service.name))),
        version: "v1".to_owned(),
        ..Info::default()
    }
}

fn server() -> Server {
    Server {
        url: "/".to_owned(),
        description: Some("Where this document is".to_owned()),
        ..Server::default()
    }
}

/// The resources, and what else operations are grouped by.
fn tags(service: &Service) -> Vec<Tag> {
    let tag = |name: &str, description: String| Tag {
        name: name.to_owned(),
        description: Some(description),
        ..Tag::default()
    };
    let resources = service.resources.iter();
    let mut tags: Vec<Tag> = resources
        .map(|resource| {
            let comment = resource.comment.as_deref().map(str::trim);
            let comment = comment.filter(|comment| !comment.is_empty());
            let about = comment.map_or_else(|| format!("Rows of `{}`.", resource.path), Into::into);
            tag(&resource.path, about)
        })
        .collect();
    let own = service.endpoints.iter();
    let own: BTreeSet<String> = own.map(|it| endpoints::tag(it, service)).collect();
    for name in own {
        if service.resources.iter().all(|it| it.path != name) {
            tags.push(tag(&name, format!("Operations below `/{name}`.")));
        }
    }
    tags
}
