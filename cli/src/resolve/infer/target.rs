//! The tables that columns may point at.

use std::collections::BTreeMap;

use super::Hint;
use super::name::{ANY_KEY, PLAIN_KEYS, Reading, is_parent, readings, table_words};
use crate::ddl::Schema;
use crate::ddl::schema::{Column, SqlType, Table};
use crate::resolve::prefix::common;

/// A table's key of one column.
pub(super) struct Target<'a> {
    pub table: &'a Table,
    pub key: &'a Column,
}

/// The tables that a column may point at, by the ends of their names.
pub(super) struct Targets<'a> {
    pub all: Vec<Target<'a>>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_ending: BTreeMap<String, Vec<usize>>,
    by_key: BTreeMap<String, Vec<usize>>,
    by_table: BTreeMap<&'a str, usize>,
    /// The words of a prefix that most tables have.
    prefix: Option<String>,
}

impl<'a> Targets<'a> {
    /// The keys of one column of a schema.
    pub fn new(schema: &'a Schema) -> Self {
        let names = schema.tables.iter().map(|table| table.name.as_str());
        let mut targets = Self {
            all: Vec::new(),
            by_name: BTreeMap::new(),
            by_ending: BTreeMap::new(),
            by_key: BTreeMap::new(),
            by_table: BTreeMap::new(),
            prefix: common(names).map(|prefix| prefix.trim_end_matches('_').to_lowercase()),
        };
        for table in &schema.tables {
            let [only] = table.primary_key.as_slice() else {
                continue;
            };
            let Some(key) = table.column(only) else {
                continue;
            };
            let words = table_words(&table.name);
            let index = targets.all.len();
            let name = words.join("_");
            targets.by_name.entry(name).or_default().push(index);
            for start in 1..words.len() {
                let ending = words[start..].join("_");
                targets.by_ending.entry(ending).or_default().push(index);
            }
            targets.by_table.insert(&table.name, index);
            targets
                .by_key
                .entry(key.name.to_lowercase())
                .or_default()
                .push(index);
            targets.all.push(Target { table, key });
        }
        targets
    }

    /// The best hints that a column's name gives, by target; all of one kind.
    pub fn of(&self, table: &Table, column: &Column) -> Vec<(Hint, usize)> {
        let mut hints: Vec<(Hint, usize)> = Vec::new();
        let source = table_words(&table.name);
        for reading in readings(&column.name) {
            self.by_name(&source, column, &reading, &mut hints);
        }
        let lower = column.name.to_lowercase();
        if !PLAIN_KEYS.contains(&lower.as_str())
            && let Some([only]) = self.by_key.get(&lower).map(Vec::as_slice)
        {
            hints.push((Hint::SameKey, *only));
        }
        if hints.is_empty() && is_parent(&column.name) {
            let own = self.by_table.get(table.name.as_str());
            hints.extend(own.map(|own| (Hint::Parent, *own)));
        }
        hints.retain(|&(hint, index)| {
            let Target {
                table: other, key, ..
            } = &self.all[index];
            let to_self = std::ptr::eq(*other, table);
            same_type(table, column, other, key)
                && (!to_self || (hint == Hint::Parent && column.name != key.name))
        });
        hints.sort_unstable();
        hints.dedup_by_key(|(_, index)| *index);
        let best = hints.first().map(|(hint, _)| *hint);
        hints.retain(|(hint, _)| Some(*hint) == best);
        hints
    }

    /// Adds the tables that one way of reading a column's name points at.
    fn by_name(
        &self,
        source: &[String],
        column: &Column,
        reading: &Reading,
        hints: &mut Vec<(Hint, usize)>,
    ) {
        let named = reading.word.is_some_and(|word| ANY_KEY.contains(&word));
        let number = matches!(column.ty, SqlType::Integer { .. });
        let can_be_any = named || (reading.word.is_none() && number);
        for start in 0..reading.stem.len() {
            let ending = reading.stem[start..].join("_");
            let fits = |index: usize| {
                let key = &self.all[index].key.name;
                reading.fits(&column.name, key, &ending)
            };
            let whole = self.of_whole_name(source, &ending);
            if start == 0 {
                let by_ending = few(self.by_ending.get(&ending));
                let by_ending = by_ending.filter(|&index| fits(index));
                hints.extend(by_ending.map(|index| (Hint::Ending, index)));
                let key_or_name = |index| if fits(index) { Hint::Key } else { Hint::Name };
                let whole = whole.filter(|&index| fits(index) || can_be_any);
                hints.extend(whole.map(|index| (key_or_name(index), index)));
            } else if reading.word.is_some() {
                let whole = whole.filter(|&index| fits(index));
                hints.extend(whole.map(|index| (Hint::Role, index)));
            }
        }
    }

    /// The tables of a name, but for a prefix that most tables or the table with the column have, too.
    fn of_whole_name<'t>(
        &'t self,
        source: &'t [String],
        name: &'t str,
    ) -> impl Iterator<Item = usize> + 't {
        let own = (1..=source.len()).map(|words| source[..words].join("_"));
        let prefixes = own.chain(self.prefix.clone());
        let prefixed = prefixes.map(move |prefix| format!("{prefix}_{name}"));
        std::iter::once(name.to_owned())
            .chain(prefixed)
            .flat_map(|name| few(self.by_name.get(&name)))
    }
}

/// The tables of a list, unless it is so long that nobody can tell which is meant.
fn few(tables: Option<&Vec<usize>>) -> impl Iterator<Item = usize> {
    const MANY: usize = 16;
    let tables = tables.filter(|tables| tables.len() <= MANY);
    tables.into_iter().flatten().copied()
}

/// Whether a value of one column can be one of the other: the same type and sign, text in the same character set.
fn same_type(table: &Table, column: &Column, other: &Table, key: &Column) -> bool {
    match (&column.ty, &key.ty) {
        (
            SqlType::Integer {
                bytes, unsigned, ..
            },
            SqlType::Integer {
                bytes: other_bytes,
                unsigned: other_unsigned,
                ..
            },
        ) => (bytes, unsigned) == (other_bytes, other_unsigned),
        (
            SqlType::Char(length) | SqlType::Varchar(length),
            SqlType::Char(other_length) | SqlType::Varchar(other_length),
        ) => {
            let charset = |table: &Table, column: &Column| {
                column.charset.clone().or_else(|| table.charset.clone())
            };
            length == other_length && charset(table, column) == charset(other, key)
        }
        (left @ (SqlType::Binary(_) | SqlType::Uuid | SqlType::Decimal { .. }), right) => {
            left == right
        }
        _ => false,
    }
}
