//! A checked set of resources: what one service offers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::endpoint::Endpoint;
use crate::fault::{Fault, FaultKind, Site};
use crate::resource::Resource;

/// A whole service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Service {
    /// Name of the project: a package name.
    pub name: String,
    /// Title of the API document.
    pub title: String,
    /// Text below the title.
    pub description: Option<String>,
    /// Resources in the order of their paths.
    pub resources: Vec<Resource>,
    /// Endpoints of the service's own, in the order of their ids.
    pub endpoints: Vec<Endpoint>,
}

/// Everything that is wrong between resources: two of them under one path or type name.
pub fn check_service(service: &Service) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut paths: BTreeMap<&str, &str> = BTreeMap::new();
    let mut types: BTreeMap<&str, &str> = BTreeMap::new();
    for (index, resource) in service.resources.iter().enumerate() {
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
