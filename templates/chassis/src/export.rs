//! Lists that are sent whole, as the database gives their rows: as many as a client wants, in little memory.

use std::fmt;
use std::sync::Arc;

use crate::actions::{listed, or_none};
use crate::context::Context;
use crate::db::{Database, RowStream};
use crate::error::Error;
use crate::model::Field;
use crate::operation::{Entry, ListQuery};
use crate::sql;
use crate::value::Row;

/// The rows of a list, in batches. Dropped before its end it stops the statement.
pub struct Export {
    /// What was asked for.
    pub query: ListQuery,
    columns: Vec<&'static Field>,
    rows: RowStream,
    /// The first rows, which were awaited to see whether the statement runs.
    first: Vec<Row>,
    entry: Arc<Entry>,
    context: Context,
}

impl Export {
    /// Starts to read, and awaits the first rows.
    pub(crate) async fn open(
        database: &Database,
        context: &Context,
        entry: &Arc<Entry>,
        query: ListQuery,
    ) -> Result<Self, Error> {
        let columns = listed(entry, &query);
        let statement = sql::export(database.dialect(), entry.resource, &query, &columns);
        let rows = database.stream(statement.sql, statement.params, columns.clone());
        let mut rows = rows.await?;
        let first = or_none(rows.next().await.unwrap_or_else(|| Ok(Vec::new())))?;
        Ok(Self {
            query,
            columns,
            rows,
            first,
            entry: Arc::clone(entry),
            context: context.clone(),
        })
    }

    /// The next rows, which begin with a value for each of [`ListQuery::fields`]; none behind the last.
    pub async fn next(&mut self) -> Result<Option<Vec<Row>>, Error> {
        let mut rows = std::mem::take(&mut self.first);
        if rows.is_empty() {
            match self.rows.next().await {
                Some(next) => rows = next?,
                None => return Ok(None),
            }
        }
        if let Some(code) = &self.entry.code {
            rows = code.hooks.after_read(&self.context, rows).await?;
        }
        Ok(Some(self.query.shown(&self.columns, rows)))
    }
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export")
            .field("query", &self.query)
            .finish_non_exhaustive()
    }
}
