//! `scaffold spec`: a spec to start from, and the schema of specs.

use std::process::ExitCode;

use super::{Error, inspect};
use crate::args::{Spec, SpecInit};
use crate::diagnostic::Diagnostics;
use crate::progress::{Progress, print, say};
use crate::resolve::outline;
use crate::spec::{self, json_schema};
use crate::starter::starter;

/// Runs one of the commands.
pub(super) fn spec(args: &Spec, progress: Progress) -> Result<ExitCode, Error> {
    match args {
        Spec::Init(args) => init(args, progress),
        Spec::Schema => {
            print(&json_schema());
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn init(args: &SpecInit, progress: Progress) -> Result<ExitCode, Error> {
    let mut diagnostics = Diagnostics::default();
    let schema = inspect::read(&args.ddl, args.hints.into(), &mut diagnostics, progress)?;
    let outline = outline("service", &schema, &spec::Spec::default(), &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(Error::Refused(diagnostics));
    }
    print(&starter(&schema, &outline));
    if diagnostics.warning_count() > 0 {
        say(diagnostics.render(progress.color()).trim_end());
    }
    Ok(ExitCode::SUCCESS)
}
