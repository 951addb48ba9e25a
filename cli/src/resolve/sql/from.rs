//! FROM clauses: tables and joins.

use std::rc::Rc;

use sqlparser::ast::{JoinConstraint, JoinOperator, TableAlias, TableFactor, TableWithJoins};

use super::expression::Translator;
use super::query::select;
use super::scope::{Scope, Source};
use super::value::quote_name;

/// A table that is not known, so that no column of the query is.
pub(super) struct Unknown;

/// A clause for SQLite, when it can run it.
type Clause = Option<String>;

/// Adds the tables of a FROM clause to a scope and gives the clause.
pub(super) fn tables(
    translator: &mut Translator<'_>,
    list: &[TableWithJoins],
    scope: &mut Scope<'_>,
) -> Result<Clause, Unknown> {
    let mut parts = Vec::new();
    for item in list {
        parts.push(joined(translator, item, scope)?);
    }
    let parts: Option<Vec<String>> = parts.into_iter().collect();
    Ok(parts.map(|parts| match parts.as_slice() {
        [] => String::new(),
        parts => format!(" FROM {}", parts.join(", ")),
    }))
}

fn joined(
    translator: &mut Translator<'_>,
    item: &TableWithJoins,
    scope: &mut Scope<'_>,
) -> Result<Clause, Unknown> {
    let first = scope.sources.len();
    let mut sql = factor(translator, &item.relation, scope)?;
    for join in &item.joins {
        let start = scope.sources.len();
        let relation = factor(translator, &join.relation, scope)?;
        let (word, constraint) = match &join.join_operator {
            JoinOperator::Join(on) | JoinOperator::Inner(on) => ("JOIN", on),
            JoinOperator::CrossJoin(on) | JoinOperator::StraightJoin(on) => ("JOIN", on),
            JoinOperator::Left(on) | JoinOperator::LeftOuter(on) => ("LEFT JOIN", on),
            JoinOperator::Right(on) | JoinOperator::RightOuter(on) => ("RIGHT JOIN", on),
            _ => return Err(Unknown),
        };
        let optional = match word {
            "LEFT JOIN" => start..scope.sources.len(),
            "RIGHT JOIN" => first..start,
            _ => 0..0,
        };
        for source in &mut scope.sources[optional] {
            source.optional = true;
        }
        let condition = match constraint {
            JoinConstraint::None => Some(String::new()),
            JoinConstraint::On(expr) => translator
                .value(expr, scope)
                .condition()
                .map(|sql| format!(" ON {sql}")),
            JoinConstraint::Using(columns) => {
                let names = columns
                    .iter()
                    .map(|name| Some(quote_name(&name.0.last()?.as_ident()?.value)));
                let names: Option<Vec<String>> = names.collect();
                scope.merged = true;
                names.map(|names| format!(" USING ({})", names.join(", ")))
            }
            JoinConstraint::Natural | JoinConstraint::UsingAlias(..) => return Err(Unknown),
        };
        sql = sql
            .zip(relation)
            .zip(condition)
            .map(|((left, right), on)| format!("{left} {word} {right}{on}"));
    }
    Ok(sql)
}

fn factor(
    translator: &mut Translator<'_>,
    factor: &TableFactor,
    scope: &mut Scope<'_>,
) -> Result<Clause, Unknown> {
    match factor {
        TableFactor::Table {
            name,
            alias,
            args: None,
            ..
        } => {
            let name = name
                .0
                .last()
                .and_then(|part| part.as_ident())
                .ok_or(Unknown)?;
            let relations = translator.relations.as_mut().ok_or(Unknown)?;
            let relation = relations.relation(&name.value).ok_or(Unknown)?;
            let alias = renamed(alias.as_ref())?.unwrap_or_else(|| name.value.clone());
            let sql = format!("{} AS {}", quote_name(&relation.name), quote_name(&alias));
            let is_clear = scope.is_clear(&alias);
            scope.sources.push(Source {
                alias: Some(alias),
                columns: relation.columns,
                optional: false,
            });
            Ok((relation.on_sqlite && is_clear).then_some(sql))
        }
        TableFactor::Derived {
            lateral: false,
            subquery,
            alias,
            ..
        } => {
            let alias = renamed(alias.as_ref())?.ok_or(Unknown)?;
            let selected = select(translator, subquery, None).ok_or(Unknown)?;
            let is_clear = scope.is_clear(&alias);
            let sql = selected
                .sql
                .filter(|_| is_clear)
                .map(|sql| format!("({sql}) AS {}", quote_name(&alias)));
            scope.sources.push(Source {
                alias: Some(alias),
                columns: Rc::new(selected.columns),
                optional: false,
            });
            Ok(sql)
        }
        TableFactor::NestedJoin {
            table_with_joins,
            alias: None,
        } => {
            let sql = joined(translator, table_with_joins, scope)?;
            Ok(sql.map(|sql| format!("({sql})")))
        }
        _ => Err(Unknown),
    }
}

/// The name that an alias gives; one that renames columns is not known.
fn renamed(alias: Option<&TableAlias>) -> Result<Option<String>, Unknown> {
    match alias {
        Some(alias) if alias.columns.is_empty() => Ok(Some(alias.name.value.clone())),
        Some(_) => Err(Unknown),
        None => Ok(None),
    }
}
