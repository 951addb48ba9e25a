//! `scaffold inspect`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::{Error, origin, read_spec_file};
use crate::args::{Inspect, Origin};
use crate::ddl::{self, Hints, Schema};
use crate::diagnostic::Diagnostics;
use crate::inspect::Report;
use crate::progress::{Progress, is_color_welcome, print, say};
use crate::resolve::outline;
use crate::spec::Spec;

/// Prints what every table and view becomes; exit code 2 when something cannot be read, after printing the rest.
pub(super) fn inspect(args: &Inspect, progress: Progress) -> Result<ExitCode, Error> {
    let mut diagnostics = Diagnostics::default();
    let schema = read(&args.ddl, args.hints.into(), &mut diagnostics, progress)?;
    let spec = match &args.spec {
        None => Some(Spec::default()),
        Some(path) => read_spec_file(path, &mut diagnostics, progress)?,
    };
    let Some(spec) = spec else {
        return Err(Error::Refused(diagnostics));
    };
    let outline = outline("service", &schema, &spec, &mut diagnostics);
    let report = Report::new(&schema, &outline);
    if args.json {
        let mut text = serde_json::to_string_pretty(&report)?;
        text.push('\n');
        print(&text);
    } else {
        print(&report.text(is_color_welcome(io::stdout().is_terminal())));
    }
    if diagnostics.has_errors() {
        return Err(Error::Refused(diagnostics));
    }
    if diagnostics.warning_count() > 0 {
        say(diagnostics.render(progress.color()).trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

/// The schema that origins give in their order. Files are read as they stream: rows are counted and not kept.
pub(super) fn read(
    origins: &[Origin],
    hints: Hints,
    diagnostics: &mut Diagnostics,
    progress: Progress,
) -> Result<Schema, Error> {
    let mut reader = ddl::Reader::new(hints, diagnostics);
    let mut names = Vec::new();
    for (path, content) in origin::open(origins, hints, progress)? {
        names.push(path.display().to_string());
        let read = reader.script(&path, content);
        read.map_err(|source| Error::Unreadable { path, source })?;
    }
    let schema = reader.finish();
    if schema.definitions.is_empty() {
        diagnostics.error_of_command(
            format!("{} has no table and no view", names.join(" and ")),
            "give the schema, in UTF-8: `mysqldump --no-data --result-file=dump.sql yourdatabase`",
        );
    }
    Ok(schema)
}
