//! The spec of the new schema, as far as it holds for the old one.

use std::collections::BTreeMap;

use super::Renames;
use crate::ddl::Schema;
use crate::ddl::schema::Table;
use crate::spec::{self, Rule, Spec};

impl Renames {
    /// What a spec says of the tables and columns that the old schema has, by their old names.
    ///
    /// Endpoints are left out: what they take and give is of the new schema.
    pub fn before(&self, spec: &Spec, old: &Schema, new: &Schema) -> Spec {
        let mut before = spec.clone();
        before.endpoints.clear();
        before.tables = BTreeMap::new();
        for (name, said) in &spec.tables {
            let is_view = |view: &crate::ddl::schema::View| view.name == *name;
            // A spec may write the name of a table in another case.
            let name = new.table(name).map_or(name, |table| &table.name);
            if let Some(table) = self.old_table(old, new, name) {
                let said = self.table_before(name, said, table);
                before.tables.insert(table.name.clone(), said);
            } else if old.views.iter().any(is_view) {
                before.tables.insert(name.clone(), said.clone());
            }
        }
        before
    }

    fn table_before(&self, name: &str, said: &spec::Table, old: &Table) -> spec::Table {
        let mut before = said.clone();
        let Rule::Resource(resource) = &mut before.rule else {
            return before;
        };
        resource.was = None;
        let columns = std::mem::take(&mut resource.columns);
        for (column, mut said) in columns {
            let renamed = self.column(name, &column);
            if let Some(was) = old.column(renamed.unwrap_or(&column)) {
                said.was = None;
                // The old name is the member's only one while the column has it.
                let is_own = |alias: &spec::Spanned<String>| alias.value == was.name;
                said.alias = said.alias.filter(|alias| !is_own(alias));
                resource.columns.insert(was.name.clone(), said);
            }
        }
        let is_there = |column: &spec::Spanned<String>| old.column(&column.value).is_some();
        let relations = &mut resource.relations;
        relations.retain(|relation| relation.columns.iter().all(is_there));
        before
    }
}
