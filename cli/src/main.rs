//! The `scaffold` command.

use std::process::ExitCode;

use clap::Parser;
use scaffold::args::Args;

fn main() -> ExitCode {
    scaffold::commands::run(&Args::parse())
}
