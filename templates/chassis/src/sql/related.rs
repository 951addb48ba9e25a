//! Rows that are related to others, by the values of some columns.

use super::compare::order_by;
use super::{Statement, quote, table};
use crate::db::Dialect;
use crate::model::{Field, Resource};
use crate::value::Value;

/// What the position is called, and no column.
const POSITION: &str = "position of its key";

/// The rows whose columns have the values of one of the keys, each behind the position of that key; of each key one
/// row more than so many at most.
///
/// It is a query for each key, joined to one: values are compared as always, which a list of them would leave to be done
/// anew for telling the rows of one key from those of another, and each key has its own limit, which window functions
/// give only to newer servers. There is one statement for each power of two: further keys are NULL, which nothing equals.
pub fn related(
    dialect: Dialect,
    resource: &Resource,
    columns: &[&Field],
    (fields, keys): (&[&'static Field], &[Vec<Value>]),
    most: Option<u32>,
) -> Statement {
    let mut statement = Statement::default();
    let columns: Vec<String> = columns
        .iter()
        .map(|field| quote(dialect, &field.column))
        .collect();
    let (columns, table) = (columns.join(", "), table(dialect, resource));
    let position_name = quote(dialect, POSITION);
    let null = vec![Value::Null; fields.len()];
    for position in 0..keys.len().next_power_of_two() {
        if position > 0 {
            statement.push(" UNION ALL ");
        }
        if most.is_some() {
            statement.push("SELECT * FROM (");
        }
        statement.push(&format!(
            "SELECT {position} AS {position_name}, {columns} FROM {table} WHERE "
        ));
        let key = keys.get(position).unwrap_or(&null);
        for (index, (field, value)) in fields.iter().zip(key).enumerate() {
            if index > 0 {
                statement.push(" AND ");
            }
            statement.push(&format!("{} = ", quote(dialect, &field.column)));
            statement.bind(dialect, field, value.clone());
        }
        if let Some(most) = most {
            for (index, field) in resource.key().into_iter().enumerate() {
                statement.push(if index == 0 { " ORDER BY " } else { ", " });
                statement.push(&order_by(dialect, field, false));
            }
            statement.push(&format!(" LIMIT {}) AS k{position}", u64::from(most) + 1));
        }
    }
    statement
}
