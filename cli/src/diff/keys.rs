//! Indexes, foreign keys and checks of a table before and after, paired.

use sqlparser::dialect::MySqlDialect;
use sqlparser::tokenizer::{Token, Tokenizer};

use super::comparison::{Comparison, TablePair};
use super::same::{self, plain};
use crate::ddl::schema::{Check, ForeignKey, Index, IndexKind, KeyPart, SqlType, Table, same_name};

/// Things of one kind that a table has before and after.
pub(super) struct Keyed<'a, T> {
    /// Before and after.
    pub kept: Vec<(&'a T, &'a T)>,
    /// Only before.
    pub removed: Vec<&'a T>,
    /// Only after.
    pub added: Vec<&'a T>,
}

impl<'a, T> Keyed<'a, T> {
    fn pair(old: &'a [T], new: &'a [T], same: impl Fn(&T, &T) -> bool) -> Self {
        let mut free: Vec<Option<&T>> = old.iter().map(Some).collect();
        let mut keyed = Self {
            kept: Vec::new(),
            removed: Vec::new(),
            added: Vec::new(),
        };
        for new in new {
            let found = free
                .iter_mut()
                .find(|old| old.is_some_and(|old| same(old, new)));
            match found.and_then(Option::take) {
                Some(old) => keyed.kept.push((old, new)),
                None => keyed.added.push(new),
            }
        }
        keyed.removed = free.into_iter().flatten().collect();
        keyed
    }
}

/// Whether the primary key is the same.
pub(super) fn same_primary(pair: &TablePair<'_>) -> bool {
    let old = pair.old.primary_key.iter().map(|name| pair.now(name));
    let new = pair.new.primary_key.iter().map(|name| Some(name.as_str()));
    old.eq(new)
}

/// The indexes of a table. One that only a foreign key needs is made by the server, and may or may not be said.
pub(super) fn indexes<'a>(
    pair: &TablePair<'a>,
    foreign: &Keyed<'a, ForeignKey>,
) -> Keyed<'a, Index> {
    let same = |old: &Index, new: &Index| {
        old.kind == new.kind
            && names(old.name.as_deref(), new.name.as_deref())
            && parts(pair.old, old, |name| pair.now(name)) == parts(pair.new, new, Some)
    };
    let mut keyed = Keyed::pair(&pair.old.indexes, &pair.new.indexes, same);
    let made = |index: &Index, key: &ForeignKey| {
        let columns = index.parts.iter().map(|part| part.column.as_deref());
        let wanted = key.columns.iter().map(|name| Some(name.as_str()));
        index.kind == IndexKind::Plain && columns.eq(wanted)
    };
    // It makes none where another one begins with the columns.
    let kept = &foreign.kept;
    keyed.removed.retain(|index| {
        let is_needed =
            |(old, new): &(&ForeignKey, &ForeignKey)| made(index, old) && !serves(pair.new, new);
        !kept.iter().any(is_needed)
    });
    keyed.added.retain(|index| {
        let is_needed =
            |(old, new): &(&ForeignKey, &ForeignKey)| made(index, new) && !serves(pair.old, old);
        !kept.iter().any(is_needed)
    });
    keyed
}

/// Whether an index of the table begins with the columns of a foreign key.
fn serves(table: &Table, key: &ForeignKey) -> bool {
    let begins = |columns: &[Option<&str>]| {
        let wanted = key.columns.iter().map(|name| Some(name.as_str()));
        columns.len() >= key.columns.len()
            && wanted.eq(columns[..key.columns.len()].iter().copied())
    };
    let primary: Vec<Option<&str>> = table
        .primary_key
        .iter()
        .map(|it| Some(it.as_str()))
        .collect();
    let of_index = |index: &Index| {
        let columns = index.parts.iter().map(|part| part.column.as_deref());
        let columns: Vec<Option<&str>> = columns.collect();
        matches!(index.kind, IndexKind::Plain | IndexKind::Unique) && begins(&columns)
    };
    begins(&primary) || table.indexes.iter().any(of_index)
}

/// The parts of an index by the new names of their columns.
fn parts<'a>(
    table: &Table,
    index: &'a Index,
    now: impl Fn(&'a str) -> Option<&'a str>,
) -> Vec<(Option<&'a str>, Option<u64>, bool)> {
    let part = |part: &'a KeyPart| {
        let name = part.column.as_deref();
        let length = name
            .and_then(|name| table.column(name))
            .and_then(|it| match it.ty {
                SqlType::Char(length)
                | SqlType::Varchar(length)
                | SqlType::Binary(length)
                | SqlType::Varbinary(length) => Some(length),
                _ => None,
            });
        // A prefix as long as the column is none.
        let prefix = part
            .prefix
            .filter(|prefix| length.is_none_or(|length| *prefix < length));
        (name.and_then(&now), prefix, part.descending)
    };
    index.parts.iter().map(part).collect()
}

/// The foreign keys of a table; engines other than InnoDB have none.
pub(super) fn foreign<'a>(
    comparison: &Comparison<'a>,
    pair: &TablePair<'a>,
) -> Keyed<'a, ForeignKey> {
    let (old, new): (&[ForeignKey], &[ForeignKey]) = (foreign_of(pair.old), foreign_of(pair.new));
    Keyed::pair(old, new, |old, new| {
        same_foreign(comparison, pair, old, new)
    })
}

/// The foreign keys that the table's engine keeps.
pub(super) fn foreign_of(table: &Table) -> &[ForeignKey] {
    if same::engine(table) == "innodb" {
        &table.foreign_keys
    } else {
        &[]
    }
}

fn same_foreign(
    comparison: &Comparison<'_>,
    pair: &TablePair<'_>,
    old: &ForeignKey,
    new: &ForeignKey,
) -> bool {
    let columns = old.columns.iter().map(|name| pair.now(name));
    let now = new.columns.iter().map(|name| Some(name.as_str()));
    // A table that is not in the schema has the same name before and after.
    let parent = comparison.pair_of(&old.table);
    let table = parent.map_or(old.table.as_str(), |parent| parent.new.name.as_str());
    let same_table = match (
        comparison.new.table(table),
        comparison.new.table(&new.table),
    ) {
        (Some(before), Some(after)) => before.name == after.name,
        _ => same_name(table, &new.table),
    };
    let referred = |schema: &crate::ddl::Schema, key: &ForeignKey| -> Vec<String> {
        match schema.table(&key.table) {
            Some(table) if key.referred.is_empty() => table.primary_key.clone(),
            _ => key.referred.clone(),
        }
    };
    let before = referred(comparison.old, old);
    let before = before
        .iter()
        .map(|name| parent.and_then(|parent| parent.now(name)).unwrap_or(name));
    let after = referred(comparison.new, new);
    let action = |action: &Option<String>| {
        let said = action.clone();
        said.filter(|action| action != "RESTRICT" && action != "NO ACTION")
    };
    // The server renames the constraints that it named after their table.
    let name = old.name.as_ref().map(|name| {
        match name.strip_prefix(&format!("{}_ibfk_", pair.old.name)) {
            Some(number) => format!("{}_ibfk_{number}", pair.new.name),
            None => name.clone(),
        }
    });
    columns.eq(now)
        && same_table
        && before.eq(after.iter().map(String::as_str))
        && action(&old.on_delete) == action(&new.on_delete)
        && action(&old.on_update) == action(&new.on_update)
        && names(name.as_deref(), new.name.as_deref())
}

/// The checks of a table.
pub(super) fn checks<'a>(pair: &TablePair<'a>) -> Keyed<'a, Check> {
    Keyed::pair(&pair.old.checks, &pair.new.checks, |old, new| {
        old.enforced == new.enforced
            && names(old.name.as_deref(), new.name.as_deref())
            && plain(&with_new_names(pair, &old.expression)) == plain(&new.expression)
    })
}

/// An expression with the new names of columns.
pub(super) fn with_new_names(pair: &TablePair<'_>, expression: &str) -> String {
    if pair.kept().all(|(old, new)| old.name == new.name) {
        return expression.to_owned();
    }
    let escaped = expression.replace('\\', "\\\\");
    let Ok(mut tokens) = Tokenizer::new(&MySqlDialect {}, &escaped).tokenize() else {
        return expression.to_owned();
    };
    for index in 0..tokens.len() {
        let is_call = tokens.get(index + 1) == Some(&Token::LParen);
        if let Token::Word(word) = &mut tokens[index]
            && (word.quote_style.is_some() || !is_call)
            && let Some(now) = pair.now(&word.value)
        {
            now.clone_into(&mut word.value);
        }
    }
    let text: String = tokens.iter().map(ToString::to_string).collect();
    text.replace("\\\\", "\\")
}

/// Whether two names may be one: a server gives a name where none is said.
fn names(old: Option<&str>, new: Option<&str>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => same_name(old, new),
        _ => true,
    }
}
