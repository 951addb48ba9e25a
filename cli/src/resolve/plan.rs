//! What becomes a resource, and its names among those of the others.

use std::collections::{BTreeMap, BTreeSet};

use chassis_model::{Action, DOCUMENT_SCHEMAS, payload_schemas};

use super::catalog::{Catalog, Entry};
use super::written::Sources;
use super::{Note, names};
use crate::diagnostic::{Diagnostics, Place, nearest};
use crate::spec::{Rule, Spanned, Spec, Table};

/// A resource before its columns are looked at.
pub(super) struct Plan<'a> {
    /// The table or view.
    pub entry: Entry<'a>,
    /// What the spec says of it.
    pub said: Option<&'a Table>,
    /// Name of the Rust type.
    pub type_name: String,
    /// Path, when it is not the table's name.
    pub path: Option<String>,
    /// Whether its struct is written by hand, which says all the rest.
    pub is_written: bool,
}

/// The resources in the order of their tables' names, by those names.
pub(super) struct Plans<'a> {
    plans: BTreeMap<&'a str, Plan<'a>>,
    /// What is to be said of the names of tables.
    pub notes: Vec<Note>,
}

impl<'a> Plans<'a> {
    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Plan<'a>> {
        self.plans.values()
    }

    /// The plan of a table or view by its exact name.
    pub(super) fn get(&self, table: &str) -> Option<&Plan<'a>> {
        self.plans.get(table)
    }
}

/// What becomes a resource.
pub(super) fn plan<'a>(
    catalog: &Catalog<'a>,
    spec: &'a Spec,
    diagnostics: &mut Diagnostics,
) -> Plans<'a> {
    let mut notes = Vec::new();
    let said = match_tables(catalog, spec, diagnostics);
    let written = Sources::new(&spec.sources);
    let mut plans = BTreeMap::new();
    for entry in catalog.names().filter_map(|name| catalog.get(name)) {
        let table = said.get(entry.name()).copied();
        if table.is_none_or(|table| table.rule != Rule::Skip) {
            let said = table.and_then(Table::resource);
            let path = said.and_then(|resource| resource.path.as_ref());
            let source = said.and_then(|resource| resource.source.as_ref());
            let written = source.and_then(|source| written.of(source, entry.name(), diagnostics));
            let mut plan = Plan {
                entry,
                said: table,
                type_name: String::new(),
                path: path.map(|path| path.value.clone()),
                is_written: source.is_some(),
            };
            if let Some(resource) = written {
                plan.type_name = resource.type_name.to_string();
                plan.path = Some(resource.path.to_string());
            }
            plans.insert(entry.name(), plan);
        }
    }
    let prefixes: Vec<&Spanned<String>> = spec.defaults.strip_prefix.iter().collect();
    let stripped = strip(&mut plans, &prefixes, diagnostics, &mut notes);
    let mut taken = Taken::default();
    for (resource, place) in written.resources() {
        let table = &resource.table;
        claim(&resource.type_name, place, table, &mut taken, diagnostics);
    }
    name_types(&mut plans, &stripped, taken, diagnostics, &mut notes);
    Plans { plans, notes }
}

/// What the spec says of each table, by the table's name in the dump.
fn match_tables<'a>(
    catalog: &Catalog<'a>,
    spec: &'a Spec,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<&'a str, &'a Table> {
    let mut said: BTreeMap<&str, &Table> = BTreeMap::new();
    for (name, table) in &spec.tables {
        let Some(entry) = catalog.get(name) else {
            let help = match nearest(name, catalog.names()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "name a table or view of the dump".to_owned(),
            };
            diagnostics.error(
                &table.place,
                format!("the dump has no table `{name}`"),
                help,
            );
            continue;
        };
        if let Some(first) = said.insert(entry.name(), table) {
            let message = format!(
                "table `{}` is named twice; it is also {}",
                entry.name(),
                first.place.position()
            );
            diagnostics.error(
                &table.place,
                message,
                "say everything about a table in one place",
            );
        }
    }
    said
}

/// Takes listed prefixes off; gives the names without them, by table.
fn strip<'a>(
    plans: &mut BTreeMap<&'a str, Plan<'a>>,
    prefixes: &[&Spanned<String>],
    diagnostics: &mut Diagnostics,
    notes: &mut Vec<Note>,
) -> BTreeMap<&'a str, String> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut stripped: BTreeMap<&str, String> = BTreeMap::new();
    let mut claims: BTreeMap<String, usize> = BTreeMap::new();
    for (&name, plan) in plans.iter() {
        let fitting = prefixes.iter().filter(|prefix| {
            name.strip_prefix(prefix.value.as_str())
                .is_some_and(|rest| !rest.is_empty())
        });
        let longest = fitting.max_by_key(|prefix| prefix.value.len());
        let rest = longest.and_then(|prefix| {
            used.insert(&prefix.value);
            name.strip_prefix(prefix.value.as_str())
        });
        if let Some(rest) = rest {
            stripped.insert(name, rest.to_owned());
        }
        let path = plan.path.as_deref().or(rest).unwrap_or(name);
        *claims.entry(path.to_owned()).or_default() += 1;
    }
    for prefix in prefixes
        .iter()
        .filter(|prefix| !used.contains(prefix.value.as_str()))
    {
        let message = format!("no table's name starts with `{}`", prefix.value);
        diagnostics.warning(&prefix.place, message, "leave the prefix out");
    }
    stripped.retain(|&name, rest| {
        let Some(plan) = plans.get_mut(name).filter(|plan| plan.path.is_none()) else {
            return true;
        };
        if claims.get(rest).is_some_and(|&count| count > 1) {
            notes.push(Note::of_name(
                name,
                format!("Table `{name}` keeps its prefix: `{rest}` is the path of another table."),
            ));
            return false;
        }
        plan.path = Some(rest.clone());
        true
    });
    stripped
}

/// The names that types, payloads and modules have so far.
#[derive(Default)]
struct Taken {
    /// Who has a type's name.
    types: BTreeMap<String, String>,
    /// Who has a payload's name.
    payloads: BTreeMap<String, String>,
    /// Who has a file's name.
    modules: BTreeMap<String, String>,
}

impl Taken {
    /// The table that stands in the way of a type's name.
    fn by(&self, name: &str) -> Option<&str> {
        let payload = || payload_schemas(name).find_map(|payload| self.types.get(&payload));
        self.types
            .get(name)
            .or_else(|| self.payloads.get(name))
            .or_else(|| self.modules.get(&names::module(name)))
            .or_else(payload)
            .map(String::as_str)
    }

    fn insert(&mut self, name: &str, table: &str) {
        self.types.insert(name.to_owned(), table.to_owned());
        self.modules.insert(names::module(name), table.to_owned());
        self.payloads
            .extend(payload_schemas(name).map(|payload| (payload, table.to_owned())));
    }
}

/// Gives every plan its type: first those that the spec names, then the others, numbered where need be.
fn name_types(
    plans: &mut BTreeMap<&str, Plan<'_>>,
    stripped: &BTreeMap<&str, String>,
    mut taken: Taken,
    diagnostics: &mut Diagnostics,
    notes: &mut Vec<Note>,
) {
    for (&table, plan) in plans.iter_mut() {
        let said = plan
            .said
            .and_then(Table::resource)
            .and_then(|resource| resource.type_name.as_ref());
        if let Some(said) = said {
            claim(&said.value, &said.place, table, &mut taken, diagnostics);
            plan.type_name = said.value.clone();
        }
    }
    for (&table, plan) in plans
        .iter_mut()
        .filter(|(_, plan)| plan.type_name.is_empty())
    {
        let wanted = names::type_name(stripped.get(table).map_or(table, String::as_str));
        let free = names::numbered(&wanted).find(|name| taken.by(name).is_none());
        let name = free.unwrap_or_else(|| wanted.clone());
        if let Some(other) = taken.by(&wanted) {
            notes.push(Note::of_name(table, format!(
                "Table `{table}` has the type `{name}`: `{wanted}` would collide with that of table `{other}`."
            )));
        }
        taken.insert(&name, table);
        plan.type_name = name;
    }
}

/// Takes a type's name that the spec gives.
fn claim(name: &str, place: &Place, table: &str, taken: &mut Taken, diagnostics: &mut Diagnostics) {
    if names::is_reserved(name) || DOCUMENT_SCHEMAS.contains(&name) {
        let message = format!("type `{name}` would hide a name that the generated code uses");
        diagnostics.error(
            place,
            message,
            format!("take another name, such as `{name}Row`"),
        );
    } else if let Some(other) = taken.by(name) {
        let message = format!("type `{name}` collides with that of table `{other}`");
        let help = "file names and the names of payloads (Create, ListItem, Replace, Update) count, too; take another name";
        diagnostics.error(place, message, help);
    } else {
        taken.insert(name, table);
    }
}

impl Plan<'_> {
    /// The operations that the spec lists.
    pub(super) fn operations(&self) -> Option<Vec<Action>> {
        let list = self.said.and_then(Table::resource)?.operations.as_ref()?;
        Some(list.value.iter().map(|action| action.value).collect())
    }
}
