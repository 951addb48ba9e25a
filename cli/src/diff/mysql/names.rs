//! Names that a server gives to keys and constraints without one.

use crate::ddl::schema::{ForeignKey, Table};
use crate::diff::keys::foreign_of;

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
