//! The findings as annotations of GitHub Actions: workflow commands, a line each.
//!
//! Source: the GitHub documentation, "Workflow commands for GitHub Actions"; what is escaped is what
//! `actions/toolkit` escapes (`packages/core/src/command.ts`).

use std::fmt::Write;
use std::path::{Component, Path};

use super::super::Findings;
use super::text;
use crate::api_change::summary;
use crate::manifest::PATH;

/// Nothing when nothing was found.
pub(super) fn report(findings: &Findings<'_>) -> String {
    let mut commands = String::new();
    let mut error = |file: &str, line: usize, message: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(
            commands,
            "::error file={},line={line}::{}",
            property(file),
            data(message)
        );
    };
    for file in &findings.files {
        let path = below(findings.project, &file.path);
        let line = file.diff.as_ref().map_or(1, |diff| diff.line);
        let mend = findings.mend_of(file);
        error(&path, line, &format!("{}\n{mend}", file.kind));
        for line in &file.conflicts {
            error(&path, *line, "a conflict that is not resolved");
        }
    }
    if findings.is_of_another_generator() {
        let message = format!(
            "{}\nmend it with `{}`",
            text::generator(findings),
            findings.mend
        );
        error(&below(findings.project, PATH), 1, &message);
    }
    let document = below(findings.project, "openapi.json");
    for line in summary(&findings.api.changes)
        .iter()
        .filter(|line| line.breaking)
    {
        error(&document, 1, &line.to_string());
    }
    commands
}

/// A path as GitHub has it: from the root of the repository, which is the folder that workflows run in.
fn below(project: &Path, path: &str) -> String {
    let parts = project
        .components()
        .filter(|part| *part != Component::CurDir);
    let parts = parts.map(|part| part.as_os_str().to_string_lossy());
    let folder: String = parts
        .flat_map(|part| [part.into_owned(), "/".to_owned()])
        .collect();
    // The root is a part of its own that ends with the separator.
    format!("{folder}{path}").replace("//", "/")
}

/// A message.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A value before the message.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_part_is_escaped() {
        assert_eq!(data("a: 5%\r\nb, c"), "a: 5%25%0D%0Ab, c");
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
    }

    #[test]
    fn paths_are_those_of_the_repository() {
        assert_eq!(below(Path::new("."), "a.rs"), "a.rs");
        assert_eq!(below(Path::new("./shop/"), "src/a.rs"), "shop/src/a.rs");
        assert_eq!(below(Path::new("/work/shop"), "a.rs"), "/work/shop/a.rs");
    }
}
