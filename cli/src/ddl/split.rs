//! A streaming splitter of MySQL scripts: strings, quoted names, comments, executable comments, DELIMITER.
//!
//! Memory is bounded by the longest statement that is not a bulk of rows: the bodies of INSERT, REPLACE and LOAD
//! are passed over without being kept, however long their lines are.

use std::io::{self, Read};

use super::scan::{Position, Scanner};
use super::server::{Dialect, Hints};
use super::window::Window;
use crate::encoding::Encoding;

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

/// A part of a statement that carries rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its bytes, comments blanked.
    pub bytes: &'a [u8],
    /// The line where its row begins.
    pub line: u32,
    /// What it is in.
    pub encoding: Encoding,
}

/// Splits a script into statements.
pub struct Splitter<R> {
    window: Window<R>,
    scanner: Scanner,
}

impl<R: Read> Splitter<R> {
    /// A splitter at the start of a script.
    pub fn new(input: R, hints: Hints) -> Self {
        Self::with(input, Scanner::new(hints))
    }

    /// A splitter that also gives the statements that carry rows, piece by piece: memory is bounded by the longest row.
    pub fn keeping_rows(input: R, hints: Hints) -> Self {
        Self::with(input, Scanner::keeping_rows(hints))
    }

    fn with(input: R, scanner: Scanner) -> Self {
        let mut window = Window::new(input);
        window.read_as(scanner.encoding());
        Self { window, scanner }
    }

    /// The piece of a statement that the last item ended.
    pub fn piece(&self) -> Piece<'_> {
        self.scanner.piece()
    }

    /// What the next statement is in.
    pub fn encoding(&self) -> Encoding {
        self.scanner.encoding()
    }

    /// The server the script was made for, as far as its header says.
    pub fn dialect(&self) -> &Dialect {
        &self.scanner.dialect
    }

    /// Executable comments left out because it is unknown which server wrote the dump.
    pub fn gated(&self) -> usize {
        self.scanner.gated
    }

    /// Statements of a script in UTF-8 that are latin1.
    pub fn transcoded(&self) -> usize {
        self.scanner.transcoded
    }

    /// Statements with bytes that mean nothing in their encoding.
    pub fn damaged(&self) -> usize {
        self.scanner.damaged
    }

    /// Line and column of the first statement that looks like GBK in a script that does not say so.
    pub fn suspect(&self) -> Option<Position> {
        self.scanner.suspect
    }

    /// The next item, or none at the end of the script.
    pub fn next_item(&mut self) -> io::Result<Option<Item>> {
        self.scanner.next_piece();
        loop {
            if let Some(item) = self.scanner.found.take() {
                self.window.read_as(self.scanner.encoding());
                return Ok(Some(item));
            }
            if !self.window.fill()? {
                self.scanner.finish();
                return Ok(self.scanner.found.take());
            }
            if self.window.passed_mark() {
                self.scanner.is_marked();
                self.window.read_as(self.scanner.encoding());
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
