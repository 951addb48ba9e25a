//! Statements as tokens: what kind they are, and how parts of them are parsed.

use std::path::Path;
use std::sync::Arc;

use sqlparser::dialect::MySqlDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer};

use super::rewrite::{self, Tokens};
use super::split::Statement;
use crate::diagnostic::{Diagnostics, Place};

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
                    tokens: rewrite::strings(tokens.collect()),
                })
            }
            Err(error) => {
                let place = place_at(file, statement, error.location, 1);
                diagnostics.error(
                    &place,
                    format!("this cannot be read: {}", error.message),
                    HELP,
                );
                None
            }
        }
    }

    /// The place of a token, or of the statement's start.
    pub fn place(&self, token: Option<&TokenWithSpan>) -> Place {
        match token {
            Some(token) => {
                let same_line = token.span.start.line == token.span.end.line;
                let width = token
                    .span
                    .end
                    .column
                    .saturating_sub(token.span.start.column);
                place_at(
                    self.file,
                    self.statement,
                    token.span.start,
                    if same_line { width } else { 1 },
                )
            }
            None => place_at(self.file, self.statement, Location::new(1, 1), 1),
        }
    }

    /// Parses some tokens; a fault becomes an error at the token that stopped the parser.
    pub fn parse<T>(
        &self,
        tokens: Tokens,
        diagnostics: &mut Diagnostics,
        parse: impl FnOnce(&mut Parser) -> Result<T, ParserError>,
    ) -> Option<T> {
        let first = self.place(tokens.first());
        let dialect = MySqlDialect {};
        let mut parser = Parser::new(&dialect).with_tokens_with_locations(tokens);
        let result = parse(&mut parser);
        let next = parser.peek_token();
        let place = if next.token == Token::EOF {
            first
        } else {
            self.place(Some(&next))
        };
        match result {
            Ok(parsed) if next.token == Token::EOF => Some(parsed),
            Ok(_) => {
                diagnostics.error(
                    &place,
                    format!("`{}` was not expected here", next.token),
                    HELP,
                );
                None
            }
            Err(error) => {
                diagnostics.error(
                    &place,
                    format!("this cannot be read: {}", message(&error)),
                    HELP,
                );
                None
            }
        }
    }
}

const HELP: &str = "write it as MySQL's manual gives it, or take the statement out of the dump";

/// The parser's words without its own position, which counts from the statement.
fn message(error: &ParserError) -> String {
    let text = match error {
        ParserError::TokenizerError(text) | ParserError::ParserError(text) => text.as_str(),
        ParserError::RecursionLimitExceeded => "it is nested too deeply",
    };
    text.split(" at Line:").next().unwrap_or(text).to_owned()
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
