//! The DDL reader: what a MySQL or MariaDB script leaves behind in the server that runs it.
//!
//! `split` finds the statements, `rewrite` puts their tokens into words that sqlparser reads, `lower` turns its
//! trees into [`schema`], and `apply` runs them one after the other.

mod alter;
mod apply;
mod cast;
mod change;
mod create;
mod definition;
mod fault;
mod foreign;
mod index;
mod lower;
mod marks;
mod nesting;
mod remove;
mod rewrite;
mod scan;
pub mod schema;
mod server;
mod session;
mod settle;
mod split;
mod statement;
pub(crate) mod stored;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod types;
mod view;
mod window;

use std::io::{self, Read};
use std::path::Path;

pub(crate) use index::name_of as index_name;
pub use schema::Schema;
pub use server::{Dialect, Hints, Server};
pub use split::{Item, Piece, Splitter, Statement, Unclosed};
pub(crate) use tables::Tables;

use crate::diagnostic::{Diagnostics, Place};

/// Reads a script and gives the schema it leaves behind; `server` overrules what the script's header says of its origin.
///
/// Statements that cannot be read are errors in `diagnostics`, each at its place; the reading goes on behind them.
pub fn read(
    name: &Path,
    input: impl Read,
    server: Option<Server>,
    diagnostics: &mut Diagnostics,
) -> io::Result<Schema> {
    let mut reader = Reader::new(server.into(), diagnostics);
    reader.script(name, input)?;
    Ok(reader.finish())
}

/// What takes the rows of scripts.
pub(crate) trait RowSink {
    /// Why it ends early.
    type Error: From<io::Error>;

    /// A part of a statement that carries rows, up to a `)` outside of all parentheses.
    fn piece(&mut self, tables: &Tables, piece: Piece<'_>) -> Result<(), Self::Error>;

    /// The rest of it.
    fn end(&mut self, tables: &Tables, piece: Piece<'_>) -> Result<(), Self::Error>;

    /// Any other statement, before it is applied.
    fn statement(&mut self, text: &str);

    /// The script ends inside of something.
    fn unclosed(&mut self, unclosed: &Unclosed);
}

/// Scripts that one server runs one after the other.
pub struct Reader<'a> {
    applier: apply::Applier<'a>,
    hints: Hints,
    gated: usize,
    transcoded: usize,
    damaged: usize,
}

impl<'a> Reader<'a> {
    /// A reader of no script so far; `hints` overrule what the scripts say.
    pub fn new(hints: Hints, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            applier: apply::Applier::new(diagnostics),
            hints,
            gated: 0,
            transcoded: 0,
            damaged: 0,
        }
    }

    /// Applies a script to what those before it left behind. It sets its own delimiter, and may say its own server.
    pub fn script(&mut self, name: &Path, input: impl Read) -> io::Result<()> {
        self.applier.file = name.into();
        let mut splitter = Splitter::new(input, self.hints);
        while let Some(item) = splitter.next_item()? {
            match item {
                Item::Rows(word) => self.applier.skip(&word),
                // Only a splitter that keeps rows gives them.
                Item::Piece => {}
                Item::Statement(statement) => self.applier.apply(&statement),
                Item::Unclosed(unclosed) => self.applier.unclosed(&unclosed),
            }
            self.applier.diagnostics.read_as(name, splitter.encoding());
        }
        if let Some((line, column)) = splitter.suspect() {
            self.suspect(name, line, column);
        }
        self.gated += splitter.gated();
        self.transcoded += splitter.transcoded();
        self.damaged += splitter.damaged();
        Ok(())
    }

    /// The same for a script whose rows are wanted, too.
    pub(crate) fn script_with_rows<S: RowSink>(
        &mut self,
        name: &Path,
        input: impl Read,
        sink: &mut S,
    ) -> Result<(), S::Error> {
        self.applier.file = name.into();
        let mut splitter = Splitter::keeping_rows(input, self.hints);
        while let Some(item) = splitter.next_item()? {
            match item {
                Item::Piece => sink.piece(&self.applier.tables, splitter.piece())?,
                Item::Rows(_) => sink.end(&self.applier.tables, splitter.piece())?,
                Item::Statement(statement) => {
                    sink.statement(&statement.text);
                    self.applier.apply(&statement);
                }
                Item::Unclosed(unclosed) => sink.unclosed(&unclosed),
            }
        }
        Ok(())
    }

    /// Proposes to say that a script is in GBK.
    fn suspect(&mut self, name: &Path, line: u32, column: u32) {
        let place = Place {
            file: name.into(),
            line,
            column,
            width: 1,
        };
        self.applier.diagnostics.warning(
            &place,
            "this statement is not UTF-8 and looks like Chinese in GBK; it was read as latin1",
            "say `--encoding gbk`, or save the file as UTF-8",
        );
    }

    /// The schema that all of them leave behind.
    pub fn finish(self) -> Schema {
        let mut schema = self.applier.finish();
        if self.gated > 0 {
            schema.notes.push(format!(
                "{} version comments for MySQL 5.7 or newer were left out, since the dump does not say which server wrote it; \
                 `--server mysql` reads them",
                self.gated
            ));
        }
        if self.transcoded > 0 {
            schema.notes.push(format!(
                "{} statements are not UTF-8 and were read as latin1; `--encoding` names another character set",
                self.transcoded
            ));
        }
        if self.damaged > 0 {
            schema.notes.push(format!(
                "{} statements hold bytes that mean nothing in the character set of the script; each is U+FFFD now",
                self.damaged
            ));
        }
        schema
    }
}
