//! Old names that the spec tells: what a table or column was called cannot still be there.

use super::catalog::{Catalog, Entry};
use crate::ddl::schema::same_name;
use crate::diagnostic::Diagnostics;
use crate::spec::{Resource, Spec};

/// Reports old names that the schema still has, unless what has it now is said to have had another one, too.
pub(super) fn check(catalog: &Catalog<'_>, spec: &Spec, diagnostics: &mut Diagnostics) {
    let resources: Vec<(&str, &Resource)> = spec
        .tables
        .iter()
        .filter_map(|(name, table)| Some((name.as_str(), table.resource()?)))
        .collect();
    let is_renamed = |name: &str| {
        let mut said = resources
            .iter()
            .filter(|(_, resource)| resource.was.is_some());
        said.any(|(other, _)| catalog.get(other).is_some_and(|it| it.name() == name))
    };
    for (name, resource) in &resources {
        if let Some(was) = &resource.was
            && catalog.get(name).is_some()
            && let Some(still) = catalog.get(&was.value)
            && !is_renamed(still.name())
        {
            let message = format!(
                "`{name}` cannot have been `{0}`: the dump still has `{0}`",
                was.value
            );
            diagnostics.error(
                &was.place,
                message,
                "leave `was` out, or say what the other table was",
            );
        }
        columns(catalog, name, resource, diagnostics);
    }
}

fn columns(catalog: &Catalog<'_>, name: &str, resource: &Resource, diagnostics: &mut Diagnostics) {
    let Some(Entry::Table(table)) = catalog.get(name) else {
        return;
    };
    let is_renamed = |name: &str| {
        let mut said = resource.columns.iter();
        said.any(|(other, column)| same_name(other, name) && column.was.is_some())
    };
    for (column, said) in &resource.columns {
        if let Some(was) = &said.was
            && table.column(&was.value).is_some()
            && !is_renamed(&was.value)
        {
            let message = format!(
                "`{column}` cannot have been `{0}`: `{name}` still has `{0}`",
                was.value
            );
            diagnostics.error(
                &was.place,
                message,
                "leave `was` out, or say what the other column was",
            );
        }
    }
}
