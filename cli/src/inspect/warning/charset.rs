//! Character sets and collations that meet where they should not.

use std::collections::BTreeMap;

use super::{Found, WarningKind};
use crate::ddl::schema::{Column, SqlType, Table};
use crate::diagnostic::Place;

/// The character set and collation of a column, as far as the dump says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Letters {
    charset: Option<String>,
    collation: Option<String>,
}

impl Letters {
    /// What holds for a column, if it holds text.
    fn of(table: &Table, column: &Column) -> Option<Self> {
        let is_text = matches!(
            column.ty,
            SqlType::Char(_)
                | SqlType::Varchar(_)
                | SqlType::Text { .. }
                | SqlType::Enum(_)
                | SqlType::Set(_)
        );
        if !is_text {
            return None;
        }
        // A character set without a collation has its own default, not the table's.
        let (charset, collation) = match (&column.charset, &column.collation) {
            (None, None) => (&table.charset, &table.collation),
            own => own,
        };
        let collation = collation.as_deref().map(modern);
        let of_collation = || {
            let collation = collation.as_deref()?;
            Some(collation.split('_').next().unwrap_or(collation).to_owned())
        };
        Some(Self {
            charset: charset.as_deref().map(modern).or_else(of_collation),
            collation,
        })
    }

    fn differs_in_charset(&self, other: &Self) -> bool {
        matches!((&self.charset, &other.charset), (Some(left), Some(right)) if left != right)
    }

    /// Which collation is the default of a character set depends on the server, but none is `…_bin`.
    fn differs_in_collation(&self, other: &Self) -> bool {
        match (&self.collation, &other.collation) {
            (Some(left), Some(right)) => left != right,
            (Some(said), None) | (None, Some(said)) => said.ends_with("_bin"),
            (None, None) => false,
        }
    }

    fn describe(&self) -> String {
        match (&self.collation, &self.charset) {
            (Some(collation), _) => collation.clone(),
            (None, Some(charset)) => charset.clone(),
            (None, None) => "the database's own".to_owned(),
        }
    }
}

/// `utf8` is an old name of `utf8mb3`.
fn modern(name: &str) -> String {
    match name.strip_prefix("utf8") {
        Some(rest) if rest.is_empty() || rest.starts_with('_') => format!("utf8mb3{rest}"),
        _ => name.to_owned(),
    }
}

/// Columns of one table that do not agree.
pub(super) fn mixed(table: &Table, found: &mut Found) {
    let mut groups: BTreeMap<Letters, Vec<&str>> = BTreeMap::new();
    for column in &table.columns {
        if let Some(letters) = Letters::of(table, column) {
            groups.entry(letters).or_default().push(&column.name);
        }
    }
    let all: Vec<&Letters> = groups.keys().collect();
    let any = |differs: fn(&Letters, &Letters) -> bool| {
        all.iter()
            .enumerate()
            .any(|(index, left)| all[..index].iter().any(|right| differs(left, right)))
    };
    let kind = if any(Letters::differs_in_charset) {
        WarningKind::MixedCharset
    } else if any(Letters::differs_in_collation) {
        WarningKind::MixedCollation
    } else {
        return;
    };
    let most = groups.values().map(Vec::len).max();
    let list = groups
        .iter()
        .map(|(letters, columns)| match columns.as_slice() {
            _ if Some(columns.len()) == most && columns.len() > 1 => {
                format!("{} ({} columns)", letters.describe(), columns.len())
            }
            [first, second, third, _, ..] => {
                format!(
                    "{} (`{first}`, `{second}`, `{third}`, …)",
                    letters.describe()
                )
            }
            columns => format!("{} (`{}`)", letters.describe(), columns.join("`, `")),
        });
    let list: Vec<String> = list.collect();
    found.add(kind, &table.place, format!("texts in {}", list.join(", ")));
}

/// Two columns of a foreign key that do not agree.
pub(super) fn across(
    (table, own): (&Table, &Column),
    (other, referred): (&Table, &Column),
    place: &Place,
    found: &mut Found,
) {
    let Some((left, right)) = Letters::of(table, own).zip(Letters::of(other, referred)) else {
        return;
    };
    if left.differs_in_charset(&right) || left.differs_in_collation(&right) {
        let message = format!(
            "the foreign key joins `{}` in {} with `{}.{}` in {}",
            own.name,
            left.describe(),
            other.name,
            referred.name,
            right.describe()
        );
        found.add(WarningKind::ForeignKeyCharset, place, message);
    }
}
