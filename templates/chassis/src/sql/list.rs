//! Pages of rows: filters, an order, and a start behind a row or a number of rows; and how many rows there are.

use super::compare::{Side, by_column, compare, equals, order_by};
use super::filter::conditions;
use super::halves::{self, Half};
use super::{Statement, quote, select_only, table};
use crate::db::Dialect;
use crate::model::{Field, Resource};
use crate::operation::{ListQuery, Order, Start};
use crate::value::Value;

/// The rows of a page, and one more when there is one.
pub fn list(
    dialect: Dialect,
    resource: &Resource,
    query: &ListQuery,
    columns: &[&Field],
) -> Statement {
    rows(
        dialect,
        resource,
        query,
        columns,
        u64::from(query.limit) + 1,
    )
}

/// As many rows as the limit says.
pub fn export(
    dialect: Dialect,
    resource: &Resource,
    query: &ListQuery,
    columns: &[&Field],
) -> Statement {
    rows(dialect, resource, query, columns, query.limit.into())
}

fn rows(
    dialect: Dialect,
    resource: &Resource,
    query: &ListQuery,
    columns: &[&Field],
    most: u64,
) -> Statement {
    let part = |half| part(dialect, resource, query, columns, half);
    let halves = halves::of(dialect, query);
    let offset = query.offset().unwrap_or(0);
    let mut statement = Statement::default();
    for (index, half) in halves.iter().enumerate() {
        // UNION ALL of SQLite gives the rows of one query behind those of the other.
        let joint = ["SELECT * FROM (", " UNION ALL SELECT * FROM ("];
        statement.push(joint[usize::from(index > 0)]);
        statement.append(part(Some(half)));
        // SQLite would take a larger number for a REAL.
        let most = most.saturating_add(offset).min(i64::MAX.unsigned_abs());
        statement.push(&format!(" LIMIT {most})"));
    }
    if halves.is_empty() {
        statement = part(None);
    }
    statement.push(&format!(" LIMIT {most}"));
    if offset > 0 {
        statement.push(&format!(" OFFSET {offset}"));
    }
    statement
}

/// All rows from the start of the page on, or those of them that lie in one half.
fn part(
    dialect: Dialect,
    resource: &Resource,
    query: &ListQuery,
    columns: &[&Field],
    half: Option<&Half<'_>>,
) -> Statement {
    let mut statement = select_only(dialect, resource, columns.iter().copied());
    let mut joint = conditions(&mut statement, dialect, resource, query);
    if let Some(half) = half {
        statement.push(joint);
        joint = " AND ";
        statement.append(half.condition());
    }
    if let Start::After(values) = &query.start {
        let place: Vec<(&Order, &Value)> = query.order.iter().zip(values).collect();
        if !place.is_empty() {
            statement.push(joint);
            after(&mut statement, dialect, &place);
        }
    }
    for (index, Order { field, descending }) in query.order.iter().enumerate() {
        statement.push(if index == 0 { " ORDER BY " } else { ", " });
        match half.filter(|_| index == 0) {
            Some(_) => statement.push(&by_column(dialect, field, *descending)),
            None => statement.push(&order_by(dialect, field, *descending)),
        }
    }
    statement
}

/// How many rows the pages of a query have in all.
pub fn count(dialect: Dialect, resource: &Resource, query: &ListQuery) -> Statement {
    let mut statement = Statement::default();
    let table = table(dialect, resource);
    statement.push(&format!("SELECT COUNT(*) FROM {table}"));
    conditions(&mut statement, dialect, resource, query);
    statement
}

/// How many rows the server believes a table to have: NULL where it does not tell, as of views.
pub fn estimate(resource: &Resource) -> Statement {
    Statement {
        sql: "SELECT TABLE_ROWS FROM information_schema.TABLES \
              WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?"
            .to_owned(),
        params: vec![Value::Text(resource.table.to_string())],
    }
}

/// Rows behind the one with these values in the order's columns; NULL is the smallest value.
///
/// `a >= x AND (a > x OR (b >= y AND (b > y OR …)))`: by its first comparison an index of the order's columns is
/// entered where the page starts.
fn after(statement: &mut Statement, dialect: Dialect, place: &[(&Order, &Value)]) {
    let Some(((order, value), rest)) = place.split_first() else {
        return;
    };
    if rest.is_empty() {
        return beyond(statement, dialect, order, value);
    }
    statement.push("(");
    from(statement, dialect, order, value);
    statement.push(" AND (");
    beyond(statement, dialect, order, value);
    statement.push(" OR ");
    after(statement, dialect, rest);
    statement.push("))");
}

/// Rows whose column has the value, or one that comes later.
fn from(statement: &mut Statement, dialect: Dialect, order: &Order, value: &Value) {
    match (order.descending, value) {
        // Everything comes behind NULL, or is it.
        (false, Value::Null) => statement.push("1 = 1"),
        (true, Value::Null) => equals(statement, dialect, order.field, value),
        (false, value) => compare(statement, dialect, order.field, Side::AtLeast, value),
        (true, value) => or_null(statement, dialect, order.field, Side::AtMost, value),
    }
}

/// Rows whose column has a value that comes later.
fn beyond(statement: &mut Statement, dialect: Dialect, order: &Order, value: &Value) {
    match (order.descending, value) {
        (false, Value::Null) => {
            let column = quote(dialect, &order.field.column);
            statement.push(&format!("{column} IS NOT NULL"));
        }
        // Nothing is smaller than NULL.
        (true, Value::Null) => statement.push("1 = 0"),
        (false, value) => compare(statement, dialect, order.field, Side::Greater, value),
        (true, value) => or_null(statement, dialect, order.field, Side::Less, value),
    }
}

fn or_null(statement: &mut Statement, dialect: Dialect, field: &Field, side: Side, value: &Value) {
    if !field.nullable {
        return compare(statement, dialect, field, side, value);
    }
    let column = quote(dialect, &field.column);
    statement.push(&format!("({column} IS NULL OR "));
    compare(statement, dialect, field, side, value);
    statement.push(")");
}
