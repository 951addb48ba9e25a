//! The actions that only read: one row, pages of rows, whole lists.

use std::sync::{Arc, LazyLock};

use super::{columns, mismatched};
use crate::context::Context;
use crate::db::{Database, DbError, Dialect};
use crate::error::Error;
use crate::expand::{self, Budget, Expand, Related};
use crate::export::Export;
use crate::model::{Field, Int, Resource, Type};
use crate::operation::{Count, Entry, Input, ListQuery, Output, Total};
use crate::sql::{self, Statement};
use crate::value::{Row, Value};

/// Runs an action that only reads, hooks included.
pub async fn read(
    database: &Database,
    context: &Context,
    entry: &Arc<Entry>,
    input: Input,
) -> Result<Output, Error> {
    let resource = entry.resource;
    let hooks = entry.code.as_ref().map(|code| &code.hooks);
    if let Some(hooks) = hooks {
        hooks.before_read(context).await?;
    }
    match input {
        Input::List(query) => page(database, context, entry, query).await,
        Input::Export(query) => {
            let export = Export::open(database, context, entry, query).await?;
            Ok(Output::Export(Box::new(export)))
        }
        Input::Row(key) => {
            let (row, _) = row_of(database, context, entry, (&key, &[])).await?;
            Ok(Output::Row(row))
        }
        Input::Expanded(key, expand) => {
            let (row, related) = row_of(database, context, entry, (&key, &expand)).await?;
            Ok(Output::Expanded(row, related))
        }
        _ => Err(mismatched(resource)),
    }
}

/// The row with a key, and what is related to it.
async fn row_of(
    database: &Database,
    context: &Context,
    entry: &Entry,
    (key, expand): (&[Value], &[Expand]),
) -> Result<(Row, Vec<Related>), Error> {
    let resource = entry.resource;
    let columns = columns(resource);
    let statement = sql::get(database.dialect(), resource, key);
    let rows = database.fetch(statement.sql, statement.params, columns.clone());
    let mut rows = or_none(rows.await)?;
    let budget = &mut Budget::default();
    let related = expand::read(database, context, (&columns, &rows), expand, budget).await?;
    if let Some(code) = &entry.code {
        rows = code.hooks.after_read(context, rows).await?;
    }
    let row = rows.into_iter().next().ok_or_else(Error::no_row)?;
    Ok((row, related))
}

async fn page(
    database: &Database,
    context: &Context,
    entry: &Entry,
    query: ListQuery,
) -> Result<Output, Error> {
    let resource = entry.resource;
    let columns = listed(entry, &query);
    let statement = sql::list(database.dialect(), resource, &query, &columns);
    let rows = database.fetch(statement.sql, statement.params, columns.clone());
    let mut rows = or_none(rows.await)?;
    // One row more than asked for tells whether there is a next page.
    let most = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    // Where the next page starts is said by what is stored, whatever hooks show.
    let next = query.next(&columns, rows.last().filter(|_| more));
    let (budget, asked) = (&mut Budget::default(), &query.expand);
    let related = expand::read(database, context, (&columns, &rows), asked, budget).await?;
    if let Some(code) = &entry.code {
        rows = code.hooks.after_read(context, rows).await?;
    }
    let rows = query.shown(&columns, rows);
    let total = total(database, resource, &query).await?;
    Ok(Output::Page {
        query,
        rows,
        next,
        total,
        related,
    })
}

/// How many rows the pages of a list have in all, where it is asked for.
async fn total(
    database: &Database,
    resource: &'static Resource,
    query: &ListQuery,
) -> Result<Option<Total>, Error> {
    let dialect = database.dialect();
    let whole = query.filters.is_empty() && query.search.is_none();
    let exact = match query.count {
        Count::None => return Ok(None),
        Count::Exact => true,
        // SQLite keeps no number of rows, and no server one of those that a filter finds.
        Count::Estimated => dialect == Dialect::Sqlite || !whole,
    };
    if !exact && let Some(rows) = number(database, sql::estimate(resource)).await? {
        return Ok(Some(Total { rows, exact }));
    }
    let rows = number(database, sql::count(dialect, resource, query)).await?;
    let rows = rows.unwrap_or(0);
    Ok(Some(Total { rows, exact: true }))
}

/// The number that a statement gives; none for NULL, and where it gives no row.
async fn number(database: &Database, statement: Statement) -> Result<Option<u64>, Error> {
    static NUMBER: LazyLock<Field> = LazyLock::new(|| Field::new("number", Type::Int(Int::U64)));
    let rows = database.fetch(statement.sql, statement.params, vec![&NUMBER]);
    let rows = or_none(rows.await)?;
    Ok(match rows.into_iter().flatten().next() {
        Some(Value::Int(number)) => u64::try_from(number).ok(),
        Some(Value::Unsigned(number)) => Some(number),
        _ => None,
    })
}

/// The columns that a list reads: hooks see whole rows.
pub(crate) fn listed(entry: &Entry, query: &ListQuery) -> Vec<&'static Field> {
    match &entry.code {
        Some(_) => columns(entry.resource),
        None => query.columns(entry.resource),
    }
}

/// The rows that equal the values asked for: none where the columns' character sets cannot hold those.
pub(crate) fn or_none(rows: Result<Vec<Row>, DbError>) -> Result<Vec<Row>, DbError> {
    match rows {
        Err(DbError::Incomparable(_)) => Ok(Vec::new()),
        rows => rows,
    }
}
