//! Statements as tokens: what stands where in them, and how parts of them are parsed.

use std::path::Path;
use std::sync::Arc;

use sqlparser::dialect::MySqlDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer};

use super::cast;
use super::fault::{self, Fault};
use super::nesting;
use super::rewrite::{self, Tokens, words_are};
use super::split::Statement;
use crate::diagnostic::{Diagnostics, Place};

impl Statement {
    /// The statement in MariaDB's `SET STATEMENT x=1, y=2 FOR …`, at its place.
    pub(super) fn behind_settings(&self) -> Option<Self> {
        let mut words = self.text.split_ascii_whitespace();
        let is_it = ["SET", "STATEMENT"]
            .iter()
            .all(|word| words.next().is_some_and(|it| it.eq_ignore_ascii_case(word)));
        if !is_it {
            return None;
        }
        let tokens = Tokenizer::new(&MySqlDialect {}, &self.text).tokenize_with_location();
        let tokens = tokens.ok()?;
        let at = (0..tokens.len()).find(|&index| words_are(&tokens, index, &["FOR"]))?;
        let end = tokens[at].span.end;
        // Blanks in the place of what is gone keep every position.
        let (mut line, mut column) = (1, 1);
        let blank = |character: char| {
            let is_before = (line, column) < (end.line, end.column);
            if character == '\n' {
                (line, column) = (line + 1, 1);
                return character;
            }
            column += 1;
            if is_before { ' ' } else { character }
        };
        Some(Self {
            text: self.text.chars().map(blank).collect(),
            ..self.clone()
        })
    }
}

/// A statement's tokens without blanks, and its place in the file.
pub(super) struct Source<'a> {
    pub file: &'a Arc<Path>,
    pub statement: &'a Statement,
    pub tokens: Tokens,
}

impl<'a> Source<'a> {
    /// Tokenises a statement; a fault becomes an error.
    pub fn new(
        file: &'a Arc<Path>,
        statement: &'a Statement,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let dialect = MySqlDialect {};
        match Tokenizer::new(&dialect, &statement.text).tokenize_with_location() {
            Ok(tokens) => {
                let tokens = tokens
                    .into_iter()
                    .filter(|token| !matches!(token.token, Token::Whitespace(_)));
                Some(Self {
                    file,
                    statement,
                    tokens: cast::without_json_clauses(cast::without_charsets(rewrite::strings(
                        tokens.collect(),
                    ))),
                })
            }
            Err(error) => {
                let place = place_at(file, statement, error.location, 1);
                diagnostics.error(
                    &place,
                    format!("this cannot be read: {}", error.message),
                    fault::HELP,
                );
                None
            }
        }
    }

    /// The place of a token, or of the statement's start.
    pub fn place(&self, token: Option<&TokenWithSpan>) -> Place {
        let Some(token) = token else {
            return place_at(self.file, self.statement, Location::new(1, 1), 1);
        };
        let (start, end) = (token.span.start, token.span.end);
        let width = if start.line == end.line {
            end.column.saturating_sub(start.column)
        } else {
            1
        };
        place_at(self.file, self.statement, start, width)
    }

    /// The place of a token, or of the statement's last one when it ends before.
    pub fn place_or_end(&self, index: usize) -> Place {
        self.place(self.tokens.get(index).or(self.tokens.last()))
    }

    /// The index behind the first of these words.
    pub fn behind(&self, words: &[&str]) -> Option<usize> {
        (0..self.tokens.len())
            .find(|&index| {
                words
                    .iter()
                    .any(|word| words_are(&self.tokens, index, &[word]))
            })
            .map(|index| index + 1)
    }

    /// The index behind words that may stand at an index.
    pub fn skip(&self, index: usize, words: &[&str]) -> usize {
        skip(&self.tokens, index, words)
    }

    /// The name at an index and the index behind it; none after reporting what stands there instead.
    pub fn name(
        &self,
        index: usize,
        what: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<(String, usize)> {
        let found = name(&self.tokens, index);
        if found.is_none() {
            self.expected(index, what, diagnostics);
        }
        found
    }

    /// Reports that something else should stand at an index.
    pub fn expected(&self, index: usize, what: &str, diagnostics: &mut Diagnostics) {
        let message = match self.tokens.get(index) {
            Some(token) => format!(
                "{what} was expected here, not {}",
                fault::quoted(&token.token.to_string())
            ),
            None => format!("{what} was expected, and the statement ends here"),
        };
        diagnostics.error(&self.place_or_end(index), message, fault::HELP);
    }

    /// Parses some tokens; a fault becomes an error at the token that stopped the parser.
    pub fn parse<T: Send>(
        &self,
        tokens: Tokens,
        diagnostics: &mut Diagnostics,
        parse: impl FnOnce(&mut Parser) -> Result<T, ParserError> + Send,
    ) -> Option<T> {
        if let Some(index) = nesting::too_deep(&tokens) {
            let place = self.place(tokens.get(index));
            diagnostics.error(&place, nesting::MESSAGE, nesting::HELP);
            return None;
        }
        let last = tokens.last().map(|token| token.span.start);
        let parsed = nesting::with_room(tokens, |tokens| {
            let dialect = MySqlDialect {};
            let mut parser = Parser::new(&dialect)
                .with_recursion_limit(nesting::DEEPEST)
                .with_tokens_with_locations(tokens);
            let result = parse(&mut parser);
            (result, parser.peek_token())
        });
        let fault = match parsed {
            Some((Ok(parsed), rest)) if rest.token == Token::EOF => return Some(parsed),
            Some((Ok(_), rest)) => Fault::left_over(&self.tokens, &rest),
            Some((Err(error), rest)) => Fault::of(&error, &self.tokens, &rest, last),
            None => Fault::no_room(&self.tokens, last),
        };
        let place = self.place(fault.at.and_then(|index| self.tokens.get(index)));
        diagnostics.error(&place, fault.message, fault.help);
        None
    }
}

fn place_at(file: &Arc<Path>, statement: &Statement, location: Location, width: u64) -> Place {
    let number = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
    let (line, column) = (number(location.line.max(1)), number(location.column.max(1)));
    Place {
        file: Arc::clone(file),
        line: statement.line.saturating_add(line - 1),
        column: if line == 1 {
            statement.column.saturating_add(column - 1)
        } else {
            column
        },
        width: number(width).max(1),
    }
}

/// The index behind MariaDB's `WAIT n` or `NOWAIT` that may stand behind a table's name.
pub(super) fn skip_wait(tokens: &[TokenWithSpan], index: usize) -> usize {
    let number = tokens.get(index + 1).map(|token| &token.token);
    if words_are(tokens, index, &["WAIT"]) && matches!(number, Some(Token::Number(..))) {
        index + 2
    } else {
        skip(tokens, index, &["NOWAIT"])
    }
}

/// Reports what was found in a statement that changes a table. Its warnings are why servers refuse it: nothing changes then.
pub(super) fn refused(found: &Diagnostics, diagnostics: &mut Diagnostics) {
    for mut diagnostic in found.iter().cloned() {
        if diagnostic.help.as_deref() == Some(super::table::PASSED_OVER) {
            diagnostic.help = Some("the statement is passed over".to_owned());
        }
        diagnostics.push(diagnostic);
    }
}

/// The index behind words that may stand at an index.
pub(super) fn skip(tokens: &[TokenWithSpan], index: usize, words: &[&str]) -> usize {
    if words_are(tokens, index, words) {
        index + words.len()
    } else {
        index
    }
}

/// A name in a statement: the last part of `db.table`, unquoted.
pub(super) fn name(tokens: &[TokenWithSpan], mut index: usize) -> Option<(String, usize)> {
    let part = |index: usize| match tokens.get(index).map(|token| &token.token) {
        Some(Token::Word(word)) => Some(word.value.clone()),
        Some(Token::SingleQuotedString(text)) => Some(text.clone()),
        _ => None,
    };
    let mut found = part(index)?;
    index += 1;
    while matches!(
        tokens.get(index).map(|token| &token.token),
        Some(Token::Period)
    ) {
        found = part(index + 1)?;
        index += 2;
    }
    Some((found, index))
}
