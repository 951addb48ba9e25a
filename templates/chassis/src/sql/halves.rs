//! Lists in the order of an unsigned column on SQLite, which stores values above `i64::MAX` as negative numbers.
//!
//! By `(id < 0), id` SQLite would sort the whole table for each page. Each half is in order by its index: first
//! comes one, then the other.

use super::compare::{Side, is_twos_complement};
use crate::db::Dialect;
use crate::model::Field;
use crate::operation::{ListQuery, Order, Start};
use crate::value::Value;

/// The rows whose first column of the order lies in one half of its values.
pub(super) struct Half<'q> {
    /// The column.
    pub(super) field: &'q Field,
    /// What tells the half: `>= 0` or `< 0`.
    pub(super) sign: &'static str,
    /// Where in it the page starts, by the number as it is stored.
    pub(super) from: Option<(Side, &'q Value)>,
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
        sign: if large { "< 0" } else { ">= 0" },
        from: start
            .filter(|it| is_large(it) == large)
            .map(|it| (side, it)),
    };
    // A page that starts in the second half has nothing of the first.
    let begins = start.map_or(order[0], is_large);
    let taken = order.into_iter().skip_while(|large| *large != begins);
    taken.map(half).collect()
}
