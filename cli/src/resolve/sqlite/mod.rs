//! The schema as a script for SQLite: STRICT tables that store each type in its canonical form.

mod collation;
mod default;
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

pub(crate) use name::Names;

/// The first lines of the script.
const HEADER: &str = "\
-- The schema for SQLite, made from the MySQL schema by scaffold: every type in the form that the service reads and writes.
-- The collations MYSQL_…, DECIMAL and TIME come from the service; another program must register them before it writes.
";

/// The script that creates every table and every view that SQLite can run.
pub(super) fn script(
    catalog: &Catalog<'_>,
    schema: &Schema,
    service: &Service,
    views: &mut Views<'_>,
    notes: &mut Vec<String>,
) -> String {
    let mut script = HEADER.to_owned();
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
        table::Writer::new(catalog, table, notes).write(&mut script, &mut names);
    }
    let offered: BTreeSet<&str> = service
        .resources
        .iter()
        .map(|resource| resource.table.as_ref())
        .collect();
    for view in &schema.views {
        match views.sql(view) {
            Some(sql) => {
                let name = quote_name(catalog.on_sqlite.of(&view.name));
                script.push_str(&format!("\nCREATE VIEW {name} AS\n{sql};\n"));
            }
            None if !offered.contains(view.name.as_str()) => {}
            None => notes.push(format!(
                "View `{}` is not created on SQLite, which cannot run its query; there it answers 501.",
                view.name
            )),
        }
    }
    script
}
