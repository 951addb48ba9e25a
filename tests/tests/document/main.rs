//! The API document of whole emitted projects: linted, held against the service that it describes by schemathesis, and used by
//! generated clients and by the page at `/docs`.

#![cfg(test)]

mod browser;
mod clients;
mod conformance;
mod lint;
mod project;

use std::path::PathBuf;
use std::process::Command;

use scaffold_tests::workspace;

/// A program of the tools that `./scripts/tools` installs.
fn tool(path: &str) -> Command {
    let file = workspace().join(".tools").join(path);
    assert!(
        file.is_file(),
        "{} is missing: run ./scripts/tools",
        file.display()
    );
    Command::new(file)
}

/// A file of what the tools are told.
fn input(name: &str) -> PathBuf {
    workspace().join("tests/tools").join(name)
}
