//! Statements applied one after the other, as a server would.

use std::path::Path;
use std::sync::Arc;

use super::definition::Ledger;
use super::schema::{Fate, Schema, Table, meant};
use super::split::{Statement, Unclosed};
use super::statement::Source;
use super::tables::Tables;
use super::{alter, create, index, remove, settle, view};
use crate::diagnostic::{Diagnostics, Place};

/// The table in which the support crate records the versions of a schema.
const VERSIONS: &str = "scaffold_migration";

/// How a statement of one kind is applied.
type Run = fn(&mut Applier<'_>, &Source<'_>);

/// The schema so far.
pub(super) struct Applier<'a> {
    /// The script that is read.
    pub file: Arc<Path>,
    pub tables: Tables,
    /// All but the tables.
    pub schema: Schema,
    pub diagnostics: &'a mut Diagnostics,
    /// Tables that mysqldump wrote in the place of views.
    pub stand_ins: Vec<String>,
    /// What became of every definition.
    ledger: Ledger,
    /// The definition of the statement that is applied, if it is one, and its line.
    current: Option<usize>,
    line: u32,
}

impl<'a> Applier<'a> {
    pub fn new(diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            file: Arc::from(Path::new("")),
            tables: Tables::default(),
            schema: Schema::default(),
            diagnostics,
            stand_ins: Vec::new(),
            ledger: Ledger::default(),
            current: None,
            line: 0,
        }
    }

    /// Counts a statement that describes no table.
    pub fn skip(&mut self, kind: &str) {
        *self.schema.skipped.entry(kind.to_owned()).or_default() += 1;
    }

    /// Adds the table that the statement defines.
    pub fn add_table(&mut self, table: Table) {
        self.keep(&table.place);
        self.tables.add(table);
    }

    /// Removes the table of that very name, which the statement drops, or puts something else in the place of.
    pub fn remove_table(&mut self, name: &str, fate: fn(u32) -> Fate) {
        if let Some(table) = self.tables.remove(name) {
            let is_stand_in = self.stand_ins.iter().any(|it| it == name);
            let fate = if is_stand_in {
                Fate::StandIn
            } else {
                fate(self.line)
            };
            self.ledger.gone(&table.place, fate);
        }
    }

    /// Removes a view likewise.
    pub fn remove_view(&mut self, name: &str, fate: fn(u32) -> Fate) {
        let is_it = |view: &mut super::schema::View| view.name == name;
        for view in self.schema.views.extract_if(.., is_it) {
            self.ledger.gone(&view.place, fate(self.line));
        }
    }

    /// The position of the view that a name means, unless a table has that very name.
    pub fn view(&self, name: &str) -> Option<usize> {
        let views = &self.schema.views;
        let found = meant(views, name, |view| &view.name)?;
        (views[found].name == name || self.tables.exact(name).is_none()).then_some(found)
    }

    /// Records where the schema has what the statement defines.
    pub fn keep(&mut self, place: &Place) {
        if let Some(current) = self.current {
            self.ledger.kept(current, place);
        }
    }

    /// Records that what the statement defines is there already, defined at a line.
    pub fn repeated(&mut self, line: u32) {
        if let Some(current) = self.current {
            self.ledger.settle(current, Fate::Repeated(line));
        }
    }

    /// The schema when all is applied.
    pub fn finish(mut self) -> Schema {
        for name in self.stand_ins.clone() {
            self.remove_table(&name, Fate::Dropped);
        }
        // A database that was migrated has it, and so has its dump.
        self.remove_table(VERSIONS, |_| Fate::Versions);
        let Self {
            mut schema,
            tables,
            ledger,
            ..
        } = self;
        schema.tables = tables.into_list();
        schema.definitions = ledger.into_list();
        settle::tables(&mut schema.tables);
        schema
    }

    /// Applies one statement.
    pub fn apply(&mut self, statement: &Statement) {
        match statement.behind_settings() {
            Some(inner) => self.apply_one(&inner),
            None => self.apply_one(statement),
        }
    }

    fn apply_one(&mut self, statement: &Statement) {
        let kind = kind(&statement.text);
        let file = Arc::clone(&self.file);
        let run: Run = match kind.as_str() {
            "CREATE TABLE" => create::table,
            "CREATE VIEW" | "ALTER VIEW" => view::create,
            "CREATE INDEX" => index::create,
            "ALTER TABLE" => alter::table,
            "RENAME TABLE" => remove::rename,
            "DROP TABLE" => remove::tables,
            "DROP VIEW" => remove::views,
            "DROP INDEX" => index::drop,
            _ => {
                self.ledger.open(&kind, &file, statement);
                self.ledger.drop(&kind, statement);
                return self.skip(&kind);
            }
        };
        self.line = statement.line;
        self.current = self.ledger.open(&kind, &file, statement);
        if let Some(source) = Source::new(&file, statement, self.diagnostics) {
            run(self, &source);
        }
    }

    /// Reports a script that ends inside of something; what stands behind it was never seen.
    pub fn unclosed(&mut self, unclosed: &Unclosed) {
        let place = Place {
            file: Arc::clone(&self.file),
            line: unclosed.line,
            column: unclosed.column,
            width: 1,
        };
        let again = "if the dump was cut off, make it again";
        if let Some(word) = &unclosed.rows {
            self.skip(word);
            let message = format!(
                "the script ends inside of this {word}; tables behind it, if there were any, are missing"
            );
            return self.diagnostics.warning(&place, message, again);
        }
        let (what, end) = match unclosed.mark {
            "/*" => ("comment", "*/"),
            "`" => ("quoted name", "`"),
            quote => ("string", quote),
        };
        let message = format!("this {what} is never closed: the script ends inside of it");
        let help = format!("close it with `{end}`, or look for a stray one before it; {again}");
        self.diagnostics.error(&place, message, help);
    }

    /// Reports a table that this dump does not have, as in a file of migrations.
    pub fn missing(&mut self, place: &Place, table: &str) {
        let message =
            format!("table `{table}` is not in the dump, so this statement is passed over");
        self.diagnostics
            .warning(place, message, "give the dump that creates it first");
    }
}

/// A statement's kind in words: its verb and what it is about.
fn kind(text: &str) -> String {
    let mut words = text
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ';' | '=' | '@' | '`'))
        .filter(|word| !word.is_empty())
        .take(24)
        .map(str::to_ascii_uppercase);
    let Some(verb) = words.next() else {
        return "empty".to_owned();
    };
    let objects = [
        "TABLE",
        "TABLES",
        "VIEW",
        "INDEX",
        "DATABASE",
        "SCHEMA",
        "PROCEDURE",
        "FUNCTION",
        "TRIGGER",
        "EVENT",
        "SEQUENCE",
        "USER",
        "SERVER",
        "TABLESPACE",
        "LOGFILE",
    ];
    match verb.as_str() {
        "CREATE" | "ALTER" | "DROP" | "RENAME" => {
            let mut kind = verb;
            for word in words {
                if word == "TEMPORARY" {
                    kind.push_str(" TEMPORARY");
                } else if objects.contains(&word.as_str()) {
                    kind.push(' ');
                    kind.push_str(if word == "TABLES" { "TABLE" } else { &word });
                    return kind;
                }
            }
            kind
        }
        _ if verb.bytes().all(|byte| byte.is_ascii_alphabetic()) => verb,
        _ => "other".to_owned(),
    }
}
