//! Code of the service's own around the writes of a resource.

use futures_util::future::{BoxFuture, ready};

use crate::context::Context;
use crate::db::Transaction;
use crate::error::Error;
use crate::model::{Action, Resource};
use crate::operation::Assignment;
use crate::value::{Row, Value};

/// A write that is about to happen.
#[derive(Debug)]
pub struct Change<'a> {
    /// The resource.
    pub resource: &'static Resource,
    /// Create, replace, update or delete.
    pub action: Action,
    /// The row's key; empty for a new row.
    pub key: &'a [Value],
    /// The columns to write; a hook may change them.
    pub assignments: &'a mut Vec<Assignment>,
}

/// Code that runs inside the transaction of a write; an error rolls it back.
pub trait Hooks: Send + Sync + 'static {
    /// Runs before the row is written.
    fn before<'a>(
        &'a self,
        _context: &'a Context,
        _transaction: &'a mut Transaction,
        _change: &'a mut Change<'_>,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(ready(Ok(())))
    }

    /// Runs after the row was written; `row` is the row as it is now, and none when it is gone.
    fn after<'a>(
        &'a self,
        _context: &'a Context,
        _transaction: &'a mut Transaction,
        _action: Action,
        _row: Option<&'a Row>,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(ready(Ok(())))
    }
}

/// No code at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoHooks;

impl Hooks for NoHooks {}
