//! `scaffold new`.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use super::pipeline::{Generated, Input, Inputs, generate};
use super::sources::folder;
use super::{Error, name, origin, rows};
use crate::args::New;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::manifest::Options;
use crate::progress::{Progress, print, say};
use crate::write::{Target, relative, resolve};

/// Notes and warnings shown at most; the project's README has all notes.
const SHOWN: usize = 10;

/// Makes a project and, when asked to, starts it.
pub(super) fn new(args: &New, progress: Progress) -> Result<ExitCode, Error> {
    name::check(&args.name)?;
    let folder = args
        .into
        .clone()
        .unwrap_or_else(|| PathBuf::from(&args.name));
    let target = Target::new(&folder)?;
    let options = Options {
        name: args.name.clone(),
        chassis_path: chassis_path(args, target.folder())?,
        server: args.hints.server,
        encoding: args.hints.encoding,
    };
    let scripts = match args.with_data {
        true => Some(rows::scripts(&args.ddl)?),
        false => None,
    };
    let inputs = read(args, options, progress)?;
    let generated = generate(&inputs, progress)?;
    tell(&generated, &inputs, progress);
    let manifest = generated.manifest().to_json()?;
    let files = generated.files(&manifest);
    progress.say(format_args!("writing {} files", files.len()));
    target.write(&files)?;
    if let Some(scripts) = scripts {
        rows::load(&inputs, &generated, scripts, target.folder(), progress)?;
    }
    if args.run {
        progress.say("building");
        return run(target.folder());
    }
    if io::stdout().is_terminal() {
        print(&format!(
            "{} with {} resources is ready\n  cd {} && cargo run\n",
            args.name,
            generated.resources,
            folder.display()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn read(args: &New, options: Options, progress: Progress) -> Result<Inputs, Error> {
    let spec = match &args.spec {
        None => None,
        Some(path) => {
            progress.say(format_args!("reading {}", path.display()));
            Some(Input::read(path.clone())?)
        }
    };
    Ok(Inputs {
        ddl: origin::read(&args.ddl, args.hints.into(), progress)?,
        spec,
        sources: args.spec.as_deref().map(folder).unwrap_or_default(),
        options,
        migrations: Vec::new(),
    })
}

/// Where the support crate is, seen from the project; an absolute path stays one.
fn chassis_path(args: &New, project: &Path) -> Result<Option<String>, Error> {
    let Some(path) = &args.chassis_path else {
        return Ok(None);
    };
    if !path.join("Cargo.toml").is_file() {
        return Err(Error::NoChassis(path.clone()));
    }
    if path.is_absolute() {
        return Ok(Some(path.to_string_lossy().into_owned()));
    }
    let resolved = resolve(path).map_err(|source| Error::Unreadable {
        path: path.clone(),
        source,
    })?;
    Ok(Some(relative(project, &resolved)))
}

/// Shows warnings to everybody, and notes to who sits at a terminal.
pub(super) fn tell(generated: &Generated, inputs: &Inputs, progress: Progress) {
    let is_of_dump = |diagnostic: &&Diagnostic| {
        let file = diagnostic.place.as_ref().map(|place| &*place.file);
        inputs.ddl.iter().any(|input| Some(&*input.path) == file)
    };
    let found = generated.diagnostics.iter();
    let mut warnings: Vec<&Diagnostic> = found
        .filter(|diagnostic| diagnostic.severity == Severity::Warning)
        .collect();
    // What the user wrote comes first: a dump may have more than anybody reads.
    warnings.sort_by_key(is_of_dump);
    let mut shown = Diagnostics::default();
    for &warning in warnings.iter().take(SHOWN) {
        shown.push(warning.clone());
    }
    let warnings = warnings.len();
    if warnings > 0 {
        say(shown.render(progress.color()).trim_end());
    }
    if warnings > SHOWN {
        say(format_args!("and {} warnings more", warnings - SHOWN));
    }
    for note in generated.notes.iter().take(SHOWN) {
        progress.say(format_args!("note: {note}"));
    }
    if generated.notes.len() > SHOWN {
        let more = generated.notes.len() - SHOWN;
        progress.say(format_args!(
            "and {more} notes more: see README.md of the project"
        ));
    }
}

/// Builds and runs the project: this process becomes cargo, so that signals reach cargo and then the service.
#[cfg(unix)]
fn run(project: &Path) -> Result<ExitCode, Error> {
    use std::os::unix::process::CommandExt;

    let error = Command::new("cargo").arg("run").current_dir(project).exec();
    Err(Error::Cargo(error))
}

/// Builds and runs the project.
#[cfg(not(unix))]
fn run(project: &Path) -> Result<ExitCode, Error> {
    let status = Command::new("cargo")
        .arg("run")
        .current_dir(project)
        .status()
        .map_err(Error::Cargo)?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(4)))
}
