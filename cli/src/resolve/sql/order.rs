//! GROUP BY, ORDER BY and LIMIT.

use sqlparser::ast::{Expr, LimitClause, OrderByExpr, OrderBySort};

use super::expression::Translator;
use super::scope::{Output, Scope};

/// `GROUP BY` keys; a number is the column of that position.
pub(super) fn keys<'e>(
    translator: &mut Translator<'_>,
    word: &str,
    keys: impl Iterator<Item = &'e Expr>,
    scope: &Scope<'_>,
) -> Option<String> {
    let keys: Option<Vec<String>> = keys
        .map(|key| sort_key(translator, key, scope, false))
        .collect();
    let keys = keys?;
    Some(if keys.is_empty() {
        String::new()
    } else {
        format!("{word}{}", keys.join(", "))
    })
}

fn sort_key(
    translator: &mut Translator<'_>,
    key: &Expr,
    scope: &Scope<'_>,
    outputs_first: bool,
) -> Option<String> {
    if let Some(output) = position(key).and_then(|position| scope.outputs.get(position)) {
        return output.value.sql.clone();
    }
    if let Expr::Identifier(name) = key
        && outputs_first
        && let Some(output) = scope
            .outputs
            .iter()
            .find(|it| it.name.eq_ignore_ascii_case(&name.value))
    {
        return output.value.sql.clone();
    }
    translator.value(key, scope).sql
}

/// The column that a key such as `2` means, from 0.
fn position(key: &Expr) -> Option<usize> {
    let Expr::Value(value) = key else { return None };
    value.to_string().parse::<usize>().ok()?.checked_sub(1)
}

/// `ORDER BY` of a single SELECT.
pub(super) fn sort_keys(
    translator: &mut Translator<'_>,
    order: &[OrderByExpr],
    scope: &Scope<'_>,
) -> Option<String> {
    let key = |key: &OrderByExpr| {
        Some(format!(
            "{}{}",
            sort_key(translator, &key.expr, scope, true)?,
            direction(key)
        ))
    };
    let keys: Option<Vec<String>> = order.iter().map(key).collect();
    let keys = keys?;
    Some(if keys.is_empty() {
        String::new()
    } else {
        format!(" ORDER BY {}", keys.join(", "))
    })
}

fn direction(key: &OrderByExpr) -> &'static str {
    if matches!(key.options.sort, Some(OrderBySort::Desc)) {
        " DESC"
    } else {
        ""
    }
}

/// The order of a UNION, which can only name its columns.
pub(super) fn order_of_union(order: &[OrderByExpr], columns: &[Output]) -> Option<String> {
    let key = |key: &OrderByExpr| {
        let named = |name: &str| {
            columns
                .iter()
                .position(|column| column.name.eq_ignore_ascii_case(name))
        };
        let place = match &key.expr {
            Expr::Identifier(name) => named(&name.value),
            other => position(other),
        }?;
        Some(format!("{}{}", place + 1, direction(key)))
    };
    let keys: Option<Vec<String>> = order.iter().map(key).collect();
    let keys = keys?;
    Some(if keys.is_empty() {
        String::new()
    } else {
        format!(" ORDER BY {}", keys.join(", "))
    })
}

/// `LIMIT` with plain numbers.
pub(super) fn limit(clause: Option<&LimitClause>) -> Option<String> {
    let number = |expr: &Expr| expr.to_string().parse::<u64>().ok();
    match clause {
        None => Some(String::new()),
        Some(LimitClause::LimitOffset {
            limit: Some(limit),
            offset,
            ..
        }) => {
            let offset = offset
                .as_ref()
                .map_or(Some(0), |offset| number(&offset.value))?;
            Some(format!(" LIMIT {} OFFSET {offset}", number(limit)?))
        }
        Some(LimitClause::OffsetCommaLimit { offset, limit }) => Some(format!(
            " LIMIT {} OFFSET {}",
            number(limit)?,
            number(offset)?
        )),
        Some(_) => None,
    }
}
