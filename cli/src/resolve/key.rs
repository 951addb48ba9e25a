//! The columns that address a row.

use super::catalog::Columns;
use crate::ddl::schema::{SqlType, Table};

/// The positions of the key's columns in key order, empty when there is none; a note when the primary key is not it.
pub(super) fn choose(table: &Table, columns: &Columns<'_>) -> (Vec<usize>, Option<String>) {
    let primary = columns.positions(&table.primary_key).unwrap_or_default();
    if !primary.is_empty() && is_usable(table, &primary) {
        return (primary, None);
    }
    let unique = columns.keys().into_iter().find(|key| {
        let nullable = |&position: &usize| {
            table
                .columns
                .get(position)
                .is_none_or(|column| column.nullable)
        };
        is_usable(table, key) && !key.iter().any(nullable)
    });
    let key = unique.unwrap_or_default();
    let note = if primary.is_empty() {
        None
    } else {
        Some(format!(
            "The primary key of `{}` has a type that no URL can carry, so {}.",
            table.name,
            if key.is_empty() {
                "its rows have no address"
            } else {
                "a unique index addresses its rows"
            }
        ))
    };
    (key, note)
}

/// Whether values of the columns are exact and short enough to stand in a URL.
fn is_usable(table: &Table, key: &[usize]) -> bool {
    let usable = |&position: &usize| {
        table.columns.get(position).is_some_and(|column| {
            !matches!(
                column.ty,
                SqlType::Json
                    | SqlType::Geometry { .. }
                    | SqlType::Float { .. }
                    | SqlType::Double { .. }
            )
        })
    };
    key.iter().all(usable) && key.len() <= usize::from(u8::MAX)
}
