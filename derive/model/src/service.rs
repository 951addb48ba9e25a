//! A checked set of resources: what one service offers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::endpoint::Endpoint;
use crate::fault::{Fault, FaultKind, Site};
use crate::relation::possible;
use crate::resource::{Action, Resource, Text};

/// A whole service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Service {
    /// Name of the project: a package name.
    pub name: String,
    /// Title of the API document.
    pub title: String,
    /// Text below the title.
    pub description: Option<String>,
    /// What stands around results and failures.
    pub envelope: Envelope,
    /// Origins whose pages may call the service.
    pub cors: Vec<String>,
    /// Resources in the order of their paths.
    pub resources: Vec<Resource>,
    /// Endpoints of the service's own, in the order of their ids.
    pub endpoints: Vec<Endpoint>,
}

/// What stands around results and failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Envelope {
    /// `{"data": …}`, and problem details (RFC 9457).
    #[default]
    Data,
    /// `{"code": …, "message": …, "data": …, "request_id": …}` for both, as older front ends read it.
    Code,
}

/// Names of schemas that every API document has.
pub const DOCUMENT_SCHEMAS: [&str; 2] = ["Page", "Problem"];

/// The name of the schema of what an action gives or takes, where that is not the row or a key: `OrderListItem`,
/// `OrderCreate`, `OrderReplace`, `OrderUpdate`.
pub fn payload_schema(type_name: &str, action: Action) -> Option<String> {
    let suffix = match action {
        Action::List => "ListItem",
        Action::Create => "Create",
        Action::Replace => "Replace",
        Action::Update => "Update",
        Action::Get | Action::Delete => return None,
    };
    Some(format!("{type_name}{suffix}"))
}

/// All such names of a type, whatever it offers.
pub fn payload_schemas(type_name: &str) -> impl Iterator<Item = String> {
    let actions = Action::ALL.into_iter();
    actions.filter_map(move |action| payload_schema(type_name, action))
}

/// Everything that is wrong between resources: two of them under one path, type or schema, and foreign keys to columns
/// that another resource does not have, and relations that there are not. A foreign key to a table that is no resource of the service says nothing wrong.
pub fn check_service(service: &Service) -> Vec<Fault> {
    let mut faults = names(&service.resources);
    faults.extend(schemas(&service.resources));
    faults.extend(foreign_keys(&service.resources));
    faults.extend(expanded(&service.resources));
    faults
}

/// Relations that policies name and that there are not.
fn expanded(resources: &[Resource]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if resources.iter().all(|it| it.policy.expand.is_empty()) {
        return faults;
    }
    let possible = possible(&resources.iter().collect::<Vec<_>>());
    for (index, (resource, relations)) in resources.iter().zip(possible).enumerate() {
        let known: Vec<String> = relations.into_iter().map(|it| it.name).collect();
        let names = resource.policy.expand.iter();
        let unknown = names.filter(|name| !known.iter().any(|known| known == *name));
        faults.extend(unknown.map(|name| Fault {
            site: Site::Key(index, None, "expand"),
            kind: FaultKind::UnknownRelation {
                table: resource.table.to_string(),
                name: name.to_string(),
                known: known.clone(),
            },
        }));
    }
    faults
}

fn names(resources: &[Resource]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut paths: BTreeMap<&str, &str> = BTreeMap::new();
    let mut types: BTreeMap<&str, &str> = BTreeMap::new();
    for (index, resource) in resources.iter().enumerate() {
        let names = [
            ("path", &resource.path, &mut paths),
            ("type", &resource.type_name, &mut types),
        ];
        for (what, name, seen) in names {
            if let Some(table) = seen.insert(name, &resource.table) {
                let kind = FaultKind::Taken {
                    what,
                    name: name.to_string(),
                    table: table.to_owned(),
                };
                faults.push(Fault {
                    site: Site::Key(index, None, what),
                    kind,
                });
            }
        }
    }
    faults
}

/// Rows have their types' names, which are compared already; payloads must differ from them, and cannot be one another's.
fn schemas(resources: &[Resource]) -> Vec<Fault> {
    let mut payloads: BTreeMap<String, &str> = BTreeMap::new();
    for resource in resources {
        let names = resource.operations.iter();
        let names = names.filter_map(|&action| payload_schema(&resource.type_name, action));
        payloads.extend(names.map(|name| (name, resource.table.as_ref())));
    }
    let fault = |(index, resource): (usize, &Resource)| {
        let name = resource.type_name.as_ref();
        let kind = if DOCUMENT_SCHEMAS.contains(&name) {
            FaultKind::ReservedSchema {
                name: name.to_owned(),
            }
        } else {
            FaultKind::TakenSchema {
                name: name.to_owned(),
                table: (*payloads.get(name)?).to_owned(),
            }
        };
        let site = Site::Key(index, None, "type");
        Some(Fault { site, kind })
    };
    resources.iter().enumerate().filter_map(fault).collect()
}

fn foreign_keys(resources: &[Resource]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, resource) in resources.iter().enumerate() {
        for belongs in resource.belongs_to.iter() {
            // Several resources may be of one table, and show different columns.
            let others = resources.iter().filter(|it| it.table == belongs.table);
            let columns = others.clone().flat_map(|other| other.fields.iter());
            let mut columns: Vec<String> = columns.map(|field| field.column.to_string()).collect();
            columns.dedup();
            if columns.is_empty() {
                continue;
            }
            // Names of columns have no case in MySQL.
            let is_known = |key: &&Text| columns.iter().any(|it| it.eq_ignore_ascii_case(key));
            for key in belongs.keys.iter().filter(|key| !is_known(key)) {
                let kind = FaultKind::UnknownKey {
                    table: belongs.table.to_string(),
                    key: key.to_string(),
                    columns: columns.clone(),
                };
                let site = Site::Key(index, None, "belongs_to");
                faults.push(Fault { site, kind });
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests;
