//! Names of tables and views on SQLite, where case tells none apart.

use std::collections::{BTreeMap, BTreeSet};

use super::key::unused;
use crate::ddl::Schema;

/// The names that tables and views have on SQLite, where these are others than on the server.
///
/// Of names that differ in case alone the first by its bytes stays: the order of a script must not matter, since a server
/// lists its tables in another. The others get a `_` behind them, or as many as make them nobody else's.
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    /// The names for a schema.
    pub(crate) fn new(schema: &Schema) -> Self {
        let tables = schema.tables.iter().map(|table| table.name.as_str());
        let views = schema.views.iter().map(|view| view.name.as_str());
        let names: BTreeSet<&str> = tables.chain(views).collect();
        let mut taken = names.iter().map(|name| name.to_lowercase()).collect();
        let mut seen = BTreeSet::new();
        let mut others = BTreeMap::new();
        for name in names {
            if !seen.insert(name.to_lowercase()) {
                let other = unused(format!("{name}_"), &mut taken);
                others.insert(name.to_owned(), other);
            }
        }
        Self(others)
    }

    /// The name of a table or view on SQLite.
    pub(crate) fn of<'n>(&'n self, name: &'n str) -> &'n str {
        self.other(name).unwrap_or(name)
    }

    /// The same, when it is another than on the server.
    pub(crate) fn other(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The name on the server of what has a name on SQLite.
    pub(crate) fn on_server<'n>(&'n self, name: &'n str) -> &'n str {
        let mut others = self.0.iter();
        let found = others.find(|(_, other)| *other == name);
        found.map_or(name, |(own, _)| own)
    }

    /// The names on SQLite that are others than on the server.
    pub(super) fn others(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }
}
