//! Problems as text for a terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::excerpt::{self, Excerpt};
use super::{Diagnostic, Diagnostics, Place, Severity};

impl Diagnostics {
    /// All problems as text, by file and position, each once, and how many there are.
    ///
    /// Source lines are read again from their files; a problem in a file that cannot be read is shown without its line.
    pub fn render(&self, color: bool) -> String {
        let mut items: Vec<&Diagnostic> = self.iter().collect();
        items.sort_by_key(|item| sort_key(item));
        items.dedup();
        if items.is_empty() {
            return String::new();
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let lines = self.source_lines(&items);
        let mut text = String::new();
        for item in &items {
            let line = item
                .place
                .as_ref()
                .and_then(|p| lines.get(&*p.file)?.get(&p.line));
            text.push_str(&renderer.render(&[group(item, line.map(String::as_str))]));
            text.push_str("\n\n");
        }
        text.push_str(&summary(&items));
        text.push('\n');
        text
    }

    /// The lines that problems point at, by file and number; every file is read once.
    fn source_lines<'a>(
        &self,
        items: &[&'a Diagnostic],
    ) -> BTreeMap<&'a Path, BTreeMap<u32, String>> {
        let mut wanted: BTreeMap<&Path, BTreeSet<u32>> = BTreeMap::new();
        for place in items.iter().filter_map(|item| item.place.as_ref()) {
            wanted.entry(&place.file).or_default().insert(place.line);
        }
        wanted
            .into_iter()
            .map(|(file, numbers)| (file, excerpt::lines(file, &numbers, self.encoding(file))))
            .collect()
    }
}

/// What the order of problems depends on: those without a place come last.
fn sort_key(item: &Diagnostic) -> (bool, Option<&Place>, Severity, &str, Option<&str>) {
    let place = item.place.as_ref();
    (
        place.is_none(),
        place,
        item.severity,
        &item.message,
        item.help.as_deref(),
    )
}

/// One problem with the line it points at.
fn group<'a>(item: &'a Diagnostic, line: Option<&str>) -> Group<'a> {
    let level = match item.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut elements: Vec<Element<'a>> = Vec::new();
    if let Some(place) = &item.place {
        elements.push(source(place, line));
    }
    if let Some(help) = &item.help {
        elements.push(Level::HELP.message(one_line(help)).into());
    }
    level
        .primary_title(one_line(&item.message))
        .elements(elements)
}

/// A place with its line, if that could be read.
fn source<'a>(place: &Place, line: Option<&str>) -> Element<'a> {
    let path = one_line(&place.file.to_string_lossy());
    let number = place.line as usize;
    let Some(line) = line else {
        return Origin::path(path)
            .line(number)
            .char_column(place.column as usize)
            .into();
    };
    let Excerpt { text, underline } = Excerpt::new(line, place.column, place.width);
    Snippet::source(text)
        .line_start(number)
        .path(path)
        .annotation(AnnotationKind::Primary.span(underline))
        .into()
}

/// Text without line breaks and control characters: parts of it come from the user's files.
fn one_line(text: &str) -> String {
    let text: String = text.chars().map(excerpt::visible).collect();
    normalize_untrusted_str(&text)
}

/// How many problems there are: `2 errors, 1 warning`.
fn summary(items: &[&Diagnostic]) -> String {
    let count = |severity, word: &str| match items
        .iter()
        .filter(|item| item.severity == severity)
        .count()
    {
        0 => None,
        1 => Some(format!("1 {word}")),
        many => Some(format!("{many} {word}s")),
    };
    let parts = [
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn place(file: &Path, line: u32, column: u32, width: u32) -> Place {
        Place {
            file: Arc::from(file),
            line,
            column,
            width,
        }
    }

    #[test]
    fn sorted_with_excerpts_each_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("api.yaml");
        std::fs::write(&file, "订单:\n\tпуть: 订单 # 注释\n").unwrap();
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic {
            severity: Severity::Warning,
            place: None,
            message: "nothing to do".to_owned(),
            help: None,
        });
        diagnostics.error(&place(&file, 2, 8, 2), "second", "write `order`");
        diagnostics.error(&place(&file, 1, 1, 2), "first", "write `orders`");
        diagnostics.error(&place(&file, 2, 8, 2), "second", "write `order`");
        let text = diagnostics
            .render(false)
            .replace(&*file.to_string_lossy(), "api.yaml");
        let expected = "\
error: first
 --> api.yaml:1:1
  |
1 | 订单:
  | ^^^^
  |
  = help: write `orders`

error: second
 --> api.yaml:2:8
  |
2 |     путь: 订单 # 注释
  |           ^^^^
  |
  = help: write `order`

warning: nothing to do

2 errors, 1 warning
";
        assert_eq!(text, expected);
        assert!(diagnostics.render(true).contains('\u{1b}'));
    }

    #[test]
    fn a_file_that_cannot_be_read_has_no_excerpt() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.warning(&place(Path::new("absent.sql"), 7, 3, 1), "gone", "look");
        let expected = "\
warning: gone
--> absent.sql:7:3
 = help: look

1 warning
";
        assert_eq!(diagnostics.render(false), expected);
    }

    #[test]
    fn a_long_line_is_cut_around_its_column() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("dump.sql");
        std::fs::write(
            &file,
            format!("{}HERE{}\n", "ä".repeat(300_000), "z".repeat(300_000)),
        )
        .unwrap();
        let mut diagnostics = Diagnostics::default();
        diagnostics.error(&place(&file, 1, 300_001, 4), "long", "shorten");
        let text = diagnostics.render(false);
        assert!(text.contains("dump.sql:1:300001\n"), "{text}");
        assert!(
            text.contains("äHEREz") && text.contains(" ^^^^\n"),
            "{text}"
        );
        assert!(text.len() < 1000, "{text}");
    }

    #[test]
    fn a_place_that_is_no_longer_there_is_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.sql");
        std::fs::write(&file, "x\n").unwrap();
        let mut diagnostics = Diagnostics::default();
        for line in [0, 1, 2, u32::MAX] {
            for column in [0, 1, 2, 9, u32::MAX] {
                for width in [0, 1, u32::MAX] {
                    diagnostics.error(&place(&file, line, column, width), "moved", "");
                }
            }
        }
        assert!(diagnostics.render(false).ends_with("60 errors\n"));
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let mut diagnostics = Diagnostics::default();
        let file = place(Path::new("a\u{1b}]0;\n.sql"), 1, 1, 1);
        diagnostics.error(&file, "a\nb\u{9b}2J\u{1b}[2J", "c\u{7}\nd");
        let text = diagnostics.render(false);
        assert!(
            text.chars().all(|c| c == '\n' || !c.is_control()),
            "{text:?}"
        );
        assert_eq!(text.lines().next(), Some("error: a␊b\u{fffd}2J␛[2J"));
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(Diagnostics::default().render(true), "");
    }
}
