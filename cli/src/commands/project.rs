//! A project on disk: how it was made, what from, and what its inputs are today.

use std::path::Path;

use super::Error;
use super::pipeline::{Input, Inputs, Migration};
use crate::files::read_if_there;
use crate::manifest::{FORMAT, Manifest, PATH, SPEC_INPUT, migration_paths};
use crate::tree::SPEC;

/// Reads the manifest; one of another format is refused.
pub(super) fn read_manifest(project: &Path) -> Result<Manifest, Error> {
    let path = project.join(PATH);
    let Some(content) = read_file(project, PATH)? else {
        return Err(Error::NoProject(project.to_owned()));
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

/// Reads the project's copies of what it was made from.
pub(super) fn read_inputs(project: &Path, manifest: &Manifest) -> Result<Inputs, Error> {
    let read = |path: &str| {
        Input::read(project.join(path)).map_err(|error| match error {
            Error::Unreadable { path, source } => Error::Record { path, source },
            error => error,
        })
    };
    let migration = |version| {
        let [mysql, sqlite] = migration_paths(version).map(|path| read(&path));
        let scripts = [mysql?.content, sqlite?.content];
        Ok::<_, Error>(Migration { version, scripts })
    };
    let paths = manifest.ddl_inputs();
    let ddl = paths.iter().map(|path| read(path));
    let has_spec = manifest.files.contains_key(SPEC_INPUT);
    Ok(Inputs {
        ddl: ddl.collect::<Result<_, _>>()?,
        spec: has_spec.then(|| read(SPEC_INPUT)).transpose()?,
        sources: project.to_owned(),
        options: manifest.options.clone(),
        migrations: manifest
            .migrations()
            .into_iter()
            .map(migration)
            .collect::<Result<_, _>>()?,
    })
}

/// A file of the project, if it is there.
pub(super) fn read_file(project: &Path, path: &str) -> Result<Option<Vec<u8>>, Error> {
    let path = project.join(path);
    read_if_there(&path).map_err(|source| Error::Unreadable { path, source })
}

/// The user's spec beside the project's copy of it.
pub(super) enum SpecToday {
    /// It is what the project was made from.
    AsRecorded,
    /// It is not there, and the project was made from one.
    Missing,
    /// It is another, or the first.
    Changed(Input),
}

/// Reads the user's spec. The comments that a project without a spec starts with are none.
pub(super) fn spec_today(
    project: &Path,
    manifest: &Manifest,
    recorded: Option<&Input>,
) -> Result<SpecToday, Error> {
    let is_as_recorded = |content: &[u8]| match (recorded, manifest.files.get(SPEC)) {
        (Some(recorded), _) => recorded.content == content,
        (None, Some(written)) => written.is_of(content),
        (None, None) => false,
    };
    Ok(match read_file(project, SPEC)? {
        None if recorded.is_some() => SpecToday::Missing,
        None => SpecToday::AsRecorded,
        Some(content) if is_as_recorded(&content) => SpecToday::AsRecorded,
        Some(content) => SpecToday::Changed(Input {
            path: project.join(SPEC),
            content,
        }),
    })
}
