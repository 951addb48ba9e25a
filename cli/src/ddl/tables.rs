//! The tables of a script while it is read, each found by its name at once.

use std::collections::HashMap;

use super::schema::{ForeignKey, Table};

/// Tables in the order of their creation.
#[derive(Default)]
pub(crate) struct Tables {
    /// None where a table was dropped, or is being changed.
    slots: Vec<Option<Table>>,
    /// Slots by names in lower case, as [`super::schema::same_name`] compares them.
    by_name: HashMap<String, usize>,
}

impl Tables {
    /// The table of that name, whatever its case.
    pub fn get(&self, name: &str) -> Option<&Table> {
        let slot = *self.by_name.get(&name.to_lowercase())?;
        self.slots.get(slot)?.as_ref()
    }

    /// The same, to be changed in all but its name.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Table> {
        let slot = *self.by_name.get(&name.to_lowercase())?;
        self.slots.get_mut(slot)?.as_mut()
    }

    /// Adds a table; one of the same name goes away.
    pub fn add(&mut self, table: Table) {
        self.remove(&table.name);
        self.by_name
            .insert(table.name.to_lowercase(), self.slots.len());
        self.slots.push(Some(table));
    }

    /// Removes a table and gives it back.
    pub fn remove(&mut self, name: &str) -> Option<Table> {
        let slot = self.by_name.remove(&name.to_lowercase())?;
        self.slots.get_mut(slot)?.take()
    }

    /// Gives a table another name that no table has; foreign keys follow.
    pub fn rename(&mut self, from: &str, to: &str) {
        let Some(slot) = self.by_name.remove(&from.to_lowercase()) else {
            return;
        };
        self.by_name.insert(to.to_lowercase(), slot);
        if let Some(table) = &mut self.slots[slot] {
            to.clone_into(&mut table.name);
        }
        for key in self.keys_to(from) {
            to.clone_into(&mut key.table);
        }
    }

    /// Takes a table out to change it; [`Tables::put`] puts it back into its slot.
    pub fn take(&mut self, name: &str) -> Option<(usize, Table)> {
        let slot = *self.by_name.get(&name.to_lowercase())?;
        Some((slot, self.slots.get_mut(slot)?.take()?))
    }

    /// Puts a table back that [`Tables::take`] gave.
    pub fn put(&mut self, slot: usize, table: Table) {
        self.slots[slot] = Some(table);
    }

    /// The foreign keys that refer to a table.
    pub fn keys_to(&mut self, name: &str) -> impl Iterator<Item = &mut ForeignKey> {
        let tables = self.slots.iter_mut().flatten();
        let keys = tables.flat_map(|table| &mut table.foreign_keys);
        keys.filter(move |key| super::schema::same_name(&key.table, name))
    }

    /// All tables that are left.
    pub fn into_list(self) -> Vec<Table> {
        self.slots.into_iter().flatten().collect()
    }
}
