//! The command line.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use crate::diff::{Dropped, Rename};
use crate::encoding::Encoding;
use crate::{ddl, live};

/// From a MySQL dump to a running axum service.
#[derive(Debug, Parser)]
#[command(name = "scaffold", version, propagate_version = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a project that builds and runs.
    New(New),
    /// Bring a project in step with its schema and spec, with every edit kept; exit code 3 when edits conflict.
    Regenerate(Regenerate),
    /// Tell whether a project is in step with its inputs; the exit code is the sum of what is found.
    Check(Check),
    /// Print a job for a CI system that runs `scaffold check`.
    Ci(PrintCi),
    /// Show what every table and view becomes and why, what is left out, and what is worth a look.
    Inspect(Inspect),
    /// Tell what a change of the schema means, and print the SQL that takes a database along with its rows.
    Diff(Diff),
    /// Print the Rust that the derives write, formatted.
    Expand(Expand),
    /// Start a spec, or print the JSON Schema of specs.
    #[command(subcommand)]
    Spec(Spec),
}

/// `scaffold new`.
#[derive(Debug, clap::Args)]
pub struct New {
    /// Name of the project: a Cargo package name.
    pub name: String,
    /// MySQL or MariaDB dump, `-` for standard input, or mysql://USER:PASSWORD@HOST:PORT/DATABASE; several in order.
    #[arg(long, value_name = "FILE|URL", required = true, value_parser = origin())]
    pub ddl: Vec<Origin>,
    /// What the API offers, in YAML; without it, every table.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Folder to make; ./NAME when absent.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
    /// Load the rows of the dump into the project's own database, data/NAME.db.
    #[arg(long)]
    pub with_data: bool,
    /// Build and start the service when it is written.
    #[arg(long)]
    pub run: bool,
    /// Use the support crate in this folder instead of a copy in the project.
    #[arg(long, value_name = "DIR")]
    pub chassis_path: Option<PathBuf>,
    /// What the dump does not say of itself.
    #[command(flatten)]
    pub hints: Hints,
}

/// `scaffold regenerate`.
#[derive(Debug, clap::Args)]
pub struct Regenerate {
    /// Folder of the project.
    #[arg(value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// The schema from now on, as for `scaffold new`; without it, the project's copy.
    #[arg(long, value_name = "FILE|URL", value_parser = origin())]
    pub ddl: Vec<Origin>,
    /// The spec from now on, in place of the project's api.yaml.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// What the dump does not say of itself; without it, as it was said before.
    #[command(flatten)]
    pub hints: Hints,
    /// What had another name, TABLE=NEW or TABLE.OLD=NEW, as for `scaffold diff`; several times for several renames.
    #[arg(long, value_name = "RENAME")]
    pub rename: Vec<Rename>,
    /// What is gone for good although something new looks like it, TABLE or TABLE.COLUMN; several times for several.
    #[arg(long, value_name = "NAME")]
    pub drop: Vec<Dropped>,
    /// Say what would be done, and do nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Give up the edits of this file: a path below the project; several times for several files.
    #[arg(long, value_name = "PATH")]
    pub force: Vec<String>,
}

/// `scaffold check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Folder of the project.
    #[arg(value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
    /// Compare with what this schema gives, too, and not only with the project's copy; as for `scaffold new`.
    #[arg(long, value_name = "FILE|URL", value_parser = origin())]
    pub ddl: Vec<Origin>,
    /// The OpenAPI document that clients know; the project's openapi.json when absent.
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// Print JSON for programs.
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Print annotations.
    #[arg(long, value_name = "FORM")]
    pub format: Option<CheckFormat>,
}

/// Where the findings of `scaffold check` are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Annotations of GitHub Actions.
    Github,
}

/// `scaffold ci`.
#[derive(Debug, clap::Args)]
pub struct PrintCi {
    /// The system.
    #[arg(value_name = "SYSTEM")]
    pub system: CiSystem,
}

/// A system that runs jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CiSystem {
    /// GitHub Actions.
    Github,
    /// GitLab CI.
    Gitlab,
    /// Hooks of git, by pre-commit.
    PreCommit,
}

/// `scaffold inspect`.
#[derive(Debug, clap::Args)]
pub struct Inspect {
    /// MySQL or MariaDB dump, `-` for standard input, or mysql://USER:PASSWORD@HOST:PORT/DATABASE; several in order.
    #[arg(value_name = "FILE|URL", required = true, value_parser = origin())]
    pub ddl: Vec<Origin>,
    /// What the API offers, in YAML; without it, every table.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// What the dump does not say of itself.
    #[command(flatten)]
    pub hints: Hints,
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}

/// `scaffold diff`.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The schema that databases have: a dump, `-` for standard input, or mysql://USER:PASSWORD@HOST:PORT/DATABASE.
    #[arg(value_name = "OLD", value_parser = origin())]
    pub old: Origin,
    /// The schema that they are to have, in the same way.
    #[arg(value_name = "NEW", value_parser = origin())]
    pub new: Origin,
    /// The spec, whose `was` says what tables and columns were called.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// A column or table that has another name now: TABLE.OLD=NEW or OLD=NEW; several, each with its own `--rename`.
    #[arg(long, value_name = "OLD=NEW")]
    pub rename: Vec<Rename>,
    /// What the dumps do not say of themselves.
    #[command(flatten)]
    pub hints: Hints,
    /// Print JSON for programs.
    #[arg(long, conflicts_with = "sql")]
    pub json: bool,
    /// Print one script and nothing else.
    #[arg(long, value_name = "DATABASE")]
    pub sql: Option<Script>,
}

/// A script that `scaffold diff` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Script {
    /// For MySQL and MariaDB.
    Mysql,
    /// For SQLite.
    Sqlite,
}

/// `scaffold expand`.
#[derive(Debug, clap::Args)]
pub struct Expand {
    /// A Rust file, or the name of a table of the project in this folder.
    #[arg(value_name = "FILE|TABLE")]
    pub what: PathBuf,
}

/// What a dump does not say of itself.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Hints {
    /// Server that the dump is for, when its header does not say or is wrong.
    #[arg(long, value_name = "SERVER")]
    pub server: Option<Server>,
    /// Character set of the dump, such as gbk, when its SET NAMES does not say or is wrong.
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<Encoding>,
}

impl From<Hints> for ddl::Hints {
    fn from(hints: Hints) -> Self {
        Self {
            server: hints.server.map(Into::into),
            encoding: hints.encoding,
        }
    }
}

/// `scaffold spec`.
#[derive(Debug, Subcommand)]
pub enum Spec {
    /// Print a spec to start from: every table with its defaults as comments, and proposals.
    Init(SpecInit),
    /// Print the JSON Schema of the spec, for editors.
    Schema,
}

/// `scaffold spec init`.
#[derive(Debug, clap::Args)]
pub struct SpecInit {
    /// MySQL or MariaDB dump, `-` for standard input, or mysql://USER:PASSWORD@HOST:PORT/DATABASE; several in order.
    #[arg(value_name = "FILE|URL", required = true, value_parser = origin())]
    pub ddl: Vec<Origin>,
    /// What the dump does not say of itself.
    #[command(flatten)]
    pub hints: Hints,
}

/// Where a schema comes from.
#[derive(Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// A server, by a URL that may hold a password. It is understood later: errors of the command line show values.
    Url(String),
}

impl From<OsString> for Origin {
    fn from(argument: OsString) -> Self {
        match argument.to_str() {
            Some("-") => Self::Stdin,
            Some(text) if live::is_url(text) => Self::Url(text.to_owned()),
            _ => Self::File(argument.into()),
        }
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.fmt(formatter),
            Self::Stdin => formatter.write_str("standard input"),
            Self::Url(_) => formatter.write_str("a server"),
        }
    }
}

fn origin() -> impl TypedValueParser<Value = Origin> {
    OsStringValueParser::new().map(Origin::from)
}

/// A family of servers, as the command line and the manifest name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Server {
    /// MySQL 5.7 or newer.
    Mysql,
    /// MariaDB.
    Mariadb,
}

impl From<Server> for ddl::Server {
    fn from(server: Server) -> Self {
        match server {
            Server::Mysql => Self::Mysql,
            Server::Mariadb => Self::Mariadb,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        super::Args::command().debug_assert();
    }
}
