//! From what a schema holds and a spec says to what a service offers.
//!
//! `plan` decides what becomes a resource and under which names; `table` and `view` draft each; the model checks the
//! drafts; `fault` finds the places of what it refuses; `sqlite` writes the same tables for the embedded database. `sql` reads
//! the expressions of views, checks and generated columns for both.

mod catalog;
mod column;
mod fault;
mod key;
mod names;
mod plan;
mod relation;
mod secret;
mod sql;
mod sqlite;
mod table;
mod types;
mod view;

use std::time::Duration;

use chassis_model::{Resource, Service, check, check_service};
use heck::ToTitleCase;

use crate::ddl::Schema;
use crate::diagnostic::Diagnostics;
use crate::spec::Spec;
use catalog::{Catalog, Entry};
use fault::Places;

/// How long a request may take when the spec does not say.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A service and what it needs beside its resources.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The checked service, its resources in the order of their paths.
    pub service: Service,
    /// Longest time a request may take.
    pub timeout: Duration,
    /// The schema as a script for SQLite.
    pub schema_sql: String,
    /// What was left out or changed and why, one sentence each.
    pub notes: Vec<String>,
}

/// The service that a schema and a spec describe, or none after reporting what is wrong with them.
///
/// `name` is the project's: a package name.
pub fn resolve(
    name: &str,
    schema: &Schema,
    spec: &Spec,
    diagnostics: &mut Diagnostics,
) -> Option<Resolved> {
    let before = diagnostics.error_count();
    let catalog = Catalog::new(schema);
    let mut notes = Vec::new();
    let plans = plan::plan(&catalog, spec, diagnostics, &mut notes);
    let mut views = view::Views::new(&catalog);
    let mut checked: Vec<(Resource, Places)> = Vec::new();
    for (index, plan) in plans.iter().enumerate() {
        let drafted = match plan.entry {
            Entry::Table(table) => {
                let context = table::Context {
                    catalog: &catalog,
                    plans: &plans,
                    defaults: &spec.defaults,
                };
                Some(table::draft(&context, table, plan, diagnostics, &mut notes))
            }
            Entry::View(view) => view::draft(
                &mut views,
                view,
                plan,
                &spec.defaults,
                diagnostics,
                &mut notes,
            ),
        };
        let Some((draft, places)) = drafted else {
            continue;
        };
        match check(index, &draft) {
            Ok(resource) => checked.push((resource, places)),
            Err(faults) => {
                for fault in faults {
                    fault::report(&places, &fault, diagnostics);
                }
            }
        }
    }
    checked.sort_by(|(left, _), (right, _)| {
        (&left.path, &left.table).cmp(&(&right.path, &right.table))
    });
    let (resources, places): (Vec<Resource>, Vec<Places>) = checked.into_iter().unzip();
    let said = &spec.service;
    let service = Service {
        name: name.to_owned(),
        title: match &said.title {
            Some(title) => title.value.clone(),
            None => format!("{} API", name.to_title_case()),
        },
        description: said.description.as_ref().map(|text| text.value.clone()),
        resources,
    };
    for fault in check_service(&service) {
        if let Some(places) = places.get(fault::resource(&fault.site)) {
            fault::report(places, &fault, diagnostics);
        }
    }
    if diagnostics.error_count() > before {
        return None;
    }
    let schema_sql = sqlite::script(&catalog, schema, &service, &mut views, &mut notes);
    Some(Resolved {
        service,
        timeout: spec
            .defaults
            .timeout
            .as_ref()
            .map_or(TIMEOUT, |timeout| timeout.value),
        schema_sql,
        notes,
    })
}
