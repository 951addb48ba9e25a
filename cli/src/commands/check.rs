//! `scaffold check`.

use std::fmt::Write;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use super::compare::{Difference, Kind, compare, mend};
use super::pipeline::{Input, Inputs, generate};
use super::{Error, name, origin};
use crate::args::Check;
use crate::manifest::{FORMAT, GENERATOR, Manifest, PATH, SPEC_INPUT, is_ddl_input};
use crate::progress::{Progress, print};

/// Compares a project's generated files with what its inputs give.
pub(super) fn check(args: &Check, progress: Progress) -> Result<ExitCode, Error> {
    let project = &args.project;
    let manifest = read_manifest(project)?;
    // It stands in files, and in the command that is shown.
    name::check(&manifest.options.name)?;
    progress.say(format_args!(
        "reading {}",
        project.join(".scaffold").display()
    ));
    let mut inputs = read_inputs(project, &manifest)?;
    let is_other = !args.ddl.is_empty();
    if is_other {
        inputs.ddl = origin::read(&args.ddl, manifest.options.hints(), progress)?;
    }
    let generated = generate(&inputs, progress)?;
    progress.say(format_args!("comparing {} files", generated.tree.len()));
    let mut differences = compare(project, &manifest, &generated.tree)?;
    if is_other {
        // Two scripts of one schema may be different texts.
        differences.retain(|difference| !is_ddl_input(&difference.path));
    }
    if differences.is_empty() {
        if io::stdout().is_terminal() {
            print("up to date\n");
        }
        return Ok(ExitCode::SUCCESS);
    }
    print(&report(project, &manifest, &inputs, &differences));
    Ok(ExitCode::from(1))
}

fn read_manifest(project: &Path) -> Result<Manifest, Error> {
    let path = project.join(PATH);
    let content = match fs::read(&path) {
        Ok(content) => content,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Error::NoProject(project.to_owned()));
        }
        Err(source) => return Err(Error::Unreadable { path, source }),
    };
    // The version first: another format may have other members.
    let json: serde_json::Value = match serde_json::from_slice(&content) {
        Ok(json) => json,
        Err(source) => return Err(Error::Manifest { path, source }),
    };
    match json.get("format").and_then(serde_json::Value::as_u64) {
        Some(format) if format != u64::from(FORMAT) => Err(Error::ManifestFormat { path, format }),
        _ => serde_json::from_value(json).map_err(|source| Error::Manifest { path, source }),
    }
}

fn read_inputs(project: &Path, manifest: &Manifest) -> Result<Inputs, Error> {
    let read = |path: &str| {
        let path = project.join(path);
        match fs::read(&path) {
            Ok(content) => Ok(Input { path, content }),
            Err(source) => Err(Error::Unreadable { path, source }),
        }
    };
    let paths = manifest.ddl_inputs();
    let ddl = paths.iter().map(|path| read(path));
    let has_spec = manifest.files.contains_key(SPEC_INPUT);
    Ok(Inputs {
        ddl: ddl.collect::<Result<_, _>>()?,
        spec: has_spec.then(|| read(SPEC_INPUT)).transpose()?,
        sources: project.to_owned(),
        options: manifest.options.clone(),
        migrations: manifest.migrations(),
    })
}

/// The differences as text, and how to mend them.
fn report(
    project: &Path,
    manifest: &Manifest,
    inputs: &Inputs,
    differences: &[Difference],
) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for Difference { path, kind, .. } in differences {
        let _ = writeln!(text, "{path}: {kind}");
    }
    if manifest.generator != GENERATOR {
        let _ = writeln!(
            text,
            "{PATH}: written by scaffold {}; this is scaffold {GENERATOR}",
            manifest.generator
        );
    }
    for difference in differences.iter().filter(|d| !d.diff.is_empty()) {
        let _ = write!(text, "\n{}", difference.diff);
    }
    let with_spec =
        manifest.files.contains_key(SPEC_INPUT) || differences.iter().any(|d| d.kind == Kind::Spec);
    let _ = writeln!(
        text,
        "\nhelp: make the files anew and copy what is listed here:\n  {}",
        mend(project, manifest, &inputs.ddl, with_spec)
    );
    text
}
