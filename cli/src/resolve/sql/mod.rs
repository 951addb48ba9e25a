//! Expressions of the dump: what type they have, and how SQLite writes them.
//!
//! The two questions have one answer each per operator and function, so one walk over the tree gives both. A part that
//! has no answer leaves the others standing: a view may have known columns though SQLite cannot run it.

mod aggregate;
mod arithmetic;
mod cast;
mod compare;
mod expression;
mod from;
mod function;
mod json;
mod literal;
mod number;
mod order;
mod query;
mod scalar;
mod scope;
mod value;

pub(super) use expression::Translator;
pub(super) use query::select;
pub(super) use scope::{Output, Relation, Relations, Scope, table_scope};
pub(super) use value::Value;
pub(crate) use value::{quote, quote_name};

use sqlparser::ast::Expr;
use sqlparser::dialect::MySqlDialect;
use sqlparser::parser::Parser;

/// The expression in a text that the DDL reader printed, which leaves backslashes as they are.
pub(super) fn parse(printed: &str) -> Option<Expr> {
    let escaped = printed.replace('\\', "\\\\");
    let mut parser = Parser::new(&MySqlDialect {}).try_with_sql(&escaped).ok()?;
    let expression = parser.parse_expr().ok()?;
    let at_end = parser.peek_token().token == sqlparser::tokenizer::Token::EOF;
    at_end.then_some(expression)
}
