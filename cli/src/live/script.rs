//! The script of a database: its tables and views whole, of everything else the names.

use std::fmt::Write;

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Row};

use super::{Address, LiveError};

/// What stands for itself in the script by name only: SQL that lists a kind's names and says what each is about.
///
/// Bodies stay on the server: they say nothing of tables, and reading them needs more privileges.
const NAMED: [(&str, &str); 4] = [
    (
        "TRIGGER",
        "SELECT TRIGGER_NAME, CONCAT(ACTION_TIMING, ' ', EVENT_MANIPULATION, ' ON `', REPLACE(EVENT_OBJECT_TABLE, '`', '``'), \
         '` FOR EACH ROW') FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY 1",
    ),
    (
        "PROCEDURE",
        "SELECT ROUTINE_NAME, '' FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() \
         AND ROUTINE_TYPE = 'PROCEDURE' ORDER BY 1",
    ),
    (
        "FUNCTION",
        "SELECT ROUTINE_NAME, '' FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() \
         AND ROUTINE_TYPE = 'FUNCTION' ORDER BY 1",
    ),
    (
        "EVENT",
        "SELECT EVENT_NAME, '' FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() ORDER BY 1",
    ),
];

/// The statement that stands for a thing of which only the name is read.
fn named(kind: &str, name: &str, about: &str) -> String {
    let space = if about.is_empty() { "" } else { " " };
    format!(
        "CREATE {kind} {}{space}{about} /* the rest stays on the server */;\n",
        quote(name)
    )
}

/// Asks for everything in the database, and writes it down in the order of names.
pub(super) async fn describe(conn: &mut Conn, address: &Address) -> Result<String, LiveError> {
    let mut asking = Asking { conn, address };
    let mut script = header(&asking.version().await?);
    let things = asking.things().await?;
    let mut found = false;
    for (name, kind) in &things {
        match kind.as_str() {
            "VIEW" | "SYSTEM VIEW" => {}
            "SEQUENCE" => script.push_str(&named("SEQUENCE", name, "")),
            // BASE TABLE, SYSTEM VERSIONED, and what later servers invent.
            _ => {
                let statement = without_counter(asking.show("TABLE", name).await?);
                found = true;
                // Writing to a string cannot fail.
                let _ = writeln!(script, "{statement};\n");
            }
        }
    }
    for (name, _) in things.iter().filter(|(_, kind)| kind == "VIEW") {
        let statement = asking.show("VIEW", name).await?;
        found = true;
        let _ = writeln!(script, "{statement};\n");
    }
    if !found {
        return Err(LiveError::Empty {
            address: address.to_string(),
        });
    }
    for (kind, sql) in NAMED {
        for (name, about) in asking.pairs(sql, "the list of names").await? {
            script.push_str(&named(kind, &name, &about));
        }
    }
    Ok(script)
}

/// A header from which the reader learns which executable comments apply.
fn header(version: &str) -> String {
    let is_mariadb = version.to_ascii_lowercase().contains("mariadb");
    // Replication made MariaDB put a MySQL version before its own.
    let own = match version.strip_prefix("5.5.5-") {
        Some(own) if is_mariadb => own,
        _ => version,
    };
    let mut parts = own.split(|c: char| !c.is_ascii_digit());
    let release = format!(
        "{}.{}",
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default()
    );
    let family = if is_mariadb { "MariaDB" } else { "MySQL" };
    format!("-- {family} schema, as SHOW CREATE gives it. Server version {release}\n\n")
}

/// A table without its `AUTO_INCREMENT=n`, which every new row changes.
fn without_counter(mut table: String) -> String {
    let Some(options) = table.find("\n) ENGINE=") else {
        return table;
    };
    // Behind it may be a COMMENT, and before it nothing but the engine.
    let words = table[options..].split(' ').take(3);
    if let Some(counter) = words
        .last()
        .filter(|word| word.starts_with("AUTO_INCREMENT="))
    {
        let counter = format!(" {counter}");
        if let Some(start) = table[options..].find(&counter) {
            table.replace_range(options + start..options + start + counter.len(), "");
        }
    }
    table
}

fn quote(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

struct Asking<'a> {
    conn: &'a mut Conn,
    address: &'a Address,
}

impl Asking<'_> {
    async fn version(&mut self) -> Result<String, LiveError> {
        let rows = self.rows("SELECT VERSION()", "the version").await?;
        Ok(rows.first().map(|row| text(row, 0)).unwrap_or_default())
    }

    /// Name and kind of all that the account can see, in the order of names.
    async fn things(&mut self) -> Result<Vec<(String, String)>, LiveError> {
        let sql = "SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()";
        let mut things = self.pairs(sql, "the list of tables").await?;
        // Collations of servers differ.
        things.sort();
        Ok(things)
    }

    /// What SHOW CREATE says.
    async fn show(&mut self, kind: &str, name: &str) -> Result<String, LiveError> {
        let what = format!("{} `{name}`", kind.to_ascii_lowercase());
        let sql = format!("SHOW CREATE {kind} {}", quote(name));
        let rows = self.rows(&sql, &what).await?;
        match rows.first() {
            Some(row) => Ok(text(row, 1)),
            None => Err(LiveError::Unreadable {
                what,
                address: self.address.to_string(),
                why: "the server says nothing of it".to_owned(),
            }),
        }
    }

    async fn pairs(&mut self, sql: &str, what: &str) -> Result<Vec<(String, String)>, LiveError> {
        let rows = self.rows(sql, what).await?;
        Ok(rows
            .iter()
            .map(|row| (text(row, 0), text(row, 1)))
            .collect())
    }

    async fn rows(&mut self, sql: &str, what: &str) -> Result<Vec<Row>, LiveError> {
        self.conn
            .query(sql)
            .await
            .map_err(|error| LiveError::reading(self.address, what, &error))
    }
}

/// A column of a row as text; the connection speaks UTF-8.
fn text(row: &Row, index: usize) -> String {
    row.get_opt::<Vec<u8>, _>(index)
        .and_then(Result::ok)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_says_the_family_and_no_patch_level() {
        for (version, said) in [
            (
                "10.11.6-MariaDB-0+deb12u1",
                "MariaDB schema, as SHOW CREATE gives it. Server version 10.11",
            ),
            (
                "5.5.5-10.4.30-MariaDB-log",
                "MariaDB schema, as SHOW CREATE gives it. Server version 10.4",
            ),
            (
                "8.0.36-0ubuntu0.22.04.1",
                "MySQL schema, as SHOW CREATE gives it. Server version 8.0",
            ),
            (
                "5.6.24",
                "MySQL schema, as SHOW CREATE gives it. Server version 5.6",
            ),
            (
                "8.0.11-TiDB-v7.5.0",
                "MySQL schema, as SHOW CREATE gives it. Server version 8.0",
            ),
        ] {
            assert_eq!(header(version), format!("-- {said}\n\n"), "{version}");
        }
    }

    #[test]
    fn a_counter_is_no_part_of_the_schema() {
        for (said, kept) in [
            (
                "AUTO_INCREMENT=12 DEFAULT CHARSET=utf8",
                "DEFAULT CHARSET=utf8",
            ),
            (
                "COMMENT='a AUTO_INCREMENT=1 b'",
                "COMMENT='a AUTO_INCREMENT=1 b'",
            ),
        ] {
            let table = |options: &str| {
                format!(
                    "CREATE TABLE `t` (\n  `id` int(11) NOT NULL AUTO_INCREMENT,\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB {options}"
                )
            };
            assert_eq!(without_counter(table(said)), table(kept));
        }
    }

    #[test]
    fn names_are_quoted() {
        assert_eq!(
            named("TRIGGER", "a`b", "BEFORE INSERT ON `t` FOR EACH ROW"),
            "CREATE TRIGGER `a``b` BEFORE INSERT ON `t` FOR EACH ROW /* the rest stays on the server */;\n"
        );
    }
}
