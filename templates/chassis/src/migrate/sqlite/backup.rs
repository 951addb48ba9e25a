//! The copy of a database file that is made before it is migrated.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tracing::{info, warn};

use super::file;
use crate::db::sqlite::open;
use crate::migrate::MigrateError;

/// A copy of the database beside it: `shop.db.v1.bak`, or `shop.db.v1.2.bak` when that is taken. None of one in memory.
///
/// The caller's connection has the turn to write and has not written yet, so that the copy is what the migration starts from,
/// and no other process makes one at the same time.
pub(super) fn make(connection: &Connection, version: u32) -> Result<Option<PathBuf>, MigrateError> {
    let Some(database) = file(connection) else {
        return Ok(None);
    };
    let path = free(&database, version);
    // Under another name until it is whole; what a killed run left under that name is in the way.
    let unfinished = beside(&database, &format!("v{version}.bak.unfinished"));
    let made = write(&database, &unfinished).and_then(|()| keep(&unfinished, &path));
    if let Err(message) = made {
        remove(&unfinished);
        let path = path.display().to_string();
        return Err(MigrateError::Backup { path, message });
    }
    info!("backup of the database: {}", path.display());
    Ok(Some(path))
}

/// Removes a copy that nobody needs.
pub(super) fn remove(path: &Path) {
    if path.exists()
        && let Err(error) = fs::remove_file(path)
    {
        warn!("{} cannot be removed: {error}", path.display());
    }
}

fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(".");
    path.push(suffix);
    path.into()
}

/// The first name that is not taken.
fn free(database: &Path, version: u32) -> PathBuf {
    let numbered = (2..=u32::MAX).map(|number| format!("v{version}.{number}.bak"));
    let mut names = [format!("v{version}.bak")].into_iter().chain(numbered);
    let path = names.find_map(|name| {
        let path = beside(database, &name);
        // Also what cannot be looked at is taken.
        matches!(path.try_exists(), Ok(false)).then_some(path)
    });
    path.unwrap_or_else(|| beside(database, "bak"))
}

fn write(database: &Path, copy: &Path) -> Result<(), String> {
    if copy.exists() {
        fs::remove_file(copy).map_err(|error| error.to_string())?;
    }
    let permissions = fs::metadata(database)
        .map_err(|error| error.to_string())?
        .permissions();
    // Nobody reads the copy who may not read the database: an empty file is filled.
    let file = OpenOptions::new().write(true).create_new(true).open(copy);
    file.and_then(|file| file.set_permissions(permissions))
        .map_err(|error| error.to_string())?;
    let name = copy.to_str().ok_or("its path is not UTF-8")?;
    // A connection of its own, since no transaction can be open on it. It reads what was committed last.
    let source = open(database).map_err(|error| error.to_string())?;
    let done = source.execute("VACUUM INTO ?1", [name]);
    done.map(|_| ()).map_err(|error| error.to_string())
}

/// Makes the copy durable, and gives it its name.
fn keep(unfinished: &Path, path: &Path) -> Result<(), String> {
    let kept = || {
        OpenOptions::new()
            .write(true)
            .open(unfinished)?
            .sync_all()?;
        fs::rename(unfinished, path)?;
        #[cfg(unix)]
        if let Some(folder) = path.parent() {
            fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    };
    kept().map_err(|error: std::io::Error| error.to_string())
}
