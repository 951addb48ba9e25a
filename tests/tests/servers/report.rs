//! What comparing a file with the server gave, and the table of all.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::Path;

use chassis_model::{DefaultValue, Resource, Source};
use scaffold::ddl::Schema;
use scaffold::diff::{Renames, diff};
use scaffold::resolve::Resolved;

use crate::normal;
use crate::server::Server;

/// Files whose views were written by hand, or are as MySQL prints them: MariaDB prints some in words that are more than another
/// form of the same.
const VIEWS_IN_OTHER_WORDS: [&str; 2] = ["percona_schema_dump", "sakila_mv"];

/// What became of one file.
pub struct Outcome {
    pub file: String,
    pub server: Server,
    /// Statements that the server refused.
    pub refused: usize,
    /// Tables by information_schema.
    pub tables: usize,
    /// Views by information_schema.
    pub views: usize,
    /// Tables that are resources.
    pub converted: usize,
    /// Tables that are equal in schema and service.
    pub equal: usize,
    /// Names of the server's tables.
    pub held: Vec<String>,
    /// Names of tables that differ.
    pub unequal: BTreeMap<String, Vec<String>>,
}

/// All outcomes.
pub struct Report {
    outcomes: Vec<Outcome>,
}

impl Outcome {
    pub fn new(server: Server, path: &Path, tables: usize, views: usize) -> Self {
        let stem = path.file_stem().expect("a name");
        Self {
            file: stem.to_string_lossy().into_owned(),
            server,
            refused: 0,
            tables,
            views,
            converted: 0,
            equal: 0,
            held: Vec::new(),
            unequal: BTreeMap::new(),
        }
    }

    fn fault(&mut self, name: &str, fault: String) {
        self.unequal.entry(name.to_owned()).or_default().push(fault);
    }

    /// Counts the tables of the server that became resources.
    pub fn converted(&mut self, file: &Resolved, live: &Schema) {
        let is_table = |name: &str| {
            let resources = &file.service.resources;
            resources
                .iter()
                .any(|it| it.source == Source::Table && it.table == name)
        };
        self.held = live.tables.iter().map(|table| table.name.clone()).collect();
        self.converted = live
            .tables
            .iter()
            .filter(|table| is_table(&table.name))
            .count();
        if self.converted != self.tables || live.tables.len() != self.tables {
            let fault = format!(
                "{} of {} tables became resources; SHOW CREATE gave {}",
                self.converted,
                self.tables,
                live.tables.len()
            );
            self.fault("(count)", fault);
        }
        if live.views.len() != self.views {
            let fault = format!(
                "{} views, SHOW CREATE gave {}",
                self.views,
                live.views.len()
            );
            self.fault("(count)", fault);
        }
    }

    /// Compares tables and views.
    pub fn schemas(&mut self, file: &Schema, live: &Schema) {
        let names = |schema: &Schema| {
            let tables = schema.tables.iter().map(|table| table.name.clone());
            let mut names: Vec<String> = tables
                .chain(schema.views.iter().map(|view| view.name.clone()))
                .collect();
            names.sort();
            names
        };
        if names(file) != names(live) {
            self.differs("(names)", "names", &names(file), &names(live));
        }
        for table in &file.tables {
            let Some(other) = live.tables.iter().find(|it| it.name == table.name) else {
                continue;
            };
            let (ours, theirs) = normal::pair(table, other, self.server);
            if ours == theirs {
                self.equal += 1;
                continue;
            }
            let name = &table.name;
            let before = self.unequal.clone();
            for (column, other) in ours.columns.iter().zip(&theirs.columns) {
                if column != other {
                    self.differs(name, &column.name, column, other);
                }
            }
            self.differs(name, "columns", &ours.columns.len(), &theirs.columns.len());
            self.differs(name, "primary key", &ours.primary_key, &theirs.primary_key);
            self.differs(name, "indexes", &ours.indexes, &theirs.indexes);
            self.differs(
                name,
                "foreign keys",
                &ours.foreign_keys,
                &theirs.foreign_keys,
            );
            self.differs(name, "checks", &ours.checks, &theirs.checks);
            let options = |table: &scaffold::ddl::schema::Table| {
                (
                    table.comment.clone(),
                    table.charset.clone(),
                    table.collation.clone(),
                    table.engine.clone(),
                )
            };
            self.differs(name, "options", &options(&ours), &options(&theirs));
            if self.unequal == before {
                self.differs(name, "table", &ours, &theirs);
            }
        }
    }

    /// Compares as `scaffold diff` does, which has rules of its own: nothing changes from a file to what a server has of it.
    pub fn changes(&mut self, file: &Schema, live: &Schema) {
        for (from, to) in [(file, live), (live, file)] {
            let diff = diff(from, to, &Renames::default());
            let views =
                !diff.views.is_empty() && !VIEWS_IN_OTHER_WORDS.contains(&self.file.as_str());
            if views || !diff.tables.is_empty() {
                self.fault("(diff)", diff.text());
            }
        }
    }

    /// Compares resources.
    pub fn services(&mut self, file: &Resolved, live: &Resolved) {
        let paths = |resolved: &Resolved| -> Vec<String> {
            let resources = resolved.service.resources.iter();
            resources.map(|it| it.path.to_string()).collect()
        };
        self.differs("(service)", "paths", &paths(file), &paths(live));
        for resource in &file.service.resources {
            let same = |it: &&Resource| it.path == resource.path;
            let Some(other) = live.service.resources.iter().find(same) else {
                continue;
            };
            let (mut ours, mut theirs) = (resource.clone(), other.clone());
            name_checks(&ours, &mut theirs);
            expressions(&mut ours);
            expressions(&mut theirs);
            if ours == theirs {
                continue;
            }
            let name = &resource.table;
            let before = self.unequal.contains_key(name.as_ref());
            for (field, other) in ours.fields.iter().zip(theirs.fields.iter()) {
                self.differs(name, &format!("field {}", field.column), field, other);
            }
            let rest = |resource: &Resource| Resource {
                fields: Vec::new().into(),
                ..resource.clone()
            };
            self.differs(name, "resource", &rest(&ours), &rest(&theirs));
            if !before && resource.source == Source::Table {
                self.equal -= 1;
            }
        }
    }

    fn differs<T: PartialEq + Debug>(&mut self, name: &str, what: &str, file: &T, live: &T) {
        if file != live {
            let fault = format!("{what}\n      file   {file:?}\n      server {live:?}");
            self.fault(name, fault);
        }
    }
}

impl Report {
    /// A report of these files.
    pub fn new(outcomes: Vec<Outcome>) -> Self {
        Self { outcomes }
    }

    /// Prints the table and fails when anything differs.
    pub fn finish(self) {
        println!(
            "{:28} {:>7} {:>7} {:>9} {:>7}",
            "file", "views", "tables", "converted", "equal"
        );
        let line = |name: &str, numbers: [usize; 4]| {
            let [views, tables, converted, equal] = numbers;
            println!("{name:28} {views:>7} {tables:>7} {converted:>9} {equal:>7}");
        };
        let mut total = [0; 4];
        for it in &self.outcomes {
            let numbers = [it.views, it.tables, it.converted, it.equal];
            line(&it.file, numbers);
            for (sum, number) in total.iter_mut().zip(numbers) {
                *sum += number;
            }
        }
        line(&format!("{} files", self.outcomes.len()), total);
        let mut faults = Vec::new();
        for outcome in &self.outcomes {
            for (name, list) in &outcome.unequal {
                for fault in list {
                    faults.push(format!("{} {name}: {fault}", outcome.file));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// Gives DEFAULT expressions the form in which those of a schema compare, too.
fn expressions(resource: &mut Resource) {
    for field in resource.fields.to_mut() {
        if let Some(DefaultValue::Expression(sql)) = &mut field.default {
            *sql = normal::expression(sql).into();
        }
    }
}

/// Gives constraints of the server that have one of several possible names in the file all of them.
fn name_checks(file: &Resource, live: &mut Resource) {
    for (ours, theirs) in file.checks.iter().zip(live.checks.to_mut()) {
        if theirs.names.iter().all(|name| ours.names.contains(name)) {
            theirs.names.clone_from(&ours.names);
        }
    }
}
