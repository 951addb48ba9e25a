//! Foreign keys between resources.

use std::borrow::Cow;

use chassis_model::{Belongs, Bond, Text};

use super::catalog::{Catalog, Columns, Entry};
use super::plan::Plans;
use crate::ddl::schema::{ForeignKey, Table};
use crate::diagnostic::{Diagnostics, nearest};
use crate::spec::{self, Spanned};

/// A foreign key whose columns exist, by their positions.
pub(super) struct Reference<'a> {
    /// Positions of this table's columns.
    pub columns: Vec<usize>,
    /// The other table.
    pub table: &'a Table,
    /// Positions of the other table's columns.
    pub keys: Vec<usize>,
}

/// What a foreign key refers to, or why it refers to nothing.
pub(super) fn find<'a>(
    catalog: &Catalog<'a>,
    columns: &Columns<'_>,
    key: &ForeignKey,
) -> Result<Reference<'a>, String> {
    let Some(table) = catalog.table(&key.table) else {
        return Err(format!("the dump has no table `{}`", key.table));
    };
    let others = Columns::new(table);
    let referred = if key.referred.is_empty() {
        &table.primary_key
    } else {
        &key.referred
    };
    let keys = others.positions(referred);
    let Some((columns, keys)) = columns.positions(&key.columns).zip(keys) else {
        return Err(format!("`{}` does not have the columns", table.name));
    };
    if columns.is_empty() || columns.len() != keys.len() {
        return Err(format!(
            "`{}` has another number of key columns",
            table.name
        ));
    }
    Ok(Reference {
        columns,
        table,
        keys,
    })
}

/// The foreign keys of a table to tables that are resources.
pub(super) fn belongs_to(
    catalog: &Catalog<'_>,
    plans: &Plans<'_>,
    table: &Table,
    columns: &Columns<'_>,
    notes: &mut Vec<String>,
) -> Vec<Belongs> {
    let mut belongs = Vec::new();
    for key in &table.foreign_keys {
        match find(catalog, columns, key) {
            Ok(found) if plans.get(&found.table.name).is_some() => belongs.push(Belongs {
                columns: names(table, &found.columns),
                table: Cow::Owned(found.table.name.clone()),
                keys: names(found.table, &found.keys),
                bond: bond(table, &found, key),
                name: None,
            }),
            Ok(_) => {}
            Err(why) => notes.push(format!(
                "The foreign key of `{}` on `{}` is left out: {why}.",
                table.name,
                key.columns.join(", ")
            )),
        }
    }
    belongs
}

/// What the server does about a foreign key.
fn bond(table: &Table, found: &Reference<'_>, key: &ForeignKey) -> Bond {
    let is_kept = keeps_foreign_keys(table) && keeps_foreign_keys(found.table);
    match key.on_delete.as_deref() {
        _ if !is_kept => Bond::Loose,
        None | Some("RESTRICT" | "NO ACTION") => Bond::Restrict,
        Some(_) => Bond::Cascade,
    }
}

/// Whether the table's engine has foreign keys; others read and forget them.
pub(super) fn keeps_foreign_keys(table: &Table) -> bool {
    let engine = table
        .engine
        .as_deref()
        .unwrap_or("InnoDB")
        .to_ascii_lowercase();
    !matches!(
        engine.as_str(),
        "myisam" | "aria" | "memory" | "heap" | "archive" | "csv" | "merge" | "mrg_myisam"
    )
}

/// Adds the relations that the spec says of a table; gives the positions of their columns.
pub(super) fn said(
    catalog: &Catalog<'_>,
    plans: &Plans<'_>,
    table: &Table,
    said: Option<&spec::Table>,
    belongs: &mut Vec<Belongs>,
    diagnostics: &mut Diagnostics,
) -> Vec<usize> {
    let resource = said.and_then(spec::Table::resource);
    let columns = Columns::new(table);
    let mut positions = Vec::new();
    for relation in resource
        .into_iter()
        .flat_map(|resource| &resource.relations)
    {
        let own = positions_of(
            table,
            &columns,
            &relation.columns,
            diagnostics,
            "a column of the table",
        );
        let Some(own) = own else { continue };
        let Some((other, keys)) = target(catalog, plans, relation, diagnostics) else {
            continue;
        };
        let found = Belongs {
            columns: names(table, &own),
            table: Cow::Owned(other.name.clone()),
            keys: names(other, &keys),
            bond: Bond::Loose,
            name: Some(Cow::Owned(relation.name.value.clone())),
        };
        let same = |other: &&mut Belongs| {
            (&other.columns, &other.table, &other.keys)
                == (&found.columns, &found.table, &found.keys)
        };
        match belongs.iter_mut().find(same) {
            // The dump declares it; here it gets its name.
            Some(known) if known.name.is_none() => known.name = found.name,
            Some(_) => {
                let message = "this relation is said twice";
                diagnostics.warning(&relation.table.place, message, "leave it out");
                continue;
            }
            None => belongs.push(found),
        }
        positions.extend(own);
    }
    positions
}

/// The positions of columns that the spec names; none after reporting those that are not there.
fn positions_of(
    table: &Table,
    columns: &Columns<'_>,
    said: &[Spanned<String>],
    diagnostics: &mut Diagnostics,
    what: &str,
) -> Option<Vec<usize>> {
    let mut positions = Vec::new();
    for name in said {
        if let Some(position) = columns.position(&name.value) {
            positions.push(position);
            continue;
        }
        let names = table.columns.iter().map(|column| column.name.as_str());
        let message = format!("`{}` has no column `{}`", table.name, name.value);
        diagnostics.error(&name.place, message, meant(&name.value, names, what));
    }
    (positions.len() == said.len()).then_some(positions)
}

/// The table and the positions of its key that a relation leads to.
fn target<'a>(
    catalog: &Catalog<'a>,
    plans: &Plans<'_>,
    relation: &spec::Relation,
    diagnostics: &mut Diagnostics,
) -> Option<(&'a Table, Vec<usize>)> {
    let place = &relation.table.place;
    let table = other_table(catalog, &relation.table, diagnostics)?;
    let columns = Columns::new(table);
    let keys = positions_of(
        table,
        &columns,
        &relation.keys,
        diagnostics,
        "the table's key",
    )?;
    if plans.get(&table.name).is_none() {
        let message = format!("`{}` is skipped, so nothing can refer to it", table.name);
        diagnostics.error(place, message, "leave the relation out, or the `skip`");
        return None;
    }
    // More columns than a key has are one, too.
    let is_within = |key: &Vec<usize>| key.iter().all(|position| keys.contains(position));
    if !columns.keys().iter().any(is_within) {
        let (message, help) = match relation.keys.as_slice() {
            [key] => (
                format!(
                    "`{}.{}` is no key: several rows may share a value",
                    table.name, key.value
                ),
                "name a column that is a primary key or unique",
            ),
            _ => (
                format!(
                    "these columns of `{}` are no key: several rows may share their values",
                    table.name
                ),
                "name all columns of a primary key or unique index",
            ),
        };
        diagnostics.error(place, message, help);
        return None;
    }
    Some((table, keys))
}

/// The table of that name; none after reporting that there is none.
fn other_table<'a>(
    catalog: &Catalog<'a>,
    said: &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Table> {
    let name = &said.value;
    let (message, help) = match catalog.get(name) {
        Some(Entry::Table(table)) => return Some(table),
        Some(Entry::View(_)) => (
            format!("`{name}` is a view, so nothing can refer to it"),
            "name a table of the dump".to_owned(),
        ),
        None => (
            format!("the dump has no table `{name}`"),
            meant(name, catalog.names(), "a table of the dump"),
        ),
    };
    diagnostics.error(&said.place, message, help);
    None
}

fn meant<'n>(name: &str, known: impl Iterator<Item = &'n str>, what: &str) -> String {
    match nearest(name, known) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("name {what}"),
    }
}

fn names(table: &Table, positions: &[usize]) -> Cow<'static, [Text]> {
    let name = |&position: &usize| {
        table
            .columns
            .get(position)
            .map(|column| Cow::Owned(column.name.clone()))
    };
    Cow::Owned(positions.iter().filter_map(name).collect())
}
