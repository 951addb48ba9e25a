//! Triggers for what MySQL does by itself; `name` is the table's as SQL.

use std::collections::BTreeSet;

use chassis_model::Type;

use super::default;
use super::embedded::Named;
use super::key::unused;
use crate::ddl::schema::{Column, Table};
use crate::resolve::sql::quote_name;

/// ON UPDATE CURRENT_TIMESTAMP: the time of the last change, unless the statement gives another.
///
/// Like the server, it leaves the column alone when the statement changes nothing.
pub(super) fn on_update(
    table: &Table,
    name: &str,
    column: &Column,
    ty: &Type,
    names: &mut BTreeSet<String>,
) -> Named {
    let own = quote_name(&column.name);
    let others = table
        .columns
        .iter()
        .filter(|other| other.name != column.name && other.generated.is_none());
    let changed: Vec<String> = others
        .map(|other| quote_name(&other.name))
        .map(|other| format!("NEW.{other} IS NOT OLD.{other}"))
        .collect();
    let changed = if changed.is_empty() {
        String::new()
    } else {
        format!(" AND ({})", changed.join(" OR "))
    };
    let (trigger, rowid) = (trigger_name(table, column, names), rowid(table));
    let sql = format!(
        "CREATE TRIGGER {} AFTER UPDATE ON {name} FOR EACH ROW\n  \
         WHEN NEW.{own} IS OLD.{own}{changed}\nBEGIN\n  \
         UPDATE {name} SET {own} = {} WHERE {rowid} = NEW.{rowid};\nEND;\n",
        quote_name(&trigger),
        default::now(ty)
    );
    Named { name: trigger, sql }
}

/// AUTO_INCREMENT of a column that is unique only together with others.
///
/// The number is never below the row's own, so that a table that only counts has both the same.
pub(super) fn numbers(
    table: &Table,
    name: &str,
    column: &Column,
    names: &mut BTreeSet<String>,
) -> Named {
    let own = quote_name(&column.name);
    let (trigger, rowid) = (trigger_name(table, column, names), rowid(table));
    let sql = format!(
        "CREATE TRIGGER {} AFTER INSERT ON {name} FOR EACH ROW\n  WHEN NEW.{own} IS NULL\nBEGIN\n  \
         UPDATE {name} SET {own} = max(NEW.{rowid}, coalesce((SELECT max({own}) FROM {name}), 0) + 1)\n  \
         WHERE {rowid} = NEW.{rowid};\nEND;\n",
        quote_name(&trigger)
    );
    Named { name: trigger, sql }
}

/// A name of its own: `a_b` of `c` and `a` of `b_c` give the same words.
fn trigger_name(table: &Table, column: &Column, names: &mut BTreeSet<String>) -> String {
    unused(format!("tr_{}_{}", table.name, column.name), names)
}

/// A name of the row's own number that no column takes.
pub(super) fn rowid(table: &Table) -> &'static str {
    let taken = |name: &&str| {
        table
            .columns
            .iter()
            .any(|column| column.name.eq_ignore_ascii_case(name))
    };
    ["rowid", "_rowid_", "oid"]
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or("rowid")
}
