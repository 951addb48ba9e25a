//! The embedded database.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use scaffold::data::{self, Source};
use scaffold::ddl::schema::{SqlType, Table};
use scaffold::ddl::{Hints, Schema};
use scaffold::progress::Progress;
use tempfile::TempDir;

use crate::resolved;
use crate::rows::Rows;

/// A database in memory, or in a folder that goes with it.
pub struct Embedded {
    connection: Connection,
    folder: Option<TempDir>,
}

impl Embedded {
    /// What a schema creates, without rows.
    pub fn new(schema: &str) -> Self {
        let connection = Connection::open_in_memory().expect("a database");
        register(&connection);
        connection.execute_batch(schema).expect("a schema");
        Self {
            connection,
            folder: None,
        }
    }

    /// A file that a service made.
    pub fn open(file: &Path) -> Self {
        let connection = Connection::open(file).expect("a database");
        register(&connection);
        Self {
            connection,
            folder: None,
        }
    }

    /// A script with the rows that it adds, as `scaffold new --with-data` loads it.
    pub fn load(name: &str, text: &str, schema: &Schema) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("data.db");
        let source = Source {
            schema,
            schema_sql: &resolved(schema).schema_sql,
            hints: Hints::default(),
        };
        let script: data::Script = (
            PathBuf::from(name),
            Box::new(std::io::Cursor::new(text.to_owned().into_bytes())),
        );
        data::load(&source, vec![script], &file, Progress::new()).expect("rows");
        Self {
            folder: Some(folder),
            ..Self::open(&file)
        }
    }

    /// Adds the rows of a script whose schema it has.
    pub fn add(self, name: &str, text: &str, schema: &Schema) -> Self {
        let other = Self::load(name, text, schema);
        let path = other
            .folder
            .as_ref()
            .expect("a folder")
            .path()
            .join("data.db");
        self.connection
            .execute("ATTACH ?1 AS added", [path.to_str().expect("UTF-8")])
            .expect("another database");
        for table in &schema.tables {
            let columns = table
                .columns
                .iter()
                .filter(|column| column.generated.is_none());
            let columns: Vec<String> = columns.map(|column| quote(&column.name)).collect();
            let (table, columns) = (quote(&table.name), columns.join(", "));
            self.run(&format!(
                "INSERT INTO main.{table} ({columns}) SELECT {columns} FROM added.{table};"
            ));
        }
        self.run("DETACH added");
        self
    }

    /// Runs statements.
    pub fn run(&self, sql: &str) {
        let done = self.connection.execute_batch(sql);
        done.unwrap_or_else(|error| panic!("{error}\n{sql}"));
    }

    /// Runs a migration as the service does, in one transaction.
    pub fn migrate(&self, script: &str) {
        self.run("PRAGMA foreign_keys = OFF; BEGIN");
        self.run(script);
        let check = "SELECT count(*) FROM pragma_foreign_key_check";
        let broken = self.connection.query_row(check, (), |row| row.get(0));
        assert_eq!(broken, Ok(0_i64), "rows that refer to none\n{script}");
        self.run("COMMIT");
        let check = "SELECT group_concat(integrity_check) FROM pragma_integrity_check";
        let whole: String = self
            .connection
            .query_row(check, (), |row| row.get(0))
            .expect("an answer");
        assert_eq!(whole, "ok", "{script}");
    }

    /// Asserts that it has what a script creates, and nothing else.
    pub fn assert_schema(&self, script: &str) {
        let (own, fresh) = (self.schema(), Self::new(script).schema());
        let differs: Vec<_> = own.symmetric_difference(&fresh).collect();
        assert!(differs.is_empty(), "{differs:#?}");
    }

    /// Everything that the schema creates, without white space that means nothing.
    fn schema(&self) -> BTreeSet<(String, String, String)> {
        let sql = "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT IN ('sqlite_sequence', 'scaffold_migration')";
        let mut statement = self.connection.prepare(sql).expect("a query");
        let row = |row: &rusqlite::Row<'_>| {
            let sql: String = row.get(2)?;
            let words: Vec<&str> = sql.split_whitespace().collect();
            // ALTER TABLE leaves a blank before the comma that it adds.
            let sql = words.join(" ").replace(" ,", ",");
            let sql = sql.replace("( ", "(").replace(" )", ")");
            Ok((row.get(0)?, row.get(1)?, sql))
        };
        let rows = statement.query_map((), row).expect("rows");
        rows.collect::<rusqlite::Result<_>>().expect("rows")
    }

    /// The rows of every table.
    pub fn rows(&self, schema: &Schema) -> Rows {
        let tables = schema.tables.iter();
        tables
            .map(|table| (table.name.clone(), self.of_table(table)))
            .collect()
    }

    fn of_table(&self, table: &Table) -> Vec<Vec<String>> {
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|column| quote(&column.name))
            .collect();
        let sql = format!("SELECT {} FROM {}", columns.join(", "), quote(&table.name));
        let mut statement = self.connection.prepare(&sql).expect("a query");
        let row = |row: &rusqlite::Row<'_>| {
            let columns = table.columns.iter().enumerate();
            let values = columns.map(|(at, column)| Ok(text(row.get_ref(at)?, &column.ty)));
            values.collect::<rusqlite::Result<Vec<String>>>()
        };
        let rows = statement.query_map((), row).expect("rows");
        let mut rows: Vec<Vec<String>> = rows.collect::<rusqlite::Result<_>>().expect("rows");
        rows.sort();
        rows
    }
}

fn register(connection: &Connection) {
    chassis::db::register_collations(connection).expect("the collations");
    // Tables are filled in the order of their names, not in that of their references.
    let off = connection.execute_batch("PRAGMA foreign_keys = OFF");
    off.expect("an option");
}

fn quote(name: &str) -> String {
    format!("\"{name}\"")
}

/// A value as a word.
fn text(value: ValueRef<'_>, ty: &SqlType) -> String {
    let hex = |bytes: &[u8]| {
        let digits = bytes.iter().map(|byte| format!("{byte:02X}"));
        format!("x{}", digits.collect::<String>())
    };
    match (value, ty) {
        (ValueRef::Null, _) => "NULL".to_owned(),
        (
            ValueRef::Integer(number),
            SqlType::Integer {
                bytes: 8,
                unsigned: true,
                ..
            },
        ) => number.cast_unsigned().to_string(),
        (ValueRef::Integer(number), _) => number.to_string(),
        (ValueRef::Real(number), _) => format!("{:.0}", (number * 1000.0).round()),
        (
            ValueRef::Text(text),
            SqlType::Decimal { .. }
            | SqlType::Date
            | SqlType::Time(_)
            | SqlType::DateTime(_)
            | SqlType::Timestamp(_),
        ) => String::from_utf8_lossy(text).into_owned(),
        (ValueRef::Text(bytes) | ValueRef::Blob(bytes), _) => hex(bytes),
    }
}
