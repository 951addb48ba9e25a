//! Expressions and queries with the brackets of their trees, and no others.
//!
//! Two texts that differ in brackets may be one, or not: `(a = 1)` is `a = 1`, and `(a + b) * c` is not `a + b * c`. So a
//! text is parsed, its own brackets are forgotten, and every operator gets a pair again. Operators bind as the MySQL manual
//! says ("Operator Precedence"); chains of AND and of OR have one pair, since a server flattens them.

use std::any::TypeId;
use std::cell::Cell;

use sqlparser::ast::{BinaryOperator, Expr, Query, SetExpr, TableFactor, TableWithJoins};
use sqlparser::dialect::{Dialect, MySqlDialect};
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Token, Tokenizer};

/// An expression that the DDL reader printed; none when it cannot be read again.
pub(super) fn of_expression(printed: &str) -> Option<String> {
    let expression = parsed(printed, |parser| parser.parse_expr())?;
    Some(expression.to_string())
}

/// A query that the DDL reader printed; none when it cannot be read again.
pub(super) fn of_query(printed: &str) -> Option<String> {
    let mut query = parsed(printed, |parser| parser.parse_query())?;
    settle_query(&mut query);
    Some(query.to_string())
}

fn parsed<T>(
    printed: &str,
    parse: impl FnOnce(&mut Parser<'_>) -> Result<T, ParserError>,
) -> Option<T> {
    // The reader leaves backslashes as they are.
    let escaped = printed.replace('\\', "\\\\");
    let tokens = Tokenizer::new(&MySqlDialect {}, &escaped).tokenize().ok()?;
    let dialect = Settled::default();
    let mut parser = Parser::new(&dialect).with_tokens(tokens);
    let found = parse(&mut parser).ok()?;
    (parser.peek_token().token == Token::EOF).then_some(found)
}

/// MySQL's dialect, whose trees have brackets around operators and nothing else.
#[derive(Debug, Default)]
struct Settled {
    /// Whether the next operator is read as the parser does it by itself.
    is_bare: Cell<bool>,
}

impl Dialect for Settled {
    fn dialect(&self) -> TypeId {
        TypeId::of::<MySqlDialect>()
    }

    fn parse_prefix(&self, parser: &mut Parser<'_>) -> Option<Result<Expr, ParserError>> {
        let [open, next] = parser.peek_tokens();
        let is_query = matches!(&next, Token::Word(word) if matches!(word.keyword, Keyword::SELECT | Keyword::WITH));
        (open == Token::LParen && !is_query).then(|| {
            parser.expect_token(&Token::LParen)?;
            let mut inner = parser.parse_comma_separated(Parser::parse_expr)?;
            parser.expect_token(&Token::RParen)?;
            match (inner.pop(), inner.is_empty()) {
                (Some(only), true) => Ok(only),
                (last, _) => {
                    inner.extend(last);
                    Ok(Expr::Tuple(inner))
                }
            }
        })
    }

    fn parse_infix(
        &self,
        parser: &mut Parser<'_>,
        expr: &Expr,
        precedence: u8,
    ) -> Option<Result<Expr, ParserError>> {
        if self.is_bare.take() {
            return MySqlDialect {}.parse_infix(parser, expr, precedence);
        }
        self.is_bare.set(true);
        let read = parser.parse_infix(expr.clone(), precedence);
        Some(read.map(|read| Expr::Nested(Box::new(flattened(read)))))
    }

    fn get_next_precedence(&self, parser: &Parser<'_>) -> Option<Result<u8, ParserError>> {
        // The parser's own order is PostgreSQL's: `^` below `*`, shifts below `&`, XOR above `=`.
        match &parser.peek_token_ref().token {
            Token::Caret => Some(Ok(42)),
            Token::ShiftLeft | Token::ShiftRight => Some(Ok(25)),
            Token::Word(word) if word.keyword == Keyword::XOR => Some(Ok(7)),
            _ => MySqlDialect {}.get_next_precedence(parser),
        }
    }

    fn is_identifier_start(&self, ch: char) -> bool {
        MySqlDialect {}.is_identifier_start(ch)
    }

    fn is_identifier_part(&self, ch: char) -> bool {
        MySqlDialect {}.is_identifier_part(ch)
    }

    fn is_table_factor_alias(&self, explicit: bool, kw: &Keyword, parser: &mut Parser<'_>) -> bool {
        MySqlDialect {}.is_table_factor_alias(explicit, kw, parser)
    }

    fn supports_string_literal_concatenation(&self) -> bool {
        true
    }

    fn supports_bitwise_shift_operators(&self) -> bool {
        true
    }

    fn supports_double_ampersand_operator(&self) -> bool {
        true
    }

    fn supports_binary_kw_as_cast(&self) -> bool {
        true
    }

    fn supports_match_against(&self) -> bool {
        true
    }

    fn require_interval_qualifier(&self) -> bool {
        true
    }

    fn supports_limit_comma(&self) -> bool {
        true
    }

    fn supports_table_hints(&self) -> bool {
        true
    }

    fn supports_select_modifiers(&self) -> bool {
        true
    }

    fn supports_group_by_with_modifier(&self) -> bool {
        true
    }

    fn supports_left_associative_joins_without_parens(&self) -> bool {
        false
    }
}

/// An operation; one of AND or OR without the brackets of parts that have the same operator.
fn flattened(expression: Expr) -> Expr {
    match expression {
        Expr::BinaryOp { left, op, right }
            if matches!(op, BinaryOperator::And | BinaryOperator::Or) =>
        {
            let (left, right) = (within(left, &op), within(right, &op));
            Expr::BinaryOp { left, op, right }
        }
        other => other,
    }
}

fn within(part: Box<Expr>, around: &BinaryOperator) -> Box<Expr> {
    match *part {
        Expr::Nested(inner) if matches!(&*inner, Expr::BinaryOp { op, .. } if op == around) => {
            inner
        }
        other => Box::new(other),
    }
}

/// Forgets brackets that say nothing: around a part of a UNION, and around the first tables of a FROM.
fn settle_query(query: &mut Query) {
    settle(&mut query.body);
}

fn settle(body: &mut SetExpr) {
    match body {
        SetExpr::Query(query) => {
            settle_query(query);
            let Query {
                with: None,
                order_by: None,
                limit_clause: None,
                fetch: None,
                body: inner,
                ..
            } = &**query
            else {
                return;
            };
            *body = (**inner).clone();
        }
        SetExpr::SetOperation { left, right, .. } => {
            settle(left);
            settle(right);
        }
        SetExpr::Select(select) => select.from.iter_mut().for_each(settle_tables),
        _ => {}
    }
}

fn settle_tables(tables: &mut TableWithJoins) {
    settle_factor(&mut tables.relation);
    let factors = tables.joins.iter_mut().map(|join| &mut join.relation);
    factors.for_each(settle_factor);
    if let TableFactor::NestedJoin {
        table_with_joins,
        alias: None,
    } = &tables.relation
    {
        let mut first = (**table_with_joins).clone();
        first.joins.append(&mut tables.joins);
        *tables = first;
    }
}

fn settle_factor(factor: &mut TableFactor) {
    match factor {
        TableFactor::NestedJoin {
            table_with_joins, ..
        } => settle_tables(table_with_joins),
        TableFactor::Derived { subquery, .. } => settle_query(subquery),
        _ => {}
    }
}
