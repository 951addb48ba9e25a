//! Problems in the user's input: where, what is wrong, and what to write instead.

mod excerpt;
mod nearest;
mod render;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use nearest::nearest;

use crate::encoding::Encoding;

/// A position in an input file. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as the user named it.
    pub file: Arc<Path>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Characters to underline; at least 1, never beyond the line.
    pub width: u32,
}

impl Place {
    /// The position in words, for a message about another place in the same file.
    pub fn position(&self) -> String {
        format!("at line {}, column {}", self.line, self.column)
    }
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Worth a look; generation goes on.
    Warning,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Where, if it has a place.
    pub place: Option<Place>,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// All problems found so far; stages add to it and the pipeline stops between stages when it holds an error.
#[derive(Debug, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    /// What files are in that are not in UTF-8.
    encodings: BTreeMap<PathBuf, Encoding>,
}

impl Diagnostics {
    /// Adds an error.
    pub fn error(&mut self, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic {
            severity: Severity::Error,
            place: Some(place.clone()),
            message: message.into(),
            help: Some(help.into()),
        });
    }

    /// Adds an error of the command line, which has no place.
    pub fn error_of_command(&mut self, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic {
            severity: Severity::Error,
            place: None,
            message: message.into(),
            help: Some(help.into()),
        });
    }

    /// Adds a warning.
    pub fn warning(&mut self, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic {
            severity: Severity::Warning,
            place: Some(place.clone()),
            message: message.into(),
            help: Some(help.into()),
        });
    }

    /// Adds any diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Says what a file is in, or parts of it: its lines are shown again. UTF-8 goes without saying.
    pub fn read_as(&mut self, file: &Path, encoding: Encoding) {
        if encoding != Encoding::UTF8 && self.encodings.get(file) != Some(&encoding) {
            self.encodings.insert(file.to_owned(), encoding);
        }
    }

    /// What the lines of a file are in that are not in UTF-8.
    fn encoding(&self, file: &Path) -> Encoding {
        self.encodings.get(file).copied().unwrap_or(Encoding::UTF8)
    }

    /// True once an error was added.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many errors were added.
    pub fn error_count(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many warnings were added.
    pub fn warning_count(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|d| d.severity == severity).count()
    }

    /// All of them, in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }
}
