//! The states of the splitter: what the next bytes of a script are, and what is kept of them.

use super::latin1;
use super::marks::{is_blank, is_routine, new_delimiter, starts_line_comment, stops};
use super::server::{Dialect, Gate};
use super::split::{Item, Statement, Unclosed};
use super::window::starts_character;

/// Line and column, from 1.
type Position = (u32, u32);

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
    /// Statements whose bytes were no UTF-8.
    pub transcoded: usize,
    /// What the last step ended.
    pub found: Option<Item>,
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
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            gated: 0,
            transcoded: 0,
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
    pub fn keeping_rows(dialect: Dialect) -> Self {
        Self {
            keeps_rows: true,
            ..Self::new(dialect)
        }
    }

    /// Whether the current statement carries rows that nobody wants.
    pub fn passes_over(&self) -> bool {
        self.rows.is_some() && !self.keeps_rows
    }

    /// The piece that the last step ended, and the line of its row.
    pub fn piece(&self) -> (&[u8], u32) {
        (&self.buffer, self.row_line)
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
        let length = rest[1..].iter().position(|&byte| stops(byte));
        let length = length.map_or(rest.len(), |length| 1 + length);
        let first = self.start.is_none();
        self.text(&rest[..length], place);
        if first {
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
        let mut at = 0;
        while at < rest.len() {
            let special = |&byte: &u8| byte == quote || (escapes && byte == b'\\');
            let Some(found) = rest[at..].iter().position(special) else {
                at = rest.len();
                break;
            };
            at += found;
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
            let characters = bytes.iter().filter(|&&byte| starts_character(byte));
            self.buffer.extend(characters.map(|&byte| match byte {
                b'\n' => b'\n',
                _ => b' ',
            }));
        }
    }

    /// The delimiter was met.
    fn end(&mut self) {
        self.executing = 0;
        let Some((line, column)) = self.start.take() else {
            return;
        };
        self.found = Some(match self.rows.take() {
            Some(word) => Item::Rows(word),
            None => Item::Statement(Statement {
                text: self.decode(),
                line,
                column,
                executable: self.executable,
            }),
        });
    }

    fn decode(&mut self) -> String {
        match String::from_utf8(std::mem::take(&mut self.buffer)) {
            Ok(text) => text,
            Err(error) => {
                self.transcoded += 1;
                latin1::decode(error.as_bytes())
            }
        }
    }
}
