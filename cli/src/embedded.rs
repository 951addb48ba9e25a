//! What a project carries with it: the support crate in source, and the lock file of tested versions.
//!
//! Both are packed by `cargo run -p scaffold-cli --example pack`.

use std::io::{self, Read};

use flate2::read::GzDecoder;
use thiserror::Error;

/// The support crate with its derive and model.
static CHASSIS: &[u8] = include_bytes!("../embedded/chassis.tar.gz");

/// The lock file of a project named [`EMITTED`].
static LOCK: &str = include_str!("../embedded/Cargo.lock");

/// The name that stands for the project's own in the lock file.
pub const EMITTED: &str = "scaffold-emitted";

/// The separator of packages in a lock file.
const PACKAGE: &str = "\n[[package]]\n";

/// The archive in this program cannot be read.
#[derive(Debug, Error)]
#[error("the support crate inside this program cannot be read: {0}")]
pub struct ArchiveError(#[from] io::Error);

/// Every file of the support crate: its path below `chassis/`, with `/` between its parts, and its content.
pub fn chassis() -> Result<Vec<(String, Vec<u8>)>, ArchiveError> {
    unpack(CHASSIS)
}

/// Every file of an archive.
fn unpack(archive: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ArchiveError> {
    let mut archive = tar::Archive::new(GzDecoder::new(archive));
    let mut files = Vec::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content)?;
        files.push((path, content));
    }
    Ok(files)
}

/// The lock file of a project.
pub fn lock(name: &str) -> String {
    rename(LOCK, name)
}

/// Whether the lock file has a crate of that name.
pub fn is_dependency(name: &str) -> bool {
    name != EMITTED && LOCK.split(PACKAGE).any(|package| name_of(package) == name)
}

/// A lock file with the project's name, its package where Cargo puts it: they are sorted by name.
fn rename(lock: &str, name: &str) -> String {
    let mut packages: Vec<&str> = lock.trim_end().split(PACKAGE).map(str::trim_end).collect();
    let head = packages.remove(0);
    let own = packages
        .iter()
        .position(|package| name_of(package) == EMITTED)
        .map(|index| packages.remove(index))
        .unwrap_or_default()
        .replacen(EMITTED, name, 1);
    // Stable: versions of one crate keep their order.
    packages.push(&own);
    packages.sort_by(|left, right| name_of(left).cmp(name_of(right)));
    let mut text = head.to_owned();
    for package in packages {
        text.push('\n');
        text.push_str(PACKAGE);
        text.push_str(package);
    }
    text.push('\n');
    text
}

/// The name in the text of a package.
fn name_of(package: &str) -> &str {
    package
        .lines()
        .find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_is_renamed_in_order() {
        let lock = "# generated\nversion = 4\n\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n\n[[package]]\n\
                    name = \"scaffold-emitted\"\nversion = \"0.1.0\"\ndependencies = [\n \"b\",\n]\n\n[[package]]\n\
                    name = \"z\"\nversion = \"1.0.0\"\n";
        assert_eq!(rename(lock, EMITTED), lock);
        let first = rename(lock, "a");
        assert!(
            first.starts_with("# generated\nversion = 4\n\n[[package]]\nname = \"a\"\n"),
            "{first}"
        );
        let last = rename(lock, "zz");
        assert!(
            last.ends_with("\n\n[[package]]\nname = \"zz\"\nversion = \"0.1.0\"\ndependencies = [\n \"b\",\n]\n"),
            "{last}"
        );
        assert_eq!(first.len() + 1, last.len());
    }

    #[test]
    fn the_embedded_lock_file_has_the_project_and_its_crates() {
        assert_eq!(lock(EMITTED), LOCK);
        assert!(is_dependency("chassis"));
        assert!(is_dependency("serde"));
        assert!(!is_dependency("shop"));
    }

    #[test]
    fn the_archive_holds_three_crates() {
        let files = chassis().unwrap();
        for path in [
            "Cargo.toml",
            "src/lib.rs",
            "derive/Cargo.toml",
            "derive/src/lib.rs",
            "derive/model/Cargo.toml",
            "derive/model/src/lib.rs",
            "LICENSE-MIT",
            "LICENSE-APACHE",
        ] {
            assert!(files.iter().any(|(name, _)| name == path), "{path}");
        }
    }

    #[test]
    fn a_broken_archive_is_an_error() {
        assert!(unpack(b"no archive").is_err());
        assert!(unpack(&CHASSIS[..CHASSIS.len() / 2]).is_err());
    }
}
