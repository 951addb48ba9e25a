//! Tables and columns of two schemas, paired.

use std::collections::{BTreeMap, BTreeSet};

use super::Renames;
use crate::ddl::schema::{Column, Schema, Table};

/// Two schemas, their tables and columns paired.
pub struct Comparison<'a> {
    /// The schema that a database has.
    pub old: &'a Schema,
    /// The schema that it is to have.
    pub new: &'a Schema,
    /// Tables that are in both, in the order of the new schema.
    pub pairs: Vec<TablePair<'a>>,
    /// Tables of the new schema alone.
    pub added: Vec<&'a Table>,
    /// Tables of the old schema alone.
    pub removed: Vec<&'a Table>,
    /// Pairs by the old name.
    by_old: BTreeMap<String, usize>,
}

/// A table before and after.
pub struct TablePair<'a> {
    /// Before.
    pub old: &'a Table,
    /// After.
    pub new: &'a Table,
    /// Whether it is said to have had another name. One that differs in case alone and is not said is the same to servers
    /// on Windows and macOS, which write names in any case.
    pub is_renamed: bool,
    /// Its columns after, in order.
    pub columns: Vec<ColumnPair<'a>>,
    /// Columns that go away.
    pub removed: Vec<&'a Column>,
}

/// A column before, when there was one, and after.
#[derive(Clone, Copy)]
pub struct ColumnPair<'a> {
    /// Before.
    pub old: Option<&'a Column>,
    /// After.
    pub new: &'a Column,
}

impl<'a> Comparison<'a> {
    /// Pairs by names, but for what was renamed.
    pub fn new(old: &'a Schema, new: &'a Schema, renames: &Renames) -> Self {
        let mut comparison = Self {
            old,
            new,
            pairs: Vec::new(),
            added: Vec::new(),
            removed: Vec::new(),
            by_old: BTreeMap::new(),
        };
        for table in &new.tables {
            let was = renames.old_table(old, new, &table.name);
            match was.filter(|was| !comparison.by_old.contains_key(&was.name)) {
                Some(was) => {
                    let position = comparison.pairs.len();
                    comparison.by_old.insert(was.name.clone(), position);
                    comparison.pairs.push(TablePair::new(was, table, renames));
                }
                None => comparison.added.push(table),
            }
        }
        let is_gone = |table: &&Table| !comparison.by_old.contains_key(&table.name);
        comparison.removed = old.tables.iter().filter(is_gone).collect();
        comparison
    }

    /// The pair of an old table.
    pub(super) fn pair_of(&self, old: &str) -> Option<&TablePair<'a>> {
        let old = self.old.table(old)?;
        let position = self.by_old.get(&old.name)?;
        self.pairs.get(*position)
    }
}

impl<'a> TablePair<'a> {
    fn new(old: &'a Table, new: &'a Table, renames: &Renames) -> Self {
        let by_name: BTreeMap<String, &Column> = old
            .columns
            .iter()
            .map(|column| (column.name.to_lowercase(), column))
            .collect();
        let said = |column: &Column| renames.column(&new.name, &column.name);
        let moved: BTreeSet<String> = new
            .columns
            .iter()
            .filter_map(|column| Some(said(column)?.to_lowercase()))
            .collect();
        let mut taken = BTreeSet::new();
        let mut columns = Vec::new();
        for column in &new.columns {
            let name = column.name.to_lowercase();
            let was = match said(column) {
                Some(was) => Some(was.to_lowercase()),
                None => (!moved.contains(&name)).then_some(name),
            };
            let was = was.filter(|was| !taken.contains(was));
            let old = was.as_ref().and_then(|was| by_name.get(was)).copied();
            taken.extend(old.and(was));
            columns.push(ColumnPair { old, new: column });
        }
        let is_gone = |column: &&Column| !taken.contains(&column.name.to_lowercase());
        Self {
            old,
            new,
            is_renamed: renames.table(&new.name).is_some_and(|was| was != new.name),
            columns,
            removed: old.columns.iter().filter(is_gone).collect(),
        }
    }

    /// Columns that are in both, before and after.
    pub fn kept(&self) -> impl Iterator<Item = (&'a Column, &'a Column)> {
        self.columns
            .iter()
            .filter_map(|pair| Some((pair.old?, pair.new)))
    }

    /// Columns that are new.
    pub fn added(&self) -> impl Iterator<Item = &'a Column> {
        self.columns
            .iter()
            .filter(|pair| pair.old.is_none())
            .map(|pair| pair.new)
    }

    /// The new name of an old column.
    pub(super) fn now(&self, old: &str) -> Option<&'a str> {
        let name = old.to_lowercase();
        self.kept()
            .find(|(old, _)| old.name.to_lowercase() == name)
            .map(|(_, new)| new.name.as_str())
    }

    /// Columns that stay behind others which they stood before, or the other way round: the fewest that tell the order.
    pub(super) fn moved(&self) -> BTreeSet<&'a str> {
        let position = |column: &Column| {
            let mut columns = self.old.columns.iter();
            columns
                .position(|other| std::ptr::eq(other, column))
                .unwrap_or_default()
        };
        let kept: Vec<(usize, &str)> = self
            .kept()
            .map(|(old, new)| (position(old), new.name.as_str()))
            .collect();
        let still = longest_rising(&kept.iter().map(|(place, _)| *place).collect::<Vec<_>>());
        let places = kept.iter().enumerate();
        places
            .filter(|(index, _)| !still.contains(index))
            .map(|(_, (_, name))| *name)
            .collect()
    }
}

/// The indexes of a longest rising subsequence.
fn longest_rising(values: &[usize]) -> BTreeSet<usize> {
    // The index of the smallest value that ends a sequence of each length, and the index before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let length = ends.partition_point(|&end| values[end] < *value);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut found = BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(index) = at {
        found.insert(index);
        at = before[index];
    }
    found
}
