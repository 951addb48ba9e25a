//! Tables and views and what each becomes.

use std::collections::BTreeMap;

use chassis_model::{Action, Resource};
use serde::Serialize;

use super::Spot;
use super::warning::{self, Warning};
use crate::ddl::Schema;
use crate::ddl::schema::{Table, same_name};
use crate::resolve::{Note, Outline};

/// A table or view of the schema.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Name in the database.
    pub name: String,
    /// Table or view.
    pub kind: Kind,
    /// Where it is created.
    pub place: Spot,
    /// The resource; none when there is none.
    pub becomes: Option<Becomes>,
    /// Why it becomes that, or nothing.
    pub why: String,
    /// What is worth a look, in the order of [`super::WarningKind`].
    pub warnings: Vec<Warning>,
}

/// Table or view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A base table.
    Table,
    /// A view.
    View,
}

/// A resource in short.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Becomes {
    /// Path of the collection, percent-encoded: `/api/v1/orders`.
    pub path: String,
    /// Name of the Rust type.
    #[serde(rename = "type")]
    pub type_name: String,
    /// What addresses a row.
    pub key: Key,
    /// Operations, in the order of the documentation.
    pub operations: Vec<Action>,
    /// How many columns it has.
    pub columns: usize,
}

/// The columns that address a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Key {
    /// Where they come from.
    pub kind: KeyKind,
    /// Their names in key order.
    pub columns: Vec<String>,
}

/// Where a key comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// The primary key.
    Primary,
    /// A unique index of NOT NULL columns in the place of a primary key.
    Unique,
    /// No row has an address.
    None,
}

/// Every table, then every view.
pub(super) fn entries(schema: &Schema, outline: &Outline) -> Vec<Entry> {
    let resources = outline.service.resources.iter();
    let resources: BTreeMap<&str, &Resource> = resources
        .map(|resource| (resource.table.as_ref(), resource))
        .collect();
    let mut notes: BTreeMap<&str, Vec<&Note>> = BTreeMap::new();
    for note in &outline.notes {
        let table = note.table.as_deref();
        notes
            .entry(table.unwrap_or_default())
            .or_default()
            .push(note);
    }
    let finder = warning::Finder::new(schema);
    let tables = schema.tables.iter().map(|table| {
        let resource = resources.get(table.name.as_str()).copied();
        let becomes = resource.map(|resource| becomes(resource, Some(table)));
        Entry {
            why: match &becomes {
                Some(becomes) => why_table(table, becomes),
                None => why_not(&table.name, outline),
            },
            name: table.name.clone(),
            kind: Kind::Table,
            place: Spot::from(&table.place),
            becomes,
            warnings: finder.of_table(table, resource, notes.get(table.name.as_str())),
        }
    });
    let views = schema.views.iter().map(|view| {
        let resource = resources.get(view.name.as_str()).copied();
        Entry {
            why: match resource {
                Some(_) => "a view has no key, and nothing can be written to it".to_owned(),
                None => why_not(&view.name, outline),
            },
            name: view.name.clone(),
            kind: Kind::View,
            place: Spot::from(&view.place),
            becomes: resource.map(|resource| becomes(resource, None)),
            warnings: finder.of_view(view, resource, notes.get(view.name.as_str())),
        }
    });
    tables.chain(views).collect()
}

fn becomes(resource: &Resource, table: Option<&Table>) -> Becomes {
    let columns: Vec<String> = resource
        .key()
        .iter()
        .map(|field| field.column.to_string())
        .collect();
    let primary = table.map_or(&[][..], |table| table.primary_key.as_slice());
    let is_primary = columns.len() == primary.len()
        && columns
            .iter()
            .zip(primary)
            .all(|(left, right)| same_name(left, right));
    let kind = match columns.as_slice() {
        [] => KeyKind::None,
        _ if is_primary => KeyKind::Primary,
        _ => KeyKind::Unique,
    };
    Becomes {
        path: resource.collection_path(),
        type_name: resource.type_name.to_string(),
        key: Key { kind, columns },
        operations: resource.operations.to_vec(),
        columns: resource.fields.len(),
    }
}

fn why_table(table: &Table, becomes: &Becomes) -> String {
    let missing = if table.primary_key.is_empty() {
        "there is no primary key"
    } else {
        "the primary key has a type that no URL can carry"
    };
    match becomes.key.kind {
        KeyKind::Primary => "the primary key addresses a row".to_owned(),
        KeyKind::Unique => {
            format!("{missing}, and a unique index of NOT NULL columns addresses a row")
        }
        KeyKind::None => {
            format!("{missing}, nor a unique index of NOT NULL columns: no row has an address")
        }
    }
}

fn why_not(name: &str, outline: &Outline) -> String {
    if outline.skipped.contains(name) {
        return "the spec skips it".to_owned();
    }
    match outline.left_out.get(name) {
        Some(why) => why.clone(),
        None => "it has errors".to_owned(),
    }
}
