//! The manifest of a project: how it was made, and its files as they were written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::args::{Hints, Server};
use crate::ddl;
use crate::encoding::Encoding;
use crate::tree::{FileTree, Owner};

/// The folder in a project that is the generator's own.
pub const FOLDER: &str = ".scaffold/";

/// Where the manifest is in a project.
pub const PATH: &str = ".scaffold/manifest.json";

/// Where the copy of the only dump is in a project; see [`ddl_inputs`].
const DDL_INPUT: &str = ".scaffold/inputs/schema.sql";

/// Where the copy of the spec is in a project, if one was given.
pub const SPEC_INPUT: &str = ".scaffold/inputs/api.yaml";

/// The version of the manifest's own format.
pub const FORMAT: u32 = 1;

/// The version of the generator.
pub const GENERATOR: &str = env!("CARGO_PKG_VERSION");

/// The manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format.
    pub format: u32,
    /// Version of the generator that wrote the files.
    pub generator: String,
    /// What the command line said.
    pub options: Options,
    /// Every file as it was written, by its path.
    pub files: BTreeMap<String, Entry>,
}

/// What the command line said and the inputs do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Name of the project.
    pub name: String,
    /// Folder of the support crate when it is not in the project: absolute, or relative to the project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chassis_path: Option<String>,
    /// Server that the dump is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<Server>,
    /// What the dump is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
}

impl Options {
    /// What the command line said of the dump.
    pub fn hints(&self) -> ddl::Hints {
        let hints = Hints {
            server: self.server,
            encoding: self.encoding,
        };
        hints.into()
    }
}

/// A file as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose it is.
    pub owner: Owner,
    /// SHA-256 of its content, in lower-case hexadecimal digits.
    pub sha256: String,
}

impl Entry {
    /// Whether a content is that which was written.
    pub fn is_of(&self, content: &[u8]) -> bool {
        self.sha256 == sha256(content)
    }
}

impl Manifest {
    /// The manifest of a tree that this generator made.
    pub fn new(options: Options, tree: &FileTree) -> Self {
        let entry = |file: &crate::tree::File| Entry {
            owner: file.owner,
            sha256: sha256(&file.content),
        };
        Self {
            format: FORMAT,
            generator: GENERATOR.to_owned(),
            options,
            files: tree
                .iter()
                .map(|(path, file)| (path.to_owned(), entry(file)))
                .collect(),
        }
    }

    /// Where the copies of the dumps are, in the order in which they are read.
    pub fn ddl_inputs(&self) -> Vec<String> {
        let count = (1..)
            .take_while(|number| self.files.contains_key(&numbered_input(*number)))
            .count();
        ddl_inputs(count)
    }

    /// The versions of the schema that the project has scripts for: 2, 3 and so on, up to the first gap.
    pub fn migrations(&self) -> Vec<u32> {
        let has = |path: &String| self.files.contains_key(path);
        (2..)
            .take_while(|version| migration_paths(*version).iter().all(has))
            .collect()
    }

    /// The manifest as JSON with a line end behind it.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// Where the scripts of a migration are in a project: for MySQL, and for SQLite.
pub fn migration_paths(version: u32) -> [String; 2] {
    ["mysql", "sqlite"].map(|dialect| format!("migrations/{version:04}.{dialect}.sql"))
}

/// Where the copies of so many dumps are in a project: `schema.sql`, or `schema-1.sql` and so on when there are several.
pub fn ddl_inputs(count: usize) -> Vec<String> {
    match count {
        0 | 1 => vec![DDL_INPUT.to_owned()],
        _ => (1..=count).map(numbered_input).collect(),
    }
}

/// Whether a file of a project is a copy of a dump.
pub fn is_ddl_input(path: &str) -> bool {
    path.starts_with(".scaffold/inputs/") && path.ends_with(".sql")
}

fn numbered_input(number: usize) -> String {
    format!(".scaffold/inputs/schema-{number}.sql")
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn sha256(content: &[u8]) -> String {
    use std::fmt::Write;

    Sha256::digest(content)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
