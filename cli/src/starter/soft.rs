//! Columns that say that a row is deleted, and leave it where it is.

use heck::ToSnakeCase;

use super::yaml::scalar;
use crate::ddl::schema::{SqlType, Table};

/// Moments of a delete; null while the row lives.
const MOMENTS: [&str; 6] = [
    "deleted_at",
    "deleted_on",
    "deleted_time",
    "delete_time",
    "delete_at",
    "removed_at",
];

/// Flags of a delete.
const FLAGS: [&str; 7] = [
    "deleted",
    "is_deleted",
    "is_delete",
    "is_del",
    "del_flag",
    "delete_flag",
    "delflag",
];

/// The column of a soft delete, and how the spec would name it.
pub(super) fn find(table: &Table) -> Option<(&str, String)> {
    table.columns.iter().find_map(|column| {
        let snake = column.name.to_snake_case();
        let name = scalar(&column.name);
        let is_moment = matches!(
            column.ty,
            SqlType::DateTime(_) | SqlType::Timestamp(_) | SqlType::Date
        );
        let is_flag = matches!(
            column.ty,
            SqlType::Integer { .. } | SqlType::Bit(_) | SqlType::Char(_) | SqlType::Varchar(_)
        );
        if is_moment && column.nullable && MOMENTS.contains(&snake.as_str()) {
            Some((column.name.as_str(), name))
        } else if is_flag && FLAGS.contains(&snake.as_str()) {
            let is_text = matches!(column.ty, SqlType::Char(_) | SqlType::Varchar(_));
            let (deleted, alive) = if is_text {
                ("\"1\"", "\"0\"")
            } else {
                ("1", "0")
            };
            Some((
                column.name.as_str(),
                format!("{{column: {name}, deleted: {deleted}, alive: {alive}}}"),
            ))
        } else {
            None
        }
    })
}
