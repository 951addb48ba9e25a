//! What a change means, for people.

use std::fmt::Write as _;

use super::change::{Change, Class, Fate, Part, SchemaDiff};
use super::mysql::Statement;
use super::sqlite::Script;
use crate::api_change::{ApiChange, summary};

impl SchemaDiff {
    /// Table by table, a change a line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for table in &self.tables {
            let fate = match table.fate {
                Fate::Added => " (new)",
                Fate::Changed => "",
                Fate::Removed => " (gone)",
            };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "Table {}{fate}", table.name);
            table
                .changes
                .iter()
                .for_each(|change| line(&mut text, change));
            text.push('\n');
        }
        if !self.views.is_empty() {
            text.push_str("Views\n");
            self.views.iter().for_each(|change| line(&mut text, change));
            text.push('\n');
        }
        if text.is_empty() {
            text.push_str("Nothing changes.\n");
        }
        text
    }
}

fn line(text: &mut String, change: &Change) {
    let class = class(change.class);
    let name = match change.part {
        Part::Table => String::new(),
        _ if change.name.is_empty() => String::new(),
        _ => format!("{} ", change.name),
    };
    let _ = writeln!(text, "  {class:<10} {name}{}", change.text);
}

/// The word for a class, as in JSON.
const fn class(class: Class) -> &'static str {
    match class {
        Class::Additive => "additive",
        Class::Removed => "removed",
        Class::Renamed => "renamed",
        Class::MaybeRenamed => "renamed?",
        Class::Widened => "widened",
        Class::Narrowing => "narrowing",
        Class::Retyped => "retyped",
        Class::Changed => "changed",
    }
}

/// The script for MySQL and MariaDB; empty when nothing changes.
pub fn mysql(statements: &[Statement]) -> String {
    if statements.is_empty() {
        return String::new();
    }
    let header = "-- From the old schema to the new one, for MySQL and MariaDB in strict mode (the default): what does not fit\n\
                  -- stops its statement. Each statement is one step; a run that stopped goes on at the step that failed.\n\n";
    let statements = statements.iter().map(ToString::to_string);
    format!("{header}{}", statements.collect::<String>())
}

/// Changes, what they are to clients of the API, notes and both scripts.
pub fn whole(
    diff: &SchemaDiff,
    api: &[ApiChange],
    statements: &[Statement],
    script: &Script,
) -> String {
    let mut text = diff.text();
    if !api.is_empty() {
        text.push_str("API\n");
        for line in summary(api) {
            let _ = writeln!(text, "  {line}");
        }
        text.push('\n');
    }
    for note in &script.notes {
        let _ = writeln!(text, "note: {note}");
    }
    for (name, sql) in [
        ("MySQL, MariaDB", mysql(statements)),
        ("SQLite", script.text()),
    ] {
        if !sql.is_empty() {
            let _ = write!(text, "\n== SQL for {name} ==\n\n{sql}");
        }
    }
    text
}
