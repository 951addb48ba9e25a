//! What the parser complains of, in words that help: where it is, what is wrong, what to write.

use sqlparser::parser::ParserError;
use sqlparser::tokenizer::{Location, Token, TokenWithSpan};

use super::rewrite::word;
use super::{nesting, types};
use crate::diagnostic::nearest;

/// What to do when nothing better is known.
pub(super) const HELP: &str =
    "write it as MySQL's manual gives it, or take the statement out of the dump";

/// What to do where a comma is missing.
pub(super) const COMMA: &str = "put a comma between two columns or keys";

/// A fault in a part of a statement.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The statement's token that stopped the parser; none for the statement as a whole.
    pub at: Option<usize>,
    pub message: String,
    pub help: String,
}

impl Fault {
    /// The system has no room for so deep a part.
    pub fn no_room(tokens: &[TokenWithSpan], last: Option<Location>) -> Self {
        Self {
            at: last.and_then(|last| index_of(tokens, last)),
            message: "there is not enough memory to read this".to_owned(),
            help: "take what is nested so deeply out of the dump".to_owned(),
        }
    }

    /// The parser was content before the part was at its end.
    pub fn left_over(tokens: &[TokenWithSpan], rest: &TokenWithSpan) -> Self {
        let at = index_of(tokens, rest.span.start);
        let found = format!("{} was not expected here", quoted(&rest.token.to_string()));
        if at.is_some_and(|at| starts_an_element(tokens, at)) {
            return Self {
                at,
                message: format!("{found}: the comma before it is missing"),
                help: COMMA.to_owned(),
            };
        }
        Self {
            at,
            message: found,
            help: at.map_or_else(|| HELP.to_owned(), |at| help(tokens, at)),
        }
    }

    /// The parser gave up: where its message says, else at the token it had in hand, else at the last one of the part.
    pub fn of(
        error: &ParserError,
        tokens: &[TokenWithSpan],
        rest: &TokenWithSpan,
        last: Option<Location>,
    ) -> Self {
        let text = match error {
            ParserError::TokenizerError(text) | ParserError::ParserError(text) => text.as_str(),
            ParserError::RecursionLimitExceeded => {
                return Self {
                    at: index_of(tokens, rest.span.start),
                    message: nesting::MESSAGE.to_owned(),
                    help: nesting::HELP.to_owned(),
                };
            }
        };
        let (text, position) = split_position(text);
        let at = index_of(tokens, position.unwrap_or(rest.span.start));
        let is_comma = at.is_some_and(|at| starts_an_element(tokens, at));
        let message = match split_expectation(text) {
            // The parser has nothing behind the tokens that it was given.
            Some((expected, "EOF")) => format!("{} is missing behind this", in_words(expected)),
            Some((expected, found)) => {
                format!(
                    "{} was expected here, not {}",
                    in_words(expected),
                    quoted(found)
                )
            }
            None => format!("this cannot be read: {text}"),
        };
        Self {
            at: at.or_else(|| index_of(tokens, last?)),
            message,
            help: match at {
                _ if is_comma => COMMA.to_owned(),
                Some(at) => help(tokens, at),
                None => HELP.to_owned(),
            },
        }
    }
}

/// What the parser expects, as a sentence says it.
fn in_words(expected: &str) -> String {
    match expected {
        "identifier" => "a name".to_owned(),
        "literal string" | "string literal" => "a string in quotes".to_owned(),
        "literal int" => "a whole number".to_owned(),
        _ if expected.starts_with(|c: char| c.is_alphabetic()) => expected.to_owned(),
        _ => format!("`{expected}`"),
    }
}

/// What may have been meant by a token that was not expected.
fn help(tokens: &[TokenWithSpan], at: usize) -> String {
    const WORDS: [&str; 18] = [
        "AUTO_INCREMENT",
        "CHARACTER",
        "CHECK",
        "COLLATE",
        "COMMENT",
        "CONSTRAINT",
        "DEFAULT",
        "FOREIGN",
        "GENERATED",
        "INDEX",
        "NULL",
        "PRIMARY",
        "REFERENCES",
        "STORED",
        "UNIQUE",
        "UNSIGNED",
        "VIRTUAL",
        "ZEROFILL",
    ];
    let is_string = |at: usize| {
        let token = tokens.get(at).map(|token| &token.token);
        matches!(token, Some(Token::SingleQuotedString(_)))
    };
    if is_string(at) && at.checked_sub(1).is_some_and(is_string) {
        return "put a comma between two values".to_owned();
    }
    match word(tokens, at).as_deref() {
        Some("NOT") => "did you mean `NOT NULL`?".to_owned(),
        Some(found) => match nearest(found, WORDS) {
            Some(meant) if meant != found => format!("did you mean `{meant}`?"),
            _ => HELP.to_owned(),
        },
        None => HELP.to_owned(),
    }
}

/// A token in a message: in backticks, unless it has some, and not too much of it.
pub(super) fn quoted(token: &str) -> String {
    const LONGEST: usize = 60;
    if let Some((end, _)) = token.char_indices().nth(LONGEST) {
        return format!("`{}…`", &token[..end]);
    }
    if token.starts_with('`') {
        token.to_owned()
    } else {
        format!("`{token}`")
    }
}

/// Whether a column or key seems to start at a token, so that a comma is missing before it.
pub(super) fn starts_an_element(tokens: &[TokenWithSpan], at: usize) -> bool {
    let Some(Token::Word(word)) = tokens.get(at).map(|token| &token.token) else {
        return false;
    };
    let on_new_line = at
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_some_and(|before| before.span.end.line < tokens[at].span.start.line);
    let before_type = matches!(
        tokens.get(at + 1).map(|token| &token.token),
        Some(Token::Word(word)) if word.quote_style.is_none() && types::is_known(&word.value)
    );
    at > 1 && (before_type || (on_new_line && word.quote_style.is_some()))
}

/// The token at a position in the statement.
fn index_of(tokens: &[TokenWithSpan], location: Location) -> Option<usize> {
    tokens
        .iter()
        .position(|token| token.span.start == location && location.line > 0)
}

/// The parser's words without the position at their end, which counts from the statement's start.
fn split_position(text: &str) -> (&str, Option<Location>) {
    let parse = || {
        let (message, position) = text.rsplit_once(" at Line: ")?;
        let (line, column) = position.split_once(", Column: ")?;
        let location = Location::new(line.parse().ok()?, column.parse().ok()?);
        Some((message, location))
    };
    match parse() {
        Some((message, position)) => (message, Some(position)),
        None => (text, None),
    }
}

/// The two halves of `Expected: a, found: b`.
fn split_expectation(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("Expected: ")?;
    rest.rsplit_once(", found: ")
}
