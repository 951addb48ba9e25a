//! The statements of a script.
//!
//! Strings, quoted names and comments are known, so that a `;` inside of them ends nothing. Of MySQL's client `DELIMITER` is
//! known, too, for triggers and procedures; SQLite's triggers need none.

use super::{MigrateError, Migration};
use crate::db::Dialect;

/// A statement of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Statement<'s> {
    /// Its text, without the delimiter and without comments before and behind it.
    pub(super) sql: &'s str,
    /// The line of its first character, from 1.
    pub(super) line: usize,
}

impl Statement<'_> {
    /// The first word, in capitals.
    pub(super) fn keyword(&self) -> String {
        keyword(self.sql)
    }

    /// The first line, for messages.
    pub(super) fn first_line(&self) -> String {
        self.sql.lines().next().unwrap_or_default().to_owned()
    }
}

fn keyword(sql: &str) -> String {
    let word = sql.split(|c: char| !is_word(c)).next();
    word.unwrap_or_default().to_ascii_uppercase()
}

/// The statements of a migration. Those that end a transaction, or leave the database, are refused before any is run.
pub(super) fn statements(
    migration: &Migration,
    dialect: Dialect,
) -> Result<Vec<Statement<'static>>, MigrateError> {
    let file = || migration.file(dialect);
    let statements =
        split(migration.script(dialect), dialect).map_err(|Unclosed { line, what }| {
            MigrateError::Unclosed {
                file: file(),
                line,
                what,
            }
        })?;
    let forbidden: &[&str] = match dialect {
        Dialect::Mysql => &["BEGIN", "START", "COMMIT", "ROLLBACK", "USE"],
        Dialect::Sqlite => &[
            "BEGIN", "COMMIT", "END", "ROLLBACK", "VACUUM", "ATTACH", "DETACH",
        ],
    };
    let mut keywords = statements
        .iter()
        .map(|statement| (statement.line, statement.keyword()));
    match keywords.find(|(_, keyword)| forbidden.contains(&keyword.as_str())) {
        Some((line, keyword)) => Err(MigrateError::Forbidden {
            file: file(),
            line,
            keyword,
        }),
        None => Ok(statements),
    }
}

/// A string or comment that the script ends in.
#[derive(Debug, PartialEq, Eq)]
struct Unclosed {
    line: usize,
    what: &'static str,
}

fn split(text: &str, dialect: Dialect) -> Result<Vec<Statement<'_>>, Unclosed> {
    let mut scanner = Scanner {
        text,
        at: 0,
        dialect,
        delimiter: ";",
    };
    if text.starts_with('\u{feff}') {
        scanner.at = '\u{feff}'.len_utf8();
    }
    let mut statements = Vec::new();
    while let Some(sql) = scanner.statement()? {
        statements.extend(sql);
    }
    Ok(statements)
}

/// A piece of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// White space, or a comment that says nothing to the server.
    Blank,
    /// The end of a statement.
    Delimiter,
    /// A word without quotes.
    Word,
    /// Anything else.
    Other,
}

struct Scanner<'s> {
    text: &'s str,
    /// The byte that comes next.
    at: usize,
    dialect: Dialect,
    delimiter: &'s str,
}

impl<'s> Scanner<'s> {
    /// The next statement, if there is one in front of the next delimiter; `None` at the end of the script.
    fn statement(&mut self) -> Result<Option<Option<Statement<'s>>>, Unclosed> {
        let mut bounds: Option<(usize, usize)> = None;
        let mut body = Body::default();
        loop {
            if bounds.is_none() && self.sets_delimiter() {
                continue;
            }
            let start = self.at;
            let Some(piece) = self.piece()? else {
                let last = bounds.map(|bounds| self.cut(bounds));
                return Ok(last.map(Some));
            };
            let is_end =
                piece == Piece::Delimiter && (self.dialect == Dialect::Mysql || body.may_end());
            if is_end {
                return Ok(Some(bounds.map(|bounds| self.cut(bounds))));
            }
            if piece != Piece::Blank {
                body.add(piece, self.slice(start, self.at));
                let first = bounds.map_or(start, |(first, _)| first);
                bounds = Some((first, self.at));
            }
        }
    }

    fn cut(&self, (start, end): (usize, usize)) -> Statement<'s> {
        Statement {
            sql: self.slice(start, end),
            line: self.line(start),
        }
    }

    /// Bounds are those of pieces, which start and end between characters.
    fn slice(&self, start: usize, end: usize) -> &'s str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn rest(&self) -> &'s str {
        self.slice(self.at, self.text.len())
    }

    fn line(&self, at: usize) -> usize {
        self.slice(0, at).matches('\n').count() + 1
    }

    /// Passes over `DELIMITER …`, which is a line of its own.
    fn sets_delimiter(&mut self) -> bool {
        let line = self.rest().lines().next().unwrap_or_default();
        if self.dialect == Dialect::Sqlite || keyword(line) != "DELIMITER" {
            return false;
        }
        let delimiter = line.split_whitespace().nth(1).unwrap_or(";");
        self.delimiter = delimiter;
        self.at += line.len();
        true
    }

    /// Passes over the next piece; `None` at the end.
    fn piece(&mut self) -> Result<Option<Piece>, Unclosed> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(None);
        };
        let is_mysql = self.dialect == Dialect::Mysql;
        if rest.starts_with(self.delimiter) {
            self.at += self.delimiter.len();
            return Ok(Some(Piece::Delimiter));
        }
        if self.opens_line_comment(rest) {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return Ok(Some(Piece::Blank));
        }
        if rest.starts_with("/*") {
            // Servers of MySQL's kind execute `/*! … */` and read hints in `/*+ … */`.
            let says = is_mysql
                && ["/*!", "/*M!", "/*+"]
                    .iter()
                    .any(|mark| rest.starts_with(mark));
            self.pass("/*", "*/", "the comment `/*`")?;
            return Ok(Some(if says { Piece::Other } else { Piece::Blank }));
        }
        match first {
            '\'' => self.quoted('\'', is_mysql, "the string `'`")?,
            '"' => self.quoted('"', is_mysql, "the string or name `\"`")?,
            '`' => self.quoted('`', false, "the name in backticks")?,
            '[' if !is_mysql => self.pass("[", "]", "the name `[`")?,
            c if c.is_whitespace() => {
                self.at += c.len_utf8();
                return Ok(Some(Piece::Blank));
            }
            c if is_word(c) => {
                let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
                // `END$$`
                let delimiter = rest.find(self.delimiter).unwrap_or(end);
                self.at += end.min(delimiter);
                return Ok(Some(Piece::Word));
            }
            c => self.at += c.len_utf8(),
        }
        Ok(Some(Piece::Other))
    }

    /// MySQL reads `--` as a comment only in front of white space: `5--1` is 6.
    fn opens_line_comment(&self, rest: &str) -> bool {
        match self.dialect {
            Dialect::Sqlite => rest.starts_with("--"),
            Dialect::Mysql => {
                let behind = rest.strip_prefix("--").map(|behind| behind.chars().next());
                let is_dashes = behind
                    .is_some_and(|next| next.is_none_or(|c| c.is_whitespace() || c.is_control()));
                is_dashes || rest.starts_with('#')
            }
        }
    }

    fn pass(&mut self, open: &str, close: &str, what: &'static str) -> Result<(), Unclosed> {
        let inside = self.rest().get(open.len()..).unwrap_or_default();
        match inside.find(close) {
            Some(length) => {
                self.at += open.len() + length + close.len();
                Ok(())
            }
            None => Err(self.unclosed(what)),
        }
    }

    /// A doubled quote is two strings one behind the other, which ends at the same place.
    fn quoted(&mut self, quote: char, escapes: bool, what: &'static str) -> Result<(), Unclosed> {
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((index, character)) = characters.next() {
            if character == '\\' && escapes {
                characters.next();
            } else if character == quote {
                self.at += index + quote.len_utf8();
                return Ok(());
            }
        }
        Err(self.unclosed(what))
    }

    fn unclosed(&self, what: &'static str) -> Unclosed {
        let line = self.line(self.at);
        Unclosed { line, what }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// How far a statement of SQLite is: a trigger's own statements end in `;`, and the trigger in `; END;`.
#[derive(Debug, Default)]
struct Body {
    /// The first words, in capitals; three tell a trigger.
    head: Vec<String>,
    last: Last,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Other,
    Delimiter,
    /// `END` behind a delimiter.
    End,
}

impl Body {
    fn add(&mut self, piece: Piece, text: &str) {
        let word = match piece {
            Piece::Word => text.to_ascii_uppercase(),
            _ => String::new(),
        };
        self.last = match piece {
            Piece::Delimiter => Last::Delimiter,
            Piece::Word if word == "END" && self.last == Last::Delimiter => Last::End,
            _ => Last::Other,
        };
        if self.head.len() < 3 {
            self.head.push(word);
        }
    }

    fn is_trigger(&self) -> bool {
        let head: Vec<&str> = self.head.iter().map(String::as_str).collect();
        matches!(
            head.as_slice(),
            ["CREATE", "TRIGGER", ..] | ["CREATE", "TEMP" | "TEMPORARY", "TRIGGER"]
        )
    }

    fn may_end(&self) -> bool {
        !self.is_trigger() || self.last == Last::End
    }
}

#[cfg(test)]
mod tests;
