//! CHECK constraints of the dump as the model has them.

mod rules;

use std::collections::BTreeSet;

use chassis_model::{Check, Text};
use sqlparser::dialect::MySqlDialect;
use sqlparser::tokenizer::{Token, Tokenizer};

use super::sql;
use super::table::column_types;
use crate::ddl::schema::{self, Table, same_name};

/// The constraints that the server enforces, as far as they name columns.
pub(super) fn checks(table: &Table) -> Vec<Check> {
    let types = column_types(table);
    let ty = |column: &Text| types.get(&column.to_lowercase());
    let enforced = table
        .checks
        .iter()
        .zip(names(table))
        .filter(|(check, _)| check.enforced);
    enforced
        .filter_map(|(check, names)| {
            let columns = columns(table, &check.expression);
            let expression = sql::parse(&check.expression)?;
            let mut rules = rules::rules(table, &expression);
            rules.retain(|rule| rule.fits(ty) && rule.columns().all(|it| columns.contains(it)));
            (!columns.is_empty()).then(|| Check {
                names: names.into_iter().map(Text::Owned).collect(),
                columns: columns.into(),
                rules: rules.into(),
            })
        })
        .collect()
}

/// What the servers call each constraint of a table.
///
/// One without a name is `table_chk_1` to MySQL 8 (manual, "CHECK Constraints"), and to MariaDB `table.column` when it
/// stands with a column, else `CONSTRAINT_1`. The first of the names is the one for SQLite.
pub(crate) fn names(table: &Table) -> Vec<Vec<String>> {
    let said: BTreeSet<String> = table
        .checks
        .iter()
        .filter_map(|check| Some(check.name.as_ref()?.to_lowercase()))
        .collect();
    let mut of_mysql = free(format!("{}_chk_", table.name), &said);
    let mut of_mariadb = free("CONSTRAINT_".to_owned(), &said);
    let name = |check: &schema::Check| match (&check.name, &check.column) {
        (Some(name), _) => vec![name.clone()],
        (None, column) => {
            let of_mysql = of_mysql.next();
            let of_mariadb = match column {
                Some(column) => Some(format!("{}.{column}", table.name)),
                None => of_mariadb.next(),
            };
            of_mysql.into_iter().chain(of_mariadb).collect()
        }
    };
    table.checks.iter().map(name).collect()
}

/// Numbered names that nobody has taken.
fn free(stem: String, taken: &BTreeSet<String>) -> impl Iterator<Item = String> {
    let names = (1..).map(move |number: u32| format!("{stem}{number}"));
    names.filter(|name| !taken.contains(&name.to_lowercase()))
}

/// The columns that an expression names, in the order of the table.
fn columns(table: &Table, expression: &str) -> Vec<Text> {
    let tokens = Tokenizer::new(&MySqlDialect {}, expression).tokenize();
    let tokens: Vec<Token> = tokens.unwrap_or_default();
    let is_call = |position: usize| tokens.get(position + 1) == Some(&Token::LParen);
    let words: Vec<&str> = tokens
        .iter()
        .enumerate()
        .filter_map(|(position, token)| match token {
            Token::Word(word) if word.quote_style.is_some() || !is_call(position) => {
                Some(word.value.as_str())
            }
            _ => None,
        })
        .collect();
    let named = |name: &str| words.iter().any(|word| same_name(word, name));
    let columns = table.columns.iter().map(|column| &column.name);
    columns
        .filter(|name| named(name))
        .map(|name| Text::Owned(name.clone()))
        .collect()
}
