//! Three-way merge of texts: what was generated, what its owner made of it, and what is generated now.

use std::fmt::Write;
use std::ops::Range;

use diffy::{ConflictStyle, IncompleteHunkStyle, MergeOptions};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What the merge crate calls the two sides of a conflict, and what the owner of a file reads.
const LABELS: [(&str, &str); 2] = [
    ("<<<<<<< ours\n", "<<<<<<< yours\n"),
    (">>>>>>> theirs\n", ">>>>>>> generated\n"),
];

/// What no text holds: it is around marks, and stands for a line end that is missing.
const NUL: char = '\0';

/// A merged text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text, with a marked region for each conflict.
    pub text: String,
    /// Whether both sides changed the same lines, differently.
    pub has_conflicts: bool,
}

/// Merges what two sides made of a text without [`NUL`]. Line ends are the owner's.
///
/// Changes of neighbouring lines are no conflict: only changes of the same line, and lines that both sides put at one place.
pub fn merge(base: &str, yours: &str, generated: &str) -> Merged {
    if has_crlf(yours) && !has_crlf(base) {
        let merged = merge(base, &yours.replace("\r\n", "\n"), generated);
        return Merged {
            text: merged.text.replace('\n', "\r\n"),
            ..merged
        };
    }
    let [base, yours, generated] =
        [base, yours, generated].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let kept = [&yours, &generated].map(|side| kept(&base, side));
    let mut merged = Merged {
        text: String::new(),
        has_conflicts: false,
    };
    let mut start = [0; 3];
    for index in 0..=base.len() {
        let end = match kept.each_ref().map(|kept| kept[index]) {
            [Some(yours), Some(generated)] => [index, yours, generated],
            _ => continue,
        };
        let range = start[0]..end[0];
        merged.part(
            &base[range.clone()],
            &Side::new(&yours[start[1]..end[1]], &kept[0][range.clone()], start[1]),
            &Side::new(&generated[start[2]..end[2]], &kept[1][range], start[2]),
        );
        merged.text.push_str(base.get(index).unwrap_or(&""));
        start = end.map(|place| place + 1);
    }
    merged
}

/// Whether most lines of a text end with CR LF.
fn has_crlf(text: &str) -> bool {
    text.matches("\r\n").count() * 2 > text.matches('\n').count()
}

/// Where a side has each line of the base, if it has it; the end of the base is the end of the side.
fn kept(base: &[&str], side: &[&str]) -> Vec<Option<usize>> {
    let mut kept = vec![None; base.len()];
    for operation in capture_diff_slices(Algorithm::Patience, base, side) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = operation
        {
            for step in 0..len {
                kept[old_index + step] = Some(new_index + step);
            }
        }
    }
    kept.push(Some(side.len()));
    kept
}

/// Some lines of a side.
struct Side<'a> {
    lines: &'a [&'a str],
    /// Where it has each line of the base, if it has it.
    kept: Vec<Option<usize>>,
}

impl<'a> Side<'a> {
    /// Lines of a side that starts so many lines before.
    fn new(lines: &'a [&'a str], kept: &[Option<usize>], start: usize) -> Self {
        let place = |place: &Option<usize>| Some((*place)? - start);
        Self {
            lines,
            kept: kept.iter().map(place).collect(),
        }
    }
}

impl Merged {
    /// Adds what lies between two lines that nobody changed.
    fn part(&mut self, base: &[&str], yours: &Side<'_>, generated: &Side<'_>) {
        if yours.lines == base || yours.lines == generated.lines {
            self.text.push_str(&generated.lines.concat());
        } else if generated.lines == base {
            self.text.push_str(&yours.lines.concat());
        } else {
            self.both(base, yours, generated);
        }
    }

    /// Adds what both sides changed.
    fn both(&mut self, base: &[&str], yours: &Side<'_>, generated: &Side<'_>) {
        let base = Side {
            lines: base,
            kept: (0..base.len()).map(Some).collect(),
        };
        let [base, yours, generated] = [&base, yours, generated].map(marked);
        let result = MergeOptions::new()
            .set_conflict_style(ConflictStyle::Merge)
            .set_incomplete_hunk_style(IncompleteHunkStyle::Git)
            .merge(&base, &yours, &generated);
        match result {
            Ok(marked) => self.text.push_str(&unmarked(&marked)),
            Err(marked) => {
                self.has_conflicts = true;
                for line in unmarked(&marked).split_inclusive('\n') {
                    let label = LABELS.into_iter().find(|(of_crate, _)| *of_crate == line);
                    self.text.push_str(label.map_or(line, |(_, label)| label));
                }
            }
        }
    }
}

/// The lines, counted from 1, that open or close a conflict which nobody has resolved yet, of this merge or of git's.
pub fn marks(content: &[u8]) -> Vec<usize> {
    let is_mark = |line: &[u8]| line.starts_with(b"<<<<<<< ") || line.starts_with(b">>>>>>> ");
    let lines = content.split(|byte| *byte == b'\n').enumerate();
    let marks = lines.filter(|(_, line)| is_mark(line));
    marks.map(|(index, _)| index + 1).collect()
}

/// The lines, counted from 1, at which conflicts of this merge start.
pub fn conflicts(text: &str) -> Vec<usize> {
    let (_, label) = LABELS[0];
    let lines = text.lines().enumerate();
    let starts = lines.filter(|(_, line)| *line == label.trim_end());
    starts.map(|(index, _)| index + 1).collect()
}

/// A side of the merge with a mark before and after every line of the base, kept or not.
///
/// A merge takes changes without a line between them for one. The marks are lines that all sides have.
fn marked(side: &Side<'_>) -> String {
    let mut text = String::new();
    let [mut line, mut next] = [0; 2];
    for index in 0..=side.kept.len() {
        let place = match side.kept.get(index) {
            None => Some(side.lines.len()),
            Some(place) => *place,
        };
        let Some(place) = place else { continue };
        replace(&mut text, line..index, &side.lines[next..place]);
        if index < side.kept.len() {
            push(&mut text, index, Some(side.lines[place]));
        }
        (line, next) = (index + 1, place + 1);
    }
    text
}

/// Lines in the place of some of the base: line for line; what is longer hangs on the last one.
fn replace(text: &mut String, old: Range<usize>, lines: &[&str]) {
    let Some(last) = old.end.checked_sub(1).filter(|_| !old.is_empty()) else {
        return push_lines(text, lines);
    };
    let paired = lines.len().min(old.len() - 1);
    for (step, index) in (old.start..last).enumerate() {
        push(text, index, lines[..paired].get(step).copied());
    }
    open(text, last);
    push_lines(text, &lines[paired..]);
    close(text, last);
}

/// A line of the base as it is, or its place without it.
fn push(text: &mut String, index: usize, line: Option<&str>) {
    open(text, index);
    push_lines(text, line.as_slice());
    close(text, index);
}

/// Lines, each with a line end: a mark may follow the last one of a text.
fn push_lines(text: &mut String, lines: &[&str]) {
    for line in lines {
        text.push_str(line);
        if !line.ends_with('\n') {
            text.extend([NUL, '\n']);
        }
    }
}

fn open(text: &mut String, index: usize) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{NUL}{index}<");
}

fn close(text: &mut String, index: usize) {
    let _ = writeln!(text, "{NUL}{index}>");
}

/// A merged text without marks, and without a last line end where that is missing.
fn unmarked(marked: &str) -> String {
    let lines = marked.split_inclusive('\n');
    let mut text: String = lines
        .filter(|line| !line.starts_with(NUL) || *line == "\0\n")
        .collect();
    if text.ends_with("\0\n") {
        text.truncate(text.len() - 2);
    }
    text.retain(|character| character != NUL);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(base: &str, yours: &str, generated: &str) -> String {
        let merged = merge(base, yours, generated);
        assert!(!merged.has_conflicts, "{}", merged.text);
        merged.text
    }

    #[test]
    fn changes_of_neighbouring_lines_go_together() {
        assert_eq!(clean("a\nb\n", "A\nb\n", "a\nB\n"), "A\nB\n");
        assert_eq!(clean("a\nb\n", "a\n", "B\nb\n"), "B\n");
        assert_eq!(clean("a\nb\nc\n", "b\nc\n", "a\nc\n"), "c\n");
        assert_eq!(clean("a\nb\n", "a\nnew\nb\n", "a\nB\n"), "a\nnew\nB\n");
        assert_eq!(clean("a\nb\n", "a\nnew\nb\n", "A\nb\n"), "A\nnew\nb\n");
        assert_eq!(clean("a\n", "a\nmine\n", "new\na\n"), "new\na\nmine\n");
    }

    #[test]
    fn the_same_change_is_made_once() {
        assert_eq!(clean("a\nb\n", "a\nx\nb\n", "a\nx\nb\n"), "a\nx\nb\n");
        assert_eq!(clean("a\nb\n", "a\n", "a\n"), "a\n");
    }

    #[test]
    fn changes_of_one_line_are_marked() {
        let merged = merge("a\nb\nc\n", "a\nmine\nc\n", "a\nnew\nc\n");
        let expected = "a\n<<<<<<< yours\nmine\n=======\nnew\n>>>>>>> generated\nc\n";
        assert_eq!(merged.text, expected);
        assert!(merged.has_conflicts);
        assert_eq!(conflicts(&merged.text), [2]);
        assert_eq!(conflicts("a\n"), [0; 0]);
        assert!(merge("a\nb\n", "a\n", "a\nnew\n").has_conflicts);
        assert!(merge("a\n", "a\nmine\n", "a\nnew\n").has_conflicts);
    }

    #[test]
    fn files_that_both_sides_made_are_one_conflict() {
        let merged = merge("", "mine\n", "new\n");
        assert_eq!(
            merged.text,
            "<<<<<<< yours\nmine\n=======\nnew\n>>>>>>> generated\n"
        );
    }

    #[test]
    fn line_ends_are_those_of_the_owner() {
        assert_eq!(clean("a\nb\n", "a\r\nb\r\n", "a\nB\n"), "a\r\nB\r\n");
        // One such line is an edit of that line.
        assert_eq!(
            clean("a\nb\nc\n", "a\r\nb\nc\n", "a\nb\nC\n"),
            "a\r\nb\nC\n"
        );
        assert_eq!(clean("a\nb\n", "A\nb", "a\nb\n"), "A\nb");
        assert_eq!(clean("a\nb\n", "a\nb\n12<", "A\nb\n"), "A\nb\n12<");
        let merged = merge("a\n", "mine", "new\n");
        let expected = "<<<<<<< yours\nmine\n=======\nnew\n>>>>>>> generated\n";
        assert_eq!(merged.text, expected);
    }

    #[test]
    fn marks_of_conflicts() {
        let text = b"a\n<<<<<<< yours\nb\n=======\nc\n>>>>>>> new\n<<<<<<<< no\n <<<<<<< no\n";
        assert_eq!(marks(text), [2, 6]);
        assert_eq!(marks(b"\xff\n<<<<<<< HEAD"), [2]);
        assert_eq!(marks(b""), Vec::<usize>::new());
        // What looks like a label of the crate within a line is the owner's.
        let merged = merge("a\n", "mine >>>>>>> theirs\n", "new\n");
        assert!(
            merged.text.contains("mine >>>>>>> theirs\n"),
            "{}",
            merged.text
        );
    }
}
