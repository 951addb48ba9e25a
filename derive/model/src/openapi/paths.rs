//! Paths and their operations.

use std::collections::BTreeMap;

use openapiv3::{PathItem, ReferenceOr};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::related::Related;
use super::{endpoints, envelope, operations, parameters};
use crate::endpoint::Endpoint;
use crate::resource::{Action, Resource};
use crate::service::Service;

/// The paths of a service: its resources' in their order, then those that only endpoints have.
pub(super) struct Paths<'a>(pub(super) &'a Service, pub(super) &'a Related<'a>);

impl Serialize for Paths<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(service, related) = self;
        let mut own: BTreeMap<String, Vec<&Endpoint>> = BTreeMap::new();
        for endpoint in &service.endpoints {
            own.entry(endpoint.full_path()).or_default().push(endpoint);
        }
        let mut paths = serializer.serialize_map(None)?;
        for resource in &service.resources {
            for (path, mut item) in items(resource, related) {
                add(&mut item, own.remove(&path), service);
                if item.iter().next().is_some() {
                    envelope::of_item(&mut item, service.envelope);
                    paths.serialize_entry(&path, &item)?;
                }
            }
        }
        for (path, endpoints) in own {
            let mut item = PathItem::default();
            add(&mut item, Some(endpoints), service);
            envelope::of_item(&mut item, service.envelope);
            paths.serialize_entry(&path, &item)?;
        }
        paths.end()
    }
}

fn add(item: &mut PathItem, endpoints: Option<Vec<&Endpoint>>, service: &Service) {
    for endpoint in endpoints.into_iter().flatten() {
        endpoints::add(item, endpoint, service);
    }
}

/// The collection's path and, when the table has a key, the row's.
fn items(resource: &Resource, related: &Related<'_>) -> [(String, PathItem); 2] {
    [
        (resource.collection_path(), item(resource, related, false)),
        (resource.row_path(), item(resource, related, true)),
    ]
}

fn item(resource: &Resource, related: &Related<'_>, of_row: bool) -> PathItem {
    let mut item = PathItem::default();
    let actions = resource.operations.iter().copied();
    for action in actions.filter(|action| action.needs_key() == of_row) {
        let mut operation = operations::of(resource, action);
        related.ask(resource, action, &mut operation);
        let operation = Some(operation);
        match action {
            Action::List | Action::Get => item.get = operation,
            Action::Create => item.post = operation,
            Action::Replace => item.put = operation,
            Action::Update => item.patch = operation,
            Action::Delete => item.delete = operation,
        }
    }
    // Those of an endpoint on the same path are its own.
    if of_row && item.iter().next().is_some() {
        let parameters = parameters::of_key(resource).into_iter();
        item.parameters = parameters.map(ReferenceOr::Item).collect();
    }
    item
}
