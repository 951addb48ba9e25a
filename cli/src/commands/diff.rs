//! `scaffold diff`.

use std::process::ExitCode;

use chassis_model::{Service, openapi};
use serde::Serialize;

use super::inspect;
use super::{Error, read_spec_file};
use crate::api_change::{ApiChange, compare};
use crate::args::{Diff, Origin, Script};
use crate::ddl::{Hints, Schema};
use crate::diagnostic::Diagnostics;
use crate::diff::{Comparison, Renames, SchemaDiff, report};
use crate::progress::{Progress, print, say};
use crate::resolve::{Resolved, resolve};
use crate::spec::Spec;

/// The name of a service that nobody sees.
const SERVICE: &str = "service";

/// Prints what changes from one schema to another, and the SQL that brings a database along.
pub(super) fn diff(args: &Diff, progress: Progress) -> Result<ExitCode, Error> {
    if args.old == Origin::Stdin && args.new == Origin::Stdin {
        return Err(Error::StdinTwice);
    }
    let mut diagnostics = Diagnostics::default();
    let inputs = Inputs::read(args, &mut diagnostics, progress)?;
    let Some(inputs) = inputs.filter(|_| !diagnostics.has_errors()) else {
        return Err(Error::Refused(diagnostics));
    };
    let renames = Renames::gather(
        &args.rename,
        &inputs.spec,
        &inputs.old,
        &inputs.new,
        &mut diagnostics,
    );
    let services = Services::resolve(&inputs, &renames, &mut diagnostics);
    let Some(services) = services.filter(|_| !diagnostics.has_errors()) else {
        return Err(Error::Refused(diagnostics));
    };
    let comparison = Comparison::new(&inputs.old, &inputs.new, &renames);
    print(&output(args, &comparison, &services)?);
    if diagnostics.warning_count() > 0 {
        say(diagnostics.render(progress.color()).trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

struct Inputs {
    old: Schema,
    new: Schema,
    spec: Spec,
}

impl Inputs {
    /// Both schemas and the spec; errors of all of them are reported together.
    fn read(
        args: &Diff,
        diagnostics: &mut Diagnostics,
        progress: Progress,
    ) -> Result<Option<Self>, Error> {
        let hints: Hints = args.hints.into();
        let read = |origin: &Origin, diagnostics: &mut Diagnostics| {
            inspect::read(std::slice::from_ref(origin), hints, diagnostics, progress)
        };
        let old = read(&args.old, diagnostics)?;
        let new = read(&args.new, diagnostics)?;
        let spec = match &args.spec {
            None => Some(Spec::default()),
            Some(path) => read_spec_file(path, diagnostics, progress)?,
        };
        Ok(spec.map(|spec| Self { old, new, spec }))
    }
}

/// What both schemas become: their tables on SQLite, and the API before and after.
struct Services {
    old: Resolved,
    new: Resolved,
    /// Whether the spec does not fit the old schema, and was left out there.
    is_old_bare: bool,
}

/// What is to be known then.
const BARE: &str =
    "The spec does not fit the old schema: the API before is what the old schema gives without it.";

impl Services {
    fn resolve(inputs: &Inputs, renames: &Renames, diagnostics: &mut Diagnostics) -> Option<Self> {
        let new = resolve(SERVICE, &inputs.new, &inputs.spec, diagnostics);
        // Nothing in the spec of the new schema is at fault for what the old one lacks; what still does not go together with
        // it, a filter by a new column for one, leaves the old one without a spec.
        let mut faults = Diagnostics::default();
        let before = renames.before(&inputs.spec, &inputs.old, &inputs.new);
        let old = resolve(SERVICE, &inputs.old, &before, &mut faults);
        let is_old_bare = old.is_none();
        let old = old.or_else(|| resolve(SERVICE, &inputs.old, &Spec::default(), diagnostics));
        Some(Self {
            old: old?,
            new: new?,
            is_old_bare,
        })
    }
}

impl Services {
    /// What changes for clients, when the spec stays.
    fn api(&self) -> Result<Vec<ApiChange>, Error> {
        let document = |resolved: &Resolved| {
            let service = Service {
                endpoints: Vec::new(),
                ..resolved.service.clone()
            };
            serde_json::from_str(&openapi::text(&service)?)
        };
        Ok(compare(&document(&self.old)?, &document(&self.new)?))
    }
}

/// All of it for programs.
#[derive(Serialize)]
struct Document<'a> {
    /// The version of this form.
    format: u32,
    #[serde(flatten)]
    diff: &'a SchemaDiff,
    /// What clients of the API see of it, without endpoints of the spec.
    api: Vec<ApiChange>,
    /// Statements for MySQL and MariaDB, each with its comments and a semicolon.
    mysql: Vec<String>,
    /// Statements for SQLite, each with its comments and a semicolon.
    sqlite: &'a [String],
    notes: &'a [String],
}

fn output(args: &Diff, comparison: &Comparison<'_>, services: &Services) -> Result<String, Error> {
    let mysql = || comparison.mysql();
    let sqlite = || {
        let mut script = comparison.sqlite(&services.old.embedded, &services.new.embedded);
        let bare = services.is_old_bare.then(|| BARE.to_owned());
        script.notes.splice(0..0, bare);
        script
    };
    Ok(match args.sql {
        Some(Script::Mysql) => report::mysql(&mysql()),
        Some(Script::Sqlite) => sqlite().text(),
        None if args.json => {
            let script = sqlite();
            let document = Document {
                format: 1,
                diff: &comparison.changes(),
                api: services.api()?,
                mysql: mysql().iter().map(ToString::to_string).collect(),
                sqlite: &script.statements,
                notes: &script.notes,
            };
            let mut text = serde_json::to_string_pretty(&document)?;
            text.push('\n');
            text
        }
        None => {
            let changes = comparison.changes();
            report::whole(&changes, &services.api()?, &mysql(), &sqlite())
        }
    })
}
