//! Lists in the order of an unsigned column on SQLite, which stores values above `i64::MAX` as negative numbers.
//!
//! By `(id < 0), id` SQLite would sort the whole table for each page. Each half is in order by its index: first
//! comes one, then the other.

use super::compare::{Side, is_twos_complement};
use super::{Statement, quote};
use crate::db::Dialect;
use crate::model::Field;
use crate::operation::{ListQuery, Order, Start};
use crate::value::Value;

/// The rows whose first column of the order lies in one half of its values.
pub(super) struct Half<'q> {
    field: &'q Field,
    /// Whether it is that of the large numbers.
    large: bool,
    /// Where in it the page starts.
    from: Option<(Side, &'q Value)>,
}

impl Half<'_> {
    /// The bounds of the half, one at either end at most: SQLite enters an index by the first that it meets.
    pub(super) fn condition(&self) -> Statement {
        let column = quote(Dialect::Sqlite, &self.field.column);
        let sign = if self.large { "< 0" } else { ">= 0" };
        let end = format!("{column} {sign}");
        let Some((side, value)) = self.from else {
            return Statement {
                sql: end,
                params: Vec::new(),
            };
        };
        let start = format!("{column} {} ?", side.sign());
        // Where the page starts lies within the half.
        let sql = match side.is_above() == self.large {
            true => format!("{start} AND {end}"),
            false => start,
        };
        Statement {
            sql,
            params: vec![value.clone()],
        }
    }
}

/// The halves that a page takes its rows from, in their order; none where the order needs none.
pub(super) fn of(dialect: Dialect, query: &ListQuery) -> Vec<Half<'_>> {
    let Some(Order { field, descending }) = query.order.first() else {
        return Vec::new();
    };
    if !is_twos_complement(dialect, field) || field.nullable {
        return Vec::new();
    }
    let start = match &query.start {
        Start::After(values) => values.first(),
        Start::Offset(_) | Start::Page(_) => None,
    };
    let is_large = |value: &Value| matches!(value, Value::Unsigned(_));
    let (order, side) = match descending {
        false => ([false, true], Side::AtLeast),
        true => ([true, false], Side::AtMost),
    };
    let half = |large: bool| Half {
        field,
        large,
        from: start
            .filter(|it| is_large(it) == large)
            .map(|it| (side, it)),
    };
    // A page that starts in the second half has nothing of the first.
    let begins = start.map_or(order[0], is_large);
    let taken = order.into_iter().skip_while(|large| *large != begins);
    taken.map(half).collect()
}
