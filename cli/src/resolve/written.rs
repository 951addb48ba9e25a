//! Resources written by hand among those of the dump.

use chassis_model::Resource;

use super::catalog::{Catalog, Columns, Entry};
use super::fault::Places;
use crate::diagnostic::{Diagnostics, Place, nearest};
use crate::spec::Spanned;
use crate::written::Written;

/// The files that tables name as their sources.
pub(super) struct Sources<'a>(&'a [Written]);

impl<'a> Sources<'a> {
    /// The files as they were read.
    pub(super) const fn new(files: &'a [Written]) -> Self {
        Self(files)
    }

    /// Every resource in them, with the place of its name.
    pub(super) fn resources(&self) -> impl Iterator<Item = &'a (Resource, Place)> {
        self.0.iter().flat_map(|file| &file.resources)
    }

    /// The resource of a table in the file that the table names.
    pub(super) fn of(
        &self,
        source: &Spanned<String>,
        table: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'a Resource> {
        let file = self.0.iter().find(|file| file.path == source.value)?;
        let mut resources = file.resources.iter().map(|(resource, _)| resource);
        let found = resources.find(|resource| resource.table == table);
        if found.is_none() {
            let message = format!("`{}` has no resource of table `{table}`", source.value);
            let help = format!(
                "write a struct with `#[derive(Resource)]` and `#[resource(table = \"{table}\")]` there"
            );
            diagnostics.error(&source.place, message, help);
        }
        found
    }

    /// The resources as the service has them, when their tables have their columns.
    pub(super) fn checked(
        &self,
        catalog: &Catalog<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<(Resource, Places)> {
        let mut checked = Vec::new();
        for (resource, place) in self.resources() {
            let before = diagnostics.error_count();
            fits(resource, place, catalog, diagnostics);
            if diagnostics.error_count() == before {
                checked.push((resource.clone(), Places::at(place)));
            }
        }
        checked
    }
}

/// Reports a table or columns that the dump does not have.
fn fits(resource: &Resource, place: &Place, catalog: &Catalog<'_>, diagnostics: &mut Diagnostics) {
    let table = match catalog.get(&resource.table) {
        Some(entry) if entry.name() == resource.table => entry,
        _ => {
            let message = format!("the dump has no table `{}`", resource.table);
            let help = match nearest(&resource.table, catalog.names()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "name a table or view of the dump".to_owned(),
            };
            return diagnostics.error(place, message, help);
        }
    };
    let wanted = catalog.on_sqlite.other(&resource.table);
    if resource.sqlite.as_deref() != wanted {
        let name = wanted.unwrap_or(&resource.table);
        let message = format!("on SQLite `{}` is called `{name}`", resource.table);
        let help = match wanted {
            Some(_) => format!("write `sqlite = \"{name}\"` beside `table`"),
            None => "leave `sqlite` out".to_owned(),
        };
        diagnostics.error(place, message, help);
    }
    // What a view selects is told by its query, which not everybody can read.
    let Entry::Table(table) = table else { return };
    let columns = Columns::new(table);
    for field in resource.fields.iter() {
        if columns.position(&field.column).is_none() {
            let message = format!("`{}` has no column `{}`", table.name, field.column);
            let names = table.columns.iter().map(|column| column.name.as_str());
            let help = match nearest(&field.column, names) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "leave the field out".to_owned(),
            };
            diagnostics.error(place, message, help);
        }
    }
}
