//! Rows of a resource as Rust values, for code written by hand: on a database, or in a transaction.
//!
//! These functions are the table's own: neither hooks nor rules of access apply.

use std::marker::PhantomData;

use crate::actions;
use crate::codec;
use crate::db::{Connection, DbError};
use crate::error::{Error, Fault};
use crate::model::Field;
use crate::operation::{Assignment, Count, Filter, ListQuery, Order, Start};
use crate::resource::{IntoValue, Key, Mismatch, Payload, Resource, Slots, fit};
use crate::sql;
use crate::value::{Row, Value};

/// A column of a resource, with the Rust type of its values: `Order::STATUS`.
pub struct Column<R, T> {
    position: usize,
    of: PhantomData<fn() -> (R, T)>,
}

impl<R, T> Column<R, T> {
    /// The column at a position of the resource's fields; `#[derive(Resource)]` names them all.
    pub const fn at(position: usize) -> Self {
        Self {
            position,
            of: PhantomData,
        }
    }
}

/// Which rows of a resource, and in which order: all of them by their key, when nothing is said.
pub struct Query<R> {
    filters: Vec<(usize, Value)>,
    order: Vec<(usize, bool)>,
    limit: u32,
    offset: u64,
    of: PhantomData<fn() -> R>,
}

impl<R> Default for Query<R> {
    fn default() -> Self {
        Self {
            filters: Vec::new(),
            order: Vec::new(),
            limit: u32::MAX,
            offset: 0,
            of: PhantomData,
        }
    }
}

impl<R: Resource> Query<R> {
    /// All rows by their key.
    pub fn all() -> Self {
        Self::default()
    }

    /// Only rows whose column equals a value; `None` is NULL.
    #[must_use]
    pub fn equals<T: IntoValue>(mut self, column: Column<R, T>, value: impl Into<T>) -> Self {
        self.filters
            .push((column.position, value.into().into_value()));
        self
    }

    /// By a column, smallest first, within what was said before.
    #[must_use]
    pub fn ascending<T>(mut self, column: Column<R, T>) -> Self {
        self.order.push((column.position, false));
        self
    }

    /// By a column, largest first, within what was said before.
    #[must_use]
    pub fn descending<T>(mut self, column: Column<R, T>) -> Self {
        self.order.push((column.position, true));
        self
    }

    /// At most so many rows.
    #[must_use]
    pub const fn limit(mut self, rows: u32) -> Self {
        self.limit = rows;
        self
    }

    /// Without the first so many rows.
    #[must_use]
    pub const fn offset(mut self, rows: u64) -> Self {
        self.offset = rows;
        self
    }

    fn list(self) -> ListQuery {
        let resource = R::resource();
        let field = |position: usize| resource.fields.get(position);
        let filters = self.filters.into_iter().filter_map(|(position, value)| {
            let field = field(position)?;
            let value = fit(value, &field.ty);
            Some(Filter::equals(field, value))
        });
        let order = self.order.into_iter().filter_map(|(position, descending)| {
            let field = field(position)?;
            Some(Order { field, descending })
        });
        let mut order: Vec<Order> = order.collect();
        for field in resource.key() {
            if !order.iter().any(|order| order.field == field) {
                order.push(Order {
                    field,
                    descending: false,
                });
            }
        }
        ListQuery {
            limit: self.limit,
            start: Start::Offset(self.offset),
            filters: filters.collect(),
            search: None,
            order,
            fields: resource.fields.iter().collect(),
            count: Count::None,
            expand: Vec::new(),
        }
    }
}

/// The row with a key.
pub(crate) async fn find<R: Resource>(
    on: &mut impl Connection,
    key: R::Key,
) -> Result<Option<R>, Error> {
    let resource = R::resource();
    let statement = sql::get(on.dialect(), resource, &key_values::<R>(key));
    let columns = resource.fields.iter().collect();
    let rows = on.fetch(statement.sql, statement.params, columns).await;
    let row = actions::or_none(rows)?.into_iter().next();
    Ok(row.map(R::from_row).transpose()?)
}

/// The rows that a query asks for.
pub(crate) async fn list<R: Resource>(
    on: &mut impl Connection,
    query: Query<R>,
) -> Result<Vec<R>, Error> {
    let query = query.list();
    let columns: Vec<&Field> = R::resource().fields.iter().collect();
    let statement = sql::list(on.dialect(), R::resource(), &query, &columns);
    let rows = on.fetch(statement.sql, statement.params, columns);
    let rows = actions::or_none(rows.await)?.into_iter();
    // One row more than asked for tells a page whether there is another.
    let rows = rows.take(usize::try_from(query.limit).unwrap_or(usize::MAX));
    Ok(rows.map(R::from_row).collect::<Result<_, _>>()?)
}

/// A new row, and what the database made of it.
pub(crate) async fn insert<R: Resource>(
    on: &mut impl Connection,
    new: R::Create,
) -> Result<R, Error> {
    let assignments = assignments::<R>(new)?;
    let mut scope = on.scope().await?;
    let row = actions::create(scope.transaction(), R::resource(), assignments).await?;
    scope.done().await?;
    Ok(R::from_row(row)?)
}

/// New values for the row with a key, which must be there.
pub(crate) async fn update<R: Resource>(
    on: &mut impl Connection,
    key: R::Key,
    patch: R::Patch,
) -> Result<R, Error> {
    let (key, assignments) = (key_values::<R>(key), assignments::<R>(patch)?);
    let mut scope = on.scope().await?;
    let row = actions::change_row(scope.transaction(), R::resource(), &key, assignments).await?;
    scope.done().await?;
    Ok(R::from_row(row)?)
}

/// The row with a key, which must be there, gone.
pub(crate) async fn delete<R: Resource>(
    on: &mut impl Connection,
    key: R::Key,
) -> Result<(), Error> {
    let key = key_values::<R>(key);
    let mut scope = on.scope().await?;
    actions::delete(scope.transaction(), R::resource(), &key).await?;
    Ok(scope.done().await?)
}

/// A key's values in the form of their columns.
pub(crate) fn key_values<R: Resource>(key: R::Key) -> Vec<Value> {
    let fields = R::resource().key().into_iter();
    let values = key.into_values().into_iter().zip(fields);
    values.map(|(value, field)| fit(value, &field.ty)).collect()
}

/// What a payload gives, each value within the limits of its column.
pub(crate) fn assignments<R: Resource>(payload: impl Payload) -> Result<Vec<Assignment>, Error> {
    let (mut assignments, mut faults) = (Vec::new(), Vec::new());
    let slots = payload.into_slots().into_iter();
    for (slot, field) in slots.zip(R::resource().fields.iter()) {
        let Some(value) = slot else { continue };
        match limited(field, fit(value, &field.ty)) {
            Ok(value) => assignments.push(Assignment { field, value }),
            Err(invalid) => faults.push(Fault::of_member(&field.name, invalid)),
        }
    }
    if faults.is_empty() {
        Ok(assignments)
    } else {
        Err(Error::invalid(faults))
    }
}

/// The payload that assignments are.
pub(crate) fn payload<R: Resource, P: Payload>(assignments: &[Assignment]) -> Result<P, Mismatch> {
    let slot = |field: &'static Field| {
        let given = assignments.iter().find(|given| given.field == field);
        given.map(|given| given.value.clone())
    };
    let slots = R::resource().fields.iter().map(slot).collect();
    P::from_slots(Slots::new(R::resource(), slots))
}

/// A value that its column holds: clients' rules are code's, too.
fn limited(field: &'static Field, value: Value) -> Result<Value, codec::Invalid> {
    if value == Value::Null && field.nullable {
        return Ok(value);
    }
    let mut json = Vec::new();
    // Typed code has no zero dates.
    let _zero = codec::write_json(&mut json, field, &value);
    codec::from_json(field, &String::from_utf8_lossy(&json))
}

/// Rows of any query, as a resource whose columns it gives in their order.
pub(crate) async fn rows<R: Resource>(
    on: &mut impl Connection,
    sql: String,
    params: Vec<Value>,
) -> Result<Vec<R>, Error> {
    let columns = R::resource().fields.iter().collect();
    let rows: Result<Vec<Row>, DbError> = on.fetch(sql, params, columns).await;
    let rows = rows?.into_iter().map(R::from_row);
    Ok(rows.collect::<Result<_, _>>()?)
}
