//! Positions in the text of a spec.

use std::path::Path;
use std::sync::Arc;

use saphyr_parser::{Marker, Span};

use crate::diagnostic::{Diagnostics, Place};

/// The file of a spec and the lengths of its lines in characters.
#[derive(Debug)]
pub(super) struct Source {
    file: Arc<Path>,
    lengths: Vec<usize>,
}

impl Source {
    /// The positions of a text.
    pub(super) fn new(file: &Path, text: &str) -> Self {
        let lengths = text.lines().map(|line| line.chars().count()).collect();
        Self {
            file: Arc::from(file),
            lengths,
        }
    }

    /// The place of what the parser read.
    pub(super) fn span(&self, span: Span) -> Place {
        let width = if span.start.line() == span.end.line() {
            span.len()
        } else {
            usize::MAX
        };
        self.place(span.start.line(), span.start.col(), width)
    }

    /// The place of one character.
    pub(super) fn marker(&self, marker: &Marker) -> Place {
        self.place(marker.line(), marker.col(), 1)
    }

    /// The place of some characters: lines count from 1, columns from 0.
    ///
    /// The end of the file has no line of its own; the last character before it stands for it.
    fn place(&self, line: usize, column: usize, width: usize) -> Place {
        let length = |line: usize| {
            line.checked_sub(1)
                .and_then(|index| self.lengths.get(index))
                .copied()
        };
        let (line, column) = match length(line) {
            Some(_) => (line, column),
            None => {
                let last = self
                    .lengths
                    .iter()
                    .rposition(|&length| length > 0)
                    .unwrap_or(0)
                    + 1;
                (last, length(last).unwrap_or(0).saturating_sub(1))
            }
        };
        let rest = length(line).unwrap_or(0).saturating_sub(column);
        Place {
            file: Arc::clone(&self.file),
            line: number(line),
            column: number(column + 1),
            width: number(width.min(rest).max(1)),
        }
    }

    /// Whether a text has only characters that YAML knows (YAML 1.2.2, section 5.1); the first other one is reported.
    ///
    /// The parser takes a NUL for the end of the text, and a lone carriage return for a line break that editors,
    /// and places, do not have.
    pub(super) fn is_printable(&self, text: &str, diagnostics: &mut Diagnostics) -> bool {
        for (number, line) in text.split_terminator('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if let Some((column, found)) = line.chars().enumerate().find(|(_, c)| !is_yaml(*c)) {
                let place = self.place(number + 1, column, 1);
                let help = match found {
                    '\r' => "end lines with LF or CRLF",
                    '\u{feff}' => {
                        "a byte order mark may only be the first character of the file; remove it"
                    }
                    _ => "remove it, or write it as an escape in double quotes: \"\\x00\"",
                };
                let code = u32::from(found);
                diagnostics.error(
                    &place,
                    format!("the character U+{code:04X} is not allowed in YAML"),
                    help,
                );
                return false;
            }
        }
        true
    }
}

fn is_yaml(c: char) -> bool {
    match c {
        '\t' | '\u{85}' => true,
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => !c.is_control(),
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
