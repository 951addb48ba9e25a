//! Resources written by hand: structs in source files that the spec names.

use std::path::Path;
use std::sync::Arc;

use chassis_model::Resource;
use chassis_model::parse::{Position, source};

use crate::diagnostic::{Diagnostics, Place};
use crate::spec::module_of;

/// A source file with resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where it is in the project: `src/reports.rs`.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// Its resources; the place is that of the struct's name.
    pub resources: Vec<(Resource, Place)>,
}

impl Written {
    /// The module that the file is.
    pub fn module(&self) -> &str {
        module_of(&self.path).unwrap_or_default()
    }
}

/// The resources in a file, or none after reporting what is wrong with it.
///
/// `path` is where it is in a project, `file` the file as the user has it.
pub fn read(
    path: &str,
    file: &Path,
    text: String,
    diagnostics: &mut Diagnostics,
) -> Option<Written> {
    let file: Arc<Path> = file.into();
    match source(&text) {
        Ok(found) => {
            let resource =
                |found: chassis_model::parse::Found| (found.resource, place(&file, found.position));
            Some(Written {
                path: path.to_owned(),
                resources: found.into_iter().map(resource).collect(),
                text,
            })
        }
        Err(errors) => {
            for error in errors {
                diagnostics.error(
                    &place(&file, error.position),
                    error.message,
                    "the documentation of `derive(Resource)` lists the words of `#[resource(…)]`",
                );
            }
            None
        }
    }
}

fn place(file: &Arc<Path>, position: Position) -> Place {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place {
        file: Arc::clone(file),
        line: number(position.line),
        column: number(position.column),
        width: number(position.width),
    }
}
