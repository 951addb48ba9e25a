//! The script that takes the embedded database from the old schema to the new one, with its rows.
//!
//! Tables whose definition changes are made anew beside the old ones and filled from them, as SQLite's manual proposes
//! ("ALTER TABLE", section 7); a table that only gets more columns is altered. The script is for one transaction with
//! foreign keys off, in a session that has the service's collations; `PRAGMA foreign_key_check` belongs to its end.

mod convert;
mod decimal;
mod kind;
mod rebuild;

use std::collections::{BTreeMap, BTreeSet};

use super::comment;
use super::comparison::{Comparison, TablePair};
use crate::resolve::{Embedded, EmbeddedTable, Named, quote_name};
use rebuild::{Copied, Rebuild};

/// The first lines of a script.
const HEADER: &str = "\
-- From the old schema to the new one, for SQLite: in one transaction, with `PRAGMA foreign_keys = OFF` before it and
-- `PRAGMA foreign_key_check` at its end. The collations MYSQL_…, DECIMAL and TIME come from the service.
";

/// A script for SQLite.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// Its statements, each with its comments and a semicolon, in order; none when nothing changes.
    pub statements: Vec<String>,
    /// What is to be known of it, in sentences.
    pub notes: Vec<String>,
}

impl Script {
    /// The whole of it; empty when nothing changes.
    pub fn text(&self) -> String {
        if self.statements.is_empty() {
            return String::new();
        }
        format!("{HEADER}\n{}", self.statements.concat())
    }
}

impl Comparison<'_> {
    /// The script for SQLite; `old` and `new` are what both schemas are there.
    pub fn sqlite(&self, old: &Embedded, new: &Embedded) -> Script {
        let mut steps = Steps::default();
        for table in &new.tables {
            let pair = self.pairs.iter().find(|pair| pair.new.name == table.table);
            let before = pair.and_then(|pair| Some((pair, old.table(&pair.old.name)?)));
            match before {
                Some((pair, before)) => steps.pair(pair, before, table),
                None => steps.create(old, table),
            }
        }
        for table in &old.tables {
            let stays = self
                .pairs
                .iter()
                .any(|pair| pair.old.name == table.table && new.table(&pair.new.name).is_some());
            if !stays {
                let name = quote_name(&table.name);
                let lost = comment(&format!("Lost: table {} with all its rows.", table.name));
                steps.drops.push(format!("{lost}DROP TABLE {name};\n"));
            }
        }
        steps.views(&old.views, &new.views);
        steps.finish()
    }
}

/// The statements by what must come before what.
#[derive(Default)]
struct Steps {
    drop_views: Vec<String>,
    drop_parts: Vec<String>,
    creates: Vec<String>,
    copies: Vec<String>,
    drops: Vec<String>,
    renames: Vec<String>,
    parts: Vec<String>,
    views: Vec<String>,
    notes: Vec<String>,
}

impl Steps {
    fn create(&mut self, old: &Embedded, table: &EmbeddedTable) {
        let is_taken = old
            .tables
            .iter()
            .any(|other| other.name.eq_ignore_ascii_case(&table.name));
        let name = if is_taken {
            let meanwhile = rebuild::meanwhile(&table.name);
            self.renames.push(rebuild::rename(&meanwhile, &table.name));
            meanwhile
        } else {
            table.name.clone()
        };
        self.creates.push(table.create(&name));
        let parts = table.indexes.iter().chain(&table.triggers);
        self.parts.extend(parts.map(|part| part.sql.clone()));
    }

    fn pair(&mut self, pair: &TablePair<'_>, old: &EmbeddedTable, new: &EmbeddedTable) {
        let rebuild = Rebuild { pair, old, new };
        let copied = rebuild.columns();
        let is_same = old.columns.len() == new.columns.len()
            && old.create("t") == new.create("t")
            && old.name == new.name;
        if copied.converts() || !(is_same || rebuild.only_adds()) {
            return self.rebuild(&rebuild, &copied);
        }
        for column in new.columns.iter().skip(old.columns.len()) {
            let table = quote_name(&new.name);
            let definition = &column.definition;
            self.creates
                .push(format!("ALTER TABLE {table} ADD COLUMN {definition};\n"));
        }
        self.exchange("INDEX", &old.indexes, &new.indexes);
        self.exchange("TRIGGER", &old.triggers, &new.triggers);
    }

    fn rebuild(&mut self, rebuild: &Rebuild<'_, '_>, copied: &Copied) {
        let new = rebuild.new;
        let meanwhile = rebuild::meanwhile(&new.name);
        self.notes.extend(copied.notes.iter().cloned());
        self.creates.push(new.create(&meanwhile));
        let numbered = rebuild.numbers_rows();
        self.copies.push(rebuild.copy(&meanwhile, copied));
        self.copies.extend(rebuild.counter(&meanwhile));
        self.drops.push(rebuild.drop());
        self.renames.push(rebuild::rename(&meanwhile, &new.name));
        let parts = new.indexes.iter().chain(&new.triggers);
        self.parts.extend(numbered);
        self.parts.extend(parts.map(|part| part.sql.clone()));
    }

    /// Drops what is not there any more, and creates what is new.
    fn exchange(&mut self, what: &str, old: &[Named], new: &[Named]) {
        for part in old.iter().filter(|part| !new.contains(part)) {
            let name = quote_name(&part.name);
            self.drop_parts.push(format!("DROP {what} {name};\n"));
        }
        let added = new.iter().filter(|part| !old.contains(part));
        self.parts.extend(added.map(|part| part.sql.clone()));
    }

    /// Views are in the way of every change of a table's name.
    fn views(&mut self, old: &[Named], new: &[Named]) {
        let all = !self.renames.is_empty() || !self.drops.is_empty();
        let unchanged: BTreeSet<&str> = old
            .iter()
            .filter(|view| !all && new.contains(view))
            .map(|view| view.name.as_str())
            .collect();
        let changed = |view: &&Named| !unchanged.contains(view.name.as_str());
        let drop = |view: &Named| format!("DROP VIEW {};\n", quote_name(&view.name));
        self.drop_views = old.iter().filter(changed).map(drop).collect();
        let create = |view: &Named| view.sql.clone();
        self.views = new.iter().filter(changed).map(create).collect();
    }

    fn finish(self) -> Script {
        let steps = [
            self.drop_views,
            self.drop_parts,
            self.creates,
            self.copies,
            self.drops,
            self.renames,
            self.parts,
            self.views,
        ];
        Script {
            statements: steps.into_iter().flatten().collect(),
            notes: self.notes,
        }
    }
}

/// The columns of an embedded table by name.
fn by_name(table: &EmbeddedTable) -> BTreeMap<&str, &crate::resolve::EmbeddedColumn> {
    let columns = table.columns.iter();
    columns
        .map(|column| (column.name.as_str(), column))
        .collect()
}
