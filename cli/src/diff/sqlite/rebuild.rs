//! A table made anew beside the old one, and filled from it.

use super::by_name;
use super::convert::{self, Converted};
use crate::diff::comment;
use crate::diff::comparison::TablePair;
use crate::resolve::{EmbeddedColumn, EmbeddedTable, quote_name};

/// The name of a table while the old one is still there.
pub(super) fn meanwhile(name: &str) -> String {
    format!("scaffold new {name}")
}

/// Gives a table its name.
pub(super) fn rename(meanwhile: &str, name: &str) -> String {
    let (meanwhile, name) = (quote_name(meanwhile), quote_name(name));
    format!("ALTER TABLE {meanwhile} RENAME TO {name};\n")
}

/// A table before and after.
pub(super) struct Rebuild<'p, 'a> {
    pub pair: &'p TablePair<'a>,
    pub old: &'p EmbeddedTable,
    pub new: &'p EmbeddedTable,
}

/// What the new columns get.
#[derive(Default)]
pub(super) struct Copied {
    /// New columns that get a value, and which, as SQL over the old row.
    columns: Vec<(String, String)>,
    /// Whether a column that stays gets another value than it has.
    converts: bool,
    /// What is to be known.
    pub notes: Vec<String>,
}

impl Copied {
    /// Whether a value changes, or is checked.
    pub(super) fn converts(&self) -> bool {
        self.converts
    }
}

impl Rebuild<'_, '_> {
    /// What each new column gets.
    pub(super) fn columns(&self) -> Copied {
        let mut copied = Copied::default();
        let (old, new) = (by_name(self.old), by_name(self.new));
        for pair in &self.pair.columns {
            let Some(after) = new.get(pair.new.name.as_str()).filter(|it| !it.is_computed) else {
                continue;
            };
            let before = pair
                .old
                .and_then(|before| Some((before, *old.get(before.name.as_str())?)));
            let Some((before, stored)) = before else {
                let given = added(after);
                copied
                    .columns
                    .extend(given.map(|sql| (after.name.clone(), sql)));
                continue;
            };
            let value = quote_name(&stored.name);
            let Converted { sql, note } = convert::column(
                convert::Side {
                    column: before,
                    ty: &stored.ty,
                },
                convert::Side {
                    column: pair.new,
                    ty: &after.ty,
                },
                &value,
            );
            if let Some(note) = note {
                let name = format!("{}.{}", self.new.name, after.name);
                copied.notes.push(format!("On SQLite `{name}`: {note}."));
            }
            copied.converts |= sql.is_some();
            let mut sql = sql.unwrap_or(value);
            if before.nullable
                && !pair.new.nullable
                && !after.is_counter
                && let Some(default) = &after.default
            {
                copied.converts = true;
                sql = format!("coalesce({sql}, {default})");
            }
            copied.columns.push((after.name.clone(), sql));
        }
        copied
    }

    /// Whether the new table is the old one with columns behind the others that ALTER TABLE can add.
    pub(super) fn only_adds(&self) -> bool {
        let (old, new) = (self.old, self.new);
        let count = old.columns.len();
        let same = |old: &EmbeddedColumn, new: &EmbeddedColumn| old.definition == new.definition;
        old.name == new.name
            && new.columns.len() > count
            && old.constraints == new.constraints
            && old
                .columns
                .iter()
                .zip(&new.columns)
                .all(|(old, new)| same(old, new))
            && new.columns[count..].iter().all(can_be_added)
    }

    /// Fills the new table.
    pub(super) fn copy(&self, meanwhile: &str, copied: &Copied) -> String {
        let mut sql = String::new();
        for column in &self.pair.removed {
            let lost = format!("Lost: the values of {}.{}.", self.old.name, column.name);
            sql.push_str(&comment(&lost));
        }
        if copied.columns.is_empty() {
            return sql;
        }
        let names: Vec<String> = copied
            .columns
            .iter()
            .map(|(name, _)| quote_name(name))
            .collect();
        let values: Vec<&str> = copied.columns.iter().map(|(_, sql)| sql.as_str()).collect();
        sql.push_str(&format!(
            "INSERT INTO {} ({})\n  SELECT {}\n  FROM {}{};\n",
            quote_name(meanwhile),
            names.join(", "),
            values.join(",\n    "),
            quote_name(&self.old.name),
            self.order()
        ));
        sql
    }

    /// Rows keep their order, by which new ones are numbered.
    fn order(&self) -> String {
        let is_numbered = |column: &EmbeddedColumn| column.is_counter || column.is_numbered;
        let is_new = |name: &str| self.pair.added().any(|column| column.name == name);
        let numbers = self
            .new
            .columns
            .iter()
            .any(|column| is_numbered(column) && is_new(&column.name));
        let key: Vec<String> = self
            .pair
            .old
            .primary_key
            .iter()
            .map(|name| quote_name(name))
            .collect();
        if numbers && !key.is_empty() {
            format!("\n  ORDER BY {}", key.join(", "))
        } else {
            String::new()
        }
    }

    /// Goes on counting where the old table stood.
    pub(super) fn counter(&self, meanwhile: &str) -> Option<String> {
        let counts = |table: &EmbeddedTable| table.columns.iter().any(|column| column.is_counter);
        if !(counts(self.old) && counts(self.new)) {
            return None;
        }
        let (new, old) = (literal(meanwhile), literal(&self.old.name));
        Some(format!(
            "DELETE FROM sqlite_sequence WHERE name = {new};\n\
             INSERT INTO sqlite_sequence (name, seq)\n  \
             SELECT {new}, seq FROM sqlite_sequence WHERE name = {old};\n"
        ))
    }

    /// Numbers the rows of a column that a trigger numbers from now on.
    pub(super) fn numbers_rows(&self) -> Option<String> {
        let is_new = |name: &str| self.pair.added().any(|column| column.name == name);
        let column = self
            .new
            .columns
            .iter()
            .find(|column| column.is_numbered && is_new(&column.name))?;
        let (table, column) = (quote_name(&self.new.name), quote_name(&column.name));
        Some(format!(
            "UPDATE {table} SET {column} = rowid WHERE {column} IS NULL;\n"
        ))
    }

    /// Drops the old table.
    pub(super) fn drop(&self) -> String {
        format!("DROP TABLE {};\n", quote_name(&self.old.name))
    }
}

/// What a row that is there gets in a new column; none for its default.
fn added(column: &EmbeddedColumn) -> Option<String> {
    let has_own = column.is_counter || column.is_numbered;
    let must = column.is_required && column.default.is_none();
    (must && !has_own).then(|| column.implicit.clone())
}

/// Whether ALTER TABLE ADD COLUMN takes it, and gives rows what MySQL does (SQLite manual, "ALTER TABLE", section 5).
fn can_be_added(column: &EmbeddedColumn) -> bool {
    let has_default = match &column.default {
        None => !column.is_required,
        Some(default) => !default.starts_with('('),
    };
    has_default && !column.is_computed && !column.is_counter && !column.is_numbered
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
