//! A database on the server of the tests.

use std::fs;
use std::io::Write as _;
use std::process::{self, Command, Stdio};

use scaffold::ddl::Schema;
use scaffold::ddl::schema::{Column, SqlType, Table};
use scaffold::live::{self, Address};
use scaffold_tests::{load_dump, mariadb};

use crate::rows::Rows;

/// A database, dropped at the end.
pub struct Database {
    name: String,
    /// When it was made, in UTC.
    pub start: String,
}

impl Database {
    /// Loads a script as the `mysql` client does, but for what the server refuses.
    pub fn load(name: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("first.sql");
        fs::write(&file, text).expect("a file");
        let mut database = Self {
            name: format!("migrate_{}_{name}", process::id()),
            start: String::new(),
        };
        let status = load_dump()
            .arg("--force")
            .arg(&file)
            .arg(&database.name)
            .status();
        status.expect("it runs");
        let now = database.run("SELECT UTC_TIMESTAMP();");
        now.trim().clone_into(&mut database.start);
        database
    }

    /// Runs statements and gives what they print.
    pub fn run(&self, sql: &str) -> String {
        let server = mariadb();
        let address = server.rsplit('@').next().expect("an address");
        let (host, port) = address.split_once(':').expect("host and port");
        let mut client = Command::new("mariadb")
            .args([
                "--no-defaults",
                "--user=root",
                "--batch",
                "--skip-column-names",
            ])
            .args([
                "--default-character-set=utf8mb4",
                "--init-command=SET time_zone = '+00:00'",
            ])
            .args([
                format!("--host={host}"),
                format!("--port={port}"),
                self.name.clone(),
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the client mariadb runs");
        let mut input = client.stdin.take().expect("its input");
        input.write_all(sql.as_bytes()).expect("it reads");
        drop(input);
        let output = client.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\n{sql}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Takes all rows out.
    pub fn empty(&self, schema: &Schema) {
        let tables = schema.tables.iter();
        let deletes = tables.map(|table| format!("DELETE FROM `{}`;", table.name));
        let deletes: Vec<String> = deletes.collect();
        self.run(&format!(
            "SET FOREIGN_KEY_CHECKS = 0; {}",
            deletes.join("\n")
        ));
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("{}/{}", mariadb(), self.name)
    }

    /// What `mysql://…` reads.
    pub fn script(&self) -> String {
        let address = Address::parse(&self.url(), None);
        live::read(&address.expect("a URL")).expect("a schema")
    }

    /// The rows of every table.
    pub fn rows(&self, schema: &Schema) -> Rows {
        let tables = schema.tables.iter();
        tables
            .map(|table| (table.name.clone(), self.of_table(table)))
            .collect()
    }

    fn of_table(&self, table: &Table) -> Vec<Vec<String>> {
        let columns: Vec<String> = table.columns.iter().map(text).collect();
        let said = self.run(&format!(
            "SELECT {} FROM `{}`;",
            columns.join(", "),
            table.name
        ));
        let row = |line: &str| line.split('\t').map(str::to_owned).collect();
        let mut rows: Vec<Vec<String>> = said.lines().map(row).collect();
        rows.sort();
        rows
    }
}

/// The value of a column as a word.
fn text(column: &Column) -> String {
    let name = format!("`{}`", column.name);
    match column.ty {
        SqlType::Integer { .. }
        | SqlType::Decimal { .. }
        | SqlType::Date
        | SqlType::Time(_)
        | SqlType::DateTime(_)
        | SqlType::Timestamp(_) => format!("CAST({name} AS CHAR)"),
        // In thousandths: the two print doubles in different words.
        SqlType::Float { .. } | SqlType::Double { .. } => {
            format!("CAST(ROUND({name} * 1000) AS SIGNED)")
        }
        SqlType::Bit(_) | SqlType::Year => format!("{name} + 0"),
        SqlType::Binary(_)
        | SqlType::Varbinary(_)
        | SqlType::Blob { .. }
        | SqlType::Geometry { .. } => format!("CONCAT('x', HEX({name}))"),
        _ => format!("CONCAT('x', HEX(CONVERT({name} USING utf8mb4)))"),
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.run(&format!("DROP DATABASE IF EXISTS `{}`;", self.name));
    }
}
