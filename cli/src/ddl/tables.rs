//! The tables of a script while it is read, each found by its name at once.

use std::collections::{BTreeMap, HashMap};

use super::schema::{ForeignKey, Table, same_name};

/// Slots by names: those that differ in case alone stand together under the name in lower case.
type ByName = HashMap<String, BTreeMap<String, usize>>;

/// Tables in the order of their creation.
#[derive(Default)]
pub(crate) struct Tables {
    /// None where a table was dropped, or is being changed.
    slots: Vec<Option<Table>>,
    by_name: ByName,
}

/// The slot of the table that a name means, by the rule of [`super::schema::meant`].
fn meant(by_name: &ByName, name: &str) -> Option<usize> {
    let alike = by_name.get(&name.to_lowercase())?;
    let only = || alike.values().next().filter(|_| alike.len() == 1);
    alike.get(name).or_else(only).copied()
}

impl Tables {
    /// The table that a name means: the one of its very case, else the only one that differs in case alone.
    pub fn get(&self, name: &str) -> Option<&Table> {
        self.slots.get(meant(&self.by_name, name)?)?.as_ref()
    }

    /// The same, to be changed in all but its name.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Table> {
        self.slots.get_mut(meant(&self.by_name, name)?)?.as_mut()
    }

    /// The table of a name in its very case.
    pub fn exact(&self, name: &str) -> Option<&Table> {
        self.get(name).filter(|table| table.name == name)
    }

    /// Adds a table; one of the very name goes away.
    pub fn add(&mut self, table: Table) {
        self.remove(&table.name);
        self.enter(&table.name, self.slots.len());
        self.slots.push(Some(table));
    }

    /// Removes the table of a name in its very case and gives it back.
    pub fn remove(&mut self, name: &str) -> Option<Table> {
        let slot = self.forget(name)?;
        self.slots.get_mut(slot)?.take()
    }

    /// Gives a table another name that no table has; foreign keys follow.
    pub fn rename(&mut self, from: &str, to: &str) {
        for key in self.keys_to(from) {
            to.clone_into(&mut key.table);
        }
        let Some(own) = self.get(from).map(|table| table.name.clone()) else {
            return;
        };
        let Some(slot) = self.forget(&own) else {
            return;
        };
        self.enter(to, slot);
        if let Some(table) = &mut self.slots[slot] {
            to.clone_into(&mut table.name);
        }
    }

    /// Takes a table out to change it; [`Tables::put`] puts it back into its slot.
    pub fn take(&mut self, name: &str) -> Option<(usize, Table)> {
        let slot = meant(&self.by_name, name)?;
        Some((slot, self.slots.get_mut(slot)?.take()?))
    }

    /// Puts a table back that [`Tables::take`] gave.
    pub fn put(&mut self, slot: usize, table: Table) {
        self.slots[slot] = Some(table);
    }

    /// The foreign keys that refer to the table that a name means.
    pub fn keys_to(&mut self, name: &str) -> impl Iterator<Item = &mut ForeignKey> {
        let by_name = &self.by_name;
        let slot = meant(by_name, name);
        let tables = self.slots.iter_mut().flatten();
        let keys = tables.flat_map(|table| &mut table.foreign_keys);
        keys.filter(move |key| {
            same_name(&key.table, name) && slot.is_some() && meant(by_name, &key.table) == slot
        })
    }

    /// All tables that are left.
    pub fn into_list(self) -> Vec<Table> {
        self.slots.into_iter().flatten().collect()
    }

    fn enter(&mut self, name: &str, slot: usize) {
        let alike = self.by_name.entry(name.to_lowercase()).or_default();
        alike.insert(name.to_owned(), slot);
    }

    fn forget(&mut self, name: &str) -> Option<usize> {
        let folded = name.to_lowercase();
        let alike = self.by_name.get_mut(&folded)?;
        let slot = alike.remove(name)?;
        if alike.is_empty() {
            self.by_name.remove(&folded);
        }
        Some(slot)
    }
}
