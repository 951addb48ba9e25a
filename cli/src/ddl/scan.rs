//! The states of the splitter: what the next bytes of a script are, and what is kept of them.

use super::marks::{is_blank, is_routine, new_delimiter, starts_line_comment, stops};
use super::server::{Dialect, Gate, Hints};
use super::session::Session;
use super::split::{Item, Piece, Statement, Unclosed};
use crate::encoding::{self, Encoding};

/// Line and column, from 1.
pub(super) type Position = (u32, u32);

/// Bytes of a line that may tell the server.
const HEADER_LINE: usize = 300;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Plain,
    /// Inside a string or quoted name.
    Quoted(u8),
    /// Behind `--` or `#`.
    Line,
    /// Inside `/* */`; a clause for another server may hold comments of its own.
    Comment {
        nests: bool,
        depth: u32,
    },
}

/// What is known at one place of a script.
pub(super) struct Scanner {
    pub dialect: Dialect,
    /// Executable comments left out because it is unknown which server wrote the dump.
    pub gated: usize,
    /// Statements of a script in UTF-8 that are latin1.
    pub transcoded: usize,
    /// Statements with bytes that mean nothing in their encoding.
    pub damaged: usize,
    /// Where the first of them is that looks like GBK.
    pub suspect: Option<Position>,
    /// What the last step ended.
    pub found: Option<Item>,
    session: Session,
    delimiter: Vec<u8>,
    /// Bytes that end a run of ordinary ones.
    stops: [bool; 256],
    /// Text of the current statement, comments blanked.
    buffer: Vec<u8>,
    start: Option<Position>,
    state: State,
    /// Where the string or comment of the state began.
    opened: Position,
    /// How many executable comments that apply are open.
    executing: u32,
    executable: bool,
    rows: Option<String>,
    /// Whether statements that carry rows are kept, too, and given piece by piece.
    keeps_rows: bool,
    /// Parentheses that are open in a statement that is given so.
    depth: u32,
    /// Line of the last parenthesis that was opened outside of all others.
    row_line: u32,
}

impl Scanner {
    /// At the start of a script.
    pub fn new(hints: Hints) -> Self {
        Self {
            session: Session::new(hints.encoding),
            dialect: Dialect::new(hints.server),
            gated: 0,
            transcoded: 0,
            damaged: 0,
            suspect: None,
            found: None,
            delimiter: b";".to_vec(),
            stops: stops(b';'),
            buffer: Vec::new(),
            start: None,
            state: State::Plain,
            opened: (1, 1),
            executing: 0,
            executable: false,
            rows: None,
            keeps_rows: false,
            depth: 0,
            row_line: 0,
        }
    }

    /// The same, for a caller that wants the rows.
    pub fn keeping_rows(hints: Hints) -> Self {
        Self {
            keeps_rows: true,
            ..Self::new(hints)
        }
    }

    /// What the next bytes are in.
    pub fn encoding(&self) -> Encoding {
        self.session.encoding()
    }

    /// The script begins with the byte order mark of UTF-8.
    pub fn is_marked(&mut self) {
        self.session.is_marked();
    }

    /// Whether the current statement carries rows that nobody wants.
    pub fn passes_over(&self) -> bool {
        self.rows.is_some() && !self.keeps_rows
    }

    /// The piece that the last step ended.
    pub fn piece(&self) -> Piece<'_> {
        Piece {
            bytes: &self.buffer,
            line: self.row_line,
            encoding: self.encoding(),
        }
    }

    /// Forgets the piece: it was given.
    pub fn next_piece(&mut self) {
        if self.keeps_rows {
            self.buffer.clear();
        }
    }

    /// Whether the current statement carries rows.
    pub fn in_rows(&self) -> bool {
        self.rows.is_some()
    }

    /// Takes some of the bytes in sight, one at least, and gives how many.
    pub fn step(&mut self, rest: &[u8], place: Position, at_line_start: bool) -> usize {
        if at_line_start && self.start.is_none() {
            let line = &rest[..rest.len().min(HEADER_LINE)];
            let end = line.iter().position(|&byte| byte == b'\n');
            self.dialect.learn(&line[..end.unwrap_or(line.len())]);
        }
        match self.state {
            State::Plain => self.plain(rest, place),
            State::Quoted(quote) => self.quoted(rest, quote),
            State::Line => self.line(rest),
            State::Comment { nests, depth } => self.comment(rest, nests, depth),
        }
    }

    /// The script ended: a last statement needs no delimiter.
    pub fn finish(&mut self) {
        let mark = match self.state {
            State::Quoted(b'\'') => "'",
            State::Quoted(b'"') => "\"",
            State::Quoted(_) => "`",
            State::Comment { .. } => "/*",
            State::Plain | State::Line => return self.end(),
        };
        self.state = State::Plain;
        let rows = self.rows.take();
        let statement = self.start.take().filter(|_| rows.is_some());
        let (line, column) = statement.unwrap_or(self.opened);
        self.buffer.clear();
        self.found = Some(Item::Unclosed(Unclosed {
            mark,
            rows,
            line,
            column,
        }));
    }

    fn plain(&mut self, rest: &[u8], place: Position) -> usize {
        if self.start.is_none() {
            if let Some((delimiter, length)) = new_delimiter(rest) {
                self.stops = stops(delimiter.first().copied().unwrap_or(b';'));
                self.delimiter = delimiter;
                self.state = State::Line;
                return length;
            }
            if rest.starts_with(b"--") {
                // Where a statement starts, the client takes rulers such as `------` for comments.
                self.state = State::Line;
                return 2;
            }
        }
        if rest.starts_with(&self.delimiter) {
            self.end();
            return self.delimiter.len();
        }
        match rest[0] {
            // Some dumps never set the delimiter back; only routines hold `;` of their own.
            b';' if self.start.is_some() && (self.in_rows() || !is_routine(&self.buffer)) => {
                self.end();
                1
            }
            quote @ (b'\'' | b'"' | b'`') => {
                self.text(&rest[..1], place);
                self.open(State::Quoted(quote), place);
                1
            }
            b'#' => self.line(rest),
            b'-' if starts_line_comment(rest) => self.line(rest),
            b'/' if rest.starts_with(b"/*") => self.open_comment(rest, place),
            b'*' if self.executing > 0 && rest.starts_with(b"*/") => {
                self.executing -= 1;
                self.blank(&rest[..2]);
                2
            }
            byte if is_blank(byte) => {
                self.blank(&rest[..1]);
                1
            }
            parenthesis @ (b'(' | b')') if self.keeps_rows && self.in_rows() => {
                self.text(&rest[..1], place);
                self.parenthesis(parenthesis, place);
                1
            }
            _ => self.word(rest, place),
        }
    }

    /// A parenthesis of a statement that carries rows: a piece ends where none is open any more.
    fn parenthesis(&mut self, byte: u8, place: Position) {
        if byte == b'(' {
            if self.depth == 0 {
                self.row_line = place.0;
            }
            self.depth += 1;
        } else {
            self.depth = self.depth.saturating_sub(1);
            if self.depth == 0 {
                self.found = Some(Item::Piece);
            }
        }
    }

    /// A run of bytes that start nothing special.
    fn word(&mut self, rest: &[u8], place: Position) -> usize {
        let (in_rows, keeps) = (self.in_rows(), self.keeps_rows);
        let stops = |byte: u8| {
            (self.stops[usize::from(byte)] && !(in_rows && is_blank(byte)))
                || (keeps && matches!(byte, b'(' | b')'))
        };
        let first = self.encoding().width(rest);
        let (Ok(length) | Err(length)) = self.encoding().find_in_sight(rest, first, stops);
        let is_first = self.start.is_none();
        self.text(&rest[..length], place);
        if is_first {
            let carriers = ["INSERT", "REPLACE", "LOAD"];
            let word = &rest[..length];
            let found = carriers
                .iter()
                .find(|carrier| word.eq_ignore_ascii_case(carrier.as_bytes()));
            if let Some(carrier) = found {
                self.rows = Some((*carrier).to_owned());
                self.depth = 0;
                self.row_line = place.0;
                if !self.keeps_rows {
                    self.buffer.clear();
                }
            }
        }
        length
    }

    /// Inside a string or quoted name: up to its end.
    fn quoted(&mut self, rest: &[u8], quote: u8) -> usize {
        // A backslash escapes in strings, never in backticks.
        let escapes = quote != b'`';
        let encoding = self.encoding();
        let mut at = 0;
        while at < rest.len() {
            let special = |byte: u8| byte == quote || (escapes && byte == b'\\');
            at = match encoding.find_in_sight(rest, at, special) {
                Ok(found) => found,
                Err(passed) => {
                    at = passed;
                    break;
                }
            };
            let is_doubled = rest.get(at + 1) == Some(&quote);
            if rest[at] == quote && !is_doubled {
                at += 1;
                self.state = State::Plain;
                break;
            }
            if at + 1 == rest.len() && at > 0 {
                // What is escaped is not in sight yet.
                break;
            }
            at = (at + 2).min(rest.len());
        }
        self.keep(&rest[..at]);
        at
    }

    /// Inside a comment that ends with its line.
    fn line(&mut self, rest: &[u8]) -> usize {
        let end = rest.iter().position(|&byte| byte == b'\n');
        let length = end.map_or(rest.len(), |end| end + 1);
        self.state = if end.is_some() {
            State::Plain
        } else {
            State::Line
        };
        self.blank(&rest[..length]);
        length
    }

    /// Inside a comment: up to its end, or the line's where lines of a header are looked at.
    fn comment(&mut self, rest: &[u8], nests: bool, mut depth: u32) -> usize {
        let by_lines = self.start.is_none();
        let mut at = 0;
        while at < rest.len() {
            let pair = rest.get(at..at + 2).unwrap_or_default();
            if pair == b"*/" {
                at += 2;
                depth -= 1;
                if depth == 0 {
                    break;
                }
            } else if nests && pair == b"/*" {
                at += 2;
                depth += 1;
            } else if at > 0 && at + 1 == rest.len() && matches!(rest[at], b'*' | b'/') {
                // The other half may not be in sight yet.
                break;
            } else {
                at += 1;
                if by_lines && rest[at - 1] == b'\n' {
                    break;
                }
            }
        }
        self.state = match depth {
            0 => State::Plain,
            _ => State::Comment { nests, depth },
        };
        self.blank(&rest[..at]);
        at
    }

    fn open_comment(&mut self, rest: &[u8], place: Position) -> usize {
        let gate = self.dialect.gate(rest);
        if let Gate::Applies(length) = gate {
            self.executing += 1;
            self.blank(&rest[..length]);
            return length;
        }
        self.gated += usize::from(gate == Gate::Unknown);
        // A clause that is passed over may hold a comment of its own, a comment may not.
        let nests = rest.starts_with(b"/*!") || rest.starts_with(b"/*M!");
        self.open(State::Comment { nests, depth: 1 }, place);
        self.blank(&rest[..2]);
        2
    }

    fn open(&mut self, state: State, place: Position) {
        self.state = state;
        self.opened = place;
    }

    /// Text of a statement, which may start here.
    fn text(&mut self, bytes: &[u8], place: Position) {
        if self.start.is_none() {
            self.start = Some(place);
            self.executable = true;
        }
        self.executable &= self.executing > 0;
        self.keep(bytes);
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.start.is_some() && !self.passes_over() {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// Blanks of the same width in characters, so that columns stay right.
    fn blank(&mut self, bytes: &[u8]) {
        if self.start.is_some() && !self.passes_over() {
            let buffer = &mut self.buffer;
            self.session.encoding().each_character(bytes, |byte| {
                buffer.push(if byte == b'\n' { b'\n' } else { b' ' });
            });
        }
    }

    /// The delimiter was met.
    fn end(&mut self) {
        self.executing = 0;
        let Some((line, column)) = self.start.take() else {
            return;
        };
        if let Some(word) = self.rows.take() {
            self.found = Some(Item::Rows(word));
            return;
        }
        let text = self.decode((line, column));
        self.session.run(&text);
        self.found = Some(Item::Statement(Statement {
            text,
            line,
            column,
            executable: self.executable,
        }));
    }

    fn decode(&mut self, start: Position) -> String {
        let bytes = std::mem::take(&mut self.buffer);
        let encoding = self.encoding();
        let bytes = match String::from_utf8(bytes) {
            // Nothing to decode, as almost always.
            Ok(text) if encoding == Encoding::UTF8 || text.is_ascii() => return text,
            Ok(text) => text.into_bytes(),
            Err(error) => error.into_bytes(),
        };
        let (text, is_right) = encoding.decode(&bytes);
        if encoding != Encoding::UTF8 {
            self.damaged += usize::from(!is_right);
        } else if !is_right {
            self.transcoded += 1;
            if encoding::looks_like_gbk(&bytes) {
                self.suspect.get_or_insert(start);
            }
        }
        text.into_owned()
    }
}
