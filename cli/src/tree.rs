//! A project in memory.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Every file of a project but the manifest, by its path below the project with `/` between its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileTree {
    files: BTreeMap<String, File>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Whose it is.
    pub owner: Owner,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Who changes a file once it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Owner {
    /// The generator, whenever the inputs change.
    Generated,
    /// Both: the user edits it, and changes of the generator's are merged into it.
    Shared,
    /// The user; it was written once.
    Yours,
}

/// Files that every project changes and that depend on the inputs or the generator all the same.
const SHARED: [&str; 7] = [
    ".dockerignore",
    ".env.example",
    ".gitattributes",
    ".gitignore",
    "Cargo.toml",
    "Dockerfile",
    "README.md",
];

/// Files that are written once.
const YOURS: [&str; 3] = ["Cargo.lock", SPEC, "src/main.rs"];

/// The spec as the user goes on writing it.
pub const SPEC: &str = "api.yaml";

/// Whether a file is code of the user's around a resource, which a generated module list names.
pub fn is_hook(path: &str) -> bool {
    path.starts_with("src/hooks/") && path != "src/hooks/mod.rs"
}

/// Whether a file is a script of a migration, which the user reads, may change, and applies.
pub fn is_migration(path: &str) -> bool {
    path.starts_with("migrations/")
}

/// Whether a file holds code that the generator leaves to the user, and that a generated module list names.
pub fn is_code(path: &str) -> bool {
    let file = path.strip_prefix("src/endpoints/");
    is_hook(path) || file.is_some_and(|file| file != "mod.rs")
}

/// Whether a file is the project's copy of an input.
pub fn is_input(path: &str) -> bool {
    path.starts_with(".scaffold/inputs/")
}

impl FileTree {
    /// Adds a file; its path says whose it is.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        let path = path.into();
        let is_yours = YOURS.contains(&path.as_str()) || is_code(&path) || is_migration(&path);
        let owner = if SHARED.contains(&path.as_str()) {
            Owner::Shared
        } else if is_yours {
            Owner::Yours
        } else {
            Owner::Generated
        };
        let content = content.into();
        self.files.insert(path, File { owner, content });
    }

    /// Adds a file that the user wrote.
    pub fn insert_yours(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        let (owner, content) = (Owner::Yours, content.into());
        self.files.insert(path.into(), File { owner, content });
    }

    /// The file of a path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// Every file in the order of paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
