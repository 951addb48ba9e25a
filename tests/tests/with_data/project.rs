//! A project with the rows of its dump, and its own program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use scaffold_tests::{Running, build, load, lock, target, workspace};

/// What `scaffold new … --with-data` made.
pub struct Project {
    name: String,
    folder: tempfile::TempDir,
    /// What it said; nothing when every row was stored.
    pub told: String,
    program: Option<PathBuf>,
}

impl Project {
    /// Runs the command itself, as its users do: what it says of rows goes to standard error.
    pub fn generate(name: &str, ddl: &Path, spec: Option<&Path>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(scaffold());
        command
            .args(["new", name, "--with-data", "--ddl"])
            .arg(ddl)
            .arg("--into")
            .arg(folder.path().join(name))
            .arg("--chassis-path")
            .arg(workspace().join("templates/chassis"));
        if let Some(spec) = spec {
            command.arg("--spec").arg(spec);
        }
        let output = command.output().expect("scaffold runs");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}");
        Self {
            name: name.to_owned(),
            folder,
            told,
            program: None,
        }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(&self.name).join(file)
    }

    /// Builds it, in the folder that all emitted projects of the tests share.
    pub fn build(&mut self) {
        let project = self.path("");
        lock(&project);
        self.program = Some(build(&project, &self.name));
    }

    /// Uses the program of another project, which must be the same but for its rows.
    pub fn takes_program_of(&mut self, other: &Self) {
        for file in ["openapi.json", "schema.sql"] {
            let read = |project: &Self| fs::read_to_string(project.path(file)).expect("a file");
            assert_eq!(read(self), read(other), "{file}");
        }
        self.program.clone_from(&other.program);
    }

    /// Serves the file that was loaded.
    pub fn on_sqlite(&self) -> Running {
        let file = self.path("data").join(format!("{}.db", self.name));
        assert!(file.is_file(), "{}", file.display());
        self.start(&format!("sqlite:{}", file.display()))
    }

    /// Serves the tests' server, after it loaded the dump into a database of that name.
    pub fn on_mariadb(&self, dump: &Path, database: &str) -> Running {
        self.start(&load(dump, database))
    }

    fn start(&self, database: &str) -> Running {
        let program = self.program.as_ref().expect("it is built");
        Running::start(program, &self.name, self.folder.path(), database)
    }
}

/// The command's program, built now: tests of another package do not build it.
fn scaffold() -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--locked", "--package", "scaffold-cli"])
        .current_dir(workspace())
        .status();
    assert!(built.expect("cargo").success());
    target().join("debug/scaffold")
}
