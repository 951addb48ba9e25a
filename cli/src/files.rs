//! Single files on disk.

use std::path::Path;
use std::{fs, io};

/// What is in a file, if it is there.
pub(crate) fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Moves a new file to its place, and keeps the one that is there.
pub(crate) fn put(place: &Path, new: &Path, old: &Path) -> io::Result<()> {
    if !new.exists() {
        return Ok(());
    }
    match fs::metadata(place) {
        Ok(meta) => {
            fs::set_permissions(new, meta.permissions())?;
            if !old.exists() && fs::hard_link(place, old).is_err() {
                // Not every file system has links.
                fs::copy(place, old)?;
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => create_parent(place)?,
        Err(error) => return Err(error),
    }
    fs::rename(new, place)
}

/// Makes the folder of a file.
pub(crate) fn create_parent(place: &Path) -> io::Result<()> {
    place.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Moves a file, if it is there.
pub(crate) fn rename_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Removes the folders of a file that is gone, as far as they are empty.
pub(crate) fn remove_empty(project: &Path, place: &Path) {
    let folders = place.ancestors().skip(1);
    for folder in folders.take_while(|folder| *folder != project) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
