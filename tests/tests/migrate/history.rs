//! A history: versions of one schema, one after the other, on both databases.

use std::path::Path;

use scaffold::ddl::Schema;
use scaffold::ddl::schema::{Column, ColumnDefault, Table};
use scaffold::diagnostic::Diagnostics;
use scaffold::diff::{Comparison, Dropped, Rename, Renames, diff};
use scaffold::spec::{self, Spec};

use crate::embedded::Embedded;
use crate::rows::{Rows, kept};
use crate::server::Database;
use crate::{generate, read, resolved};

/// Versions of one schema.
pub struct History {
    pub name: &'static str,
    pub versions: Vec<Version>,
    /// The spec of all versions, which says what was renamed.
    pub spec: String,
    /// Whether rows are made up; else they stand in the versions.
    pub is_generated: bool,
}

/// A version: the whole schema, and rows that are added then.
pub struct Version {
    pub name: String,
    pub text: String,
    pub schema: Schema,
    renames: Vec<Rename>,
}

impl Version {
    pub fn new(name: &str, text: String, renames: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            schema: read(name, &text),
            renames: renames
                .iter()
                .map(|it| it.parse().expect("a rename"))
                .collect(),
            text,
        }
    }

    /// The statements that add rows.
    fn inserts(&self) -> &str {
        let start = self
            .text
            .find("\nINSERT INTO")
            .map_or(self.text.len(), |at| at + 1);
        &self.text[start..]
    }
}

impl History {
    /// Runs it, and asserts at every version that schemas and rows are as they should be.
    pub fn run(&self) {
        let first = &self.versions[0];
        let server = Database::load(self.name, &first.text);
        let mut embedded = if self.is_generated {
            server.empty(&first.schema);
            Embedded::new(&resolved(&first.schema).schema_sql)
        } else {
            Embedded::load(&first.name, &first.text, &first.schema)
        };
        if self.is_generated {
            add_rows(
                &first.schema.tables.iter().collect::<Vec<_>>(),
                &server,
                &embedded,
            );
        }
        let mut before = same_rows(first, &server, &embedded);
        for pair in self.versions.windows(2) {
            let [old, new] = pair else { continue };
            let renames = self.renames(old, new);
            let comparison = Comparison::new(&old.schema, &new.schema, &renames);
            println!("{}\n{}", new.name, comparison.changes().text());
            self.migrate(&comparison, &server, &embedded);
            (embedded, before) = self.arrive(&comparison, new, &server, embedded, &before);
        }
    }

    /// Asserts that both databases came to a version with the rows that they had, and adds those of the version.
    pub fn arrive(
        &self,
        comparison: &Comparison<'_>,
        new: &Version,
        server: &Database,
        mut embedded: Embedded,
        before: &Rows,
    ) -> (Embedded, Rows) {
        let live = read("SHOW CREATE", &server.script());
        let left = diff(&live, &new.schema, &Renames::default());
        assert!(
            left.is_empty(),
            "{} is not reached:\n{}",
            new.name,
            left.text()
        );
        embedded.assert_schema(&resolved(&new.schema).schema_sql);
        let after = same_rows(new, server, &embedded);
        for pair in &comparison.pairs {
            kept(pair, &before[&pair.old.name], &after[&pair.new.name]);
        }
        if self.is_generated {
            add_rows(&comparison.added, server, &embedded);
        } else {
            server.run(new.inserts());
            embedded = embedded.add(&new.name, &new.text, &new.schema);
        }
        let rows = same_rows(new, server, &embedded);
        (embedded, rows)
    }

    /// What was renamed between two versions, and what only looks so, as the command line says it.
    pub fn said(&self, old: &Version, new: &Version) -> Vec<String> {
        let renames = self.renames(old, new);
        let mut said = Vec::new();
        for table in &new.schema.tables {
            if let Some(was) = renames.table(&table.name) {
                said.push(format!("--rename={was}={}", table.name));
            }
            for column in &table.columns {
                if let Some(was) = renames.column(&table.name, &column.name) {
                    said.push(format!("--rename={}.{was}={}", table.name, column.name));
                }
            }
        }
        let guesses = Comparison::new(&old.schema, &new.schema, &renames).guesses();
        said.extend(
            guesses
                .iter()
                .map(|guess| format!("--drop={}", Dropped::of(guess))),
        );
        said
    }

    pub fn renames(&self, old: &Version, new: &Version) -> Renames {
        let mut diagnostics = Diagnostics::default();
        let spec = match self.spec.as_str() {
            "" => Spec::default(),
            text => spec::read(Path::new("api.yaml"), text, &mut diagnostics).expect("a spec"),
        };
        let renames = Renames::gather(
            &new.renames,
            &spec,
            &old.schema,
            &new.schema,
            &mut diagnostics,
        );
        assert!(!diagnostics.has_errors(), "{}", diagnostics.render(false));
        renames
    }

    fn migrate(&self, comparison: &Comparison<'_>, server: &Database, embedded: &Embedded) {
        for statement in comparison.mysql() {
            server.run(&statement.to_string());
        }
        let (old, new) = (resolved(comparison.old), resolved(comparison.new));
        let script = comparison.sqlite(&old.embedded, &new.embedded);
        assert_eq!(script.notes, Vec::<String>::new());
        embedded.migrate(&script.text());
    }
}

/// Rows of every table that both databases hold; they are the same. A time since the test began is the word `now`: a
/// new column with the current time gets that of its database's migration.
pub fn same_rows(version: &Version, server: &Database, embedded: &Embedded) -> Rows {
    let (mut ours, mut theirs) = (embedded.rows(&version.schema), server.rows(&version.schema));
    for table in &version.schema.tables {
        let is_now = |column: &Column| column.default == Some(ColumnDefault::Now);
        let columns = table.columns.iter().enumerate();
        for (place, _) in columns.filter(|(_, column)| is_now(column)) {
            for rows in [&mut ours, &mut theirs] {
                let rows = rows.get_mut(&table.name).into_iter().flatten();
                let values = rows.map(|row| &mut row[place]);
                for value in values.filter(|value| **value != "NULL" && **value >= server.start) {
                    "now".clone_into(value);
                }
            }
        }
    }
    for (table, rows) in &theirs {
        assert_eq!(
            &ours[table], rows,
            "{} of {}: SQLite, then MariaDB",
            table, version.name
        );
    }
    theirs
}

/// Makes rows of tables up.
pub fn add_rows(tables: &[&Table], server: &Database, embedded: &Embedded) {
    for table in tables {
        let (of_server, of_sqlite) = generate::inserts(table);
        server.run(&of_server);
        embedded.run(&of_sqlite);
    }
}
