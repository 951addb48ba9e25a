//! Types, columns and keys in words.

use super::mysql::define;
use crate::ddl::schema::{Column, ColumnDefault, ForeignKey, Index, IndexKind, SqlType};

/// A type as MySQL writes it, at most so long that it can be read.
pub(super) fn type_text(ty: &SqlType) -> String {
    const LONGEST: usize = 80;
    let text = define::sql_type(ty);
    if text.chars().count() <= LONGEST {
        return text;
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{start}…")
}

/// A column's type, and whether it may be NULL.
pub(super) fn column_text(column: &Column) -> String {
    let mut text = type_text(&column.ty);
    if !column.nullable {
        text.push_str(" NOT NULL");
    }
    if column.default.is_some() {
        text.push_str(&format!(" DEFAULT {}", default_text(column)));
    }
    text
}

/// A default in words.
pub(super) fn default_text(column: &Column) -> String {
    match &column.default {
        None if column.nullable => "NULL".to_owned(),
        None => "none".to_owned(),
        Some(ColumnDefault::Null) => "NULL".to_owned(),
        Some(ColumnDefault::Now) => "CURRENT_TIMESTAMP".to_owned(),
        Some(ColumnDefault::Literal(text)) => format!("'{}'", text.escape_debug()),
        Some(ColumnDefault::Expression(sql)) => sql.clone(),
    }
}

/// An index by its kind and columns.
pub(super) fn index_text(index: &Index) -> String {
    let kind = match index.kind {
        IndexKind::Plain => "index",
        IndexKind::Unique => "unique index",
        IndexKind::Fulltext => "fulltext index",
        IndexKind::Spatial => "spatial index",
    };
    let parts = index.parts.iter().map(|part| {
        let name = part.column.as_deref().unwrap_or("an expression");
        let prefix = part.prefix.map(|length| format!("({length})"));
        let order = if part.descending { " DESC" } else { "" };
        format!("{name}{}{order}", prefix.unwrap_or_default())
    });
    format!("{kind} on {}", parts.collect::<Vec<_>>().join(", "))
}

/// A foreign key by its columns and what it refers to.
pub(super) fn foreign_text(key: &ForeignKey) -> String {
    let mut text = format!("foreign key on {} to {}", key.columns.join(", "), key.table);
    if !key.referred.is_empty() {
        text.push_str(&format!(".{}", key.referred.join(", ")));
    }
    for (event, action) in [("DELETE", &key.on_delete), ("UPDATE", &key.on_update)] {
        if let Some(action) = action {
            text.push_str(&format!(" ON {event} {action}"));
        }
    }
    text
}
