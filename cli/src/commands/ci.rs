//! `scaffold ci`.

use std::process::ExitCode;

use scaffold_templates::{Ci, ci as recipe};

use super::check::Verdict;
use crate::args::{CiSystem, PrintCi};
use crate::manifest::GENERATOR;
use crate::progress::print;

/// Prints a job that checks a project with this version.
pub(super) fn ci(args: &PrintCi) -> ExitCode {
    let system = match args.system {
        CiSystem::Github => Ci::Github,
        CiSystem::Gitlab => Ci::Gitlab,
        CiSystem::PreCommit => Ci::PreCommit,
    };
    let verdicts = Verdict::ALL.map(|verdict| (verdict.bit(), verdict.about()));
    print(&recipe(system, GENERATOR, &verdicts));
    ExitCode::SUCCESS
}
