//! The schema of the embedded database, statement by statement: what a script creates, and what a migration compares.

use chassis_model::Type;

use crate::resolve::sql::quote_name;

/// The first lines of the script.
const HEADER: &str = "\
-- The schema for SQLite, made from the MySQL schema by scaffold: every type in the form that the service reads and writes.
-- The collations MYSQL_…, DECIMAL and TIME come from the service; another program must register them before it writes.
";

/// All tables and views that SQLite has.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Embedded {
    /// Tables in the order of their creation.
    pub tables: Vec<EmbeddedTable>,
    /// Views in the order of their creation.
    pub views: Vec<Named>,
}

/// An index, trigger or view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// The statement that creates it, with its semicolon and a line's end.
    pub sql: String,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct EmbeddedTable {
    /// Its name on the server.
    pub table: String,
    /// Its name on SQLite.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<EmbeddedColumn>,
    /// Constraints that stand behind the columns.
    pub constraints: Vec<String>,
    /// Its indexes in the order of their creation.
    pub indexes: Vec<Named>,
    /// Its triggers in the order of their creation.
    pub triggers: Vec<Named>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct EmbeddedColumn {
    /// Its name.
    pub name: String,
    /// What stands between two commas of CREATE TABLE.
    pub definition: String,
    /// The type whose canonical form it holds.
    pub ty: Type,
    /// Whether SQLite computes it.
    pub is_computed: bool,
    /// Whether it is SQLite's own AUTOINCREMENT.
    pub is_counter: bool,
    /// Whether a trigger gives it its number.
    pub is_numbered: bool,
    /// Whether NULL is refused.
    pub is_required: bool,
    /// Its DEFAULT, as SQL; in parentheses when it is no constant.
    pub default: Option<String>,
    /// What a row that is there already gets when the column is NOT NULL and has no default, as SQL.
    pub implicit: String,
}

impl Embedded {
    /// The script that creates all of it.
    pub fn script(&self) -> String {
        let mut script = HEADER.to_owned();
        for table in &self.tables {
            script.push('\n');
            script.push_str(&table.create(&table.name));
            for part in table.indexes.iter().chain(&table.triggers) {
                script.push_str(&part.sql);
            }
        }
        for view in &self.views {
            script.push('\n');
            script.push_str(&view.sql);
        }
        script
    }

    /// The table that has exactly that name on the server.
    pub fn table(&self, name: &str) -> Option<&EmbeddedTable> {
        self.tables.iter().find(|table| table.table == name)
    }
}

impl EmbeddedTable {
    /// CREATE TABLE under some name.
    pub fn create(&self, name: &str) -> String {
        let columns = self.columns.iter().map(|column| &column.definition);
        let lines: Vec<&str> = columns
            .chain(&self.constraints)
            .map(String::as_str)
            .collect();
        format!(
            "CREATE TABLE {} (\n  {}\n) STRICT;\n",
            quote_name(name),
            lines.join(",\n  ")
        )
    }
}
