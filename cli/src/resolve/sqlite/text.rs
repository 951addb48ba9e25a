//! Text columns: how their values compare, and which characters they hold.

use std::collections::BTreeSet;

use chassis_model::Type;

use super::collation;
use super::embedded::Named;
use super::key::unused;
use super::trigger;
use crate::ddl::schema::{Column, SqlType, Table};
use crate::resolve::sql::quote_name;

/// Characters above U+00FF that MySQL's latin1, which is Windows-1252, holds.
const WINDOWS_1252: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/// How the clause of a computed column begins.
pub(super) const COMPUTED: &str = " GENERATED ALWAYS AS ";

/// How a column's values compare, as a COLLATE clause with a blank before it.
pub(super) fn collate(table: &Table, column: &Column, ty: &Type) -> String {
    match ty {
        Type::Decimal { .. } => " COLLATE DECIMAL".to_owned(),
        Type::Time { .. } => " COLLATE TIME".to_owned(),
        Type::Text { .. } => match collation::of(declared(table, column)) {
            "BINARY" => String::new(),
            name => format!(" COLLATE {name}"),
        },
        _ => String::new(),
    }
}

/// The collation, else the character set, that the dump gives a column.
fn declared<'a>(table: &'a Table, column: &'a Column) -> &'a str {
    let own = column.collation.as_deref().or(column.charset.as_deref());
    let common = || table.collation.as_deref().or(table.charset.as_deref());
    own.or_else(common).unwrap_or_default()
}

/// A CHECK against characters that the column's character set lacks, with a blank before it.
///
/// The service knows the constraint by its name.
pub(super) fn characters(table: &Table, column: &Column, ty: &Type) -> String {
    if !matches!(ty, Type::Text { .. }) || column.generated.is_some() {
        return String::new();
    }
    let set = declared(table, column)
        .split('_')
        .next()
        .unwrap_or_default();
    let pattern = match set {
        "ascii" => "'*[^' || char(1, 45, 127) || ']*'".to_owned(),
        // Of U+0080 to U+009F the server has those only whose bytes Windows-1252 leaves free.
        "latin1" => format!(
            "'*[^' || char(1, 45, 127, 129, 141, 143, 144, 157, 160, 45, 255) || '{WINDOWS_1252}]*'"
        ),
        "utf8" | "utf8mb3" => "'*[' || char(65536, 45, 1114111) || ']*'".to_owned(),
        _ => return String::new(),
    };
    let name = quote_name(&column.name);
    let constraint = quote_name(&format!("character set of {}", column.name));
    format!(" CONSTRAINT {constraint} CHECK ({name} NOT GLOB {pattern})")
}

/// Triggers that take the blanks off the end of CHAR values, which the server never shows; `on` is the table as SQL.
pub(super) fn unpadded(table: &Table, on: &str, names: &mut BTreeSet<String>) -> Vec<Named> {
    let is_char =
        |column: &&Column| matches!(column.ty, SqlType::Char(_)) && column.generated.is_none();
    let columns: Vec<String> = table
        .columns
        .iter()
        .filter(is_char)
        .map(|column| quote_name(&column.name))
        .collect();
    if columns.is_empty() {
        return Vec::new();
    }
    let padded: Vec<String> = columns
        .iter()
        .map(|column| format!("NEW.{column} GLOB '* '"))
        .collect();
    let set: Vec<String> = columns
        .iter()
        .map(|column| format!("{column} = rtrim({column}, ' ')"))
        .collect();
    let rowid = trigger::rowid(table);
    let trigger = |event: &str| {
        let name = unused(format!("tr_{}_{}", table.name, event.to_lowercase()), names);
        let sql = format!(
            "CREATE TRIGGER {} AFTER {event} ON {on} FOR EACH ROW\n  WHEN {}\nBEGIN\n  \
             UPDATE {on} SET {} WHERE {rowid} = NEW.{rowid};\nEND;\n",
            quote_name(&name),
            padded.join(" OR "),
            set.join(", ")
        );
        Named { name, sql }
    };
    ["INSERT", "UPDATE"].map(trigger).into()
}
