//! A dump's own rows in the embedded database of the project that is made from it.
//!
//! The DDL reader runs the scripts once more and gives the statements that carry rows piece by piece; `insert` reads
//! what stands before the rows, `literal` their values, `column` brings these into the canonical form of their
//! columns, and `store` writes them.

mod column;
mod insert;
mod lenient;
mod literal;
mod loader;
mod moment;
mod number;
mod report;
mod session;
mod store;
mod target;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use report::{Broken, Refused, Report};

use crate::ddl::{Hints, Reader, Schema};
use crate::diagnostic::Diagnostics;
use crate::progress::Progress;

/// A script and its name in messages.
pub type Script = (PathBuf, Box<dyn Read>);

/// Why no database was made.
#[derive(Debug, Error)]
pub enum DataError {
    /// A script cannot be read any more, or the file cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// SQLite failed, and no row is at fault.
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// The schema that scripts leave behind, and how it is stored.
pub struct Source<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// The same for SQLite.
    pub schema_sql: &'a str,
    /// What the user says of the scripts.
    pub hints: Hints,
}

/// Makes a database with the rows of scripts at a path where nothing is: the whole of it, or nothing.
pub fn load(
    source: &Source<'_>,
    scripts: Vec<Script>,
    database: &Path,
    progress: Progress,
) -> Result<Report, DataError> {
    let folder = database.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // Beside the place where it belongs, and gone with everything that SQLite leaves beside it if something fails.
    let staging = tempfile::Builder::new()
        .prefix(".loading-")
        .tempdir_in(folder)?;
    let file = staging.path().join("data.db");
    let store = store::Store::create(&file, source.schema_sql)?;
    let mut loader = loader::Loader::new(source.schema, store, progress);
    let mut diagnostics = Diagnostics::default();
    let mut reader = Reader::new(source.hints, &mut diagnostics);
    for (name, input) in scripts {
        loader.file.clone_from(&name);
        reader.script_with_rows(&name, input, &mut loader)?;
    }
    let report = loader.finish()?;
    File::open(&file)?.sync_all()?;
    fs::rename(&file, database)?;
    Ok(report)
}
