//! The base of a project: its files as they were generated, so that edits can be told and merged.

use crate::tree::Owner;

/// The folder of the base in a project.
pub const FOLDER: &str = ".scaffold/base";

/// Where the base of a file is in a project.
pub fn path(file: &str) -> String {
    format!("{FOLDER}/{file}")
}

/// Whether a file has a base: those that the generator writes again, but not copies of inputs.
pub fn is_kept(file: &str, owner: Owner) -> bool {
    owner != Owner::Yours && !file.starts_with(".scaffold/")
}
