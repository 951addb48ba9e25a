//! Indexes of the dump as the model has them.

use std::collections::BTreeSet;

use chassis_model::{Index, Text};

use super::catalog::Columns;
use crate::ddl;
use crate::ddl::schema::{self, IndexKind, SqlType, Table};

/// What no two rows share: the UNIQUE keys, and the primary key when another one addresses the rows.
pub(super) fn unique(table: &Table, columns: &Columns<'_>, key: &[usize]) -> Vec<Index> {
    let primary = columns.positions(&table.primary_key).unwrap_or_default();
    let primary = (primary != key).then(|| indexed("PRIMARY", columns, &table.primary_key));
    let unique = of_kind(table, columns, IndexKind::Unique);
    distinct(primary.into_iter().chain(unique))
}

/// The FULLTEXT indexes.
pub(super) fn fulltext(table: &Table, columns: &Columns<'_>) -> Vec<Index> {
    let is_text = |column: &Text| {
        let column = columns.get(column).map(|column| &column.ty);
        matches!(
            column,
            Some(SqlType::Char(_) | SqlType::Varchar(_) | SqlType::Text { .. })
        )
    };
    let fulltext = of_kind(table, columns, IndexKind::Fulltext);
    distinct(fulltext.filter(|index| index.columns.iter().all(is_text)))
}

fn of_kind<'a>(
    table: &'a Table,
    columns: &'a Columns<'_>,
    kind: IndexKind,
) -> impl Iterator<Item = Index> {
    let indexes = table.indexes.iter().filter(move |index| index.kind == kind);
    indexes.map(move |index| {
        let names = index.parts.iter().filter_map(|part| part.column.as_ref());
        indexed(&ddl::index_name(table, index), columns, names)
    })
}

fn indexed<'a>(
    name: &str,
    columns: &Columns<'_>,
    names: impl IntoIterator<Item = &'a String>,
) -> Index {
    let mut seen = BTreeSet::new();
    let known = names.into_iter().filter_map(|name| columns.get(name));
    let distinct = known.filter(|column: &&schema::Column| seen.insert(&column.name));
    Index {
        name: Text::Owned(name.to_owned()),
        columns: distinct
            .map(|column| Text::Owned(column.name.clone()))
            .collect(),
    }
}

/// Those of some column, the first of each name: what is wrong with the others the reader of the dump has told.
fn distinct(indexes: impl Iterator<Item = Index>) -> Vec<Index> {
    let mut names = BTreeSet::new();
    let is_sound = |index: &Index| {
        !index.name.is_empty()
            && !index.columns.is_empty()
            && names.insert(index.name.to_lowercase())
    };
    indexes.filter(is_sound).collect()
}
