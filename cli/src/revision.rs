//! What a regeneration makes of every file of a project: nothing of its owner's is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::files::read_if_there;
use crate::manifest::{Manifest, sha256};
use crate::merge::{conflicts, marks, merge};
use crate::transaction::is_inside;
use crate::tree::{File, FileTree, Owner, is_code, is_input, is_migration};
use crate::{base, manifest};

/// All that a regeneration changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// What becomes of the files of the project, by their paths; what is below `.scaffold/` and what stays as it is are not among them.
    pub fates: BTreeMap<String, Fate>,
    /// What is to be done on disk.
    pub changes: Changes,
}

/// What is to be done on disk, by paths below the project with `/` between their parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files with what will be in them.
    pub writes: BTreeMap<String, Vec<u8>>,
    /// Files to be removed.
    pub removes: BTreeSet<String>,
    /// SHA-256 of what was on disk when the change was planned, of each of these files that was there.
    pub before: BTreeMap<String, String>,
}

impl Changes {
    /// Writes a file; `disk` is what is there.
    pub fn write(&mut self, path: &str, content: Vec<u8>, disk: Option<&[u8]>) {
        self.writes.insert(path.to_owned(), content);
        let before = disk.map(|disk| (path.to_owned(), sha256(disk)));
        self.before.extend(before);
    }

    /// Removes a file; `disk` is what is there.
    pub fn remove(&mut self, path: &str, disk: &[u8]) {
        self.removes.insert(path.to_owned());
        self.before.insert(path.to_owned(), sha256(disk));
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.removes.is_empty()
    }
}

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It was not there.
    Created,
    /// It was as it was written, or the user gave it up.
    Updated,
    /// It has the user's edits and the generator's.
    Merged,
    /// It has both, and they contradict each other at these lines, counted from 1.
    Conflict(Vec<usize>),
    /// It would have both, and is no text: it stays as it is.
    NoText,
    /// It is gone: the inputs no longer give it, and nobody edited it.
    Removed,
    /// It has the edits of this file, whose table has another name now.
    Moved(String),
    /// The inputs no longer give it, and it has edits.
    Kept,
}

impl fmt::Display for Fate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Moved(from) => return write!(formatter, "moved from {from}, with your edits"),
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Merged => "merged with your edits",
            Self::NoText => {
                "conflict: it is no text; yours stays, the generated one is in .scaffold/base"
            }
            Self::Conflict(_) => "conflict",
            Self::Removed => "removed",
            Self::Kept => "kept, since you edited it: it is no longer generated",
        })
    }
}

/// Why a project cannot be revised.
#[derive(Debug, Error)]
pub enum RevisionError {
    /// A file that cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Files that still hold marks of conflicts, with the lines where these start.
    #[error("{}", list(.0))]
    Unresolved(Vec<(String, Vec<usize>)>),
    /// Edited files whose text as it was generated is not there.
    #[error("{} edited, and the text as it was generated is not in {}", .0.join(", "), base::FOLDER)]
    NoBase(Vec<String>),
    /// Files of the user's in the places of new ones.
    #[error("{} there already, and not written by scaffold", .0.join(", "))]
    Taken(Vec<String>),
    /// `--force` of what is no file of the project.
    #[error("`{0}` is neither a file that was generated nor one that is now")]
    Unknown(String),
}

impl RevisionError {
    /// 3 for conflicts that are not resolved, 2 for what the user can mend, 4 when the machine is at fault.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Io { .. } => 4,
            Self::Unresolved(_) => 3,
            Self::NoBase(_) | Self::Taken(_) | Self::Unknown(_) => 2,
        }
    }

    /// What to do.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Io { .. } => None,
            Self::Unresolved(_) => Some(
                "write there what is to be, without the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`, and run it again",
            ),
            Self::NoBase(_) => Some(
                "restore .scaffold/ from version control, or give up the edits of a file with `--force PATH`",
            ),
            Self::Taken(_) => Some("move them away, or give them up with `--force PATH`"),
            Self::Unknown(_) => {
                Some("`--force` takes a path below the project, such as `src/lib.rs`")
            }
        }
    }
}

fn list(files: &[(String, Vec<usize>)]) -> String {
    let places = files.iter().flat_map(|(path, lines)| {
        let place = move |line: &usize| format!("{path}:{line}: a conflict is not resolved");
        lines.iter().map(place)
    });
    places.collect::<Vec<_>>().join("\n")
}

/// A project on disk, and what it was and will be.
pub struct Plan<'a> {
    /// The folder of the project.
    pub project: &'a Path,
    /// The files as they were written last.
    pub manifest: &'a Manifest,
    /// The files as they are generated now.
    pub tree: &'a FileTree,
    /// Files of which the user's edits are given up.
    pub forced: &'a BTreeSet<String>,
    /// Old paths by new ones, of what belongs to tables that have another name now.
    pub moves: &'a BTreeMap<String, String>,
}

impl Plan<'_> {
    /// What is to be done; every file that stands in the way is told.
    pub fn revision(&self) -> Result<Revision, RevisionError> {
        let is_known = |path: &&String| {
            self.tree.get(path).is_some() || self.manifest.files.contains_key(*path)
        };
        if let Some(path) = self.forced.iter().find(|path| !is_known(path)) {
            return Err(RevisionError::Unknown(path.clone()));
        }
        let mut revision = Revision::default();
        let mut unresolved = Vec::new();
        let mut without_base = Vec::new();
        let mut taken = Vec::new();
        for (path, file) in self.tree.iter() {
            let disk = self.read(path)?;
            let disk = disk.as_deref();
            if let Some((from, old)) = self.moved(path, disk)? {
                let (fate, content) = self.follow(file, from, &old)?;
                revision.fate(path, fate);
                revision.changes.write(path, content, disk);
                revision.changes.remove(from, &old);
                self.rebase(path, file, &mut revision)?;
                continue;
            }
            match self.fate(path, file, disk)? {
                Outcome::Unchanged => {}
                Outcome::Write(fate, content) => {
                    revision.fate(path, fate);
                    revision.changes.write(path, content, disk);
                }
                Outcome::NoText => revision.fate(path, Fate::NoText),
                Outcome::Unresolved(lines) => unresolved.push((path.to_owned(), lines)),
                Outcome::NoBase => without_base.push(path.to_owned()),
                Outcome::Taken => taken.push(path.to_owned()),
            }
            self.rebase(path, file, &mut revision)?;
        }
        if !unresolved.is_empty() {
            return Err(RevisionError::Unresolved(unresolved));
        }
        if !without_base.is_empty() {
            return Err(RevisionError::NoBase(without_base));
        }
        if !taken.is_empty() {
            return Err(RevisionError::Taken(taken));
        }
        self.retire(&mut revision)?;
        Ok(revision)
    }

    /// The edited file that a new one takes the place of.
    fn moved(
        &self,
        path: &str,
        disk: Option<&[u8]>,
    ) -> Result<Option<(&str, Vec<u8>)>, RevisionError> {
        let from = self.moves.get(path).filter(|from| {
            disk.is_none() && self.tree.get(from).is_none() && !self.forced.contains(*from)
        });
        let Some((from, entry)) = from.and_then(|from| self.manifest.files.get_key_value(from))
        else {
            return Ok(None);
        };
        let old = self.read(from)?.filter(|old| !entry.is_of(old));
        Ok(old.map(|old| (from.as_str(), old)))
    }

    /// The edits of a file in its new place.
    fn follow(
        &self,
        file: &File,
        from: &str,
        old: &[u8],
    ) -> Result<(Fate, Vec<u8>), RevisionError> {
        let moved = Fate::Moved(from.to_owned());
        if file.owner == Owner::Yours {
            return Ok((moved, old.to_vec()));
        }
        let base = self.read(&base::path(from))?.unwrap_or_default();
        Ok(match merged(&base, old, &file.content) {
            Outcome::Write(Fate::Merged, content) => (moved, content),
            Outcome::Write(fate, content) => (fate, content),
            _ => (moved, old.to_vec()),
        })
    }

    fn fate(&self, path: &str, file: &File, disk: Option<&[u8]>) -> Result<Outcome, RevisionError> {
        let entry = self.manifest.files.get(path);
        let write = |fate| Ok(Outcome::Write(fate, file.content.clone()));
        let Some(disk) = disk else {
            // What is the user's may be gone on purpose, unless generated code names it or another text is wanted.
            let is_same = entry.is_some_and(|entry| entry.is_of(&file.content));
            let is_gone = file.owner == Owner::Yours && is_same && !is_code(path);
            return if is_gone {
                Ok(Outcome::Unchanged)
            } else {
                write(Fate::Created)
            };
        };
        let marks = marks(disk);
        if !marks.is_empty() && !is_input(path) && !self.forced.contains(path) {
            return Ok(Outcome::Unresolved(marks));
        }
        if disk == file.content {
            return Ok(Outcome::Unchanged);
        }
        let is_untouched = entry.is_some_and(|entry| entry.is_of(disk));
        if is_untouched || is_input(path) || self.forced.contains(path) {
            return write(Fate::Updated);
        }
        if file.owner == Owner::Yours {
            // A migration that is new must not be one that is there already.
            let is_taken = is_migration(path) && entry.is_none();
            return Ok(if is_taken {
                Outcome::Taken
            } else {
                Outcome::Unchanged
            });
        }
        if entry.is_some_and(|entry| entry.is_of(&file.content)) {
            return Ok(Outcome::Unchanged);
        }
        let base = match entry {
            None => Vec::new(),
            Some(entry) => match self.read(&base::path(path))? {
                Some(base) if entry.is_of(&base) => base,
                _ => return Ok(Outcome::NoBase),
            },
        };
        Ok(merged(&base, disk, &file.content))
    }

    /// Keeps the text as it is generated, for the next time.
    fn rebase(
        &self,
        path: &str,
        file: &File,
        revision: &mut Revision,
    ) -> Result<(), RevisionError> {
        if base::is_kept(path, file.owner) {
            let base = base::path(path);
            let disk = self.read(&base)?;
            if disk.as_deref() != Some(&file.content) {
                revision
                    .changes
                    .write(&base, file.content.clone(), disk.as_deref());
            }
        }
        Ok(())
    }

    /// What becomes of files that the inputs no longer give.
    fn retire(&self, revision: &mut Revision) -> Result<(), RevisionError> {
        // Whatever a manifest says, no file outside of the project is this command's to remove.
        let is_gone = |path: &str| self.tree.get(path).is_none() && is_inside(path);
        let files = self.manifest.files.iter();
        for (path, entry) in files.filter(|(path, _)| is_gone(path)) {
            let base = base::path(path);
            if let Some(disk) = self.read(&base)? {
                revision.changes.remove(&base, &disk);
            }
            let is_moved = revision.changes.removes.contains(path);
            let Some(disk) = self.read(path)?.filter(|_| !is_moved) else {
                continue;
            };
            let is_ours = entry.owner != Owner::Yours || is_code(path);
            let is_forced = self.forced.contains(path);
            if is_forced || is_ours && entry.is_of(&disk) {
                revision.fate(path, Fate::Removed);
                revision.changes.remove(path, &disk);
            } else if is_ours {
                revision.fate(path, Fate::Kept);
            }
        }
        Ok(())
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, RevisionError> {
        let path = self.project.join(path);
        read_if_there(&path).map_err(|source| RevisionError::Io { path, source })
    }
}

impl Revision {
    /// Whether edits and changes contradict each other.
    pub fn has_conflicts(&self) -> bool {
        let is_conflict = |fate: &Fate| matches!(fate, Fate::Conflict(_) | Fate::NoText);
        self.fates.values().any(is_conflict)
    }

    fn fate(&mut self, path: &str, fate: Fate) {
        if !path.starts_with(manifest::FOLDER) {
            self.fates.insert(path.to_owned(), fate);
        }
    }
}

/// What is to be done with a file of the tree.
enum Outcome {
    Unchanged,
    Write(Fate, Vec<u8>),
    NoText,
    Unresolved(Vec<usize>),
    NoBase,
    Taken,
}

fn merged(base: &[u8], disk: &[u8], generated: &[u8]) -> Outcome {
    let (Some(base), Some(yours), Some(generated)) = (text(base), text(disk), text(generated))
    else {
        return Outcome::NoText;
    };
    let merged = merge(base, yours, generated);
    let fate = match merged.has_conflicts {
        true => Fate::Conflict(conflicts(&merged.text)),
        false if merged.text == yours => return Outcome::Unchanged,
        false => Fate::Merged,
    };
    Outcome::Write(fate, merged.text.into_bytes())
}

/// What a merge takes for text.
fn text(content: &[u8]) -> Option<&str> {
    str::from_utf8(content)
        .ok()
        .filter(|text| !text.contains('\0'))
}
