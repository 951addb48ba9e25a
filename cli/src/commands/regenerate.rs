//! `scaffold regenerate`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::ExitCode;

use super::migration::migration;
use super::new::tell;
use super::pipeline::{Generated, Input, Inputs, Migration, generate, render, understand};
use super::project::{SpecToday, read_inputs, read_manifest, spec_today};
use super::{Error, name, origin};
use crate::args::{Hints, Regenerate};
use crate::manifest::{Entry, GENERATOR, Manifest, Options, PATH, is_ddl_input};
use crate::progress::{Progress, print, say};
use crate::revision::{Fate, Plan, Revision};
use crate::transaction;
use crate::tree::{Owner, SPEC};

/// What makes a new embedded database.
const SCHEMA: &str = "schema.sql";

/// Brings a project in step with its inputs; exit code 3 when edits and changes contradict each other.
pub(super) fn regenerate(args: &Regenerate, progress: Progress) -> Result<ExitCode, Error> {
    let project = &args.project;
    let forced: BTreeSet<String> = args.force.iter().map(|path| normal(path)).collect();
    let is_completed = transaction::has_leftovers(project) && complete(args, &forced)?;
    let manifest = read_manifest(project)?;
    let before = Input::read(project.join(PATH))?.content;
    name::check(&manifest.options.name)?;
    if is_newer(&manifest.generator) {
        let version = manifest.generator;
        return Err(Error::NewerGenerator { version });
    }
    let (generated, moves) = run(args, &manifest, is_completed, progress)?;
    let plan = Plan {
        project,
        manifest: &manifest,
        tree: &generated.tree,
        forced: &forced,
        moves: &moves,
    };
    let mut revision = plan.revision()?;
    let after = generated.manifest().to_json()?.into_bytes();
    if before != after {
        revision.changes.write(PATH, after, Some(&before));
    }
    if !args.dry_run && !revision.changes.is_empty() {
        let count = revision.changes.writes.len();
        progress.say(format_args!("writing {count} files"));
        transaction::lock(project)?.apply(&revision.changes, &before)?;
    }
    print(&report(&revision));
    Ok(if revision.has_conflicts() {
        ExitCode::from(3)
    } else {
        ExitCode::SUCCESS
    })
}

/// A path below the project as it is in the manifest.
fn normal(path: &str) -> String {
    let path = path.replace('\\', "/");
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "."));
    let relative = parts.collect::<Vec<_>>().join("/");
    match path.starts_with('/') {
        true => format!("/{relative}"),
        false => relative,
    }
}

/// Completes what another run was kept from; whether there was something to complete.
fn complete(args: &Regenerate, forced: &BTreeSet<String>) -> Result<bool, Error> {
    if args.dry_run {
        let is_cut_off = transaction::is_cut_off(&args.project);
        let cut_off = || Error::CutOff(args.project.clone());
        return if is_cut_off {
            Err(cut_off())
        } else {
            Ok(false)
        };
    }
    let locked = transaction::lock(&args.project)?;
    let is_completed = locked.complete(|path| forced.contains(path))?;
    if is_completed {
        say("a regeneration that was cut off is complete now");
    }
    Ok(is_completed)
}

/// What the inputs of today give, with a migration where databases must follow, and which files have other names now.
fn run(
    args: &Regenerate,
    manifest: &Manifest,
    is_completed: bool,
    progress: Progress,
) -> Result<(Generated, BTreeMap<String, String>), Error> {
    let recorded = read_inputs(&args.project, manifest)?;
    let mut inputs = recorded.clone();
    inputs.spec = spec(args, manifest, inputs.spec.take())?;
    inputs.options = options(args, manifest);
    if !args.ddl.is_empty() {
        inputs.ddl = origin::read(&args.ddl, inputs.options.hints(), progress)?;
    }
    warn_of_edits(&recorded, manifest);
    let understood = understand(&inputs, progress)?;
    let is_same = is_same(&recorded, &inputs);
    // The run that was cut off may have been asked for the same.
    let is_said = !(args.rename.is_empty() && args.drop.is_empty());
    if is_same && is_said && !is_completed {
        return Err(Error::NothingRenamed);
    }
    let mut moves = BTreeMap::new();
    if !is_same {
        let old = understand(&recorded, progress)?;
        let step = migration(&old, &understood, &args.rename, &args.drop)?;
        moves = step.moves;
        if let Some(scripts) = step.scripts {
            let version = inputs.next_version();
            inputs.migrations.push(Migration { version, scripts });
        }
    }
    let generated = render(&inputs, understood)?;
    tell(&generated, &inputs, progress);
    if is_same {
        warn_of_schema(&generated, manifest);
    }
    if !args.ddl.is_empty() && is_as_recorded(&generated, manifest) {
        // Dumps of one schema are different texts: they hold the time.
        inputs.ddl = recorded.ddl;
        inputs.options = recorded.options;
        return Ok((generate(&inputs, progress)?, moves));
    }
    Ok((generated, moves))
}

/// Copies of inputs are what databases were made by: an edit of one brings no migration.
fn warn_of_edits(recorded: &Inputs, manifest: &Manifest) {
    for (path, input) in manifest.ddl_inputs().iter().zip(&recorded.ddl) {
        let written = manifest.files.get(path);
        if written.is_some_and(|entry| !entry.is_of(&input.content)) {
            say(format_args!(
                "warning: {path} was edited, for which there is no migration"
            ));
            say("  = help: restore it from version control, and give the new schema with `--ddl`");
        }
    }
}

/// Another version of this program may make other SQL of the same schema, which databases that are there do not have.
fn warn_of_schema(generated: &Generated, manifest: &Manifest) {
    let (written, now) = (manifest.files.get(SCHEMA), generated.tree.get(SCHEMA));
    if let (Some(written), Some(now)) = (written, now)
        && !written.is_of(&now.content)
    {
        say(format_args!(
            "warning: this version of scaffold makes another {SCHEMA} of the same schema, and embedded databases that are there stay as they are"
        ));
        say(
            "  = help: read the difference; make them anew, or stay with the version that wrote the project until they can be",
        );
    }
}

/// Whether a version is later than that of this program.
pub(super) fn is_newer(version: &str) -> bool {
    let numbers = |version: &str| -> Vec<u64> {
        version
            .split('.')
            .map_while(|part| part.parse().ok())
            .collect()
    };
    numbers(version) > numbers(GENERATOR)
}

/// Whether inputs are those that a project was made from, to the letter.
fn is_same(recorded: &Inputs, today: &Inputs) -> bool {
    fn texts(inputs: &Inputs) -> impl Iterator<Item = &Vec<u8>> {
        inputs.ddl.iter().map(|input| &input.content)
    }
    fn spec(inputs: &Inputs) -> Option<&Vec<u8>> {
        inputs.spec.as_ref().map(|spec| &spec.content)
    }
    recorded.options == today.options
        && texts(recorded).eq(texts(today))
        && spec(recorded) == spec(today)
}

fn options(args: &Regenerate, manifest: &Manifest) -> Options {
    let Hints { server, encoding } = args.hints;
    Options {
        server: server.or(manifest.options.server),
        encoding: encoding.or(manifest.options.encoding),
        ..manifest.options.clone()
    }
}

/// The spec of today: what the command line names, or the user's own; none when nobody ever wrote one.
fn spec(
    args: &Regenerate,
    manifest: &Manifest,
    recorded: Option<Input>,
) -> Result<Option<Input>, Error> {
    let own = args.project.join(SPEC);
    let today = spec_today(&args.project, manifest, recorded.as_ref())?;
    if let Some(path) = &args.spec {
        let input = Input::read(path.clone())?;
        let is_lost = matches!(&today, SpecToday::Changed(own) if own.content != input.content);
        if is_lost && !args.force.iter().any(|path| normal(path) == SPEC) {
            return Err(Error::SpecEdited(path.clone()));
        }
        return Ok(Some(input));
    }
    match today {
        SpecToday::AsRecorded => Ok(recorded.map(|spec| Input { path: own, ..spec })),
        SpecToday::Changed(input) => Ok(Some(input)),
        SpecToday::Missing => Err(Error::NoSpec(own)),
    }
}

/// Whether inputs give what was generated from others.
fn is_as_recorded(generated: &Generated, manifest: &Manifest) -> bool {
    fn compared(manifest: &Manifest) -> impl Iterator<Item = (&String, &Entry)> {
        let files = manifest.files.iter();
        files.filter(|(path, entry)| entry.owner != Owner::Yours && !is_ddl_input(path))
    }
    let today = generated.manifest();
    manifest.generator == today.generator && compared(manifest).eq(compared(&today))
}

/// What became of each file, a line each; places of conflicts are lines of their own.
fn report(revision: &Revision) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for (path, fate) in &revision.fates {
        match fate {
            Fate::Conflict(lines) => {
                for line in lines {
                    let _ = writeln!(text, "{path}:{line}: {fate}");
                }
            }
            fate => {
                let _ = writeln!(text, "{path}: {fate}");
            }
        }
    }
    text
}
