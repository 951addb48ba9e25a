//! A change of a project on disk: the whole of it, or nothing, whenever it is cut off.
//!
//! What will be written is put into a folder of its own first, with a journal that says where each file goes. Once that
//! folder has its final name the change is decided: the files move to their places one by one, and a run that is cut off
//! is completed by the next one.

#[cfg(test)]
mod tests;

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::files::{create_parent, put, read_if_there, remove_empty, rename_if_there};
use crate::manifest::{self, sha256};
use crate::revision::Changes;

/// Where a decided change is in a project.
const DECIDED: &str = ".scaffold/next";

/// The start of the names of folders of changes that are not decided.
const STAGING: &str = "next-";

/// The list of all steps in the folder of a change.
const JOURNAL: &str = "journal.json";

/// The file whose lock keeps two runs apart.
const LOCK: &str = ".scaffold/lock";

/// Why a project cannot be changed.
#[derive(Debug, Error)]
pub enum ChangeError {
    /// Another run has the lock.
    #[error("another scaffold is changing {}", .0.display())]
    Locked(PathBuf),
    /// The project, or a file of it, is another one than the change was made for.
    #[error("{} was changed meanwhile", .0.display())]
    Changed(PathBuf),
    /// Files that were edited after the change of them was cut off.
    #[error("a regeneration was cut off, and since then somebody edited {}", .0.join(", "))]
    Edited(Vec<String>),
    /// Files that are not in the project, by their paths or by symbolic links.
    #[error("{0}: outside of the project, and so not changed")]
    Outside(String),
    /// The journal of a change that was cut off is no journal.
    #[error("cannot understand {}: {source}", path.display())]
    Journal {
        /// The file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// The file system refused; the project is as it was.
    #[error("cannot change {}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file system refused what was decided, and to take it back.
    #[error("cannot change {}: {source}; the project is half changed", path.display())]
    Half {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl ChangeError {
    /// 3 for edits in the way, 2 for a broken journal, 4 when the machine or another run is at fault.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Edited(_) => 3,
            Self::Journal { .. } | Self::Outside(_) => 2,
            Self::Locked(_) | Self::Changed(_) | Self::Io { .. } | Self::Half { .. } => 4,
        }
    }

    /// What to do.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Locked(_) => Some("wait until it is done"),
            Self::Changed(_) => Some("run it again"),
            Self::Edited(_) => Some(
                "run it again with `--force PATH` for each, which gives up its edits; or restore the whole project from version control and remove .scaffold/next",
            ),
            Self::Outside(_) => Some(
                "put the files there in the place of symbolic links; .scaffold/next, if it is there, is not to be trusted",
            ),
            Self::Journal { .. } => {
                Some("restore the project from version control, and remove .scaffold/next")
            }
            Self::Io { .. } => Some("nothing was changed: run it again when that is mended"),
            Self::Half { .. } => Some("run it again when that is mended, which completes it"),
        }
    }
}

/// One file of a change.
#[derive(Debug, Serialize, Deserialize)]
struct Step {
    /// Its path below the project.
    path: String,
    /// SHA-256 of what was there, if anything was.
    before: Option<String>,
    /// SHA-256 of what will be there; none when it is removed.
    after: Option<String>,
}

/// A project that nobody else changes meanwhile.
#[derive(Debug)]
pub struct Locked<'a> {
    project: &'a Path,
    /// Unlocks when it is closed, whatever closes it.
    _lock: File,
}

/// Whether a change of the project was cut off.
pub fn is_cut_off(project: &Path) -> bool {
    project.join(DECIDED).join(JOURNAL).exists()
}

/// Whether anything of another run is there: a change that was cut off, or what one left behind that is done or was never decided.
pub fn has_leftovers(project: &Path) -> bool {
    let entries = fs::read_dir(project.join(manifest::FOLDER));
    entries.is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| is_leftover(&entry.file_name()))
    })
}

/// Whether a name in the generator's folder is that of a change.
fn is_leftover(name: &OsStr) -> bool {
    Path::new(DECIDED).file_name() == Some(name) || name.to_string_lossy().starts_with(STAGING)
}

/// Keeps other runs away from a project.
pub fn lock(project: &Path) -> Result<Locked<'_>, ChangeError> {
    let path = project.join(LOCK);
    // What a link leads to is nothing to write into.
    let mut options = File::options();
    let options = options.create(true).truncate(false).write(true);
    let file = options
        .open(&path)
        .map_err(|source| io_error(&path, source))?;
    match file.try_lock() {
        Ok(()) => Ok(Locked {
            project,
            _lock: file,
        }),
        Err(TryLockError::WouldBlock) => Err(ChangeError::Locked(project.to_owned())),
        Err(TryLockError::Error(source)) => Err(ChangeError::Io { path, source }),
    }
}

impl Locked<'_> {
    /// Completes a change that was cut off, if one was, and clears away the rest; `forced` are files whose later edits are given up.
    pub fn complete(&self, forced: impl Fn(&str) -> bool) -> Result<bool, ChangeError> {
        let folder = self.project.join(DECIDED);
        let path = folder.join(JOURNAL);
        let Some(content) = read_if_there(&path).map_err(|source| io_error(&path, source))? else {
            self.clean()?;
            return Ok(false);
        };
        let journal = serde_json::from_slice(&content);
        let steps: Vec<Step> = journal.map_err(|source| ChangeError::Journal { path, source })?;
        self.refuse_outside(steps.iter().map(|step| step.path.as_str()))?;
        let edited = self.edited(&folder, &steps)?;
        let in_the_way: Vec<_> = edited.into_iter().filter(|path| !forced(path)).collect();
        if !in_the_way.is_empty() {
            return Err(ChangeError::Edited(in_the_way));
        }
        self.run_all(&folder, &steps, forced)
            .map_err(|(path, source)| ChangeError::Half { path, source })?;
        finish(&folder)?;
        self.clean()?;
        Ok(true)
    }

    /// Changes the project. What the manifest is now, is as it was read when the change was made.
    pub fn apply(&self, changes: &Changes, manifest: &[u8]) -> Result<(), ChangeError> {
        if is_cut_off(self.project) || self.read(manifest::PATH)?.as_deref() != Some(manifest) {
            return Err(ChangeError::Changed(self.project.to_owned()));
        }
        let paths = changes.writes.keys().chain(&changes.removes);
        self.refuse_outside(paths.map(String::as_str))?;
        self.clean()?;
        let decided = self.project.join(DECIDED);
        let steps = self.decide(changes, &decided)?;
        if let Err((path, source)) = self.run_all(&decided, &steps, |_| false) {
            return Err(match self.take_back(&decided, &steps) {
                Ok(()) => ChangeError::Io { path, source },
                Err(_) => ChangeError::Half { path, source },
            });
        }
        finish(&decided)
    }

    /// Removes what is left of changes that were never decided, or are done.
    fn clean(&self) -> Result<(), ChangeError> {
        let folder = self.project.join(manifest::FOLDER);
        let fail = |source| io_error(&folder, source);
        for entry in fs::read_dir(&folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            if is_leftover(&entry.file_name()) {
                remove_folder(&entry.path())?;
            }
        }
        Ok(())
    }

    /// Writes all that will be there beside it, and decides that it will.
    fn decide(&self, changes: &Changes, decided: &Path) -> Result<Vec<Step>, ChangeError> {
        let parent = self.project.join(manifest::FOLDER);
        let staging = tempfile::Builder::new()
            .prefix(STAGING)
            .tempdir_in(&parent)
            .map_err(|source| io_error(&parent, source))?;
        let write = |name: &str, content: &[u8]| {
            let path = staging.path().join(name);
            fs::write(&path, content).map_err(|source| ChangeError::Io { path, source })
        };
        let mut steps = Vec::new();
        let writes = changes
            .writes
            .iter()
            .map(|(path, content)| (path, Some(content)));
        let removes = changes.removes.iter().map(|path| (path, None));
        let mut all: Vec<_> = writes.chain(removes).collect();
        // The manifest last: with it the project says that it is another one.
        all.sort_by_key(|(path, _)| (*path == manifest::PATH, *path));
        for (path, content) in all {
            if let Some(content) = content {
                write(&steps.len().to_string(), content)?;
            }
            let before = self.read(path)?.as_deref().map(sha256);
            if before.as_ref() != changes.before.get(path) {
                return Err(ChangeError::Changed(self.project.join(path)));
            }
            steps.push(Step {
                path: path.clone(),
                before,
                after: content.map(|content| sha256(content)),
            });
        }
        let path = staging.path().join(JOURNAL);
        let journal =
            serde_json::to_vec(&steps).map_err(|source| ChangeError::Journal { path, source })?;
        write(JOURNAL, &journal)?;
        let staging = staging.keep();
        fs::rename(&staging, decided).map_err(|source| {
            // It is not decided then, and nobody misses it.
            let _ = fs::remove_dir_all(&staging);
            io_error(decided, source)
        })?;
        Ok(steps)
    }

    /// Does every step that is not done yet; `forced` are files that may have been edited since.
    fn run_all(
        &self,
        folder: &Path,
        steps: &[Step],
        forced: impl Fn(&str) -> bool,
    ) -> Result<(), (PathBuf, io::Error)> {
        for (index, step) in steps.iter().enumerate() {
            let place = self.place(step);
            let run = || -> io::Result<()> {
                if !is_done(folder, index, step) && !forced(&step.path) {
                    let disk = read_if_there(&place)?.as_deref().map(sha256);
                    if disk != step.before && disk != step.after {
                        return Err(io::Error::other("somebody edits it"));
                    }
                }
                match step.after {
                    Some(_) => put(&place, &folder.join(index.to_string()), &old(folder, index)),
                    None => rename_if_there(&place, &old(folder, index)),
                }
            };
            run().map_err(|source| (place.clone(), source))?;
            if step.after.is_none() {
                remove_empty(self.project, &place);
            }
        }
        Ok(())
    }

    /// Undoes every step, the last one first, and forgets the change.
    fn take_back(&self, folder: &Path, steps: &[Step]) -> io::Result<()> {
        for (index, step) in steps.iter().enumerate().rev() {
            let place = self.place(step);
            let (old, new) = (old(folder, index), folder.join(index.to_string()));
            if step.after.is_some() && new.exists() {
                // It was not done; the old file may be kept already.
            } else if old.exists() {
                create_parent(&place)?;
                fs::rename(&old, &place)?;
            } else if step.before.is_none() && step.after.is_some() {
                fs::remove_file(&place)?;
                remove_empty(self.project, &place);
            }
        }
        fs::remove_file(folder.join(JOURNAL))?;
        fs::remove_dir_all(folder)
    }

    /// Files that are neither as they were nor as they will be.
    fn edited(&self, folder: &Path, steps: &[Step]) -> Result<Vec<String>, ChangeError> {
        let mut edited = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            let disk = self.read(&step.path)?.as_deref().map(sha256);
            let is_as_planned = match is_done(folder, index, step) {
                true => disk == step.after,
                false => disk == step.before || disk == step.after,
            };
            if !is_as_planned {
                edited.push(step.path.clone());
            }
        }
        Ok(edited)
    }

    /// Where the file of a step is. What is written goes to where a link leads; what is removed is the link.
    fn place(&self, step: &Step) -> PathBuf {
        let place = self.project.join(&step.path);
        match step.after {
            Some(_) if place.is_symlink() => fs::canonicalize(&place).unwrap_or(place),
            _ => place,
        }
    }

    /// No file outside of the project is changed, whatever a journal says or a link leads to.
    fn refuse_outside<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Result<(), ChangeError> {
        let project = fs::canonicalize(self.project);
        let project = project.map_err(|source| io_error(self.project, source))?;
        let is_outside = |path: &&str| {
            let place = self.project.join(path);
            let there = place
                .ancestors()
                .find_map(|part| fs::canonicalize(part).ok());
            !is_inside(path) || there.is_none_or(|there| !there.starts_with(&project))
        };
        match paths.filter(is_outside).collect::<Vec<_>>().join(", ") {
            outside if outside.is_empty() => Ok(()),
            outside => Err(ChangeError::Outside(outside)),
        }
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ChangeError> {
        let path = self.project.join(path);
        read_if_there(&path).map_err(|source| ChangeError::Io { path, source })
    }
}

/// Whether a step was done before a change was cut off.
fn is_done(folder: &Path, index: usize, step: &Step) -> bool {
    match step.after {
        Some(_) => !folder.join(index.to_string()).exists(),
        None => old(folder, index).exists() || step.before.is_none(),
    }
}

/// Where the file of a step is kept as it was, until all steps are done.
fn old(folder: &Path, index: usize) -> PathBuf {
    folder.join(format!("{index}.old"))
}

/// The journal goes first: without it there is nothing left to complete.
fn finish(folder: &Path) -> Result<(), ChangeError> {
    let journal = folder.join(JOURNAL);
    fs::remove_file(&journal).map_err(|source| io_error(&journal, source))?;
    remove_folder(folder)
}

fn remove_folder(folder: &Path) -> Result<(), ChangeError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error(folder, error)),
        _ => Ok(()),
    }
}

/// Whether a path stays below the project.
pub fn is_inside(path: &str) -> bool {
    Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
}

fn io_error(path: &Path, source: io::Error) -> ChangeError {
    ChangeError::Io {
        path: path.to_owned(),
        source,
    }
}
