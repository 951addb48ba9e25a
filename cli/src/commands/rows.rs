//! The rows of a dump in the database of a new project.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::Error;
use super::pipeline::{Generated, Inputs};
use crate::args::Origin;
use crate::data::{self, Script};
use crate::ddl;
use crate::diagnostic::Diagnostics;
use crate::progress::{Progress, say};

/// The dumps, once more: they must be files, since reading the schema uses up what can be read only once.
pub(super) fn scripts(origins: &[Origin]) -> Result<Vec<PathBuf>, Error> {
    let path = |origin: &Origin| match origin {
        Origin::File(path) => match fs::metadata(path) {
            Ok(meta) if !meta.is_file() => Err(Error::NoDumpFile(path.display().to_string())),
            // What is wrong with it is told when it is read.
            _ => Ok(path.clone()),
        },
        other => Err(Error::NoDumpFile(format!("{other:?}"))),
    };
    origins.iter().map(path).collect()
}

/// Makes `data/NAME.db` and tells what became of the rows.
pub(super) fn load(
    inputs: &Inputs,
    generated: &Generated,
    scripts: Vec<PathBuf>,
    project: &Path,
    progress: Progress,
) -> Result<(), Error> {
    let schema_sql = generated
        .tree
        .iter()
        .find(|(path, _)| *path == "schema.sql")
        .map(|(_, file)| String::from_utf8_lossy(&file.content))
        .unwrap_or_default();
    let hints = inputs.options.hints();
    // The schema was read without complaint before.
    let mut diagnostics = Diagnostics::default();
    let mut reader = ddl::Reader::new(hints, &mut diagnostics);
    let mut opened: Vec<Script> = Vec::new();
    for (path, input) in scripts.into_iter().zip(&inputs.ddl) {
        let unreadable = |source| Error::Unreadable {
            path: path.clone(),
            source,
        };
        reader
            .script(&input.path, input.content.as_slice())
            .map_err(unreadable)?;
        let file = File::open(&path).map_err(unreadable)?;
        opened.push((path, Box::new(file)));
    }
    let schema = reader.finish();
    let source = data::Source {
        schema: &schema,
        schema_sql: &schema_sql,
        hints,
    };
    let database = project
        .join("data")
        .join(format!("{}.db", inputs.options.name));
    progress.say("loading rows");
    let report = data::load(&source, opened, &database, progress)?;
    progress.say(format_args!(
        "{} rows of {} tables are in data/{}.db",
        report.rows(),
        report.loaded.len(),
        inputs.options.name
    ));
    let told = report.to_string();
    if !told.is_empty() {
        say(told.trim_end());
    }
    Ok(())
}
