//! Foreign keys between resources.

use std::borrow::Cow;

use chassis_model::{Belongs, Text};

use super::catalog::{Catalog, Columns};
use super::plan::Plans;
use crate::ddl::schema::{ForeignKey, Table};

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

fn names(table: &Table, positions: &[usize]) -> Cow<'static, [Text]> {
    let name = |&position: &usize| {
        table
            .columns
            .get(position)
            .map(|column| Cow::Owned(column.name.clone()))
    };
    Cow::Owned(positions.iter().filter_map(name).collect())
}
