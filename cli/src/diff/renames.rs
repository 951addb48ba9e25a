//! Which old name a table or column had: by `--rename`, or by `was` in the spec.

use std::collections::BTreeMap;

use super::said::Rename;
use crate::ddl::schema::{Schema, Table, same_name};
use crate::diagnostic::{Diagnostics, Place, nearest};
use crate::spec::Spec;

/// Old names by new ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renames {
    /// Old names of tables by their new ones, in the very case of the schemas: two names may differ in case alone.
    tables: BTreeMap<String, String>,
    /// Old names of columns by the new names of table, in its very case, and column, in lower case.
    columns: BTreeMap<(String, String), String>,
}

impl Renames {
    /// What the command line and the spec say of two schemas; names that do not exist and contradictions are errors.
    ///
    /// A `was` whose old name the old schema does not have is passed over: a spec outlives the change.
    pub fn gather(
        said: &[Rename],
        spec: &Spec,
        old: &Schema,
        new: &Schema,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut gathering = Gathering {
            old,
            new,
            renames: Self::default(),
            diagnostics,
        };
        for rename in said.iter().filter(|rename| rename.table.is_none()) {
            gathering.table(rename);
        }
        gathering.tables_of(spec);
        for rename in said {
            if let Some(table) = &rename.table {
                gathering.column(table, rename);
            }
        }
        gathering.columns_of(spec);
        let renames = gathering.renames.clone();
        gathering.free_names(&renames);
        renames
    }

    /// The old name of a table of the new schema, when one was said.
    pub fn table(&self, new: &str) -> Option<&str> {
        self.tables.get(new).map(String::as_str)
    }

    /// The old name of a column of a table, by the table's name in the new schema.
    pub fn column(&self, table: &str, new: &str) -> Option<&str> {
        let key = (table.to_owned(), new.to_lowercase());
        self.columns.get(&key).map(String::as_str)
    }

    /// Whether an old table has another name now.
    fn moves_table(&self, old: &str) -> bool {
        self.tables.values().any(|name| name == old)
    }

    /// The old table that a table of the new schema was: by what was said, or of the same name; in another case only where
    /// that is nobody else's.
    pub fn old_table<'a>(&self, old: &'a Schema, new: &Schema, name: &str) -> Option<&'a Table> {
        if let Some(was) = self.table(name) {
            return old.table(was);
        }
        let was = old.table(name)?;
        let is_taken = was.name != name && new.tables.iter().any(|other| other.name == was.name);
        (!is_taken && !self.moves_table(&was.name)).then_some(was)
    }
}

struct Gathering<'a> {
    old: &'a Schema,
    new: &'a Schema,
    renames: Renames,
    diagnostics: &'a mut Diagnostics,
}

impl Gathering<'_> {
    fn missing<'n>(
        &mut self,
        message: String,
        name: &str,
        names: impl Iterator<Item = &'n str>,
        otherwise: &str,
    ) {
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => otherwise.to_owned(),
        };
        self.diagnostics.error_of_command(message, help);
    }

    fn table(&mut self, rename: &Rename) {
        let Rename { old, new, .. } = rename;
        let (old_schema, new_schema) = (self.old, self.new);
        let Some(was) = old_schema.table(old) else {
            let names = old_schema.tables.iter().map(|table| table.name.as_str());
            let message = format!("`--rename {old}={new}`: the old schema has no table `{old}`");
            return self.missing(message, old, names, "name a table of the old schema");
        };
        let Some(now) = new_schema.table(new) else {
            let names = new_schema.tables.iter().map(|table| table.name.as_str());
            let message = format!("`--rename {old}={new}`: the new schema has no table `{new}`");
            return self.missing(message, new, names, "name a table of the new schema");
        };
        let tables = &mut self.renames.tables;
        if let Some(other) = tables.insert(now.name.clone(), was.name.clone())
            && other != was.name
        {
            let message = format!("table `{new}` is said to have been `{other}` and `{old}`");
            self.diagnostics
                .error_of_command(message, "say one of them".to_owned());
        }
    }

    fn column(&mut self, table: &str, rename: &Rename) {
        let Rename { old, new, .. } = rename;
        let said = format!("`--rename {table}.{old}={new}`");
        let (old_schema, new_schema) = (self.old, self.new);
        let meant = old_schema.table(table).map(|table| &table.name);
        let of_old = new_schema.tables.iter().find(|candidate| {
            let was = self
                .renames
                .old_table(old_schema, new_schema, &candidate.name);
            was.is_some_and(|was| Some(&was.name) == meant)
        });
        let Some(now) = of_old.or_else(|| new_schema.table(table)) else {
            let names = new_schema.tables.iter().map(|table| table.name.as_str());
            let message = format!("{said}: the new schema has no table `{table}`");
            return self.missing(message, table, names, "name a table of both schemas");
        };
        let Some(was) = self.renames.old_table(old_schema, new_schema, &now.name) else {
            let names = old_schema.tables.iter().map(|table| table.name.as_str());
            let message = format!("{said}: the old schema has no table `{table}`");
            return self.missing(message, table, names, "name a table of both schemas");
        };
        if was.column(old).is_none() {
            let names = was.columns.iter().map(|column| column.name.as_str());
            let message = format!(
                "{said}: `{}` has no column `{old}` in the old schema",
                was.name
            );
            return self.missing(message, old, names, "name a column of the old table");
        }
        if now.column(new).is_none() {
            let names = now.columns.iter().map(|column| column.name.as_str());
            let message = format!(
                "{said}: `{}` has no column `{new}` in the new schema",
                now.name
            );
            return self.missing(message, new, names, "name a column of the new table");
        }
        let key = (now.name.clone(), new.to_lowercase());
        if let Some(other) = self.renames.columns.insert(key, old.clone())
            && !same_name(&other, old)
        {
            let message = format!(
                "`{}.{new}` is said to have been `{other}` and `{old}`",
                now.name
            );
            self.diagnostics
                .error_of_command(message, "say one of them".to_owned());
        }
    }

    /// What the spec says of tables; an old name that the old schema lacks is of an older change.
    fn tables_of(&mut self, spec: &Spec) {
        for (name, table) in &spec.tables {
            let was = table.resource().and_then(|resource| resource.was.as_ref());
            let (Some(was), Some(now)) = (was, self.new.table(name)) else {
                continue;
            };
            let Some(old) = self.old.table(&was.value) else {
                continue;
            };
            if let Some(other) = self.renames.table(&now.name) {
                if other != old.name {
                    let message = format!(
                        "table `{name}` was `{}` here and `{other}` by `--rename`",
                        old.name
                    );
                    let help = "say one of them";
                    self.diagnostics.error(&was.place, message, help);
                }
                continue;
            }
            let tables = &mut self.renames.tables;
            tables.insert(now.name.clone(), old.name.clone());
        }
    }

    fn columns_of(&mut self, spec: &Spec) {
        for (name, table) in &spec.tables {
            let (Some(resource), Some(now)) = (table.resource(), self.new.table(name)) else {
                continue;
            };
            let Some(old) = self.renames.old_table(self.old, self.new, &now.name) else {
                continue;
            };
            for (name, column) in &resource.columns {
                if let (Some(was), Some(column)) = (&column.was, now.column(name))
                    && let Some(old) = old.column(&was.value)
                {
                    self.spec_column(now, &column.name, &old.name, &was.place);
                }
            }
        }
    }

    fn spec_column(&mut self, table: &Table, new: &str, old: &str, place: &Place) {
        let key = (table.name.clone(), new.to_lowercase());
        match self.renames.columns.get(&key) {
            Some(other) if !same_name(other, old) => {
                let message = format!(
                    "`{}.{new}` was `{old}` here and `{other}` by `--rename`",
                    table.name
                );
                self.diagnostics.error(place, message, "say one of them");
            }
            Some(_) => {}
            None => {
                self.renames.columns.insert(key, old.to_owned());
            }
        }
    }

    /// Nothing has one name before and after and is said to be something else, and nothing becomes two.
    fn free_names(&mut self, renames: &Renames) {
        let mut used: BTreeMap<&str, &str> = BTreeMap::new();
        for (new, old) in &renames.tables {
            if let Some(first) = used.insert(old, new) {
                let message = format!("table `{old}` is said to be `{first}` and `{new}` now");
                self.diagnostics
                    .error_of_command(message, "say one of them".to_owned());
            }
            let stays = self.new.table(old);
            let stays = stays.is_some_and(|table| renames.table(&table.name).is_none());
            let was_there = self.old.table(new);
            let was_there = was_there.is_some_and(|table| !renames.moves_table(&table.name));
            if old != new && (stays || was_there) {
                let both = if stays { old } else { new };
                let message =
                    format!("table `{old}` cannot be `{new}` now: `{both}` is in both schemas");
                self.diagnostics.error_of_command(
                    message,
                    "leave the rename out, or say what the other table is".to_owned(),
                );
            }
        }
        self.free_columns(renames);
    }

    fn free_columns(&mut self, renames: &Renames) {
        let mut used: BTreeMap<(&str, String), &str> = BTreeMap::new();
        for ((table, new), old) in &renames.columns {
            let was = renames.old_table(self.old, self.new, table);
            let (Some(now), Some(was)) = (self.new.table(table), was) else {
                continue;
            };
            if let Some(first) = used.insert((table, old.to_lowercase()), new) {
                let message = format!("`{table}.{old}` is said to be `{first}` and `{new}` now");
                self.diagnostics
                    .error_of_command(message, "say one of them".to_owned());
            }
            let of_table = |column: &String| {
                let mut said = renames.columns.iter();
                said.any(|((of, _), old)| of == table && same_name(old, column))
            };
            let stays = now.column(old).is_some() && renames.column(table, old).is_none();
            let was_there = was.column(new).is_some() && !of_table(new);
            if !same_name(old, new) && (stays || was_there) {
                let both = if stays { old } else { new };
                let message = format!(
                    "`{table}.{old}` cannot be `{new}` now: `{both}` is a column before and after"
                );
                self.diagnostics.error_of_command(
                    message,
                    "leave the rename out, or say what the other column is".to_owned(),
                );
            }
        }
    }
}
