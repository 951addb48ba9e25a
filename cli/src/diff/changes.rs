//! Every change from one schema to another, classed.

use super::change::{Change, Class, Fate, Part, SchemaDiff, TableDiff};
use super::class;
use super::comparison::{Comparison, TablePair};
use super::describe::{column_text, default_text, foreign_text, index_text, type_text};
use super::keys::{self, Keyed};
use super::same::{self, Texts};
use super::{Dropped, Rename};
use super::{guess, view};
use crate::ddl::schema::{Column, ForeignKey, Index, IndexKind, Table, same_name};

impl Comparison<'_> {
    /// What may only have another name: nothing is done about it until it is said.
    pub fn guesses(&self) -> Vec<Rename> {
        let columns = self.pairs.iter().flat_map(guess::columns);
        columns.chain(guess::tables(self)).collect()
    }

    /// What goes away, as [`Dropped`] names it.
    pub fn dropped(&self) -> Vec<Dropped> {
        let columns = self.pairs.iter().flat_map(|pair| {
            let table = &pair.old.name;
            pair.removed
                .iter()
                .map(|column| Dropped::column(table, &column.name))
        });
        let tables = self.removed.iter().map(|table| Dropped::table(&table.name));
        columns.chain(tables).collect()
    }

    /// Every change.
    pub fn changes(&self) -> SchemaDiff {
        let mut tables = Vec::new();
        for table in &self.new.tables {
            if self.added.iter().any(|added| std::ptr::eq(*added, table)) {
                tables.push(whole(table, Fate::Added));
            }
            let pair = self.pairs.iter().find(|pair| std::ptr::eq(pair.new, table));
            tables.extend(pair.and_then(|pair| self.table(pair)));
        }
        tables.extend(self.removed.iter().map(|table| whole(table, Fate::Removed)));
        for guess in guess::tables(self) {
            if let Some(table) = tables.iter_mut().find(|table| table.name == guess.new) {
                table.changes.push(guess::change(&guess));
            }
        }
        SchemaDiff {
            tables,
            views: view::changes(self),
        }
    }

    fn table(&self, pair: &TablePair<'_>) -> Option<TableDiff> {
        let mut changes = Vec::new();
        if pair.is_renamed {
            let was = format!("was {}", pair.old.name);
            changes.push(Change::new(
                Class::Renamed,
                Part::Table,
                &pair.new.name,
                was,
            ));
        }
        options(pair, &mut changes);
        columns(pair, &mut changes);
        changes.extend(guess::columns(pair).iter().map(guess::change));
        primary(pair, &mut changes);
        let foreign = keys::foreign(self, pair);
        indexes(&keys::indexes(pair, &foreign), &mut changes);
        foreign_keys(&foreign, &mut changes);
        let checks = keys::checks(pair);
        for check in &checks.removed {
            let name = check.name.as_deref().unwrap_or_default();
            changes.push(Change::new(
                Class::Widened,
                Part::Check,
                name,
                format!("CHECK ({}) is gone", check.expression),
            ));
        }
        for check in &checks.added {
            let name = check.name.as_deref().unwrap_or_default();
            changes.push(Change::new(
                Class::Narrowing,
                Part::Check,
                name,
                format!("new CHECK ({})", check.expression),
            ));
        }
        (!changes.is_empty()).then(|| TableDiff {
            name: pair.new.name.clone(),
            was: pair.is_renamed.then(|| pair.old.name.clone()),
            fate: Fate::Changed,
            changes,
        })
    }
}

fn whole(table: &Table, fate: Fate) -> TableDiff {
    let class = match fate {
        Fate::Removed => Class::Removed,
        Fate::Added | Fate::Changed => Class::Additive,
    };
    let columns = table.columns.iter().map(|column| column.name.as_str());
    let columns: Vec<&str> = columns.collect();
    let text = format!("table with {}", columns.join(", "));
    TableDiff {
        name: table.name.clone(),
        was: None,
        fate,
        changes: vec![Change::new(class, Part::Table, &table.name, text)],
    }
}

fn options(pair: &TablePair<'_>, changes: &mut Vec<Change>) {
    let mut tell = |text: String| {
        changes.push(Change::new(
            Class::Changed,
            Part::Table,
            &pair.new.name,
            text,
        ));
    };
    let (old, new) = (same::engine(pair.old), same::engine(pair.new));
    if old != new {
        tell(format!("engine {old} → {new}"));
    }
    let (old, new) = (Texts::of_table(pair.old), Texts::of_table(pair.new));
    if !old.same(&new) {
        tell(format!(
            "collation of new columns {} → {}",
            old.text(),
            new.text()
        ));
    }
    if pair.old.comment != pair.new.comment {
        tell("comment".to_owned());
    }
}

fn columns(pair: &TablePair<'_>, changes: &mut Vec<Change>) {
    let moved = pair.moved();
    for column in &pair.columns {
        let name = &column.new.name;
        let Some(old) = column.old else {
            let text = column_text(column.new);
            changes.push(Change::new(Class::Additive, Part::Column, name, text));
            continue;
        };
        // Names that differ in case alone are one to servers, and two to clients.
        if old.name != *name {
            let was = format!("was {}", old.name);
            changes.push(Change::new(Class::Renamed, Part::Column, name, was));
        }
        let aspects = aspects(pair, old, column.new);
        changes.extend(
            aspects
                .into_iter()
                .map(|(class, text)| Change::new(class, Part::Column, name, text)),
        );
        if moved.contains(name.as_str()) {
            changes.push(Change::new(
                Class::Changed,
                Part::Column,
                name,
                "another place among the columns",
            ));
        }
    }
    for column in &pair.removed {
        let text = column_text(column);
        changes.push(Change::new(
            Class::Removed,
            Part::Column,
            &column.name,
            text,
        ));
    }
}

/// What differs between the definitions of a column, but for its name and place.
pub(super) fn aspects(pair: &TablePair<'_>, old: &Column, new: &Column) -> Vec<(Class, String)> {
    let mut found = Vec::new();
    if !same::types(&old.ty, &new.ty) {
        let text = format!("{} → {}", type_text(&old.ty), type_text(&new.ty));
        found.push((class::of_types(&old.ty, &new.ty), text));
    }
    if let (Some(before), Some(after)) = (
        Texts::of_column(pair.old, old),
        Texts::of_column(pair.new, new),
    ) && !before.same(&after)
    {
        let class = match (before.charset.as_deref(), after.charset.as_deref()) {
            (before, after) if before == after => Class::Changed,
            (_, Some("utf8mb4") | None) => Class::Widened,
            (Some("ascii"), Some(_)) => Class::Widened,
            _ => Class::Narrowing,
        };
        found.push((
            class,
            format!("collation {} → {}", before.text(), after.text()),
        ));
    }
    match (old.nullable, new.nullable) {
        (true, false) => found.push((Class::Narrowing, "NULL → NOT NULL".to_owned())),
        (false, true) => found.push((Class::Widened, "NOT NULL → NULL".to_owned())),
        _ => {}
    }
    if !same::defaults(old, new) {
        let text = format!("default {} → {}", default_text(old), default_text(new));
        found.push((Class::Changed, text));
    }
    if !same::generated(old, new) {
        let text = match (&old.generated, &new.generated) {
            (_, Some(new)) => format!("computed as {}", new.expression),
            (Some(_), None) | (None, None) => "not computed any more".to_owned(),
        };
        found.push((Class::Retyped, text));
    }
    for (before, after, what) in [
        (
            old.on_update_now,
            new.on_update_now,
            "ON UPDATE CURRENT_TIMESTAMP",
        ),
        (old.auto_increment, new.auto_increment, "AUTO_INCREMENT"),
        (old.invisible, new.invisible, "INVISIBLE"),
    ] {
        if before != after {
            let which = if after { "with" } else { "without" };
            found.push((Class::Changed, format!("{which} {what}")));
        }
    }
    if old.comment != new.comment {
        found.push((Class::Changed, "comment".to_owned()));
    }
    found
}

fn primary(pair: &TablePair<'_>, changes: &mut Vec<Change>) {
    if keys::same_primary(pair) {
        return;
    }
    let list = |key: &[String]| match key {
        [] => "none".to_owned(),
        key => format!("({})", key.join(", ")),
    };
    let (old, new) = (&pair.old.primary_key, &pair.new.primary_key);
    let all_kept = !old.is_empty()
        && old.iter().all(|name| {
            pair.now(name)
                .is_some_and(|now| new.iter().any(|other| same_name(other, now)))
        });
    let class = match new.is_empty() {
        true => Class::Widened,
        false if all_kept => Class::Widened,
        false => Class::Narrowing,
    };
    let text = format!("primary key {} → {}", list(old), list(new));
    changes.push(Change::new(class, Part::PrimaryKey, "", text));
}

fn indexes(indexes: &Keyed<'_, Index>, changes: &mut Vec<Change>) {
    for index in &indexes.removed {
        let name = index.name.as_deref().unwrap_or_default();
        changes.push(Change::new(
            Class::Removed,
            Part::Index,
            name,
            index_text(index),
        ));
    }
    for index in &indexes.added {
        let class = match index.kind {
            IndexKind::Unique => Class::Narrowing,
            _ => Class::Additive,
        };
        let name = index.name.as_deref().unwrap_or_default();
        changes.push(Change::new(
            class,
            Part::Index,
            name,
            format!("new {}", index_text(index)),
        ));
    }
}

fn foreign_keys(foreign: &Keyed<'_, ForeignKey>, changes: &mut Vec<Change>) {
    for key in &foreign.removed {
        let name = key.name.as_deref().unwrap_or_default();
        changes.push(Change::new(
            Class::Removed,
            Part::ForeignKey,
            name,
            foreign_text(key),
        ));
    }
    for key in &foreign.added {
        let name = key.name.as_deref().unwrap_or_default();
        changes.push(Change::new(
            Class::Narrowing,
            Part::ForeignKey,
            name,
            format!("new {}", foreign_text(key)),
        ));
    }
}
