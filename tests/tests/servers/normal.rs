//! The written list of differences: what a script and SHOW CREATE may say in two ways and mean the same.
//!
//! Each rule is one function of [`RULES`]; nothing else is passed over. MariaDB 10.11 and 11.4 need the same ones;
//! MySQL 5.6 needs more. All run with their default settings,
//! and the character set of the database is `utf8mb4`.

mod column;
mod key;
mod text;

use std::path::Path;

use scaffold::ddl::Schema;
use scaffold::ddl::schema::Table;
use scaffold::diagnostic::Place;

use crate::server::Server;

/// A rule: brings a table of the file and the same table of the server to one form.
type Rule = fn(&mut Table, &mut Table);

/// Every rule, in the order in which they apply.
const RULES: [Rule; 16] = [
    places,
    counters,
    text::engine,
    text::charsets,
    column::widths,
    column::explicit_null,
    column::expressions,
    column::table_checks,
    key::cut_myisam_parts,
    key::unique_primary_keys,
    key::order,
    key::names,
    key::whole_prefixes,
    key::made_for_foreign_keys,
    key::ignored_foreign_keys,
    key::default_actions,
];

/// Rules for MySQL before 8.0 besides.
const OLD_MYSQL: [Rule; 5] = [
    column::forgotten_checks,
    column::forgotten_text_defaults,
    column::implicit_key_defaults,
    key::forgotten_order,
    key::cut_parts,
];

/// A file's schema as an old MySQL takes it: its rules change what the service is, too.
pub fn as_taken(mut file: Schema, live: &Schema, server: Server) -> Schema {
    if server == Server::OldMysql {
        for table in &mut file.tables {
            if let Some(live) = live.tables.iter().find(|it| it.name == table.name) {
                let mut live = live.clone();
                OLD_MYSQL.iter().for_each(|rule| rule(table, &mut live));
            }
        }
    }
    file
}

/// A server's schema with the keys whole that the server cut: by a part of a column no list is ordered.
pub fn uncut(file: &Schema, mut live: Schema, server: Server) -> Schema {
    for table in &mut live.tables {
        if let Some(said) = file.tables.iter().find(|it| it.name == table.name) {
            let mut said = said.clone();
            key::cut_myisam_parts(&mut said, table);
            if server == Server::OldMysql {
                key::cut_parts(&mut said, table);
            }
        }
    }
    live
}

/// Both tables as they compare.
pub fn pair(file: &Table, live: &Table, server: Server) -> (Table, Table) {
    let (mut file, mut live) = (file.clone(), live.clone());
    let old: &[Rule] = match server {
        Server::Mariadb | Server::Mariadb114 | Server::Throwaway => &[],
        Server::OldMysql => &OLD_MYSQL,
    };
    for rule in old.iter().chain(&RULES) {
        rule(&mut file, &mut live);
    }
    (file, live)
}

/// The expression of a DEFAULT as it compares.
pub fn expression(sql: &str) -> String {
    column::plain(sql)
}

/// Rows move the AUTO_INCREMENT of their table, and nobody reads rows.
fn counters(file: &mut Table, live: &mut Table) {
    (file.auto_increment, live.auto_increment) = (None, None);
}

/// Where something stands in a script says nothing of it.
fn places(file: &mut Table, live: &mut Table) {
    let nowhere = || Place {
        file: Path::new("").into(),
        line: 0,
        column: 0,
        width: 0,
    };
    for table in [file, live] {
        table.place = nowhere();
        for column in &mut table.columns {
            column.place = nowhere();
        }
        for index in &mut table.indexes {
            index.place = nowhere();
        }
        for key in &mut table.foreign_keys {
            key.place = nowhere();
        }
    }
}
