//! Pages of rows: equality filters, an order, and a start behind a row or a number of rows.

use super::{Statement, quote, select_only};
use crate::db::Dialect;
use crate::model::{Choices, Field, Int, Resource, Type};
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
    let mut statement = select_only(dialect, resource, columns.iter().copied());
    let mut joint = " WHERE ";
    for filter in &query.filters {
        statement.push(joint);
        joint = " AND ";
        equals(&mut statement, dialect, filter.field, &filter.value);
    }
    if let Start::After(values) = &query.start {
        statement.push(joint);
        after(&mut statement, dialect, &query.order, values);
    }
    for (index, order) in query.order.iter().enumerate() {
        statement.push(if index == 0 { " ORDER BY " } else { ", " });
        statement.push(&order_by(dialect, order));
    }
    statement.push(&format!(" LIMIT {most}"));
    if let Start::Offset(offset @ 1..) = query.start {
        statement.push(&format!(" OFFSET {offset}"));
    }
    statement
}

/// Rows behind the one with these values in the order's columns; NULL is the smallest value.
fn after(statement: &mut Statement, dialect: Dialect, order: &[Order], values: &[Value]) {
    // (a > x) OR (a = x AND b > y) OR …
    statement.push("(");
    for (index, (last, value)) in order.iter().zip(values).enumerate() {
        statement.push(if index == 0 { "(" } else { " OR (" });
        for (equal, value) in order.iter().zip(values).take(index) {
            equals(statement, dialect, equal.field, value);
            statement.push(" AND ");
        }
        beyond(statement, dialect, last, value);
        statement.push(")");
    }
    statement.push(")");
}

fn equals(statement: &mut Statement, dialect: Dialect, field: &Field, value: &Value) {
    let column = quote(dialect, &field.column);
    if *value == Value::Null {
        statement.push(&format!("{column} IS NULL"));
    } else {
        statement.push(&format!("{column} = "));
        statement.bind(dialect, field, value.clone());
    }
}

fn beyond(statement: &mut Statement, dialect: Dialect, order: &Order, value: &Value) {
    let field = order.field;
    let column = quote(dialect, &field.column);
    match (order.descending, value) {
        (false, Value::Null) => statement.push(&format!("{column} IS NOT NULL")),
        // Nothing is smaller than NULL.
        (true, Value::Null) => statement.push("1 = 0"),
        (descending, value) => {
            let nullable = descending && field.nullable;
            if nullable {
                statement.push(&format!("({column} IS NULL OR "));
            }
            compare(statement, dialect, field, descending, value);
            if nullable {
                statement.push(")");
            }
        }
    }
}

fn compare(
    statement: &mut Statement,
    dialect: Dialect,
    field: &Field,
    descending: bool,
    value: &Value,
) {
    let column = quote(dialect, &field.column);
    let sign = if descending { "<" } else { ">" };
    if let Type::Enum(choices) = &field.ty {
        let position = position(choices, value);
        statement.push(&format!("{} {sign} ?", ordinal(dialect, &column, choices)));
        statement.params.push(position);
    } else if is_twos_complement(dialect, field) {
        // Stored negative: above every other.
        let large = matches!(value, Value::Unsigned(_));
        let (half, joint) = match (descending, large) {
            (false, false) => ("<", "OR"),
            (false, true) => ("<", "AND"),
            (true, false) => (">=", "AND"),
            (true, true) => (">=", "OR"),
        };
        statement.push(&format!("({column} {half} 0 {joint} {column} {sign} ?)"));
        statement.params.push(value.clone());
    } else {
        statement.push(&format!("{column} {sign} "));
        statement.bind(dialect, field, value.clone());
    }
}

fn order_by(dialect: Dialect, order: &Order) -> String {
    let column = quote(dialect, &order.field.column);
    let direction = if order.descending { " DESC" } else { "" };
    match &order.field.ty {
        Type::Enum(choices) if dialect == Dialect::Sqlite => {
            format!("{}{direction}", ordinal(dialect, &column, choices))
        }
        _ if is_twos_complement(dialect, order.field) => {
            format!("({column} < 0){direction}, {column}{direction}")
        }
        _ => format!("{column}{direction}"),
    }
}

/// The number of an ENUM's value, by which MySQL orders: from 1, 0 for one that is none of the list, NULL for NULL.
fn ordinal(dialect: Dialect, column: &str, choices: &Choices) -> String {
    match dialect {
        Dialect::Mysql => format!("({column} + 0)"),
        Dialect::Sqlite => {
            let cases: String = choices
                .values
                .iter()
                .zip(1..)
                .map(|(choice, number)| {
                    format!(" WHEN '{}' THEN {number}", choice.replace('\'', "''"))
                })
                .collect();
            format!("(CASE {column}{cases} ELSE iif({column} IS NULL, NULL, 0) END)")
        }
    }
}

fn position(choices: &Choices, value: &Value) -> Value {
    let position = match value {
        Value::Text(text) => choices.values.iter().position(|choice| choice == text),
        _ => None,
    };
    // 0 is MySQL's number of a value that is none of the list.
    let number = position.map_or(0, |position| position + 1);
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Whether SQLite holds the column's values above `i64::MAX` as negative ones.
fn is_twos_complement(dialect: Dialect, field: &Field) -> bool {
    dialect == Dialect::Sqlite && matches!(field.ty, Type::Int(Int::U64) | Type::Bits(64))
}
