//! A streaming splitter of MySQL scripts: strings, quoted names, comments, executable comments, DELIMITER.
//!
//! Memory is bounded by the longest statement that is not a bulk of rows: the bodies of INSERT, REPLACE and LOAD
//! are passed over without being kept, however long their lines are.

use std::io::{self, Read};

use super::scan::Scanner;
use super::server::Dialect;
use super::window::Window;

/// One statement with every comment blanked out, so that positions in it are positions in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The text; empty lines of comments are kept.
    pub text: String,
    /// Line of its first character, from 1.
    pub line: u32,
    /// Column of its first character in characters, from 1.
    pub column: u32,
    /// Whether it came whole from one executable comment, as mysqldump writes its stand-ins for views.
    pub executable: bool,
}

/// What one step of the splitter found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A statement to look at.
    Statement(Statement),
    /// A statement that carries rows: its first word in upper case. What follows its last piece is in [`Splitter::piece`].
    Rows(String),
    /// A part of a statement that carries rows, for who wants them: up to a `)` outside of all parentheses.
    Piece,
    /// The script ended inside of a string, quoted name or comment.
    Unclosed(Unclosed),
}

/// What is still open where a script ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclosed {
    /// `'`, `"`, `` ` `` or `/*`.
    pub mark: &'static str,
    /// The first word of the statement when it carries rows.
    pub rows: Option<String>,
    /// Line of the mark, or of the statement that carries rows.
    pub line: u32,
    /// Column of the same in characters, from 1.
    pub column: u32,
}

/// Splits a script into statements.
pub struct Splitter<R> {
    window: Window<R>,
    scanner: Scanner,
}

impl<R: Read> Splitter<R> {
    /// A splitter at the start of a script.
    pub fn new(input: R, dialect: Dialect) -> Self {
        Self {
            window: Window::new(input),
            scanner: Scanner::new(dialect),
        }
    }

    /// A splitter that also gives the statements that carry rows, piece by piece: memory is bounded by the longest row.
    pub fn keeping_rows(input: R, dialect: Dialect) -> Self {
        Self {
            window: Window::new(input),
            scanner: Scanner::keeping_rows(dialect),
        }
    }

    /// The piece of a statement that the last item ended, comments blanked, and the line where its row begins.
    pub fn piece(&self) -> (&[u8], u32) {
        self.scanner.piece()
    }

    /// The server the script was made for, as far as its header says.
    pub fn dialect(&self) -> &Dialect {
        &self.scanner.dialect
    }

    /// Executable comments left out because it is unknown which server wrote the dump.
    pub fn gated(&self) -> usize {
        self.scanner.gated
    }

    /// Statements whose bytes were no UTF-8.
    pub fn transcoded(&self) -> usize {
        self.scanner.transcoded
    }

    /// The next item, or none at the end of the script.
    pub fn next_item(&mut self) -> io::Result<Option<Item>> {
        self.scanner.next_piece();
        loop {
            if let Some(item) = self.scanner.found.take() {
                return Ok(Some(item));
            }
            if !self.window.fill()? {
                self.scanner.finish();
                return Ok(self.scanner.found.take());
            }
            // Nobody asks where a row is that is passed over.
            let place = if self.scanner.passes_over() {
                (0, 0)
            } else {
                self.window.position()
            };
            let at_line_start = self.window.at_line_start();
            let length = self.scanner.step(self.window.rest(), place, at_line_start);
            self.window.advance(length);
        }
    }
}
