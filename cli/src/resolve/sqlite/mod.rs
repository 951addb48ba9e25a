//! The schema as a script for SQLite: STRICT tables that store each type in its canonical form.

mod collation;
mod default;
mod embedded;
mod key;
mod name;
mod table;
mod text;
mod trigger;

use std::collections::BTreeSet;

use chassis_model::Service;

use super::catalog::Catalog;
use super::sql::quote_name;
use super::view::Views;
use crate::ddl::Schema;

pub use embedded::{Embedded, EmbeddedColumn, EmbeddedTable, Named};
pub(crate) use name::Names;

/// Every table and every view that SQLite can run.
pub(super) fn embedded(
    catalog: &Catalog<'_>,
    schema: &Schema,
    service: &Service,
    views: &mut Views<'_>,
    notes: &mut Vec<String>,
) -> Embedded {
    let mut embedded = Embedded::default();
    // Indexes share one namespace with tables and views, triggers have another; case does not count in them.
    let all = catalog.names().chain(catalog.on_sqlite.others());
    let mut names: BTreeSet<String> = all.map(str::to_lowercase).collect();
    for table in &schema.tables {
        if table.name.to_ascii_lowercase().starts_with("sqlite_") {
            notes.push(format!(
                "Table `{}` is not created on SQLite, which keeps such names for itself.",
                table.name
            ));
            continue;
        }
        let writer = table::Writer::new(catalog, table, notes);
        embedded.tables.push(writer.write(&mut names));
    }
    let offered: BTreeSet<&str> = service
        .resources
        .iter()
        .map(|resource| resource.table.as_ref())
        .collect();
    for view in &schema.views {
        match views.sql(view) {
            Some(sql) => {
                let name = catalog.on_sqlite.of(&view.name).to_owned();
                let sql = format!("CREATE VIEW {} AS\n{sql};\n", quote_name(&name));
                embedded.views.push(Named { name, sql });
            }
            None if !offered.contains(view.name.as_str()) => {}
            None => notes.push(format!(
                "View `{}` is not created on SQLite, which cannot run its query; there it answers 501.",
                view.name
            )),
        }
    }
    embedded
}
