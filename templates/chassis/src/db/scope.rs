//! Where statements run: in a transaction that is open, or in one of their own.

use super::{Database, DbError, Dialect, Transaction};
use crate::model::Field;
use crate::value::{Row, Value};

/// A database or an open transaction.
///
/// A write on a [`Database`] is a transaction of its own; one on a [`Transaction`] is part of it, and gone with it.
pub trait Connection: Send {
    /// Which SQL it speaks.
    fn dialect(&self) -> Dialect;

    /// The rows of a query; a value per column, canonical by its type.
    fn fetch(
        &mut self,
        sql: String,
        params: Vec<Value>,
        columns: Vec<&'static Field>,
    ) -> impl Future<Output = Result<Vec<Row>, DbError>> + Send;

    /// A transaction to write in.
    fn scope(&mut self) -> impl Future<Output = Result<Scope<'_>, DbError>> + Send;
}

/// A transaction to write in: finished by [`Scope::done`], rolled back when it is of its own and dropped before.
pub struct Scope<'a>(Inner<'a>);

enum Inner<'a> {
    Own(Transaction),
    Joined(&'a mut Transaction),
}

impl Scope<'_> {
    /// The transaction.
    pub fn transaction(&mut self) -> &mut Transaction {
        match &mut self.0 {
            Inner::Own(transaction) => transaction,
            Inner::Joined(transaction) => transaction,
        }
    }

    /// Makes what was written durable, unless an outer transaction has yet to.
    pub async fn done(self) -> Result<(), DbError> {
        match self.0 {
            Inner::Own(transaction) => transaction.commit().await,
            Inner::Joined(_) => Ok(()),
        }
    }
}

impl Connection for Database {
    fn dialect(&self) -> Dialect {
        Self::dialect(self)
    }

    async fn fetch(
        &mut self,
        sql: String,
        params: Vec<Value>,
        columns: Vec<&'static Field>,
    ) -> Result<Vec<Row>, DbError> {
        Self::fetch(self, sql, params, columns).await
    }

    async fn scope(&mut self) -> Result<Scope<'_>, DbError> {
        Ok(Scope(Inner::Own(self.begin().await?)))
    }
}

impl Connection for Transaction {
    fn dialect(&self) -> Dialect {
        Self::dialect(self)
    }

    async fn fetch(
        &mut self,
        sql: String,
        params: Vec<Value>,
        columns: Vec<&'static Field>,
    ) -> Result<Vec<Row>, DbError> {
        Self::fetch(self, sql, params, columns).await
    }

    async fn scope(&mut self) -> Result<Scope<'_>, DbError> {
        Ok(Scope(Inner::Joined(self)))
    }
}
