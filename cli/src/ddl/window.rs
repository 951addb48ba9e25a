//! A window that slides over the input, and its position in the file.

use std::io::{self, ErrorKind, Read};

use crate::encoding::Encoding;

/// Bytes in sight, unless the input ends before: more than any part of a script that is looked at whole.
const LOOKAHEAD: usize = 512;

/// Bytes held at most.
const SIZE: usize = 1 << 16;

/// A window on an input of any length.
pub(super) struct Window<R> {
    input: R,
    bytes: Vec<u8>,
    /// Where the unread bytes begin and end.
    at: usize,
    end: usize,
    ended: bool,
    /// Whether it began with a byte order mark, until somebody asks.
    is_marked: bool,
    encoding: Encoding,
    /// The byte before the window, a line break at the start of the file.
    previous: u8,
    /// Up to where lines and columns are counted.
    counted: usize,
    line: u32,
    column: u32,
}

impl<R: Read> Window<R> {
    /// A window at the start of an input, behind its byte order mark.
    pub fn new(input: R) -> Self {
        Self {
            input,
            bytes: vec![0; SIZE],
            at: 0,
            end: 0,
            ended: false,
            is_marked: false,
            encoding: Encoding::UTF8,
            previous: b'\n',
            counted: 0,
            line: 0,
            column: 1,
        }
    }

    /// Reads on until there is enough in sight; false at the end of the input.
    pub fn fill(&mut self) -> io::Result<bool> {
        if self.end - self.at < LOOKAHEAD && !self.ended {
            self.slide()?;
        }
        Ok(self.at < self.end)
    }

    fn slide(&mut self) -> io::Result<()> {
        self.count();
        if self.at > 0 {
            self.previous = self.bytes[self.at - 1];
        }
        self.bytes.copy_within(self.at..self.end, 0);
        self.end -= self.at;
        self.at = 0;
        self.counted = 0;
        while self.end < LOOKAHEAD && !self.ended {
            match self.input.read(&mut self.bytes[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(read) => self.end += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        if self.line == 0 {
            self.line = 1;
            if self.bytes[..self.end].starts_with(b"\xEF\xBB\xBF") {
                self.bytes.copy_within(3..self.end, 0);
                self.end -= 3;
                self.is_marked = true;
            }
        }
        Ok(())
    }

    /// Whether a byte order mark was just passed.
    pub fn passed_mark(&mut self) -> bool {
        self.is_marked && std::mem::take(&mut self.is_marked)
    }

    /// Takes what follows for characters of an encoding.
    pub fn read_as(&mut self, encoding: Encoding) {
        if encoding != self.encoding {
            self.count();
            self.encoding = encoding;
        }
    }

    /// The bytes in sight.
    pub fn rest(&self) -> &[u8] {
        &self.bytes[self.at..self.end]
    }

    /// Moves on.
    pub fn advance(&mut self, length: usize) {
        self.at = (self.at + length).min(self.end);
    }

    /// Whether the window is at the start of a line.
    pub fn at_line_start(&self) -> bool {
        let before = self.at.checked_sub(1).map(|index| self.bytes[index]);
        before.unwrap_or(self.previous) == b'\n'
    }

    /// Line and column of the window's start, from 1; columns count characters.
    pub fn position(&mut self) -> (u32, u32) {
        self.count();
        (self.line, self.column)
    }

    /// Counts what was passed since the last time, so that every byte is counted once.
    fn count(&mut self) {
        let passed = &self.bytes[self.counted..self.at];
        let tail = match passed.iter().rposition(|&byte| byte == b'\n') {
            Some(last) => {
                let lines = passed.iter().filter(|&&byte| byte == b'\n').count();
                self.line = self.line.saturating_add(saturated(lines));
                self.column = 1;
                &passed[last + 1..]
            }
            None => passed,
        };
        let characters = saturated(self.encoding.count(tail));
        self.column = self.column.saturating_add(characters);
        self.counted = self.at;
    }
}

fn saturated(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
