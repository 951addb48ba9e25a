//! Names that a server gives to keys and constraints without one.

use std::collections::BTreeSet;

use crate::ddl::schema::{ForeignKey, Index, Table};
use crate::diff::keys::foreign_of;

/// The name of an index: that of its first column, numbered where another index has it (MySQL manual, "CREATE TABLE").
pub(super) fn of_index(table: &Table, index: &Index) -> String {
    let mut taken = BTreeSet::from(["primary".to_owned()]);
    for other in &table.indexes {
        let name = match (&other.name, other.parts.first()) {
            (Some(name), _) => name.clone(),
            (None, Some(part)) => {
                let first = part.column.as_deref().unwrap_or("functional_index");
                let numbered = (2..).map(|number: u32| format!("{first}_{number}"));
                let mut names = std::iter::once(first.to_owned()).chain(numbered);
                names
                    .find(|name| !taken.contains(&name.to_lowercase()))
                    .unwrap_or_default()
            }
            (None, None) => String::new(),
        };
        if std::ptr::eq(other, index) {
            return name;
        }
        taken.insert(name.to_lowercase());
    }
    String::new()
}

/// The name of a foreign key: `table_ibfk_1` and so on, as InnoDB counts those without one.
pub(super) fn of_foreign(table: &Table, key: &ForeignKey) -> String {
    if let Some(name) = &key.name {
        return name.clone();
    }
    let nameless = foreign_of(table).iter().filter(|key| key.name.is_none());
    let position = nameless
        .into_iter()
        .position(|other| std::ptr::eq(other, key));
    format!("{}_ibfk_{}", table.name, position.unwrap_or_default() + 1)
}
