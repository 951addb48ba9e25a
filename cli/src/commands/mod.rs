//! The commands and what they end with.

mod check;
mod ci;
mod diff;
mod expand;
mod inputs;
mod inspect;
mod migration;
mod name;
mod new;
mod origin;
mod pipeline;
mod project;
mod regenerate;
mod rows;
mod sources;
mod starter;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use thiserror::Error;

use pipeline::{Input, read_spec};

use crate::args::{Args, Command};
use crate::data::DataError;
use crate::diagnostic::Diagnostics;
use crate::embedded::ArchiveError;
use crate::live::LiveError;
use crate::progress::{Progress, say};
use crate::revision::RevisionError;
use crate::spec::Spec;
use crate::transaction::ChangeError;
use crate::write::WriteError;

/// Runs a command to its exit code: 0, the verdicts of `check`, 2 for bad input, 3 for conflicts, 4 when the machine is at fault.
pub fn run(args: &Args) -> ExitCode {
    let progress = Progress::new();
    let result = match &args.command {
        Command::New(args) => new::new(args, progress),
        Command::Regenerate(args) => regenerate::regenerate(args, progress),
        Command::Check(args) => check::check(args, progress),
        Command::Ci(args) => Ok(ci::ci(args)),
        Command::Inspect(args) => inspect::inspect(args, progress),
        Command::Diff(args) => diff::diff(args, progress),
        Command::Expand(args) => expand::expand(args),
        Command::Spec(args) => starter::spec(args, progress),
    };
    match result {
        Ok(code) => code,
        Err(Error::Refused(diagnostics)) => {
            say(diagnostics.render(progress.color()).trim_end());
            ExitCode::from(2)
        }
        Err(error) => {
            say(format_args!("error: {error}"));
            if let Some(help) = error.help() {
                say(format_args!("  = help: {help}"));
            }
            ExitCode::from(error.exit_code())
        }
    }
}

/// The spec in a file, with the source files that it names, or none after reporting what is wrong with it.
fn read_spec_file(
    path: &Path,
    diagnostics: &mut Diagnostics,
    progress: Progress,
) -> Result<Option<Spec>, Error> {
    progress.say(format_args!("reading {}", path.display()));
    let input = Input::read(path.to_owned())?;
    Ok(read_spec(&input, &sources::folder(path), diagnostics))
}

/// The command that installs a version of this program.
fn install(version: &str) -> String {
    format!("cargo install --locked scaffold-cli --version ={version}")
}

/// Why a command ends early.
#[derive(Debug, Error)]
pub enum Error {
    /// A name that Cargo, Rust or the project itself cannot take.
    #[error("`{name}` cannot be the name of the project: {why}")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        why: &'static str,
        /// A name that may have been meant.
        instead: String,
    },
    /// An input that cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file of the project's own that is gone or cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Standard input named twice.
    #[error("standard input can be read only once")]
    StdinTwice,
    /// Rows wanted from what is no file.
    #[error("--with-data reads a dump twice, from a file, and {0} is none")]
    NoDumpFile(String),
    /// Rows that cannot be loaded.
    #[error("the project is written, and its database is not: {0}")]
    Data(#[from] DataError),
    /// A server that gives no schema.
    #[error(transparent)]
    Live(#[from] LiveError),
    /// Inputs that cannot be understood.
    #[error("the inputs have errors")]
    Refused(Diagnostics),
    /// `--chassis-path` that holds no crate.
    #[error("there is no Cargo.toml in {}", .0.display())]
    NoChassis(PathBuf),
    /// A folder without a manifest.
    #[error("{} is no project of scaffold: it has no {}", .0.display(), crate::manifest::PATH)]
    NoProject(PathBuf),
    /// A manifest that cannot be understood.
    #[error("cannot understand {}: {source}", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// A manifest of another format.
    #[error("{} has format {format}, and this scaffold knows {}", path.display(), crate::manifest::FORMAT)]
    ManifestFormat {
        /// The file.
        path: PathBuf,
        /// Its format.
        format: u64,
    },
    /// `--against` what is no document.
    #[error("{} is no OpenAPI document: {source}", path.display())]
    NoDocument {
        /// The file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// A change of a project that another run did not complete.
    #[error("a regeneration of {} was cut off", .0.display())]
    CutOff(PathBuf),
    /// A spec that would take the place of one with edits.
    #[error("{} would take the place of api.yaml, which was edited", .0.display())]
    SpecEdited(PathBuf),
    /// A spec that is gone.
    #[error("{} is not there", .0.display())]
    NoSpec(PathBuf),
    /// Renames where the schema does not change.
    #[error("the schema does not change, so nothing is renamed or dropped")]
    NothingRenamed,
    /// A project of a later version.
    #[error(
        "the project was written by scaffold {version}, and this is scaffold {}",
        crate::manifest::GENERATOR
    )]
    NewerGenerator {
        /// The version.
        version: String,
    },
    /// A project that cannot be revised.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// A project that cannot be changed.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// A name that is neither of a file nor of a table.
    #[error("there is no file `{name}`, and no resource of a table of that name in {}", folder.display())]
    NoTable {
        /// The name.
        name: String,
        /// Where resources were looked for.
        folder: PathBuf,
        /// The table that was probably meant.
        near: Option<String>,
    },
    /// A project that cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The copy of the support crate in this program is broken.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A document that is no JSON.
    #[error("cannot write the document: {0}")]
    Json(#[from] serde_json::Error),
    /// Cargo did not start.
    #[error("cannot start cargo: {0}")]
    Cargo(io::Error),
}

impl Error {
    /// 2 for bad input, 3 for conflicts of edits, 4 when the machine is at fault.
    fn exit_code(&self) -> u8 {
        match self {
            Self::Write(WriteError::Io { .. })
            | Self::Data(_)
            | Self::Archive(_)
            | Self::Json(_)
            | Self::Cargo(_) => 4,
            Self::Live(error) => error.exit_code(),
            Self::Revision(error) => error.exit_code(),
            Self::Change(error) => error.exit_code(),
            Self::Unreadable { source, .. } | Self::Record { source, .. } => match source.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::IsADirectory => 2,
                _ => 4,
            },
            Self::Name { .. }
            | Self::StdinTwice
            | Self::NoDumpFile(_)
            | Self::Refused(_)
            | Self::NoChassis(_)
            | Self::NoProject(_)
            | Self::Manifest { .. }
            | Self::ManifestFormat { .. }
            | Self::NoDocument { .. }
            | Self::CutOff(_)
            | Self::SpecEdited(_)
            | Self::NoSpec(_)
            | Self::NothingRenamed
            | Self::NewerGenerator { .. }
            | Self::NoTable { .. }
            | Self::Write(_) => 2,
        }
    }

    /// What to do.
    fn help(&self) -> Option<String> {
        let help = match self {
            Self::Name { instead, .. } => format!("write a name such as `{instead}`"),
            Self::StdinTwice => "write `--ddl -` once".to_owned(),
            Self::NoDumpFile(_) => {
                "write a dump first: `mysqldump --result-file=dump.sql yourdatabase`".to_owned()
            }
            Self::Live(error) => return error.help().map(str::to_owned),
            Self::Revision(error) => return error.help().map(str::to_owned),
            Self::Change(error) => return error.help().map(str::to_owned),
            Self::CutOff(_) => "run `scaffold regenerate`, which completes it".to_owned(),
            Self::SpecEdited(_) => {
                "copy what is new to api.yaml and leave `--spec` out, or give up the edits with `--force api.yaml`"
                    .to_owned()
            }
            Self::NothingRenamed => {
                "to have another migration than the newest, restore the project as it was before from version control, and run it with `--ddl` and `--rename`, or `--drop`"
                    .to_owned()
            }
            Self::NewerGenerator { version } => {
                format!("install it: `{}`", install(version))
            }
            Self::NoSpec(_) => {
                "copy .scaffold/inputs/api.yaml there, or make it empty to have the defaults".to_owned()
            }
            Self::Write(WriteError::NotEmpty(_) | WriteError::NotAFolder(_)) => {
                "name another folder with `--into DIR`, or move this one away".to_owned()
            }
            Self::NoChassis(_) => {
                "give `--chassis-path` the folder of the crate `chassis`".to_owned()
            }
            Self::NoProject(_) => "give the folder that `scaffold new` made".to_owned(),
            Self::NoTable {
                near: Some(near), ..
            } => format!("did you mean `{near}`?"),
            Self::NoTable { .. } => {
                "give a Rust file, or run it in the folder that `scaffold new` made".to_owned()
            }
            Self::Manifest { .. } | Self::Record { .. } => "restore the file from version control".to_owned(),
            Self::NoDocument { .. } => {
                "give the openapi.json that clients know: `git show main:openapi.json > known.json`"
                    .to_owned()
            }
            Self::ManifestFormat { .. } => {
                "use the version of scaffold that the file names as its generator".to_owned()
            }
            Self::Cargo(error) if error.kind() == io::ErrorKind::NotFound => {
                "install Rust (https://rustup.rs), then `cargo run` in the project's folder"
                    .to_owned()
            }
            _ => return None,
        };
        Some(help)
    }
}
