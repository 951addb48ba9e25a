//! A project with the rows of its dump, and its own program.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::dump;
use crate::running::Running;

/// The folder of this checkout.
pub fn workspace() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    folder.canonicalize().expect("the workspace")
}

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
        // The versions that the rest of the tests run with.
        let lock = workspace().join("Cargo.lock");
        fs::copy(lock, self.path("Cargo.lock")).expect("a lock file");
        let target = target().join("emitted");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet"])
            .current_dir(self.path(""))
            .env("CARGO_TARGET_DIR", &target)
            .status();
        assert!(built.expect("cargo").success());
        self.program = Some(target.join("debug").join(&self.name));
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
        let loaded = Command::new(workspace().join("scripts/load-dump"))
            .arg(dump)
            .arg(database)
            .status();
        assert!(loaded.expect("scripts/load-dump").success());
        self.start(&format!("{}/{database}", dump::server()))
    }

    fn start(&self, database: &str) -> Running {
        let program = self.program.as_ref().expect("it is built");
        Running::start(program, &self.name, self.folder.path(), database)
    }
}

/// Where cargo puts what it builds.
fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from)
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
