//! SELECT statements: their columns, and the same statement for SQLite.

use sqlparser::ast::{
    Distinct, Expr, GroupByExpr, OrderByExpr, OrderByKind, Query, Select, SelectItem,
    SelectItemQualifiedWildcardKind, SetExpr, SetOperator, SetQuantifier,
};

use super::arithmetic::unify;
use super::expression::Translator;
use super::from;
use super::order::{keys, limit, order_of_union, sort_keys};
use super::scope::{Output, Scope, Source, of_source};
use super::value::{Value, quote_name};

/// A SELECT.
pub(in crate::resolve) struct Selected {
    /// Columns.
    pub columns: Vec<Output>,
    /// The statement, when SQLite can run it.
    pub sql: Option<String>,
}

/// One SELECT of a UNION: its columns and the text behind them.
struct Branch {
    distinct: &'static str,
    columns: Vec<Output>,
    rest: Option<String>,
    /// The word that joins it to the one before.
    union: Option<&'static str>,
}

/// The columns of a query and its text; none when they cannot be told.
pub(in crate::resolve) fn select(
    translator: &mut Translator<'_>,
    query: &Query,
    outer: Option<&Scope<'_>>,
) -> Option<Selected> {
    if query.with.is_some() || query.fetch.is_some() {
        return None;
    }
    let mut branches = Vec::new();
    let order = match &query.order_by {
        None => &[],
        Some(order) => match &order.kind {
            OrderByKind::Expressions(keys) => keys.as_slice(),
            OrderByKind::All(_) => return None,
        },
    };
    body(translator, &query.body, None, outer, order, &mut branches)?;
    let columns = common_columns(&branches)?;
    let single = branches.len() == 1;
    let parts: Option<Vec<String>> = branches
        .iter()
        .map(|branch| text(branch, &columns))
        .collect();
    let limit = limit(query.limit_clause.as_ref());
    let sql = parts.zip(limit).and_then(|(parts, limit)| {
        let order = if single {
            Some(String::new())
        } else {
            order_of_union(order, &columns)
        };
        Some(format!("{}{}{limit}", parts.concat(), order?))
    });
    let columns = columns.into_iter().map(|mut column| {
        column.value.scaled = false;
        // A subquery's column is called by its name; what matters is whether it has a text at all.
        column.value.sql = column
            .value
            .sql
            .filter(|_| sql.is_some())
            .map(|_| quote_name(&column.name));
        column
    });
    Some(Selected {
        columns: columns.collect(),
        sql: sql.clone(),
    })
}

fn body(
    translator: &mut Translator<'_>,
    set: &SetExpr,
    union: Option<&'static str>,
    outer: Option<&Scope<'_>>,
    order: &[OrderByExpr],
    branches: &mut Vec<Branch>,
) -> Option<()> {
    match set {
        SetExpr::Select(select) => {
            branches.push(branch(translator, select, union, outer, order)?);
            Some(())
        }
        SetExpr::Query(inner)
            if inner.order_by.is_none() && inner.limit_clause.is_none() && inner.with.is_none() =>
        {
            // Parentheses on the right of another set operation would need their own precedence.
            let alone = matches!(*inner.body, SetExpr::Select(_)) || union.is_none();
            alone.then_some(())?;
            body(translator, &inner.body, union, outer, order, branches)
        }
        SetExpr::SetOperation {
            left,
            op: SetOperator::Union,
            set_quantifier,
            right,
        } => {
            let word = match set_quantifier {
                SetQuantifier::All => " UNION ALL ",
                SetQuantifier::Distinct | SetQuantifier::None => " UNION ",
                _ => return None,
            };
            body(translator, left, union, outer, &[], branches)?;
            body(translator, right, Some(word), outer, &[], branches)
        }
        _ => None,
    }
}

fn branch(
    translator: &mut Translator<'_>,
    select: &Select,
    union: Option<&'static str>,
    outer: Option<&Scope<'_>>,
    order: &[OrderByExpr],
) -> Option<Branch> {
    let distinct = match &select.distinct {
        None | Some(Distinct::All) => "",
        Some(Distinct::Distinct) => "DISTINCT ",
        Some(Distinct::On(_)) => return None,
    };
    let mut scope = Scope {
        outer,
        ..Scope::default()
    };
    let tables = from::tables(translator, &select.from, &mut scope).ok()?;
    let columns = projection(translator, &select.projection, &scope)?;
    let condition = |translator: &mut Translator<'_>,
                     word: &str,
                     expr: Option<&Expr>,
                     scope: &Scope<'_>| match expr {
        None => Some(String::new()),
        Some(expr) => translator
            .value(expr, scope)
            .condition()
            .map(|sql| format!(" {word} {sql}")),
    };
    let selection = condition(translator, "WHERE", select.selection.as_ref(), &scope);
    scope.outputs.clone_from(&columns);
    let GroupByExpr::Expressions(groups, modifiers) = &select.group_by else {
        return None;
    };
    let groups = modifiers
        .is_empty()
        .then(|| keys(translator, " GROUP BY ", groups.iter(), &scope))
        .flatten();
    let having = condition(translator, "HAVING", select.having.as_ref(), &scope);
    let order = sort_keys(translator, order, &scope);
    let parts = [tables, selection, groups, having, order];
    let rest = parts
        .into_iter()
        .collect::<Option<Vec<String>>>()
        .map(|parts| parts.concat());
    Some(Branch {
        distinct,
        columns,
        rest,
        union,
    })
}

/// The columns of a SELECT list.
fn projection(
    translator: &mut Translator<'_>,
    items: &[SelectItem],
    scope: &Scope<'_>,
) -> Option<Vec<Output>> {
    let mut columns = Vec::new();
    for item in items {
        match item {
            SelectItem::ExprWithAlias { expr, alias } => columns.push(Output {
                name: alias.value.clone(),
                value: translator.value(expr, scope),
            }),
            SelectItem::UnnamedExpr(expr) => {
                let name = match expr {
                    Expr::Identifier(name) => name.value.clone(),
                    Expr::CompoundIdentifier(path) => path.last()?.value.clone(),
                    other => other.to_string(),
                };
                columns.push(Output {
                    name,
                    value: translator.value(expr, scope),
                });
            }
            SelectItem::Wildcard(_) if !scope.merged => {
                columns.extend(scope.sources.iter().flat_map(all_of))
            }
            SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
                let name = &name.0.last()?.as_ident()?.value;
                columns.extend(all_of(scope.called(Some(name)).next()?));
            }
            _ => return None,
        }
    }
    Some(columns)
}

fn all_of(source: &Source) -> Vec<Output> {
    let column = |column: &Output| Output {
        name: column.name.clone(),
        value: of_source(source, column),
    };
    source.columns.iter().map(column).collect()
}

/// The columns of all branches together, named by the first.
fn common_columns(branches: &[Branch]) -> Option<Vec<Output>> {
    let (first, others) = branches.split_first()?;
    let mut columns = first.columns.clone();
    if others
        .iter()
        .any(|branch| branch.columns.len() != columns.len())
    {
        return None;
    }
    for (position, column) in columns
        .iter_mut()
        .enumerate()
        .filter(|_| !others.is_empty())
    {
        let values: Vec<&Value> = branches
            .iter()
            .map(|branch| &branch.columns[position].value)
            .collect();
        let sql = values.iter().all(|value| value.sql.is_some());
        column.value = Value {
            ty: unify(&values).0,
            nullable: values.iter().any(|value| value.nullable),
            secret: values.iter().any(|value| value.secret),
            sql: column.value.sql.clone().filter(|_| sql),
            ..column.value.clone()
        };
    }
    Some(columns)
}

/// A branch as SQL, its values in the forms of the common columns.
fn text(branch: &Branch, columns: &[Output]) -> Option<String> {
    let mut items = Vec::new();
    for (own, common) in branch.columns.iter().zip(columns) {
        let sql = match &common.value.ty {
            Some(ty) if own.value.ty.as_ref() != Some(ty) => own.value.stored_as(ty)?,
            _ => own.value.canonical()?,
        };
        items.push(format!("{sql} AS {}", quote_name(&common.name)));
    }
    let union = branch.union.unwrap_or_default();
    let rest = branch.rest.as_ref()?;
    Some(format!(
        "{union}SELECT {}{}{rest}",
        branch.distinct,
        items.join(", ")
    ))
}
