//! Projects that the generator writes, and Cargo in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Parser;
use scaffold::args::Args;

/// The folder of this checkout.
pub fn workspace() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    folder.canonicalize().expect("the workspace")
}

/// Runs `scaffold new`.
pub fn scaffold(arguments: &[&str]) {
    let arguments = Args::parse_from([&["scaffold", "new"], arguments].concat());
    assert_eq!(scaffold::commands::run(&arguments), ExitCode::SUCCESS);
}

/// Makes a project on the support crate of this checkout, with the versions that the rest of the tests run with.
pub fn emit(name: &str, ddl: &Path, spec: Option<&Path>, project: &Path) {
    let path = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let chassis = workspace().join("templates/chassis");
    let mut arguments = vec![name.to_owned()];
    let options = [
        ("--ddl", ddl),
        ("--into", project),
        ("--chassis-path", &chassis),
    ];
    for (option, value) in options.into_iter().chain(spec.map(|spec| ("--spec", spec))) {
        arguments.extend([option.to_owned(), path(value)]);
    }
    scaffold(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    fs::copy(workspace().join("Cargo.lock"), project.join("Cargo.lock")).expect("a lock file");
}

/// Cargo in a project. One folder is for all: the support crate is compiled once.
pub fn cargo(project: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .current_dir(project)
        .env("CARGO_TARGET_DIR", workspace().join("target/emitted"))
        .env_remove("TEST_DATABASE_URL");
    command
}

/// Every lint of a project and its tests, as an error.
pub fn clippy(project: &Path) -> Command {
    let arguments = ["clippy", "--all-targets", "--quiet", "--", "-D", "warnings"];
    cargo(project, &arguments)
}
