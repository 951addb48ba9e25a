//! The statements that take a database of MySQL or MariaDB from the old schema to the new one, with its rows.
//!
//! Each can be run by itself, in order, and what one table needs is one ALTER TABLE, so that a run that stops goes on
//! where it stopped. They are for a session in strict mode, which is the default: a value that does not fit stops the
//! statement and changes nothing (MySQL manual, "Server SQL Modes").

pub(in crate::diff) mod define;
mod names;
mod swap;
mod table;

use std::collections::BTreeSet;
use std::fmt;

use super::comparison::{Comparison, TablePair};
use super::{comment, keys, view};
use crate::ddl::schema::{ForeignKey, Table, same_name};
use define::name;

/// A statement and what is to be known before it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What is lost, or what may stop it: lines without the comment's sign.
    pub comments: Vec<String>,
    /// The statement, without a semicolon.
    pub sql: String,
}

impl Statement {
    fn new(sql: String) -> Self {
        Self {
            comments: Vec::new(),
            sql,
        }
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for text in &self.comments {
            formatter.write_str(&comment(text))?;
        }
        writeln!(formatter, "{};", self.sql)
    }
}

impl Comparison<'_> {
    /// The statements for MySQL and MariaDB, in order.
    pub fn mysql(&self) -> Vec<Statement> {
        let foreign = Foreign::new(self);
        let mut statements = Vec::new();
        for view in view::removed(self) {
            statements.push(Statement::new(format!(
                "DROP VIEW IF EXISTS {}",
                name(&view.name)
            )));
        }
        statements.extend(foreign.drops(self));
        statements.extend(self.table_renames());
        let created = self
            .added
            .iter()
            .map(|table| Statement::new(define::create(table)));
        statements.extend(created);
        for pair in &self.pairs {
            statements.extend(table::alter(self, pair));
        }
        statements.extend(foreign.adds(self));
        for table in &self.removed {
            statements.push(Statement {
                comments: vec![format!("Lost: table {} with all its rows.", table.name)],
                sql: format!("DROP TABLE {}", name(&table.name)),
            });
        }
        statements.extend(self.views());
        statements
    }

    /// RENAME TABLE of all at once. Where one table takes the name of another, all go by way of other names, in a statement of
    /// its own: see [`swap`].
    fn table_renames(&self) -> Vec<Statement> {
        let renamed: Vec<(&str, &str)> = self
            .pairs
            .iter()
            .filter(|pair| pair.is_renamed)
            .map(|pair| (pair.old.name.as_str(), pair.new.name.as_str()))
            .collect();
        let collides = renamed
            .iter()
            .any(|(_, new)| renamed.iter().any(|(old, _)| same_name(old, new)));
        let step = |old: &str, new: &str| format!("{} TO {}", name(old), name(new));
        let rename = |steps: Vec<String>| {
            let sql = format!("RENAME TABLE {}", steps.join(", "));
            (!steps.is_empty()).then(|| Statement::new(sql))
        };
        let statements = if collides {
            let meanwhile = |new: &str| format!("scaffold_{new}");
            let first = renamed.iter().map(|(old, new)| step(old, &meanwhile(new)));
            let second = renamed.iter().map(|(_, new)| step(&meanwhile(new), new));
            [rename(first.collect()), rename(second.collect())]
        } else {
            let steps = renamed.iter().map(|(old, new)| step(old, new));
            [rename(steps.collect()), None]
        };
        statements.into_iter().flatten().collect()
    }

    fn views(&self) -> Vec<Statement> {
        let create = |view: &&crate::ddl::schema::View| {
            let columns = match view.columns.as_slice() {
                [] => String::new(),
                columns => format!(" ({})", define::list(columns)),
            };
            // The reader leaves backslashes of strings as they are.
            let query = view.query.to_string().replace('\\', "\\\\");
            let was_there = self
                .old
                .views
                .iter()
                .any(|it| same_name(&it.name, &view.name));
            let comment = "DEFINER and SQL SECURITY of the view are not known here: they become the defaults.";
            Statement {
                comments: was_there.then(|| comment.to_owned()).into_iter().collect(),
                sql: format!(
                    "CREATE OR REPLACE VIEW {}{columns} AS {query}",
                    name(&view.name)
                ),
            }
        };
        view::to_create(self).iter().map(create).collect()
    }

    /// Columns that a foreign key refers to in the new schema.
    fn referred(&self, key: &ForeignKey) -> Vec<String> {
        match self.new.table(&key.table) {
            Some(table) if key.referred.is_empty() => table.primary_key.clone(),
            _ => key.referred.clone(),
        }
    }
}

/// Foreign keys that are dropped before all else, and those that are added at the end.
struct Foreign<'a> {
    dropped: Vec<(&'a Table, Vec<&'a ForeignKey>)>,
    added: Vec<(&'a Table, Vec<&'a ForeignKey>)>,
}

impl<'a> Foreign<'a> {
    fn new(comparison: &Comparison<'a>) -> Self {
        let (mut dropped, mut added) = (Vec::new(), Vec::new());
        let touched = touched(comparison);
        for pair in &comparison.pairs {
            let keys = keys::foreign(comparison, pair);
            let (mut before, mut after) = (keys.removed, keys.added);
            for (old, new) in keys.kept {
                // One whose columns change is in the way of the change.
                let own = old.columns.iter().map(|column| (pair.old, column));
                let parent = comparison.old.table(&old.table);
                let referred = parent.map(|parent| match old.referred.is_empty() {
                    true => (parent, &parent.primary_key),
                    false => (parent, &old.referred),
                });
                let referred = referred
                    .into_iter()
                    .flat_map(|(table, columns)| columns.iter().map(move |column| (table, column)));
                let is_touched = |(table, column): (&Table, &String)| {
                    touched.contains(&(table.name.clone(), column.to_lowercase()))
                };
                if own.chain(referred).any(is_touched) {
                    before.push(old);
                    after.push(new);
                }
            }
            dropped.push((pair.old, before));
            added.push((pair.new, after));
        }
        for table in &comparison.removed {
            let among = |key: &&ForeignKey| {
                let mut removed = comparison.removed.iter();
                let parent = comparison.old.table(&key.table);
                parent.is_some_and(|parent| {
                    parent.name != table.name && removed.any(|other| other.name == parent.name)
                })
            };
            let keys = keys::foreign_of(table).iter().filter(among);
            dropped.push((table, keys.collect()));
        }
        for table in &comparison.added {
            added.push((table, keys::foreign_of(table).iter().collect()));
        }
        Self { dropped, added }
    }

    fn drops(&self, _: &Comparison<'a>) -> Vec<Statement> {
        let drop = |table: &Table, keys: &[&ForeignKey]| {
            let keys = keys.iter().map(|key| {
                let named = names::of_foreign(table, key);
                format!("DROP FOREIGN KEY {}", name(&named))
            });
            statement(table, keys.collect())
        };
        let with_keys = self.dropped.iter().filter(|(_, keys)| !keys.is_empty());
        with_keys.map(|(table, keys)| drop(table, keys)).collect()
    }

    fn adds(&self, comparison: &Comparison<'a>) -> Vec<Statement> {
        let add = |table: &Table, keys: &[&ForeignKey]| {
            let keys = keys.iter().map(|key| {
                let referred = comparison.referred(key);
                format!("ADD {}", define::foreign(key, &referred))
            });
            statement(table, keys.collect())
        };
        let with_keys = self.added.iter().filter(|(_, keys)| !keys.is_empty());
        with_keys.map(|(table, keys)| add(table, keys)).collect()
    }
}

/// ALTER TABLE with some clauses, each on a line.
fn statement(table: &Table, clauses: Vec<String>) -> Statement {
    Statement::new(format!(
        "ALTER TABLE {}\n  {}",
        name(&table.name),
        clauses.join(",\n  ")
    ))
}

/// Old columns that change in more than their name, or whose keys do, by table and by name in lower case.
fn touched(comparison: &Comparison<'_>) -> BTreeSet<(String, String)> {
    let mut touched = BTreeSet::new();
    for pair in &comparison.pairs {
        let table = pair.old.name.clone();
        let mut touch = |column: &str| {
            touched.insert((table.clone(), column.to_lowercase()));
        };
        for (old, new) in pair.kept() {
            if !super::changes::aspects(pair, old, new).is_empty() {
                touch(&old.name);
            }
        }
        if !keys::same_primary(pair) {
            pair.old.primary_key.iter().for_each(|name| touch(name));
        }
        for index in lost_indexes(comparison, pair) {
            let columns = index.parts.iter().filter_map(|part| part.column.as_deref());
            columns.for_each(&mut touch);
        }
    }
    touched
}

fn lost_indexes<'a>(
    comparison: &Comparison<'a>,
    pair: &TablePair<'a>,
) -> Vec<&'a crate::ddl::schema::Index> {
    let foreign = keys::foreign(comparison, pair);
    keys::indexes(pair, &foreign).removed
}
