//! Token rewrites: what MySQL accepts and sqlparser refuses or loses, put into words that sqlparser reads.
//!
//! Every case names the gap it fills. Tokens keep their locations, so that parse errors point into the file.

use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::settle::BINARY_OF_CHARSET;

/// Tokens of a statement or a part of it.
pub(super) type Tokens = Vec<TokenWithSpan>;

/// The word at an index in upper case, when it is an unquoted one.
pub(super) fn word(tokens: &[TokenWithSpan], index: usize) -> Option<String> {
    match &tokens.get(index)?.token {
        Token::Word(word) if word.quote_style.is_none() => Some(word.value.to_ascii_uppercase()),
        _ => None,
    }
}

/// Whether the words at an index are these.
pub(super) fn words_are(tokens: &[TokenWithSpan], index: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(offset, expected)| {
        word(tokens, index + offset).is_some_and(|word| word == *expected)
    })
}

/// A token like another in place, reading something else.
fn at(place: &TokenWithSpan, token: Token) -> TokenWithSpan {
    TokenWithSpan {
        token,
        span: place.span,
    }
}

/// An unquoted word in the place of a token.
pub(super) fn keyword(place: &TokenWithSpan, word: &str) -> TokenWithSpan {
    at(place, Token::make_word(word, None))
}

/// Strings as sqlparser wants them: gap: COMMENT and SET take no `"…"`, COMMENT no `'a' 'b'`.
///
/// The values of an ENUM or SET stay apart: there, a comma is missing.
pub(super) fn strings(tokens: Tokens) -> Tokens {
    let mut out: Tokens = Vec::with_capacity(tokens.len());
    let mut in_values = false;
    for mut token in tokens {
        match &token.token {
            Token::LParen => {
                let last = out.len().checked_sub(1);
                let before = last.and_then(|last| word(&out, last));
                in_values = matches!(before.as_deref(), Some("ENUM" | "SET"));
            }
            Token::RParen => in_values = false,
            _ => {}
        }
        if let Token::DoubleQuotedString(text) = token.token {
            token.token = Token::SingleQuotedString(text);
        }
        if !in_values
            && let Token::SingleQuotedString(text) = &token.token
            && let Some(TokenWithSpan {
                token: Token::SingleQuotedString(before),
                ..
            }) = out.last_mut()
        {
            before.push_str(text);
            continue;
        }
        out.push(token);
    }
    out
}

/// Parts between the commas that stand outside of parentheses.
pub(super) fn split_commas(tokens: &[TokenWithSpan]) -> Vec<Tokens> {
    let mut parts = vec![Vec::new()];
    let mut depth = 0_usize;
    for token in tokens {
        match token.token {
            Token::LParen => depth += 1,
            Token::RParen => depth = depth.saturating_sub(1),
            Token::Comma if depth == 0 => {
                parts.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(token.clone());
        }
    }
    parts
}

/// The index of the `)` that closes the `(` at an index.
pub(super) fn closing(tokens: &[TokenWithSpan], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.token {
            Token::LParen => depth += 1,
            Token::RParen => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}

/// The changes of an ALTER TABLE without what it does to partitions: gap: `REMOVE PARTITIONING` and `PARTITION BY` stand behind
/// the last change without a comma, and the names in `DROP PARTITION a, b` are no changes of their own.
pub(super) fn without_partitions(tokens: &[TokenWithSpan]) -> &[TokenWithSpan] {
    const WORK: [&str; 11] = [
        "ANALYZE",
        "CHECK",
        "COALESCE",
        "DISCARD",
        "DROP",
        "IMPORT",
        "OPTIMIZE",
        "REBUILD",
        "REORGANIZE",
        "REPAIR",
        "TRUNCATE",
    ];
    if WORK
        .iter()
        .any(|work| words_are(tokens, 0, &[work, "PARTITION"]))
    {
        return &[];
    }
    let mut depth = 0_usize;
    let found = tokens.iter().enumerate().position(|(index, token)| {
        match token.token {
            Token::LParen => depth += 1,
            Token::RParen => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
            && (words_are(tokens, index, &["REMOVE", "PARTITIONING"])
                || words_are(tokens, index, &["PARTITION", "BY"]))
    });
    &tokens[..found.unwrap_or(tokens.len())]
}

/// Whether an element of a table's body is a key or constraint.
pub(super) fn is_key(element: &[TokenWithSpan]) -> bool {
    let second_is_type = || {
        matches!(
            element.get(1).map(|token| &token.token),
            Some(Token::Word(_))
        )
    };
    match word(element, 0).as_deref() {
        Some(
            "PRIMARY" | "UNIQUE" | "FULLTEXT" | "SPATIAL" | "CONSTRAINT" | "FOREIGN" | "CHECK"
            | "INDEX" | "KEY",
        ) => true,
        // A column may be called `period`; the clause goes on with FOR.
        Some("PERIOD") => second_is_type() && words_are(element, 1, &["FOR"]),
        _ => false,
    }
}

/// A column definition, its name first.
pub(super) fn column(element: Tokens) -> Tokens {
    let mut out: Tokens = Vec::with_capacity(element.len());
    let mut index = 0;
    let mut depth = 0_usize;
    while index < element.len() {
        let token = &element[index];
        match token.token {
            Token::LParen => depth += 1,
            Token::RParen => depth = depth.saturating_sub(1),
            _ => {}
        }
        if index == 0 || depth > 0 {
            out.push(if index == 3 {
                length(token)
            } else {
                token.clone()
            });
            index += 1;
            continue;
        }
        let taken = column_type(&element, index, &mut out)
            .or_else(|| column_option(&element, index, &mut out));
        index += taken.unwrap_or_else(|| {
            out.push(token.clone());
            1
        });
    }
    out
}

/// The length of a type: gap: only a whole number is read, and MySQL takes `DECIMAL(19.5)` for `DECIMAL(19)`.
fn length(token: &TokenWithSpan) -> TokenWithSpan {
    match &token.token {
        Token::Number(digits, long) if digits.contains('.') => {
            let whole = digits.split('.').next().filter(|whole| !whole.is_empty());
            at(token, Token::Number(whole.unwrap_or("0").to_owned(), *long))
        }
        _ => token.clone(),
    }
}

/// Type names at index 1; gives how many tokens it replaced.
fn column_type(element: &[TokenWithSpan], index: usize, out: &mut Tokens) -> Option<usize> {
    if index != 1 {
        return None;
    }
    let here = &element[1];
    let mut put = |word: &str, taken: usize| {
        out.push(keyword(here, word));
        Some(taken)
    };
    match word(element, 1)?.as_str() {
        // Gap: UNSIGNED is not read behind these names.
        "NUMERIC" | "FIXED" | "DEC" => put("DECIMAL", 1),
        // Gap: REAL takes no (m,d).
        "REAL" => put("DOUBLE", 1),
        "DOUBLE" if words_are(element, 2, &["PRECISION"]) => put("DOUBLE", 2),
        // Gap: the national and LONG forms are unknown.
        "NATIONAL" if words_are(element, 2, &["VARCHAR"]) => put("NVARCHAR", 2),
        "NATIONAL" if words_are(element, 2, &["CHARACTER", "VARYING"]) => put("NVARCHAR", 3),
        "NATIONAL" => put("NCHAR", 2),
        "NCHAR" if words_are(element, 2, &["VARCHAR"]) => put("NVARCHAR", 2),
        "NCHAR" if words_are(element, 2, &["VARYING"]) => put("NVARCHAR", 2),
        "LONG" if words_are(element, 2, &["VARBINARY"]) => put("MEDIUMBLOB", 2),
        "LONG" if words_are(element, 2, &["VARCHAR"]) => put("MEDIUMTEXT", 2),
        "LONG" => put("MEDIUMTEXT", 1),
        "SERIAL" => {
            // Gap: SERIAL is any type's name; MySQL expands it so.
            let words = [
                "BIGINT",
                "UNSIGNED",
                "NOT",
                "NULL",
                "AUTO_INCREMENT",
                "UNIQUE",
            ];
            out.extend(words.map(|word| keyword(here, word)));
            Some(1)
        }
        _ => None,
    }
}

/// Takes over the name of a character set or collation, since `ascii`, `unicode` and `binary` alone are options, too.
fn name_behind(element: &[TokenWithSpan], index: usize, out: &mut Tokens) -> usize {
    let name = element.get(index);
    out.extend(name.cloned());
    usize::from(name.is_some())
}

/// Options behind the type; gives how many tokens it replaced.
fn column_option(element: &[TokenWithSpan], index: usize, out: &mut Tokens) -> Option<usize> {
    let here = &element[index];
    let next = element.get(index + 1).map(|token| &token.token);
    let equals = usize::from(matches!(next, Some(Token::Eq)));
    match word(element, index)?.as_str() {
        // Gap: ZEROFILL and several signs are refused. MySQL adds UNSIGNED to ZEROFILL by itself, and takes them in any order.
        "ZEROFILL" | "SIGNED" | "UNSIGNED" if index > 1 => {
            let signs = (index..).map_while(|index| {
                let sign = word(element, index)?;
                matches!(sign.as_str(), "ZEROFILL" | "SIGNED" | "UNSIGNED").then_some(sign)
            });
            let signs: Vec<String> = signs.collect();
            if signs.iter().any(|sign| sign != "SIGNED") {
                out.push(keyword(here, "UNSIGNED"));
            }
            Some(signs.len())
        }
        // Gap: refused. BINARY behind a text type means its binary collation.
        "BINARY" if index > 1 => {
            out.extend([keyword(here, "COLLATE"), keyword(here, BINARY_OF_CHARSET)]);
            Some(1)
        }
        "BYTE" | "ASCII" | "UNICODE" | "VISIBLE" if index > 1 => Some(1),
        // Gap: only the long form is read.
        "CHARSET" => {
            out.extend([keyword(here, "CHARACTER"), keyword(here, "SET")]);
            Some(1 + name_behind(element, index + 1, out))
        }
        "CHARACTER" | "CHAR" if index > 1 && words_are(element, index + 1, &["SET"]) => {
            out.extend([keyword(here, "CHARACTER"), keyword(here, "SET")]);
            Some(2 + name_behind(element, index + 2, out))
        }
        "COLLATE" => {
            out.push(here.clone());
            Some(1 + name_behind(element, index + 1, out))
        }
        "PERSISTENT" => {
            out.push(keyword(here, "STORED"));
            Some(1)
        }
        // Gap: refused; storage details that no client sees.
        "COLUMN_FORMAT" | "STORAGE" => Some(2),
        "ENGINE_ATTRIBUTE" | "SECONDARY_ENGINE_ATTRIBUTE" => Some(2 + equals),
        // MariaDB reads a reference system and forgets it: its columns take any.
        "COMPRESSED" | "REF_SYSTEM_ID" => Some(1 + 2 * equals),
        "WITH" | "WITHOUT" if words_are(element, index + 1, &["SYSTEM", "VERSIONING"]) => Some(3),
        // Gap: refused; columns of a system-versioned table.
        "GENERATED" if words_are(element, index + 1, &["ALWAYS", "AS", "ROW"]) => {
            let hidden = usize::from(words_are(element, index + 5, &["INVISIBLE"]));
            Some(5 + hidden)
        }
        // Gap: refused.
        "SERIAL" if words_are(element, index + 1, &["DEFAULT", "VALUE"]) => {
            out.extend(["NOT", "NULL", "AUTO_INCREMENT", "UNIQUE"].map(|word| keyword(here, word)));
            Some(3)
        }
        _ => None,
    }
}

/// A key or constraint; none when it describes nothing that a resource needs.
pub(super) fn key(element: Tokens) -> Option<Tokens> {
    if words_are(&element, 0, &["PERIOD"]) {
        return None;
    }
    let mut out: Tokens = Vec::with_capacity(element.len());
    let mut index = 0;
    let mut closed = false;
    let mut is_check_or_foreign = false;
    while index < element.len() {
        let token = &element[index];
        if token.token == Token::LParen {
            let end = closing(&element, index).unwrap_or(element.len() - 1);
            out.extend_from_slice(&element[index..=end]);
            index = end + 1;
            closed = true;
            continue;
        }
        if closed && !is_check_or_foreign {
            // Gap: VISIBLE, KEY_BLOCK_SIZE, WITH PARSER, COMMENT of FULLTEXT, …: nothing behind the columns matters.
            break;
        }
        if !closed && matches!(word(&element, index).as_deref(), Some("USING" | "TYPE")) {
            // Gap: PRIMARY KEY USING BTREE (…), without a name.
            index += 2;
            continue;
        }
        if words_are(&element, index, &["IF", "NOT", "EXISTS"]) {
            index += 3;
            continue;
        }
        is_check_or_foreign |=
            matches!(word(&element, index).as_deref(), Some("CHECK" | "FOREIGN"));
        out.push(token.clone());
        index += 1;
    }
    Some(out)
}

/// Where another key or column starts behind the columns of a key, so that a comma is missing before it.
pub(super) fn second_element(key: &[TokenWithSpan]) -> Option<&TokenWithSpan> {
    const KEYS: [&str; 8] = [
        "PRIMARY",
        "UNIQUE",
        "KEY",
        "INDEX",
        "CONSTRAINT",
        "FOREIGN",
        "FULLTEXT",
        "SPATIAL",
    ];
    let open = key.iter().position(|token| token.token == Token::LParen)?;
    let behind = closing(key, open)? + 1;
    // A foreign key goes on with the other table, and a named constraint may be one.
    let goes_on = ["FOREIGN", "CONSTRAINT", "CHECK"]
        .iter()
        .any(|first| words_are(key, 0, &[first]));
    let found = (behind..key.len()).find(|&index| {
        KEYS.iter().any(|first| words_are(key, index, &[first]))
            || (!goes_on && super::fault::starts_an_element(key, index))
    })?;
    key.get(found)
}
