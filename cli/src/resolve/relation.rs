//! Foreign keys between resources.

use std::borrow::Cow;

use chassis_model::{Belongs, Text};

use super::catalog::{Catalog, Columns};
use super::plan::Plans;
use crate::ddl::schema::{ForeignKey, Table};
use crate::diagnostic::{Diagnostics, nearest};
use crate::spec;

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
        let Some(column) = columns.position(&relation.column.value) else {
            let name = &relation.column.value;
            let names = table.columns.iter().map(|column| column.name.as_str());
            let message = format!("`{}` has no column `{name}`", table.name);
            diagnostics.error(
                &relation.column.place,
                message,
                meant(name, names, "a column of the table"),
            );
            continue;
        };
        let Some((other, key)) = target(catalog, plans, relation, diagnostics) else {
            continue;
        };
        let found = Belongs {
            columns: names(table, &[column]),
            table: Cow::Owned(other.name.clone()),
            keys: names(other, &[key]),
        };
        if belongs.contains(&found) {
            let message =
                "this relation is there already: the dump declares it, or it is said twice";
            diagnostics.warning(&relation.to.place, message, "leave it out");
            continue;
        }
        belongs.push(found);
        positions.push(column);
    }
    positions
}

/// The table and the position of its key that a relation leads to.
fn target<'a>(
    catalog: &Catalog<'a>,
    plans: &Plans<'_>,
    relation: &spec::Relation,
    diagnostics: &mut Diagnostics,
) -> Option<(&'a Table, usize)> {
    let (name, key) = &relation.to.value;
    let place = &relation.to.place;
    let Some(table) = catalog.table(name) else {
        let message = format!("the dump has no table `{name}`");
        diagnostics.error(
            place,
            message,
            meant(name, catalog.names(), "a table of the dump"),
        );
        return None;
    };
    let columns = Columns::new(table);
    let Some(position) = columns.position(key) else {
        let names = table.columns.iter().map(|column| column.name.as_str());
        let message = format!("`{}` has no column `{key}`", table.name);
        diagnostics.error(place, message, meant(key, names, "the table's key"));
        return None;
    };
    if plans.get(&table.name).is_none() {
        let message = format!("`{}` is skipped, so nothing can refer to it", table.name);
        diagnostics.error(place, message, "leave the relation out, or the `skip`");
        return None;
    }
    if !columns.keys().contains(&vec![position]) {
        let message = format!(
            "`{}.{key}` is no key: several rows may share a value",
            table.name
        );
        diagnostics.error(
            place,
            message,
            "name a column that is a primary key or unique",
        );
        return None;
    }
    Some((table, position))
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
