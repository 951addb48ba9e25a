//! What tests of the whole system share: projects that the generator writes, their programs, and the server of the tests.

#![expect(
    clippy::expect_used,
    reason = "what is missing here ends a test, and says what it was"
)]

mod running;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use clap::Parser;
use scaffold::args::Args;

pub use running::Running;

/// The folder of this checkout.
pub fn workspace() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    folder.canonicalize().expect("the workspace")
}

/// Where Cargo puts what it builds.
pub fn target() -> PathBuf {
    let folder = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    workspace().join(folder)
}

/// Runs `scaffold new`.
pub fn scaffold(arguments: &[&str]) {
    let arguments = Args::parse_from([&["scaffold", "new"], arguments].concat());
    assert_eq!(scaffold::commands::run(&arguments), ExitCode::SUCCESS);
}

/// Makes a project on the support crate of this checkout.
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
    lock(project);
}

/// Gives a project the versions that the rest of the tests run with.
pub fn lock(project: &Path) {
    fs::copy(workspace().join("Cargo.lock"), project.join("Cargo.lock")).expect("a lock file");
}

/// Cargo in a project. One folder is for all: the support crate is compiled once.
pub fn cargo(project: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .current_dir(project)
        .env("CARGO_TARGET_DIR", target().join("emitted"))
        .env_remove("TEST_DATABASE_URL");
    command
}

/// Every lint of a project and its tests, as an error.
pub fn clippy(project: &Path) -> Command {
    let arguments = ["clippy", "--all-targets", "--quiet", "--", "-D", "warnings"];
    cargo(project, &arguments)
}

/// Builds a project of that name, and gives its program.
pub fn build(project: &Path, name: &str) -> PathBuf {
    succeed(&mut cargo(project, &["build", "--quiet"]));
    target().join("emitted/debug").join(name)
}

/// The program of the committed example, built.
pub fn program_of_the_example() -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--locked", "--package", "shop"])
        .current_dir(workspace())
        .status();
    assert!(built.expect("cargo").success(), "the example is built");
    // This test's own program is target/PROFILE/deps/http-….
    let own = env::current_exe().expect("this program");
    let profile = own.parent().and_then(Path::parent).expect("target/PROFILE");
    let named = profile.parent().expect("target").join("debug/shop");
    if named.is_file() {
        named
    } else {
        profile.join("shop")
    }
}

/// Runs a command to its end and shows what it said when it fails.
pub fn succeed(command: &mut Command) -> String {
    let output = command.output().expect("the command starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{text}\n{errors}");
    text
}

/// Whether every test is wanted, those that take long among them: `./scripts/test --all`.
pub fn is_all() -> bool {
    env::var_os("SCAFFOLD_ALL").is_some()
}

/// `mysql://user@host:port` of the server of the tests.
pub fn mariadb() -> String {
    env::var("SCAFFOLD_MARIADB")
        .expect("SCAFFOLD_MARIADB is not set: run ./scripts/test, which starts a server")
}

/// Loads a dump into a database of that name on the server of the tests, and gives its URL.
pub fn load(dump: &Path, name: &str) -> String {
    let server = mariadb();
    succeed(load_dump().arg(dump).arg(name));
    format!("{server}/{name}")
}

/// The script that makes a database anew and loads a dump into it.
pub fn load_dump() -> Command {
    Command::new(workspace().join("scripts/load-dump"))
}
