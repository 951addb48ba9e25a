//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::ddl;

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
    /// Compare a project's generated files with what its inputs give; exit code 1 when they differ.
    Check(Check),
}

/// `scaffold new`.
#[derive(Debug, clap::Args)]
pub struct New {
    /// Name of the project: a Cargo package name.
    pub name: String,
    /// MySQL or MariaDB dump; its rows are not read.
    #[arg(long, value_name = "FILE")]
    pub ddl: PathBuf,
    /// What the API offers, in YAML; without it, every table.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Folder to make; ./NAME when absent.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
    /// Build and start the service when it is written.
    #[arg(long)]
    pub run: bool,
    /// Use the support crate in this folder instead of a copy in the project.
    #[arg(long, value_name = "DIR")]
    pub chassis_path: Option<PathBuf>,
    /// Server that the dump is for, when its header does not say or is wrong.
    #[arg(long, value_name = "SERVER")]
    pub server: Option<Server>,
}

/// `scaffold check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Folder of the project.
    #[arg(value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
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
