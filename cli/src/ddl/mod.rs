//! The DDL reader: what a MySQL or MariaDB script leaves behind in the server that runs it.
//!
//! [`split`] finds the statements, [`rewrite`] puts their tokens into words that sqlparser reads, [`lower`] turns its
//! trees into [`schema`], and [`apply`] runs them one after the other.

mod alter;
mod apply;
mod change;
mod create;
mod fault;
mod index;
mod lower;
mod marks;
mod nesting;
mod remove;
mod rewrite;
mod scan;
pub mod schema;
mod server;
mod split;
mod statement;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod types;
mod view;
mod window;

use std::io::{self, Read};
use std::path::Path;

pub use schema::Schema;
pub use server::{Dialect, Server};
pub use split::{Item, Splitter, Statement, Unclosed};

use crate::diagnostic::Diagnostics;

/// Reads a script and gives the schema it leaves behind; `server` overrules what the script's header says of its origin.
///
/// Statements that cannot be read are errors in `diagnostics`, each at its place; the reading goes on behind them.
pub fn read(
    name: &Path,
    input: impl Read,
    server: Option<Server>,
    diagnostics: &mut Diagnostics,
) -> io::Result<Schema> {
    let mut splitter = Splitter::new(input, Dialect::new(server));
    let mut applier = apply::Applier::new(name, diagnostics);
    while let Some(item) = splitter.next_item()? {
        match item {
            Item::Rows(word) => applier.skip(&word),
            Item::Statement(statement) => applier.apply(&statement),
            Item::Unclosed(unclosed) => applier.unclosed(&unclosed),
        }
    }
    let mut schema = applier.finish();
    if splitter.gated() > 0 {
        schema.notes.push(format!(
            "{} version comments for MySQL 5.7 or newer were left out, since the dump does not say which server wrote it; \
             `--server mysql` reads them",
            splitter.gated()
        ));
    }
    if splitter.transcoded() > 0 {
        schema.notes.push(format!(
            "{} statements are not UTF-8 and were read as latin1",
            splitter.transcoded()
        ));
    }
    Ok(schema)
}
