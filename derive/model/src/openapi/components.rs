//! What operations share, by name.

use std::collections::BTreeSet;

use openapiv3::{ReferenceOr, Schema};
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

use super::names::plain;
use super::related::Related;
use super::{endpoints, envelope, parameters, problem, responses, schemas, shared};
use crate::endpoint::{Endpoint, Object, Outcome};
use crate::resource::{Action, Resource};
use crate::service::Service;

/// The components of a service's document.
pub(super) struct Components<'a>(pub(super) &'a Service, pub(super) &'a Related<'a>);

impl Serialize for Components<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(service, related) = self;
        let mut components = serializer.serialize_struct("Components", 4)?;
        components.serialize_field("schemas", &Schemas(service, related))?;
        components.serialize_field("responses", &Responses(service))?;
        components.serialize_field("parameters", &parameters::shared(service, related))?;
        components.serialize_field("headers", &responses::headers(service))?;
        components.end()
    }
}

/// What a named schema is made from.
enum Source<'a> {
    Row(&'a Resource),
    Payload(&'a Resource, Action),
    Body(&'a Endpoint),
    Object(&'a Object),
    Page,
    Problem(&'a Service),
}

impl Source<'_> {
    fn schema(&self) -> Schema {
        match self {
            Self::Row(resource) => schemas::row(resource),
            Self::Payload(resource, action) => schemas::of(resource, *action),
            Self::Body(endpoint) => endpoints::object(endpoint.body()),
            Self::Object(object) => endpoints::object(object.members.iter()),
            Self::Page => shared::page(),
            Self::Problem(service) => problem::problem(service),
        }
    }
}

/// Schemas in the order of their names.
struct Schemas<'a>(&'a Service, &'a Related<'a>);

impl Serialize for Schemas<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(service, related) = self;
        let sources = sources(service).into_iter();
        let mut sources: Vec<(String, Source<'_>)> = sources
            .map(|(name, source)| (plain(&name), source))
            .collect();
        sources.sort_by(|(left, _), (right, _)| left.cmp(right));
        let mut schemas = serializer.serialize_map(Some(sources.len()))?;
        for (name, source) in sources {
            let mut schema = source.schema();
            if let Source::Row(resource) | Source::Payload(resource, Action::List) = source {
                related.show(resource, &mut schema);
            }
            schemas.serialize_entry(&name, &schema)?;
        }
        schemas.end()
    }
}

fn sources(service: &Service) -> Vec<(String, Source<'_>)> {
    let given = rows_of_endpoints(service);
    let mut sources = vec![
        ("Page".to_owned(), Source::Page),
        ("Problem".to_owned(), Source::Problem(service)),
    ];
    for resource in &service.resources {
        let name = &resource.type_name;
        let gives_rows = |action: &Action| !matches!(action, Action::List | Action::Delete);
        if resource.operations.iter().any(gives_rows) || given.contains(&**name) {
            sources.push((name.to_string(), Source::Row(resource)));
        }
        let own = |action: &Action| schemas::own_name(resource, *action).map(|it| (it, *action));
        for (name, action) in resource.operations.iter().filter_map(own) {
            sources.push((name, Source::Payload(resource, action)));
        }
    }
    for endpoint in &service.endpoints {
        if endpoint.body().next().is_some() {
            sources.push((endpoint.body_name(), Source::Body(endpoint)));
        }
        let objects = endpoint.objects().into_iter();
        sources.extend(objects.map(|it| (it.type_name.to_string(), Source::Object(it))));
    }
    sources
}

/// The types of rows that endpoints give.
fn rows_of_endpoints(service: &Service) -> BTreeSet<&str> {
    let outcomes = service.endpoints.iter().map(|endpoint| &endpoint.result);
    let names = outcomes.filter_map(|outcome| match outcome {
        Outcome::Row(name) | Outcome::Rows(name) => Some(&**name),
        Outcome::Nothing | Outcome::Object(_) => None,
    });
    names.collect()
}

/// Responses that all operations share, then the row of each resource.
struct Responses<'a>(&'a Service);

impl Serialize for Responses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(service) = self;
        let outcomes = service.endpoints.iter().map(|endpoint| &endpoint.result);
        let given: BTreeSet<&str> = outcomes
            .filter_map(|outcome| match outcome {
                Outcome::Row(name) => Some(&**name),
                _ => None,
            })
            .collect();
        let mut entries = serializer.serialize_map(None)?;
        for (name, mut response) in responses::shared(service) {
            envelope::of_response(&mut response, service.envelope);
            entries.serialize_entry(name, &ReferenceOr::Item(response))?;
        }
        for resource in &service.resources {
            let name = &resource.type_name;
            let gives_row = |action: &Action| responses::is_row(*action);
            if resource.operations.iter().any(gives_row) || given.contains(&**name) {
                let mut row = responses::row(name);
                envelope::of_response(&mut row, service.envelope);
                entries.serialize_entry(&responses::row_name(name), &row)?;
            }
        }
        entries.end()
    }
}
