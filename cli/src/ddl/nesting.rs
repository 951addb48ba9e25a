//! How deep a tree some tokens would make: trees are walked by recursion, and stacks are finite.
//!
//! The parser counts parentheses by itself, but not chains such as `1 + 1 + 1 + …`, which it reads in a loop into a
//! tree as deep as the chain is long.

use std::thread;

use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::rewrite::Tokens;

/// Operators of one expression that are read, those around it included.
const MOST: usize = 200;

pub(super) const MESSAGE: &str = "this expression is too long or nested too deeply";
pub(super) const HELP: &str = "200 operators in one expression and some 100 parentheses within each other are read; split it, or take it out of the dump";

/// Calls of the parser within each other; a view over 61 tables, MySQL's most, nests 60 joins.
pub(super) const DEEPEST: usize = 150;

/// Tokens that the parser reads on any stack, however they are nested: more than most columns have.
const SHALLOW: usize = 32;

/// Bytes of stack that [`DEEPEST`] calls of the parser need, in debug builds, too.
const ROOM: usize = 64 << 20;

/// Parses tokens, on a stack of its own when they may be nested deeply; none when the system has no room for one.
pub(super) fn with_room<T: Send>(
    tokens: Tokens,
    parse: impl FnOnce(Tokens) -> T + Send,
) -> Option<T> {
    if tokens.len() <= SHALLOW {
        return Some(parse(tokens));
    }
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(ROOM);
        let parser = builder.spawn_scoped(scope, || parse(tokens)).ok()?;
        parser.join().ok()
    })
}

/// Operators at one level of parentheses.
#[derive(Default)]
struct Level {
    operators: usize,
    chains: usize,
}

/// The first token that is too deep.
pub(super) fn too_deep(tokens: &[TokenWithSpan]) -> Option<usize> {
    let mut outer: Vec<Level> = Vec::new();
    let mut here = Level::default();
    // Operators of all levels around a token.
    let mut total = 0;
    for (index, token) in tokens.iter().enumerate() {
        match depth(&token.token) {
            Depth::Open => {
                let inner = Level {
                    operators: 1,
                    chains: 0,
                };
                outer.push(std::mem::replace(&mut here, inner));
                total += 1;
            }
            Depth::Close => {
                let inner = std::mem::replace(&mut here, outer.pop().unwrap_or_default());
                total -= inner.operators + inner.chains;
            }
            Depth::Beside => total -= std::mem::take(&mut here.operators),
            Depth::Chain => {
                here.chains += 1;
                total += 1;
            }
            Depth::Operator => {
                here.operators += 1;
                total += 1;
            }
            Depth::Same => {}
        }
        if total > MOST {
            return Some(index);
        }
    }
    None
}

/// What a token does to the depth of the tree.
enum Depth {
    Open,
    Close,
    /// What follows stands beside what was before.
    Beside,
    /// It joins whole queries or tables.
    Chain,
    Operator,
    Same,
}

fn depth(token: &Token) -> Depth {
    match token {
        Token::LParen | Token::LBracket => Depth::Open,
        Token::RParen | Token::RBracket => Depth::Close,
        Token::Comma => Depth::Beside,
        Token::Word(word) if word.quote_style.is_none() => match word.keyword {
            Keyword::UNION | Keyword::EXCEPT | Keyword::INTERSECT | Keyword::MINUS => Depth::Chain,
            // `a JOIN b JOIN c ON … ON …` nests.
            Keyword::JOIN => Depth::Chain,
            Keyword::NoKeyword => Depth::Same,
            keyword if starts_expression(keyword) => Depth::Beside,
            _ => Depth::Operator,
        },
        Token::Word(_) | Token::Number(..) | Token::SingleQuotedString(_) | Token::Period => {
            Depth::Same
        }
        _ => Depth::Operator,
    }
}

/// Whether an expression of its own starts behind a word, beside those before it.
fn starts_expression(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::SELECT
            | Keyword::FROM
            | Keyword::ON
            | Keyword::WHERE
            | Keyword::BY
            | Keyword::HAVING
            | Keyword::WHEN
            | Keyword::THEN
            | Keyword::ELSE
    )
}
