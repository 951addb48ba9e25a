//! From what a schema holds and a spec says to what a service offers.
//!
//! `plan` decides what becomes a resource and under which names; `table` and `view` draft each; the model checks the
//! drafts; `fault` finds the places of what it refuses; `sqlite` writes the same tables for the embedded database. `sql` reads
//! the expressions of views, checks and generated columns for both.

mod catalog;
mod column;
mod constraint;
mod endpoint;
mod fault;
mod index;
mod infer;
mod key;
mod names;
mod plan;
mod prefix;
mod relation;
mod secret;
mod sql;
mod sqlite;
mod table;
mod types;
mod view;
mod was;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chassis_model::{FieldDraft, Resource, Service, Type, check, check_service, without_effect};
use heck::ToTitleCase;

use crate::ddl::Schema;
use crate::diagnostic::Diagnostics;
use crate::spec::Spec;
use crate::written::Written;
use catalog::{Catalog, Entry};
use fault::Places;

pub(crate) use constraint::names as check_names;
pub use infer::{Confidence, Proposal, infer};
pub use names::type_trouble;
pub use prefix::common as common_prefix;
pub(crate) use sql::{quote as quote_text, quote_name};
pub(crate) use sqlite::Names as SqliteNames;
pub use sqlite::{Embedded, EmbeddedColumn, EmbeddedTable, Named};
pub(crate) use table::column_types;
pub use table::looks_secret;

/// How long a request may take when the spec does not say.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A service and what it needs beside its resources.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The checked service, its resources in the order of their paths.
    pub service: Service,
    /// Longest time a request may take.
    pub timeout: Duration,
    /// The files of resources written by hand.
    pub sources: Vec<Written>,
    /// The schema as a script for SQLite.
    pub schema_sql: String,
    /// The same, statement by statement.
    pub embedded: Embedded,
    /// What was left out or changed and why, one sentence each.
    pub notes: Vec<String>,
}

/// What a schema and a spec give, as far as it could be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The service, its resources in the order of their paths; without those that were refused.
    pub service: Service,
    /// Views that are no resources, and why.
    pub left_out: BTreeMap<String, String>,
    /// Tables and views that the spec skips.
    pub skipped: BTreeSet<String>,
    /// What was left out or changed and why.
    pub notes: Vec<Note>,
    /// The schema for SQLite; none when something was refused.
    pub embedded: Option<Embedded>,
}

/// Something that was left out or changed and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The table or view that it is about, where only one is.
    pub table: Option<String>,
    /// Whether it is about the name of the path or type.
    pub is_name: bool,
    /// One sentence.
    pub text: String,
}

impl Note {
    fn of_name(table: &str, text: String) -> Self {
        Self {
            is_name: true,
            ..Self::of(table, text)
        }
    }

    fn of(table: &str, text: String) -> Self {
        Self {
            table: Some(table.to_owned()),
            is_name: false,
            text,
        }
    }
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
    let outline = outline(name, schema, spec, diagnostics);
    let timeout = spec.defaults.timeout.as_ref();
    let embedded = outline.embedded?;
    Some(Resolved {
        schema_sql: embedded.script(),
        embedded,
        service: outline.service,
        sources: spec.sources.clone(),
        timeout: timeout.map_or(TIMEOUT, |timeout| timeout.value),
        notes: outline.notes.into_iter().map(|note| note.text).collect(),
    })
}

/// What a schema and a spec give; what is wrong with them is reported, and the rest still told.
pub fn outline(name: &str, schema: &Schema, spec: &Spec, diagnostics: &mut Diagnostics) -> Outline {
    let before = diagnostics.error_count();
    let catalog = Catalog::new(schema);
    let plans = plan::plan(&catalog, spec, diagnostics);
    was::check(&catalog, spec, diagnostics);
    let mut notes = unenforced(spec, diagnostics);
    notes.extend(plans.notes.iter().cloned());
    notes.extend(catalog.names().filter_map(|name| of_sqlite(&catalog, name)));
    let mut views = view::Views::new(&catalog);
    let (resources, places): (Vec<Resource>, Vec<Places>) =
        resources(&catalog, &plans, spec, &mut views, diagnostics, &mut notes)
            .into_iter()
            .unzip();
    let said = &spec.service;
    let mut service = Service {
        name: name.to_owned(),
        title: match &said.title {
            Some(title) => title.value.clone(),
            None => format!("{} API", name.to_title_case()),
        },
        description: said.description.as_ref().map(|text| text.value.clone()),
        envelope: said
            .envelope
            .as_ref()
            .map(|it| it.value)
            .unwrap_or_default(),
        cors: said.cors.iter().map(|it| it.value.clone()).collect(),
        resources,
        endpoints: Vec::new(),
    };
    for fault in check_service(&service) {
        if let Some(places) = places.get(fault::resource(&fault.site)) {
            fault::report(places, &fault, diagnostics);
        }
    }
    // Tables that were refused would be missed by endpoints, too.
    if diagnostics.error_count() == before {
        endpoint::add(&mut service, &catalog, spec, diagnostics);
    }
    let mut changes = Vec::new();
    let embedded = (diagnostics.error_count() == before)
        .then(|| sqlite::embedded(&catalog, schema, &service, &mut views, &mut changes));
    let general = |text| Note {
        table: None,
        is_name: false,
        text,
    };
    notes.extend(changes.into_iter().map(general));
    let planned = |name: &&str| plans.get(name).is_none();
    Outline {
        service,
        left_out: views.left_out,
        skipped: catalog.names().filter(planned).map(str::to_owned).collect(),
        notes,
        embedded,
    }
}

/// Says that a table or view has another name on SQLite.
fn of_sqlite(catalog: &Catalog<'_>, name: &str) -> Option<Note> {
    let other = catalog.on_sqlite.other(name)?;
    let text = format!(
        "On SQLite `{name}` is called `{other}`: case tells no names apart there, and another table or view has this one."
    );
    Some(Note::of(name, text))
}

/// Says what the spec says without any effect yet, so that nobody relies on it.
fn unenforced(spec: &Spec, diagnostics: &mut Diagnostics) -> Vec<Note> {
    let words = spec.unenforced().into_iter();
    let note = |(word, place)| {
        let effect = without_effect(word);
        diagnostics.warning(
            place,
            format!("`{word}` is not enforced yet: {effect}"),
            "it is checked and kept for a later version; do not rely on it",
        );
        Note {
            table: None,
            is_name: false,
            text: format!("`{word}` is not enforced yet: {effect}."),
        }
    };
    words.map(note).collect()
}

/// The checked resources in the order of their paths, and where what they say is said.
fn resources(
    catalog: &Catalog<'_>,
    plans: &plan::Plans<'_>,
    spec: &Spec,
    views: &mut view::Views<'_>,
    diagnostics: &mut Diagnostics,
    notes: &mut Vec<Note>,
) -> Vec<(Resource, Places)> {
    let mut checked: Vec<(Resource, Places)> = Vec::new();
    let context = table::Context {
        catalog,
        plans,
        defaults: &spec.defaults,
    };
    for (index, plan) in plans
        .iter()
        .enumerate()
        .filter(|(_, plan)| !plan.is_written)
    {
        let mut own = Vec::new();
        let drafted = match plan.entry {
            Entry::Table(table) => Some(table::draft(&context, table, plan, diagnostics, &mut own)),
            Entry::View(view) => {
                view::draft(views, view, plan, &spec.defaults, diagnostics, &mut own)
            }
        };
        let name = plan.entry.name();
        notes.extend(own.into_iter().map(|text| Note::of(name, text)));
        let Some((mut draft, places)) = drafted else {
            continue;
        };
        draft.sqlite = catalog.on_sqlite.other(name).map(str::to_owned);
        let is_local = |field: &FieldDraft| matches!(field.ty, Type::DateTime { .. });
        if draft.fields.iter().any(is_local) {
            let zone = spec.service.time_zone.as_ref();
            draft.time_zone = zone.map(|zone| zone.value.clone());
        }
        match check(index, &draft) {
            Ok(resource) => checked.push((resource, places)),
            Err(faults) => {
                for fault in faults {
                    fault::report(&places, &fault, diagnostics);
                }
            }
        }
    }
    checked.extend(written::Sources::new(&spec.sources).checked(catalog, diagnostics));
    checked.sort_by(|(left, _), (right, _)| {
        (&left.path, &left.table).cmp(&(&right.path, &right.table))
    });
    checked
}
