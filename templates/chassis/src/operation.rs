//! Operations: what a service can do, whatever asks for it.

use std::sync::Arc;
use std::time::Duration;

use crate::custom::Code;
use crate::endpoint::Endpoint;
use crate::expand::{Expand, Related};
use crate::export::Export;
use crate::model::{Action, Field, Lookup, Object, Resource};
use crate::object::Part;
use crate::value::{Row, Value};

/// One thing that a service can do.
#[derive(Clone)]
pub struct Operation {
    /// Name in documents and logs: `orders.list`.
    pub id: String,
    /// Who may do it.
    pub access: Access,
    /// Longest time it may take.
    pub timeout: Duration,
    /// What it does.
    pub run: Run,
}

/// Who may do an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
}

/// What an operation does.
#[derive(Clone)]
pub enum Run {
    /// A standard action on a resource.
    Action(Action, Arc<Entry>),
    /// Code of the service's own.
    Endpoint(Arc<Endpoint>),
}

/// A resource as it is served.
pub struct Entry {
    /// What it is.
    pub resource: &'static Resource,
    /// Code of the service's own, where it has some.
    pub(crate) code: Option<Code>,
}

impl Entry {
    /// Whether an action is the service's own code.
    pub(crate) fn is_custom(&self, action: Action) -> bool {
        let code = self.code.as_ref();
        code.is_some_and(|code| code.custom.contains_key(&action))
    }
}

/// What an operation needs to know, checked and in canonical values.
#[derive(Debug, Clone)]
pub enum Input {
    /// Which rows.
    List(ListQuery),
    /// Which rows, as many as the limit says, to be read while they are sent.
    Export(ListQuery),
    /// Which row: a value for each key column, in key order.
    Row(Vec<Value>),
    /// The same, with what is related to it.
    Expanded(Vec<Value>, Vec<Expand>),
    /// A new row's values.
    New(Vec<Assignment>),
    /// Which row, and values for it.
    Change(Vec<Value>, Vec<Assignment>),
    /// What a custom endpoint takes: a part for each member.
    Object(Vec<Part>),
}

/// A value for a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// The column.
    pub field: &'static Field,
    /// Its new value.
    pub value: Value,
}

/// Which rows of a resource, and in which order.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// Most rows.
    pub limit: u32,
    /// Where to start.
    pub start: Start,
    /// What rows must be, each of them.
    pub filters: Vec<Filter>,
    /// Words of which rows must have one, in the columns of a FULLTEXT index.
    pub search: Option<String>,
    /// Columns to order by, the key's last.
    pub order: Vec<Order>,
    /// Columns to show, in the order of the table.
    pub fields: Vec<&'static Field>,
    /// Whether the rows of all pages are to be counted.
    pub count: Count,
    /// What comes with each row.
    pub expand: Vec<Expand>,
}

/// What the values of a column must be.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// The column.
    pub field: &'static Field,
    /// How it is compared.
    pub lookup: Lookup,
    /// With what, as the lookup's [operand](Lookup::operand) says: mostly one value. A flag is 0 or 1.
    pub values: Vec<Value>,
}

impl Filter {
    /// A column that equals a value; NULL equals NULL.
    pub fn equals(field: &'static Field, value: Value) -> Self {
        Self {
            field,
            lookup: Lookup::Eq,
            values: vec![value],
        }
    }
}

/// Whether rows are counted, which may take as long as reading them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Count {
    /// Not at all.
    #[default]
    None,
    /// As the server estimates, where it does: of a whole table of MySQL. Else exactly.
    Estimated,
    /// One by one.
    Exact,
}

impl ListQuery {
    /// Rows before the page, where their number says where it starts.
    pub fn offset(&self) -> Option<u64> {
        match self.start {
            Start::Offset(rows) => Some(rows),
            Start::Page(number) => {
                let before = number.saturating_sub(1);
                Some(before.saturating_mul(self.limit.into()))
            }
            Start::After(_) => None,
        }
    }

    /// Where the next page starts, by the values that the last row of this one has in these columns; none without one.
    pub(crate) fn next(
        &self,
        columns: &[&'static Field],
        last: Option<&Row>,
    ) -> Option<Vec<Value>> {
        let last = last.filter(|_| !self.order.is_empty())?;
        let value = |order: &Order| {
            let position = columns.iter().position(|column| *column == order.field);
            last.get(position?).cloned()
        };
        self.order.iter().map(value).collect()
    }

    /// Rows of these columns with those to show alone.
    pub(crate) fn shown(&self, columns: &[&'static Field], rows: Vec<Row>) -> Vec<Row> {
        only(&self.fields, columns, rows)
    }

    /// The columns of the rows: those to show, then those that only the next page's cursor and related rows need; one at
    /// least.
    pub fn columns(&self, resource: &'static Resource) -> Vec<&'static Field> {
        let mut columns = self.fields.clone();
        for order in &self.order {
            if !columns.contains(&order.field) {
                columns.push(order.field);
            }
        }
        for field in self.expand.iter().flat_map(Expand::own) {
            if !columns.contains(field) {
                columns.push(field);
            }
        }
        if columns.is_empty() {
            columns.extend(resource.fields.first());
        }
        columns
    }
}

/// Rows of these columns with some of them alone.
pub(crate) fn only(
    fields: &[&'static Field],
    columns: &[&'static Field],
    rows: Vec<Row>,
) -> Vec<Row> {
    if columns.starts_with(fields) {
        return rows;
    }
    let position = |field: &&'static Field| columns.iter().position(|column| column == field);
    let positions: Vec<usize> = fields.iter().filter_map(position).collect();
    let value = |row: &Row, &position: &usize| row.get(position).cloned().unwrap_or(Value::Null);
    let of_row = |row: Row| {
        let positions = positions.iter();
        positions.map(|position| value(&row, position)).collect()
    };
    rows.into_iter().map(of_row).collect()
}

/// Where a page starts.
#[derive(Debug, Clone)]
pub enum Start {
    /// Behind so many rows.
    Offset(u64),
    /// At the page of this number, from 1, where each has [`ListQuery::limit`] rows.
    Page(u64),
    /// Behind the row with these values of the order's columns.
    After(Vec<Value>),
}

/// A column to order by.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// The column.
    pub field: &'static Field,
    /// Largest first.
    pub descending: bool,
}

/// What an operation gives.
#[derive(Debug)]
pub enum Output {
    /// A page of rows.
    Page {
        /// What was asked for.
        query: ListQuery,
        /// The rows, which begin with a value for each of [`ListQuery::fields`].
        rows: Vec<Row>,
        /// Where the next page starts, as [`Start::After`] takes it; none on the last.
        next: Option<Vec<Value>>,
        /// The rows of all pages, where they were counted.
        total: Option<Total>,
        /// What is related to them, by [`ListQuery::expand`].
        related: Vec<Related>,
    },
    /// Rows that are yet to be read.
    Export(Box<Export>),
    /// One row.
    Row(Row),
    /// One row with what is related to it.
    Expanded(Row, Vec<Related>),
    /// A row that was not there before.
    Created(Row),
    /// Nothing to say.
    Done,
    /// What a custom endpoint gives.
    Answer(Answer),
}

/// How many rows there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// Rows of all pages.
    pub rows: u64,
    /// Whether they were counted, not estimated.
    pub exact: bool,
}

/// What a custom endpoint gives.
#[derive(Debug)]
pub enum Answer {
    /// Nothing to say.
    Nothing,
    /// A row of a resource.
    Row(&'static Resource, Row),
    /// Rows of a resource.
    Rows(&'static Resource, Vec<Row>),
    /// An object: a part for each member.
    Object(Object, Vec<Part>),
}
