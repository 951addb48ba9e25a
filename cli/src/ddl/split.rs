//! A streaming splitter of MySQL scripts: strings, quoted names, comments, executable comments, DELIMITER.
//!
//! Memory is bounded by the longest statement that is not a bulk of rows: the bodies of INSERT, REPLACE and LOAD
//! are passed over without being kept.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use super::server::{Dialect, Gate};

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
#[derive(Debug, PartialEq, Eq)]
pub enum Item {
    /// A statement to look at.
    Statement(Statement),
    /// A statement that carries rows: its first word in upper case.
    Rows(String),
}

/// Splits a script into statements.
pub struct Splitter<R> {
    input: R,
    dialect: Dialect,
    delimiter: Vec<u8>,
    line: u32,
    /// Text of the current statement, comments blanked.
    buffer: Vec<u8>,
    start: Option<(u32, u32)>,
    state: State,
    /// Inside an executable comment that applies.
    executing: bool,
    executable: bool,
    rows: Option<String>,
    /// Executable comments left out because it is unknown which server wrote the dump.
    pub gated: usize,
    /// Statements whose bytes were no UTF-8.
    pub transcoded: usize,
    pending: VecDeque<Item>,
    first: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Plain,
    Quoted(u8),
    Comment,
}

impl<R: BufRead> Splitter<R> {
    /// A splitter at the start of a script.
    pub fn new(input: R, dialect: Dialect) -> Self {
        Self {
            input,
            dialect,
            delimiter: b";".to_vec(),
            line: 0,
            buffer: Vec::new(),
            start: None,
            state: State::Plain,
            executing: false,
            executable: false,
            rows: None,
            gated: 0,
            transcoded: 0,
            pending: VecDeque::new(),
            first: true,
        }
    }

    /// The server the script was made for, as far as its header says.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// The next item, or none at the end of the script.
    pub fn next_item(&mut self) -> io::Result<Option<Item>> {
        let mut bytes = Vec::new();
        loop {
            if let Some(item) = self.pending.pop_front() {
                return Ok(Some(item));
            }
            bytes.clear();
            if self.input.read_until(b'\n', &mut bytes)? == 0 {
                self.finish();
                if self.pending.is_empty() {
                    return Ok(None);
                }
                continue;
            }
            self.line = self.line.saturating_add(1);
            let mut line = bytes.as_slice();
            if std::mem::take(&mut self.first) {
                line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
            }
            self.dialect.learn(line);
            self.line(line);
        }
    }

    /// Takes one line, with its end.
    fn line(&mut self, line: &[u8]) {
        let mut at = 0;
        while at < line.len() {
            at = match self.state {
                State::Quoted(quote) => self.quoted(line, at, quote),
                State::Comment => self.comment(line, at),
                State::Plain => self.plain(line, at),
            };
        }
    }

    /// Inside a string or quoted name: up to its end or the line's.
    fn quoted(&mut self, line: &[u8], mut at: usize, quote: u8) -> usize {
        let start = at;
        while at < line.len() {
            // A backslash escapes in strings, never in backticks; a doubled quote ends and starts again.
            if line[at] == b'\\' && quote != b'`' {
                at = (at + 2).min(line.len());
            } else if line[at] == quote {
                at += 1;
                self.state = State::Plain;
                break;
            } else {
                at += 1;
            }
        }
        self.keep(&line[start..at]);
        at
    }

    /// Inside a comment: blanks up to its end or the line's.
    fn comment(&mut self, line: &[u8], at: usize) -> usize {
        let end = find(&line[at..], b"*/").map(|found| at + found + 2);
        if end.is_some() {
            self.state = State::Plain;
        }
        let end = end.unwrap_or(line.len());
        self.blank(&line[at..end]);
        end
    }

    fn plain(&mut self, line: &[u8], at: usize) -> usize {
        let rest = &line[at..];
        if self.start.is_none() {
            if let Some(delimiter) = new_delimiter(rest) {
                self.delimiter = delimiter;
                return line.len();
            }
            if rest.starts_with(b"--") {
                // Where a statement starts, the client takes rulers such as `------` for comments.
                return line.len();
            }
        }
        if rest.starts_with(&self.delimiter) && !self.delimiter.is_empty() {
            let end = at + self.delimiter.len();
            self.end();
            return end;
        }
        if rest[0] == b';' && self.start.is_some() && !is_routine(&self.buffer) {
            // Some dumps never set the delimiter back; only routines hold `;` of their own.
            self.end();
            return at + 1;
        }
        match rest[0] {
            quote @ (b'\'' | b'"' | b'`') => {
                self.begin(line, at);
                self.keep(&[quote]);
                self.state = State::Quoted(quote);
                at + 1
            }
            b'#' => self.blank_rest(line, at),
            b'-' if rest.starts_with(b"--") && rest.get(2).is_none_or(u8::is_ascii_whitespace) => {
                self.blank_rest(line, at)
            }
            b'/' if rest.starts_with(b"/*") => self.open_comment(line, at),
            b'*' if self.executing && rest.starts_with(b"*/") => {
                self.executing = false;
                self.keep(b"  ");
                at + 2
            }
            byte if byte.is_ascii_whitespace() || byte == 0 => {
                self.keep(&[if byte == 0 { b' ' } else { byte }]);
                at + 1
            }
            _ => self.word(line, at),
        }
    }

    /// A run of characters that start nothing special.
    fn word(&mut self, line: &[u8], at: usize) -> usize {
        let stop =
            |byte: u8| b"'\"`#-/*;".contains(&byte) || byte.is_ascii_whitespace() || byte == 0;
        let delimiter = self.delimiter.first().copied();
        let length = line[at + 1..]
            .iter()
            .position(|&byte| stop(byte) || Some(byte) == delimiter);
        let end = length.map_or(line.len(), |length| at + 1 + length);
        let first = self.start.is_none();
        self.begin(line, at);
        self.keep(&line[at..end]);
        if first {
            let word = String::from_utf8_lossy(&line[at..end]).to_ascii_uppercase();
            if matches!(word.as_str(), "INSERT" | "REPLACE" | "LOAD") {
                self.rows = Some(word);
                self.buffer.clear();
            }
        }
        end
    }

    fn open_comment(&mut self, line: &[u8], at: usize) -> usize {
        let rest = &line[at..];
        match self.dialect.gate(rest) {
            Gate::Comment => {
                self.state = State::Comment;
                self.blank(&rest[..2]);
                at + 2
            }
            Gate::Unknown => {
                self.gated += 1;
                self.state = State::Comment;
                self.blank(&rest[..2]);
                at + 2
            }
            Gate::Applies(length) => {
                if self.start.is_none() {
                    self.executable = true;
                }
                self.executing = true;
                self.blank(&rest[..length]);
                at + length
            }
        }
    }

    fn blank_rest(&mut self, line: &[u8], at: usize) -> usize {
        let end = line.len() - usize::from(line.ends_with(b"\n"));
        self.blank(&line[at..end.max(at)]);
        if end <= at { line.len() } else { end }
    }

    /// Marks the start of a statement at its first character.
    fn begin(&mut self, line: &[u8], at: usize) {
        if self.start.is_none() {
            let column = String::from_utf8_lossy(&line[..at]).chars().count() + 1;
            self.start = Some((self.line, u32::try_from(column).unwrap_or(u32::MAX)));
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.start.is_some() && self.rows.is_none() {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// Blanks of the same width in characters, so that columns stay right.
    fn blank(&mut self, bytes: &[u8]) {
        if self.start.is_some() && self.rows.is_none() {
            let blanks = String::from_utf8_lossy(bytes);
            self.buffer
                .extend(blanks.chars().map(|c| if c == '\n' { b'\n' } else { b' ' }));
        }
    }

    /// The delimiter was met.
    fn end(&mut self) {
        self.executing = false;
        let executable = std::mem::take(&mut self.executable);
        let Some((line, column)) = self.start.take() else {
            return;
        };
        if let Some(word) = self.rows.take() {
            self.pending.push_back(Item::Rows(word));
            self.buffer.clear();
            return;
        }
        let text = self.decode();
        self.pending.push_back(Item::Statement(Statement {
            text,
            line,
            column,
            executable,
        }));
    }

    fn decode(&mut self) -> String {
        match String::from_utf8(std::mem::take(&mut self.buffer)) {
            Ok(text) => text,
            Err(error) => {
                self.transcoded += 1;
                // Not UTF-8: each byte is a character of latin1.
                error.into_bytes().into_iter().map(char::from).collect()
            }
        }
    }

    /// The script ended: a last statement needs no delimiter.
    fn finish(&mut self) {
        self.state = State::Plain;
        self.end();
    }
}

/// The new delimiter of a `DELIMITER xx` line.
fn new_delimiter(rest: &[u8]) -> Option<Vec<u8>> {
    let word = rest.get(..9)?;
    let after = rest.get(9)?;
    if !word.eq_ignore_ascii_case(b"DELIMITER") || !after.is_ascii_whitespace() {
        return None;
    }
    let delimiter: Vec<u8> = rest[9..]
        .trim_ascii()
        .iter()
        .copied()
        .take_while(|byte| !byte.is_ascii_whitespace())
        .collect();
    (!delimiter.is_empty()).then_some(delimiter)
}

/// Whether a statement so far defines a routine, trigger or event, whose body holds `;`.
fn is_routine(buffer: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&buffer[..buffer.len().min(400)]).to_ascii_uppercase();
    let mut words = head.split_ascii_whitespace();
    match words.next() {
        Some("CREATE" | "ALTER") => words
            .find_map(|word| match word {
                "TABLE" | "VIEW" | "INDEX" | "DATABASE" | "SCHEMA" => Some(false),
                "PROCEDURE" | "FUNCTION" | "TRIGGER" | "EVENT" | "PACKAGE" => Some(true),
                _ => None,
            })
            .unwrap_or(false),
        Some("BEGIN" | "DECLARE") => true,
        _ => false,
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}
