//! A new project on disk: the whole of it, or nothing.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

use thiserror::Error;

/// The start of the name of the folder that a project is written to before it moves to its place.
const STAGING: &str = ".scaffold-new-";

/// A folder that may be made.
#[derive(Debug)]
pub struct Target {
    /// Absolute, without links as far as it exists.
    folder: PathBuf,
    exists: bool,
}

/// Why a project cannot be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The folder holds something.
    #[error("the folder {} is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// There is something else in its place.
    #[error("{} exists and is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The file system refused.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Target {
    /// The folder of a new project: absent, or empty.
    pub fn new(folder: &Path) -> Result<Self, WriteError> {
        let fail = |source| WriteError::Io {
            path: folder.to_owned(),
            source,
        };
        let exists = match fs::metadata(folder) {
            Ok(meta) if !meta.is_dir() => return Err(WriteError::NotAFolder(folder.to_owned())),
            Ok(_) => {
                if fs::read_dir(folder).map_err(fail)?.next().is_some() {
                    return Err(WriteError::NotEmpty(folder.to_owned()));
                }
                true
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(fail(error)),
        };
        let folder = resolve(folder).map_err(fail)?;
        Ok(Self { folder, exists })
    }

    /// The folder: absolute, without links as far as it exists.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes files by their paths below the folder.
    pub fn write(&self, files: &BTreeMap<String, &[u8]>) -> Result<(), WriteError> {
        // A shell that stands in the folder would be left in one that is gone.
        let occupied = self.exists
            && env::current_dir()
                .and_then(|folder| folder.canonicalize())
                .is_ok_and(|folder| folder == self.folder);
        let Some(parent) = self.folder.parent().filter(|_| !occupied) else {
            return self.fill(files);
        };
        match self.replace(parent, files) {
            // Its parent belongs to somebody else, or it is where a disk is mounted.
            Err(WriteError::Io { source, .. }) if self.exists && is_bound(&source) => {
                self.fill(files)
            }
            result => result,
        }
    }

    /// Writes beside the folder and moves everything there at once.
    fn replace(&self, parent: &Path, files: &BTreeMap<String, &[u8]>) -> Result<(), WriteError> {
        let fail = |source| io_error(&self.folder, source);
        let (_staging, root) = stage(parent, files)?;
        if self.exists {
            // Who closed the folder to others wants it closed.
            let permissions = fs::metadata(&self.folder).map_err(fail)?.permissions();
            fs::set_permissions(&root, permissions).map_err(fail)?;
            fs::remove_dir(&self.folder).map_err(fail)?;
        }
        fs::rename(&root, &self.folder).map_err(fail)
    }

    /// Writes within the folder, which stays the one that it is.
    fn fill(&self, files: &BTreeMap<String, &[u8]>) -> Result<(), WriteError> {
        let (_staging, root) = stage(&self.folder, files)?;
        move_entries(&root, &self.folder)
    }
}

/// Whether a folder could not be replaced, but may be filled.
fn is_bound(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    matches!(
        error.kind(),
        CrossesDevices | PermissionDenied | ReadOnlyFilesystem | ResourceBusy
    )
}

/// Files in a temporary folder below `beside`, which goes when the first value is dropped, and where they are.
fn stage(
    beside: &Path,
    files: &BTreeMap<String, &[u8]>,
) -> Result<(tempfile::TempDir, PathBuf), WriteError> {
    fs::create_dir_all(beside).map_err(|source| io_error(beside, source))?;
    let staging = tempfile::Builder::new()
        .prefix(STAGING)
        .tempdir_in(beside)
        .map_err(|source| io_error(beside, source))?;
    // Not the temporary folder itself, which nobody else may read.
    let root = staging.path().join("project");
    write_files(&root, files)?;
    Ok((staging, root))
}

fn write_files(root: &Path, files: &BTreeMap<String, &[u8]>) -> Result<(), WriteError> {
    let mut made = PathBuf::new();
    for (path, content) in files {
        let path = root.join(path);
        if let Some(folder) = path.parent()
            && folder != made
        {
            fs::create_dir_all(folder).map_err(|source| io_error(folder, source))?;
            folder.clone_into(&mut made);
        }
        fs::write(&path, content).map_err(|source| io_error(&path, source))?;
    }
    Ok(())
}

/// Moves what is in one folder to another; what marks a whole project comes last.
fn move_entries(from: &Path, to: &Path) -> Result<(), WriteError> {
    let list = |folder: &Path| -> io::Result<Vec<_>> {
        fs::read_dir(folder)?
            .map(|entry| Ok(entry?.file_name()))
            .collect()
    };
    let mut names = list(from).map_err(|source| io_error(from, source))?;
    names.sort_by_key(|name| name == ".scaffold");
    for name in names {
        let place = to.join(&name);
        fs::rename(from.join(&name), &place).map_err(|source| io_error(&place, source))?;
    }
    Ok(())
}

fn io_error(path: &Path, source: io::Error) -> WriteError {
    WriteError::Io {
        path: path.to_owned(),
        source,
    }
}

/// An absolute path without links, `.` and `..`, as far as it exists; the rest of it is taken as written.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut rest = Vec::new();
    let mut existing = absolute.as_path();
    let mut resolved = loop {
        match existing.canonicalize() {
            Ok(folder) => break folder,
            Err(error) => {
                let (Some(parent), Some(last)) =
                    (existing.parent(), existing.components().next_back())
                else {
                    return Err(error);
                };
                rest.push(last);
                existing = parent;
            }
        }
    };
    for part in rest.into_iter().rev() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            part => resolved.push(part),
        }
    }
    Ok(resolved)
}

/// The way from a folder to a path, both resolved, with `/` between its parts; the path itself where there is none.
pub fn relative(from: &Path, to: &Path) -> String {
    let common = from
        .components()
        .zip(to.components())
        .take_while(|(left, right)| left == right)
        .count();
    if common == 0 {
        return to.to_string_lossy().into_owned();
    }
    let up = from.components().skip(common).map(|_| "..".into());
    let down = to
        .components()
        .skip(common)
        .map(|part| part.as_os_str().to_string_lossy());
    let parts: Vec<_> = up.chain(down).collect();
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("/a/b", "/a/c/d"), "../c/d");
        assert_eq!(way("/a/b", "/a/b/c"), "c");
        assert_eq!(way("/a/b/c", "/a"), "../..");
        assert_eq!(way("/a", "/a"), ".");
        assert_eq!(way("/a", "/b"), "../b");
    }

    #[test]
    fn paths_that_do_not_exist_yet_are_resolved() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        assert_eq!(resolve(&root.join("a/../b/c")).unwrap(), root.join("b/c"));
        assert_eq!(resolve(&root).unwrap(), root);
    }

    #[test]
    fn a_failed_write_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::new(&folder.path().join("shop")).unwrap();
        // A file cannot also be a folder.
        let files = BTreeMap::from([("a".to_owned(), b"1".as_slice()), ("a/b".to_owned(), b"2")]);
        assert!(matches!(target.write(&files), Err(WriteError::Io { .. })));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let shop = folder.path().join("shop");
        fs::create_dir(&shop).unwrap();
        fs::set_permissions(&shop, fs::Permissions::from_mode(0o700)).unwrap();
        let target = Target::new(&shop).unwrap();
        target
            .write(&BTreeMap::from([("a".to_owned(), b"1".as_slice())]))
            .unwrap();
        let mode = fs::metadata(&shop).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        assert_eq!(fs::read(shop.join("a")).unwrap(), b"1");
    }

    #[test]
    fn an_empty_folder_is_taken_and_a_full_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let shop = folder.path().join("shop");
        fs::create_dir(&shop).unwrap();
        let target = Target::new(&shop).unwrap();
        target
            .write(&BTreeMap::from([("src/a.rs".to_owned(), b"1".as_slice())]))
            .unwrap();
        assert_eq!(fs::read(shop.join("src/a.rs")).unwrap(), b"1");
        assert!(matches!(Target::new(&shop), Err(WriteError::NotEmpty(_))));
        assert!(matches!(
            Target::new(&shop.join("src/a.rs")),
            Err(WriteError::NotAFolder(_))
        ));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
