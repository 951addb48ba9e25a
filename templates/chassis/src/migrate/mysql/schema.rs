//! A fingerprint of the part of a schema that a statement names: it tells whether the statement was executed.

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Error, Row};

use crate::db::DbError;
use crate::db::mysql::from_driver;
use crate::migrate::checksum::of_parts;

/// Names of everything but tables, each with its definition. Who may not see a body sees when it was changed.
const OTHERS: [&str; 3] = [
    "SELECT trigger_name, CONCAT_WS(' ', event_object_table, action_timing, event_manipulation, action_statement, created) \
     FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY 1",
    "SELECT routine_name, CONCAT_WS(' ', routine_type, routine_definition, last_altered) \
     FROM information_schema.routines WHERE routine_schema = DATABASE() ORDER BY 1, 2",
    "SELECT event_name, CONCAT_WS(' ', event_definition, last_altered) \
     FROM information_schema.events WHERE event_schema = DATABASE() ORDER BY 1",
];

/// The fingerprint of all whose names are in a statement: tables, views, triggers, routines and events.
///
/// Whatever DDL does to them changes it; rows that come and go do not.
pub(super) async fn fingerprint(conn: &mut Conn, sql: &str) -> Result<String, DbError> {
    let sql = sql.to_lowercase();
    let is_named = |name: &str| sql.contains(&name.to_lowercase());
    let tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1";
    let tables: Vec<Vec<u8>> = conn.query(tables).await.map_err(from_driver)?;
    let tables = tables.into_iter().map(text);
    let mut parts = Vec::new();
    for table in tables.filter(|table| is_named(table)) {
        let definition = definition(conn, &table).await?;
        parts.extend([table, definition]);
    }
    for query in OTHERS {
        let others: Vec<(Vec<u8>, Vec<u8>)> = conn.query(query).await.map_err(from_driver)?;
        let others = others
            .into_iter()
            .map(|(name, definition)| (text(name), text(definition)))
            .filter(|(name, _)| is_named(name));
        parts.extend(others.flat_map(|(name, definition)| [name, definition]));
    }
    Ok(of_parts(parts.iter().map(String::as_str)))
}

/// What the server says a table or view is.
async fn definition(conn: &mut Conn, table: &str) -> Result<String, DbError> {
    let sql = format!("SHOW CREATE TABLE `{}`", table.replace('`', "``"));
    match conn.query_first::<Row, _>(sql).await {
        Ok(row) => {
            let definition: Option<Vec<u8>> = row.and_then(|mut row| row.take_opt(1)?.ok());
            Ok(without_counter(&text(definition.unwrap_or_default())))
        }
        // A view of a table that is gone is a fact like others.
        Err(Error::Server(error)) => Ok(error.code.to_string()),
        Err(error) => Err(from_driver(error)),
    }
}

/// Bytes as text; those that are none stand for themselves well enough.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The definition without `AUTO_INCREMENT=…`, which rows change. Where a comment holds the words, less is compared.
fn without_counter(definition: &str) -> String {
    const COUNTER: &str = " AUTO_INCREMENT=";
    match definition.rsplit_once(COUNTER) {
        Some((before, behind)) => {
            let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit());
            format!("{before}{behind}")
        }
        None => definition.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_do_not_change_a_definition() {
        let definition = |counter: &str| {
            format!(
                "CREATE TABLE `t` (\n  `id` int AUTO_INCREMENT\n) ENGINE=InnoDB{counter} DEFAULT CHARSET=utf8mb4"
            )
        };
        let counted = definition(" AUTO_INCREMENT=42");
        assert_eq!(without_counter(&counted), definition(""));
        assert_eq!(without_counter(&definition("")), definition(""));
    }
}
