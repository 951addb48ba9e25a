//! Conversions: their character sets, and what JSON_VALUE does where it finds nothing.

use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::rewrite::{Tokens, closing, keyword, word, words_are};

/// Conversions without their character set: gap: `CAST(a AS CHAR(9) CHARSET latin1)` is not read, and servers print it so.
///
/// What a narrow set leaves out of a text stays the server's affair. Bytes stay bytes: `CHARSET binary` is the type BINARY.
pub(super) fn without_charsets(tokens: Tokens) -> Tokens {
    let mut out: Tokens = Vec::with_capacity(tokens.len());
    let mut index = 0;
    while index < tokens.len() {
        let is_target = index > 0
            && matches!(
                word(&tokens, index - 1).as_deref(),
                Some("AS" | "RETURNING")
            )
            && matches!(word(&tokens, index).as_deref(), Some("CHAR" | "CHARACTER"));
        let named = if is_target {
            charset(&tokens, index + 1)
        } else {
            None
        };
        let Some((start, name)) = named else {
            out.push(tokens[index].clone());
            index += 1;
            continue;
        };
        let is_binary = word(&tokens, name).as_deref() == Some("BINARY");
        let target = if is_binary { "BINARY" } else { "CHAR" };
        out.push(keyword(&tokens[index], target));
        out.extend_from_slice(&tokens[index + 1..start]);
        index = name + 1;
    }
    out
}

/// Where a character set begins behind the type's length, and where its name is.
fn charset(tokens: &[TokenWithSpan], index: usize) -> Option<(usize, usize)> {
    let has_length = tokens
        .get(index)
        .is_some_and(|it| it.token == Token::LParen);
    let start = if has_length {
        closing(tokens, index)? + 1
    } else {
        index
    };
    let name = if words_are(tokens, start, &["CHARSET"]) {
        start + 1
    } else if words_are(tokens, start, &["CHARACTER", "SET"]) {
        start + 2
    } else {
        return None;
    };
    matches!(tokens.get(name)?.token, Token::Word(_)).then_some((start, name))
}

/// `JSON_VALUE(document, path)` without what may follow: gap: `RETURNING`, `… ON EMPTY` and `… ON ERROR` (MySQL 8.0) are refused.
///
/// No table needs them: the server computes the column, and its type is said beside it.
pub(super) fn without_json_clauses(tokens: Tokens) -> Tokens {
    const CLAUSES: [&str; 4] = ["RETURNING", "NULL", "ERROR", "DEFAULT"];
    let mut out: Tokens = Vec::with_capacity(tokens.len());
    // Depths of parentheses at which calls of JSON_VALUE stand, and the one now.
    let (mut calls, mut depth) = (Vec::new(), 0_usize);
    let mut left_out = false;
    for (index, token) in tokens.iter().enumerate() {
        match token.token {
            Token::LParen => {
                depth += 1;
                if index > 0 && words_are(&tokens, index - 1, &["JSON_VALUE"]) {
                    calls.push(depth);
                }
            }
            Token::RParen => {
                if calls.last() == Some(&depth) {
                    calls.pop();
                    left_out = false;
                }
                depth = depth.saturating_sub(1);
            }
            _ => {
                let is_clause = CLAUSES
                    .iter()
                    .any(|word| words_are(&tokens, index, &[word]));
                let follows_path = matches!(
                    out.last().map(|before| &before.token),
                    Some(Token::SingleQuotedString(_))
                );
                left_out |= is_clause && follows_path && calls.last() == Some(&depth);
            }
        }
        if !left_out {
            out.push(token.clone());
        }
    }
    out
}
