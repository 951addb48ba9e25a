//! The command that mends what was found.

use std::path::{Path, PathBuf};

use super::super::origin::STDIN;
use super::super::pipeline::Input;

/// `scaffold regenerate` for this project, with the schema that it was compared with.
pub(super) fn mend(project: &Path, ddl: Option<&[Input]>) -> String {
    let mut words = vec!["scaffold".to_owned(), "regenerate".to_owned()];
    if project != Path::new(".") {
        words.push(quote(&project.to_string_lossy()));
    }
    for Input { path, .. } in ddl.unwrap_or_default() {
        let is_stdin = path.as_os_str() == STDIN;
        let path = if is_stdin {
            PathBuf::from("-")
        } else {
            path.clone()
        };
        words.push("--ddl".to_owned());
        words.push(quote(&path.to_string_lossy()));
    }
    words.join(" ")
}

/// A word as a POSIX shell reads it.
pub(super) fn quote(word: &str) -> String {
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
    fn words_of_a_shell() {
        assert_eq!(quote("a/b-c.sql"), "a/b-c.sql");
        assert_eq!(quote("it's here"), r"'it'\''s here'");
    }

    #[test]
    fn the_folder_and_the_schema_are_named() {
        assert_eq!(mend(Path::new("."), None), "scaffold regenerate");
        let input = |path: &str| Input {
            path: path.into(),
            content: Vec::new(),
        };
        let ddl = [input(STDIN), input("a b.sql")];
        assert_eq!(
            mend(Path::new("shop"), Some(&ddl)),
            "scaffold regenerate shop --ddl - --ddl 'a b.sql'"
        );
    }
}
