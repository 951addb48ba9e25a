//! Hooks of any resource behind one type: rows and assignments into the resource's own types, and back.

use std::marker::PhantomData;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::{Hooks, Proposal, Stored};
use crate::context::Context;
use crate::db::Transaction;
use crate::error::Error;
use crate::model::Action;
use crate::operation::Assignment;
use crate::resource::{Key, Resource};
use crate::typed;
use crate::value::{Row, Value};

/// A write that is about to happen.
pub(crate) struct Change<'a> {
    /// Create, replace, update or delete.
    pub(crate) action: Action,
    /// The row's key; empty for a new row.
    pub(crate) key: &'a [Value],
    /// The columns to write.
    pub(crate) assignments: &'a mut Vec<Assignment>,
}

/// Hooks of some resource.
pub(crate) trait RowHooks: Send + Sync {
    /// Before a row is written: checks what is written, and lets the code change it.
    fn before<'a>(
        &'a self,
        context: &'a Context,
        transaction: &'a mut Transaction,
        change: Change<'a>,
    ) -> BoxFuture<'a, Result<(), Error>>;

    /// After a row was written; `row` is the row as it is now, and none when it is gone.
    fn after<'a>(
        &'a self,
        context: &'a Context,
        transaction: &'a mut Transaction,
        action: Action,
        key: &'a [Value],
        row: Option<&'a Row>,
    ) -> BoxFuture<'a, Result<(), Error>>;

    /// Before rows are read.
    fn before_read<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<(), Error>>;

    /// Before rows, whole ones, are shown.
    fn after_read<'a>(
        &'a self,
        context: &'a Context,
        rows: Vec<Row>,
    ) -> BoxFuture<'a, Result<Vec<Row>, Error>>;
}

/// The hooks of a resource without its type.
pub(crate) struct Erased<R, H> {
    hooks: Arc<H>,
    of: PhantomData<fn() -> R>,
}

impl<R: Resource, H: Hooks<R>> Erased<R, H> {
    pub(crate) const fn new(hooks: Arc<H>) -> Self {
        Self {
            hooks,
            of: PhantomData,
        }
    }

    async fn before_create(
        &self,
        context: &Context,
        transaction: &mut Transaction,
        assignments: &mut Vec<Assignment>,
    ) -> Result<(), Error> {
        let mut new = typed::payload::<R, R::Create>(assignments)?;
        self.validate(context, Proposal::Create(&new))?;
        let before = self.hooks.before_create(context, transaction, &mut new);
        before.await?;
        *assignments = typed::assignments::<R>(new)?;
        Ok(())
    }

    async fn before_update(
        &self,
        context: &Context,
        transaction: &mut Transaction,
        key: R::Key,
        assignments: &mut Vec<Assignment>,
    ) -> Result<(), Error> {
        let mut patch = typed::payload::<R, R::Patch>(assignments)?;
        self.validate(context, Proposal::Update(&key, &patch))?;
        let before = self
            .hooks
            .before_update(context, transaction, &key, &mut patch);
        before.await?;
        *assignments = typed::assignments::<R>(patch)?;
        Ok(())
    }

    fn validate(&self, context: &Context, proposal: Proposal<'_, R>) -> Result<(), Error> {
        let mut faults = Vec::new();
        self.hooks.validate(context, proposal, &mut faults);
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Error::invalid(faults))
        }
    }
}

impl<R: Resource, H: Hooks<R>> RowHooks for Erased<R, H> {
    fn before<'a>(
        &'a self,
        context: &'a Context,
        transaction: &'a mut Transaction,
        change: Change<'a>,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let Change {
                action,
                key,
                assignments,
            } = change;
            if action == Action::Create {
                return self.before_create(context, transaction, assignments).await;
            }
            let key = R::Key::from_values(key.to_vec())?;
            if action == Action::Delete {
                self.hooks.before_delete(context, transaction, &key).await
            } else {
                self.before_update(context, transaction, key, assignments)
                    .await
            }
        })
    }

    fn after<'a>(
        &'a self,
        context: &'a Context,
        transaction: &'a mut Transaction,
        action: Action,
        key: &'a [Value],
        row: Option<&'a Row>,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let Some(row) = row else {
                let key = R::Key::from_values(key.to_vec())?;
                return self.hooks.after_delete(context, transaction, &key).await;
            };
            let row = Stored::new(row.clone());
            if action == Action::Create {
                self.hooks.after_create(context, transaction, &row).await
            } else {
                self.hooks.after_update(context, transaction, &row).await
            }
        })
    }

    fn before_read<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(self.hooks.before_read(context))
    }

    fn after_read<'a>(
        &'a self,
        context: &'a Context,
        rows: Vec<Row>,
    ) -> BoxFuture<'a, Result<Vec<Row>, Error>> {
        Box::pin(async move {
            let mut shown = Vec::with_capacity(rows.len());
            for row in rows {
                let mut row = Stored::new(row);
                self.hooks.after_read(context, &mut row).await?;
                shown.push(row.into_row());
            }
            Ok(shown)
        })
    }
}
