//! A project on disk beside what its inputs give.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use similar::{Algorithm, TextDiff};

use super::Error;
use super::origin::STDIN;
use super::pipeline::Input;
use crate::manifest::{Entry, Manifest, sha256};
use crate::tree::{File, FileTree, Owner, is_hook, is_migration};

/// Lines of a file's diff at most.
const DIFF_LINES: usize = 40;

/// Longest time to look for the best diff of a file.
const DIFF_TIME: Duration = Duration::from_millis(200);

/// The folder in which every file is generated, so that any other would be a leftover.
const GENERATED_FOLDER: &str = "src/resources";

/// The spec as the user goes on writing it.
const SPEC: &str = "api.yaml";

/// One file that is not as the inputs give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) path: String,
    pub(super) kind: Kind,
    /// A unified diff, for texts.
    pub(super) diff: String,
}

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// The spec changed since the files were written.
    Spec,
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Stale => "stale: the inputs give another text",
            Self::Edited => "edited",
            Self::EditedAndStale => "edited, and stale: the inputs give another text",
            Self::Missing => "missing",
            Self::Obsolete => "obsolete: the inputs no longer give it",
            Self::Unexpected => "unexpected: not generated",
            Self::Spec => "changed since the files were generated from it",
        })
    }
}

/// Every difference, in the order of paths.
pub(super) fn compare(
    project: &Path,
    manifest: &Manifest,
    tree: &FileTree,
) -> Result<Vec<Difference>, Error> {
    let mut differences = BTreeMap::new();
    let mut add = |path: &str, kind, diff| {
        let path = path.to_owned();
        differences.insert(path.clone(), Difference { path, kind, diff });
    };
    for (path, file) in tree.iter() {
        let written = manifest.files.get(path);
        let disk = read(project, path)?;
        if file.owner == Owner::Yours {
            // It is written once, and then a module that generated code names.
            if is_hook(path) && disk.is_none() {
                add(path, Kind::Missing, String::new());
            }
            if path == SPEC && disk.is_some_and(|disk| !is_as_written(&disk, written)) {
                add(path, Kind::Spec, String::new());
            }
            continue;
        }
        match disk {
            None => add(path, Kind::Missing, String::new()),
            Some(disk) if disk != file.content => {
                add(
                    path,
                    kind(&disk, file, written),
                    diff(path, &disk, &file.content),
                );
            }
            Some(_) => {}
        }
    }
    for (path, entry) in &manifest.files {
        let is_ours = entry.owner == Owner::Generated && tree.get(path).is_none();
        if is_ours && read(project, path)?.is_some() {
            add(path, Kind::Obsolete, String::new());
        }
    }
    for path in manifest.files.keys().filter(|path| is_migration(path)) {
        // Written once, and then a text that generated code includes.
        if read(project, path)?.is_none() {
            add(path, Kind::Missing, String::new());
        }
    }
    for path in walk(project, GENERATED_FOLDER)? {
        if tree.get(&path).is_none() && !manifest.files.contains_key(&path) {
            add(&path, Kind::Unexpected, String::new());
        }
    }
    Ok(differences.into_values().collect())
}

fn kind(disk: &[u8], file: &File, written: Option<&Entry>) -> Kind {
    let stale = !is_as_written(&file.content, written);
    match is_as_written(disk, written) {
        true => Kind::Stale,
        false if stale => Kind::EditedAndStale,
        false => Kind::Edited,
    }
}

fn is_as_written(content: &[u8], written: Option<&Entry>) -> bool {
    written.is_some_and(|entry| entry.sha256 == sha256(content))
}

fn read(project: &Path, path: &str) -> Result<Option<Vec<u8>>, Error> {
    let path = project.join(path);
    match fs::read(&path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Unreadable { path, source }),
    }
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

/// A unified diff of two texts, cut when it is long.
fn diff(path: &str, disk: &[u8], generated: &[u8]) -> String {
    let (Ok(disk), Ok(generated)) = (str::from_utf8(disk), str::from_utf8(generated)) else {
        return format!("  {path} is no text\n");
    };
    // A diff would show lines that look the same.
    if disk.replace("\r\n", "\n") == generated.replace("\r\n", "\n") {
        return format!(
            "  {path} differs in its line ends only: write `* -text` to .gitattributes\n"
        );
    }
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .timeout(DIFF_TIME)
        .diff_lines(disk, generated);
    let text = diff
        .unified_diff()
        .header(&format!("{path} on disk"), &format!("{path} as generated"))
        .to_string();
    let count = text.lines().count();
    let mut cut: String = text.split_inclusive('\n').take(DIFF_LINES).collect();
    if count > DIFF_LINES {
        // Writing to a string cannot fail.
        let _ = writeln!(cut, "… {} lines more", count - DIFF_LINES);
    }
    cut
}

/// The command that makes the project anew in a folder beside it.
pub(super) fn mend(project: &Path, manifest: &Manifest, ddl: &[Input], with_spec: bool) -> String {
    let options = &manifest.options;
    let name = &options.name;
    let mut words = vec!["scaffold".to_owned(), "new".to_owned(), name.clone()];
    let mut option = |word: &str, value: PathBuf| {
        words.push(word.to_owned());
        words.push(quote(&value.to_string_lossy()));
    };
    for Input { path, .. } in ddl {
        let is_stdin = path.as_os_str() == STDIN;
        option("--ddl", if is_stdin { "-".into() } else { path.clone() });
    }
    if with_spec {
        option("--spec", project.join(SPEC));
    }
    if let Some(path) = &options.chassis_path {
        option("--chassis-path", project.join(path));
    }
    if let Some(server) = options.server {
        use clap::ValueEnum;
        let word = server.to_possible_value();
        let word = word.as_ref().map_or("", |value| value.get_name());
        option("--server", PathBuf::from(word));
    }
    if let Some(encoding) = options.encoding {
        option("--encoding", PathBuf::from(encoding.name()));
    }
    option("--into", PathBuf::from(format!("{name}-fresh")));
    words.join(" ")
}

/// A word as a POSIX shell reads it.
fn quote(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+=:@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_diffs_are_cut_and_bytes_are_not_shown() {
        let disk: String = (0..100).map(|line| format!("old {line}\n")).collect();
        let text = diff("a", disk.as_bytes(), b"");
        assert_eq!(text.lines().count(), DIFF_LINES + 1);
        assert!(text.ends_with("… 63 lines more\n"), "{text}");
        assert_eq!(diff("a", b"\xff", b""), "  a is no text\n");
        let text = diff("a", b"1\r\n2\r\n", b"1\n2\n");
        assert!(text.contains("line ends only"), "{text}");
        let text = diff("a", b"1\n2\n3\n", b"1\nzwei\n3\n");
        assert!(text.contains("-2\n+zwei\n"), "{text}");
    }

    #[test]
    fn words_of_a_shell() {
        assert_eq!(quote("a/b-c.sql"), "a/b-c.sql");
        assert_eq!(quote("it's here"), r"'it'\''s here'");
    }
}
