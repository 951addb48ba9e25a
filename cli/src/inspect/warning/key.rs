//! Keys, foreign keys and the engines that have none.

use chassis_model::Resource;

use super::{Finder, Found, WarningKind, charset};
use crate::ddl::schema::{ForeignKey, IndexKind, Table, same_name};

/// Engines of MySQL and MariaDB without foreign keys, in lower case.
const WITHOUT: [&str; 11] = [
    "myisam",
    "aria",
    "memory",
    "heap",
    "csv",
    "archive",
    "blackhole",
    "merge",
    "mrg_myisam",
    "federated",
    "columnstore",
];

/// An engine that takes foreign keys and forgets them.
pub(super) fn engine(table: &Table, found: &mut Found) {
    let Some(engine) = &table.engine else { return };
    if !WITHOUT.contains(&engine.to_ascii_lowercase().as_str()) {
        return;
    }
    let message = if table.foreign_keys.is_empty() {
        format!("ENGINE={engine} has no foreign keys and no transactions")
    } else {
        format!("ENGINE={engine} ignores the foreign keys that the table declares")
    };
    found.add(WarningKind::EngineWithoutForeignKeys, &table.place, message);
}

/// No key at all.
pub(super) fn missing(table: &Table, resource: &Resource, found: &mut Found) {
    if resource.key().is_empty() {
        let message = "no primary key and no unique index of NOT NULL columns: rows can be listed and created only";
        found.add(WarningKind::NoKey, &table.place, message.to_owned());
    }
}

impl Finder<'_> {
    /// Foreign keys that lead nowhere, have no index, or join what does not fit.
    pub(super) fn foreign_keys(&self, table: &Table, found: &mut Found) {
        for key in &table.foreign_keys {
            let columns = key.columns.join("`, `");
            if !is_indexed(table, key) {
                let message = format!(
                    "no index starts with the foreign key on `{columns}`; InnoDB makes one"
                );
                found.add(WarningKind::UnindexedForeignKey, &key.place, message);
            }
            let Some(other) = self.table(&key.table) else {
                let message = format!(
                    "the foreign key on `{columns}` is to `{}`, which the dump does not have",
                    key.table
                );
                found.add(WarningKind::DanglingForeignKey, &key.place, message);
                continue;
            };
            let referred = if key.referred.is_empty() {
                &other.primary_key
            } else {
                &key.referred
            };
            if referred.len() != key.columns.len() {
                let message = format!(
                    "the foreign key on `{columns}` has another number of columns than the key of `{}`",
                    other.name
                );
                found.add(WarningKind::DanglingForeignKey, &key.place, message);
            }
            for (own, referred) in key.columns.iter().zip(referred) {
                match (table.column(own), other.column(referred)) {
                    (Some(own), Some(referred)) => {
                        charset::across((table, own), (other, referred), &key.place, found);
                    }
                    (None, _) => {
                        let message = format!(
                            "the foreign key on `{columns}` names `{own}`, which the table does not have"
                        );
                        found.add(WarningKind::DanglingForeignKey, &key.place, message);
                    }
                    (_, None) => {
                        let message = format!(
                            "the foreign key on `{columns}` is to `{}.{referred}`, which is not there",
                            other.name
                        );
                        found.add(WarningKind::DanglingForeignKey, &key.place, message);
                    }
                }
            }
        }
    }
}

/// Whether an index starts with the columns of a foreign key.
fn is_indexed(table: &Table, key: &ForeignKey) -> bool {
    let starts = |names: &mut dyn Iterator<Item = Option<&str>>| {
        key.columns.iter().all(|column| {
            names
                .next()
                .flatten()
                .is_some_and(|name| same_name(name, column))
        })
    };
    let ordered = |kind| matches!(kind, IndexKind::Plain | IndexKind::Unique);
    starts(&mut table.primary_key.iter().map(|name| Some(name.as_str())))
        || table
            .indexes
            .iter()
            .filter(|index| ordered(index.kind))
            .any(|index| starts(&mut index.parts.iter().map(|part| part.column.as_deref())))
}
