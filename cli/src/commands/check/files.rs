//! A project's files on disk beside what its inputs give.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use super::super::Error;
use super::super::project::read_file;
use super::diff::{Diff, diff};
use super::verdict::Verdict;
use crate::base;
use crate::manifest::{Entry, Manifest};
use crate::merge::marks;
use crate::tree::{File, FileTree, Owner, is_code, is_input};

/// The folder in which every file is generated, so that any other would be a leftover.
const GENERATED_FOLDER: &str = "src/resources";

/// One file that is not as the inputs give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) path: String,
    pub(super) kind: Kind,
    /// For texts of which both are there.
    pub(super) diff: Option<Diff>,
    /// Lines on disk that mark a conflict which nobody resolved, from 1.
    pub(super) conflicts: Vec<usize>,
}

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// It is as it was written, and would be written otherwise today.
    Stale,
    /// Somebody changed it.
    Edited,
    /// Somebody changed it, and it would be written otherwise today.
    EditedAndStale,
    /// It is not there.
    Missing,
    /// It would not be written today.
    Obsolete,
    /// It was never written.
    Unexpected,
    /// It is the spec, which changed since the files were written.
    Spec,
    /// The inputs of today give another text than the recorded ones.
    Outdated,
    /// Only the inputs of today give it.
    Coming,
    /// The inputs of today no longer give it.
    Leaving,
}

impl Kind {
    /// What it is a case of.
    pub(super) fn verdicts(self) -> &'static [Verdict] {
        match self {
            Self::Stale | Self::Missing | Self::Obsolete | Self::Unexpected => &[Verdict::Stale],
            Self::Edited => &[Verdict::Edited],
            Self::EditedAndStale => &[Verdict::Stale, Verdict::Edited],
            Self::Spec | Self::Outdated | Self::Coming | Self::Leaving => &[Verdict::NewerInputs],
        }
    }

    /// Its word in JSON.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Edited => "edited",
            Self::EditedAndStale => "edited_and_stale",
            Self::Missing => "missing",
            Self::Obsolete => "obsolete",
            Self::Unexpected => "unexpected",
            Self::Spec => "changed",
            Self::Outdated => "outdated",
            Self::Coming => "coming",
            Self::Leaving => "leaving",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Stale => "stale: the inputs give another text",
            Self::Edited => "edited",
            Self::EditedAndStale => "edited, and stale: the inputs give another text",
            Self::Missing => "missing",
            Self::Obsolete => "obsolete: the inputs no longer give it",
            Self::Unexpected => "unexpected: not generated; move or remove it",
            Self::Spec => "changed since the files were generated from it",
            Self::Outdated => "outdated: the newer inputs give another text",
            Self::Coming => "coming: the newer inputs give it",
            Self::Leaving => "leaving: the newer inputs do not give it",
        })
    }
}

impl Difference {
    pub(super) fn new(path: &str, kind: Kind) -> Self {
        Self {
            path: path.to_owned(),
            kind,
            diff: None,
            conflicts: Vec::new(),
        }
    }
}

/// What differs between the disk and what the recorded inputs give.
pub(super) fn beside_tree(
    project: &Path,
    manifest: &Manifest,
    tree: &FileTree,
) -> Result<Vec<Difference>, Error> {
    let mut differences = Vec::new();
    for (path, file) in tree.iter() {
        differences.extend(match file.owner {
            Owner::Yours => code(project, path)?,
            Owner::Shared => shared(project, path, file, manifest.files.get(path))?,
            Owner::Generated => generated(project, path, file, manifest.files.get(path))?,
        });
    }
    for (path, entry) in &manifest.files {
        let is_ours = entry.owner == Owner::Generated && tree.get(path).is_none();
        if is_ours && is_there(project, path)? {
            differences.push(Difference::new(path, Kind::Obsolete));
        }
    }
    for path in unexpected(project, manifest)? {
        if tree.get(&path).is_none() {
            differences.push(Difference::new(&path, Kind::Unexpected));
        }
    }
    Ok(differences)
}

/// What differs between the disk and what another version of the generator wrote.
pub(super) fn beside_manifest(
    project: &Path,
    manifest: &Manifest,
) -> Result<Vec<Difference>, Error> {
    let mut differences = Vec::new();
    for (path, entry) in &manifest.files {
        match entry.owner {
            Owner::Yours => differences.extend(code(project, path)?),
            Owner::Shared => differences.extend(unresolved(project, path)?),
            // The copies are inputs: what they give counts, not their text.
            Owner::Generated if is_input(path) => {}
            Owner::Generated => differences.extend(as_written(project, path, entry)?),
        }
    }
    for path in unexpected(project, manifest)? {
        differences.push(Difference::new(&path, Kind::Unexpected));
    }
    Ok(differences)
}

/// What differs between what the recorded inputs give and what those of today give.
pub(super) fn beside_today(recorded: &FileTree, today: &FileTree) -> Vec<Difference> {
    // Two scripts of one schema may be different texts.
    let is_compared = |path: &str, file: &File| file.owner != Owner::Yours && !is_input(path);
    let mut differences = Vec::new();
    for (path, file) in today.iter().filter(|(path, file)| is_compared(path, file)) {
        match recorded.get(path) {
            None => differences.push(Difference::new(path, Kind::Coming)),
            Some(old) if old.content != file.content => {
                let (old, new) = (old.content.as_slice(), file.content.as_slice());
                differences.push(Difference {
                    diff: Some(diff(path, ("as recorded", old), ("from newer inputs", new))),
                    ..Difference::new(path, Kind::Outdated)
                });
            }
            Some(_) => {}
        }
    }
    for (path, file) in recorded.iter() {
        if is_compared(path, file) && today.get(path).is_none() {
            differences.push(Difference::new(path, Kind::Leaving));
        }
    }
    differences
}

/// The user's code, which generated module lists name.
fn code(project: &Path, path: &str) -> Result<Option<Difference>, Error> {
    let is_missing = is_code(path) && !is_there(project, path)?;
    Ok(is_missing.then(|| Difference::new(path, Kind::Missing)))
}

/// A file that both change: only the changes of the generator's can be missing.
fn shared(
    project: &Path,
    path: &str,
    file: &File,
    written: Option<&Entry>,
) -> Result<Option<Difference>, Error> {
    if is_as_written(&file.content, written) {
        return unresolved(project, path);
    }
    Ok(Some(Difference::new(path, Kind::Stale)))
}

/// A file that both change, as far as a merge of their changes is not at its end.
fn unresolved(project: &Path, path: &str) -> Result<Option<Difference>, Error> {
    let disk = read_file(project, path)?.unwrap_or_default();
    let conflicts = marks(&disk);
    Ok((!conflicts.is_empty()).then(|| Difference {
        conflicts,
        ..Difference::new(path, Kind::Edited)
    }))
}

/// A generated file beside its base.
fn as_written(project: &Path, path: &str, entry: &Entry) -> Result<Option<Difference>, Error> {
    let Some(disk) = read_file(project, path)? else {
        return Ok(Some(Difference::new(path, Kind::Missing)));
    };
    if is_as_written(&disk, Some(entry)) {
        return Ok(None);
    }
    let base = read_file(project, &base::path(path))?;
    let base = base.filter(|base| is_as_written(base, Some(entry)));
    let diff = base.map(|base| diff(path, ("on disk", &disk), ("as generated", &base)));
    Ok(Some(Difference {
        diff,
        conflicts: marks(&disk),
        ..Difference::new(path, Kind::Edited)
    }))
}

fn generated(
    project: &Path,
    path: &str,
    file: &File,
    written: Option<&Entry>,
) -> Result<Option<Difference>, Error> {
    let Some(disk) = read_file(project, path)? else {
        return Ok(Some(Difference::new(path, Kind::Missing)));
    };
    if disk == file.content {
        return Ok(None);
    }
    let kind = match is_as_written(&disk, written) {
        true => Kind::Stale,
        false if is_as_written(&file.content, written) => Kind::Edited,
        false => Kind::EditedAndStale,
    };
    let (old, new) = (disk.as_slice(), file.content.as_slice());
    Ok(Some(Difference {
        diff: Some(diff(path, ("on disk", old), ("as generated", new))),
        conflicts: match kind {
            Kind::Stale => Vec::new(),
            _ => marks(&disk),
        },
        ..Difference::new(path, kind)
    }))
}

fn is_as_written(content: &[u8], written: Option<&Entry>) -> bool {
    written.is_some_and(|entry| entry.is_of(content))
}

fn is_there(project: &Path, path: &str) -> Result<bool, Error> {
    let path = project.join(path);
    path.try_exists()
        .map_err(|source| Error::Unreadable { path, source })
}

/// Files among generated ones that no manifest knows.
fn unexpected(project: &Path, manifest: &Manifest) -> Result<Vec<String>, Error> {
    let mut files = walk(project, GENERATED_FOLDER)?;
    files.retain(|path| !manifest.files.contains_key(path));
    Ok(files)
}

/// Every file below a folder of the project; none when the folder is not there.
fn walk(project: &Path, folder: &str) -> Result<Vec<String>, Error> {
    let path = project.join(folder);
    let unreadable = |source| Error::Unreadable {
        path: path.clone(),
        source,
    };
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(unreadable)?.is_dir() {
            files.extend(walk(project, &name)?);
        } else {
            files.push(name);
        }
    }
    Ok(files)
}
