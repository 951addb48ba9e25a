//! `scaffold expand`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::Error;
use crate::args::Expand;
use crate::diagnostic::{Diagnostics, nearest};
use crate::expand;
use crate::progress::print;

/// Where a project has its resources.
const RESOURCES: &str = "src/resources";

/// Prints what the derives write for the types of a file, or of the file of a table's resource.
pub(super) fn expand(args: &Expand) -> Result<ExitCode, Error> {
    let named = &args.what;
    let path = if named.is_file() || named.extension() == Some(OsStr::new("rs")) {
        named.clone()
    } else {
        file_of_table(&named.to_string_lossy())?
    };
    let mut diagnostics = Diagnostics::default();
    let text = read(&path)?;
    match expand::expand(&path, &text, &mut diagnostics) {
        Some(code) => {
            print(&code);
            Ok(ExitCode::SUCCESS)
        }
        None => Err(Error::Refused(diagnostics)),
    }
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Unreadable {
        path: path.to_owned(),
        source,
    })
}

/// The file that has the resource of a table.
fn file_of_table(table: &str) -> Result<PathBuf, Error> {
    let folder = Path::new(RESOURCES);
    let mut known = Vec::new();
    // A folder that cannot be read has no resources.
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let is_rust = |path: &&PathBuf| path.extension() == Some(OsStr::new("rs"));
    for path in paths.iter().filter(is_rust) {
        let tables = expand::tables(&read(path)?);
        if tables.iter().any(|own| own == table) {
            return Ok(path.clone());
        }
        known.extend(tables);
    }
    let near = nearest(table, known.iter().map(String::as_str)).map(str::to_owned);
    Err(Error::NoTable {
        name: table.to_owned(),
        folder: folder.to_owned(),
        near,
    })
}
