//! Differences of two texts as people read them.

use std::fmt::Write;
use std::time::Duration;

use similar::{Algorithm, TextDiff};

/// Lines of a file's diff at most.
const DIFF_LINES: usize = 40;

/// Longest time to look for the best diff of a file.
const DIFF_TIME: Duration = Duration::from_millis(200);

/// How two contents of a file differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Diff {
    /// A unified diff, cut when it is long; a sentence where a diff would not help.
    pub(super) text: String,
    /// The first line that differs in the older text, from 1.
    pub(super) line: usize,
}

/// The difference from one content to another, which have names.
pub(super) fn diff(
    path: &str,
    (old_name, old): (&str, &[u8]),
    (new_name, new): (&str, &[u8]),
) -> Diff {
    let (Ok(old), Ok(new)) = (str::from_utf8(old), str::from_utf8(new)) else {
        return sentence(format!("  {path} is no text\n"));
    };
    // A diff would show lines that look the same.
    if old.replace("\r\n", "\n") == new.replace("\r\n", "\n") {
        let mend = "write `* -text` to .gitattributes";
        return sentence(format!("  {path} differs in its line ends only: {mend}\n"));
    }
    let common = old
        .lines()
        .zip(new.lines())
        .take_while(|(old, new)| old == new);
    let line = (common.count() + 1).min(old.lines().count().max(1));
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .timeout(DIFF_TIME)
        .diff_lines(old, new);
    let text = diff
        .unified_diff()
        .header(&format!("{path} {old_name}"), &format!("{path} {new_name}"))
        .to_string();
    let count = text.lines().count();
    let mut cut: String = text.split_inclusive('\n').take(DIFF_LINES).collect();
    if count > DIFF_LINES {
        // Writing to a string cannot fail.
        let _ = writeln!(cut, "… {} lines more", count - DIFF_LINES);
    }
    Diff { text: cut, line }
}

fn sentence(text: String) -> Diff {
    Diff { text, line: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &[u8], new: &[u8]) -> Diff {
        diff("a", ("on disk", old), ("as generated", new))
    }

    #[test]
    fn long_diffs_are_cut_and_bytes_are_not_shown() {
        let disk: String = (0..100).map(|line| format!("old {line}\n")).collect();
        let text = of(disk.as_bytes(), b"").text;
        assert_eq!(text.lines().count(), DIFF_LINES + 1);
        assert!(text.ends_with("… 63 lines more\n"), "{text}");
        assert_eq!(of(b"\xff", b"").text, "  a is no text\n");
        let text = of(b"1\r\n2\r\n", b"1\n2\n").text;
        assert!(text.contains("line ends only"), "{text}");
        let diff = of(b"1\n2\n3\n", b"1\nzwei\n3\n");
        assert!(diff.text.contains("-2\n+zwei\n"), "{}", diff.text);
        assert_eq!(diff.line, 2);
    }

    #[test]
    fn the_first_line_is_one_that_is_there() {
        assert_eq!(of(b"", b"1\n").line, 1);
        assert_eq!(of(b"1\n", b"1\n2\n").line, 1);
        assert_eq!(of(b"1\n2\n", b"1\n").line, 2);
    }
}
