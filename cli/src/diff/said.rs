//! What the command line says of names: `--rename` and `--drop`.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// `--rename OLD=NEW` or `--rename TABLE.OLD=NEW`. In a name `..` is a point, and `==` a sign of equality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// The table of a column, by its old name or its new one; none when a table is renamed.
    pub table: Option<String>,
    /// The old name.
    pub old: String,
    /// The new name.
    pub new: String,
}

/// A value of `--rename` that is none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("write `table.column=new_name` for a column, `table=new_name` for a table")]
pub struct NoRename;

impl FromStr for Rename {
    type Err = NoRename;

    fn from_str(text: &str) -> Result<Self, NoRename> {
        let (left, new) = split(text, '=').ok_or(NoRename)?;
        let (table, old) = match split(left, '.') {
            Some((table, column)) => (Some(table), column),
            None => (None, left),
        };
        let is_name = |name: &str| !name.is_empty() && name.trim() == name;
        let all = [table.unwrap_or(old), old, new];
        if !all.into_iter().all(is_name) || split(new, '=').is_some() {
            return Err(NoRename);
        }
        // `orders.amount=orders.total` is understood, too.
        let new = match (table, split(new, '.')) {
            (Some(_), Some((_, new))) => new,
            _ => new,
        };
        let name = |name: &str| name.replace("..", ".").replace("==", "=");
        Ok(Self {
            table: table.map(name),
            old: name(old),
            new: name(new),
        })
    }
}

/// What stands before and behind the first sign that is not doubled.
fn split(text: &str, sign: char) -> Option<(&str, &str)> {
    let mut signs = text.match_indices(sign).peekable();
    while let Some((at, _)) = signs.next() {
        let behind = at + sign.len_utf8();
        if signs.next_if(|(next, _)| *next == behind).is_none() {
            return Some((&text[..at], &text[behind..]));
        }
    }
    None
}

impl fmt::Display for Rename {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |name: &str| name.replace('.', "..").replace('=', "==");
        if let Some(table) = &self.table {
            write!(f, "{}.", name(table))?;
        }
        write!(f, "{}={}", name(&self.old), name(&self.new))
    }
}

/// `--drop TABLE` or `--drop TABLE.COLUMN`, by names of the old schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped(String);

impl Dropped {
    /// A table.
    pub(super) fn table(table: &str) -> Self {
        Self(table.to_owned())
    }

    /// A column of a table.
    pub(super) fn column(table: &str, column: &str) -> Self {
        Self(format!("{table}.{}", column.to_lowercase()))
    }

    /// What a rename says is still there.
    pub fn of(rename: &Rename) -> Self {
        match &rename.table {
            Some(table) => Self::column(table, &rename.old),
            None => Self::table(&rename.old),
        }
    }
}

impl FromStr for Dropped {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.split_once('.') {
            Some((table, column)) => Self::column(table, column),
            None => Self::table(text),
        })
    }
}

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
