//! The database: MySQL or MariaDB over the network, or SQLite in a file, behind one set of calls.
//!
//! Statements are written per [`Dialect`] by the caller; values go in and come out in the canonical forms of
//! [`Value`], whatever the driver calls them.

mod canonical;
pub(crate) mod digits;
mod error;
pub(crate) mod mysql;
mod scope;
pub(crate) mod sqlite;
mod stream;

use std::path::Path;
use std::sync::Arc;

pub use error::DbError;
pub use scope::{Connection, Scope};
pub(crate) use sqlite::compare_times;
pub use sqlite::register_collations;
pub use stream::RowStream;

use crate::migrate::{self, MigrateError, Migration};
use crate::model::{Belongs, Field, Resource};
use crate::value::{Row, Value};

/// Which SQL the database speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// MySQL, MariaDB, and what speaks their protocol.
    Mysql,
    /// SQLite.
    Sqlite,
}

/// What a statement that returns no rows did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Executed {
    /// Rows that were inserted, deleted, or matched by an UPDATE, changed or not.
    pub affected: u64,
    /// The key that an INSERT generated; meaningless after other statements.
    pub last_insert_id: u64,
}

/// A database; clones share its connections.
#[derive(Debug, Clone)]
pub struct Database {
    backend: Backend,
    /// The resources that a service offers of it: all that its failures may name.
    served: Arc<[&'static Resource]>,
}

/// What a database is made of.
#[derive(Debug, Clone)]
pub(crate) enum Backend {
    Mysql(mysql::Mysql),
    Sqlite(sqlite::Sqlite),
}

impl Database {
    /// The database at `mysql://user:password@host:port/name`, or `sqlite:PATH`, which is created when absent, with its folder.
    ///
    /// Fails when it does not answer. Connections belong to the runtime that calls this.
    pub async fn connect(url: &str) -> Result<Self, DbError> {
        let backend = if let Some(path) = url.strip_prefix("sqlite:") {
            Backend::Sqlite(sqlite::Sqlite::open(path).await?)
        } else if url.starts_with("mysql:") {
            Backend::Mysql(mysql::Mysql::connect(url).await?)
        } else {
            // The URL itself may hold a password.
            let scheme = url.split(':').next().unwrap_or_default();
            return Err(DbError::Other(format!(
                "the database URL starts with \"{scheme}\": write sqlite:PATH or mysql://user:password@host:port/name"
            )));
        };
        Ok(Self {
            backend,
            served: Arc::new([]),
        })
    }

    /// The same database for a service of these resources.
    pub(crate) fn serving(mut self, resources: Vec<&'static Resource>) -> Self {
        self.served = resources.into();
        self
    }

    /// Whether the URL is that of a SQLite file that is not there yet.
    pub(crate) fn is_to_be_made(url: &str) -> bool {
        let path = url.strip_prefix("sqlite:").map(sqlite::file);
        path.is_some_and(|path| matches!(Path::new(path).try_exists(), Ok(false)))
    }

    /// Which SQL it speaks.
    pub fn dialect(&self) -> Dialect {
        match self.backend {
            Backend::Mysql(_) => Dialect::Mysql,
            Backend::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// The rows of a query, outside of any transaction; a value per column, canonical by its type.
    pub async fn fetch(
        &self,
        sql: String,
        params: Vec<Value>,
        columns: Vec<&'static Field>,
    ) -> Result<Vec<Row>, DbError> {
        tracing::trace!(sql, "query");
        match &self.backend {
            Backend::Mysql(mysql) => mysql.fetch(&sql, params, &columns).await,
            Backend::Sqlite(sqlite) => sqlite.fetch(sql, params, columns).await,
        }
    }

    /// The rows of a query as they come, for more of them than memory shall hold: all of one moment, outside of any
    /// transaction.
    pub async fn stream(
        &self,
        sql: String,
        params: Vec<Value>,
        columns: Vec<&'static Field>,
    ) -> Result<RowStream, DbError> {
        tracing::trace!(sql, "query");
        match &self.backend {
            Backend::Mysql(mysql) => mysql.stream(sql, params, columns).await,
            Backend::Sqlite(sqlite) => Ok(sqlite.stream(sql, params, columns)),
        }
    }

    /// A new transaction that reads and writes. On SQLite it waits for the writers that came before.
    pub async fn begin(&self) -> Result<Transaction, DbError> {
        let open = match &self.backend {
            Backend::Mysql(mysql) => Open::Mysql(mysql.begin().await?),
            Backend::Sqlite(sqlite) => Open::Sqlite(sqlite.begin().await?),
        };
        Ok(Transaction {
            open,
            lost: false,
            served: Arc::clone(&self.served),
        })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), DbError> {
        match &self.backend {
            Backend::Mysql(mysql) => mysql.ping().await,
            Backend::Sqlite(sqlite) => sqlite.ping().await,
        }
    }

    /// What a service does to its database when it starts, with its schema for SQLite and its migrations.
    ///
    /// A SQLite database without tables is made by the schema's script; one that is behind is migrated, behind a backup
    /// file beside it, all or nothing. MySQL is only looked at: where migrations are missing the log says so.
    pub async fn migrate(
        &self,
        schema: &str,
        migrations: &'static [Migration],
    ) -> Result<(), MigrateError> {
        match &self.backend {
            Backend::Mysql(mysql) => migrate::warn_when_behind(mysql, migrations).await,
            Backend::Sqlite(sqlite) => {
                let schema = schema.to_owned();
                let start = move |connection: &_| migrate::start(connection, &schema, migrations);
                sqlite.alone(start).await
            }
        }
    }

    pub(crate) fn backend(&self) -> &Backend {
        &self.backend
    }

    /// Statements in one transaction without foreign key checks, such as the first rows of tables that refer to each other.
    pub async fn seed(&self, statements: Vec<(String, Vec<Value>)>) -> Result<(), DbError> {
        match &self.backend {
            Backend::Mysql(mysql) => mysql.seed(statements).await,
            Backend::Sqlite(sqlite) => sqlite.seed(statements).await,
        }
    }
}

/// A transaction that reads and writes; dropped without [`commit`](Transaction::commit) it is rolled back.
#[derive(Debug)]
pub struct Transaction {
    open: Open,
    /// Whether the database may have rolled it back: later statements would run outside of any transaction.
    lost: bool,
    served: Arc<[&'static Resource]>,
}

#[derive(Debug)]
enum Open {
    Mysql(mysql::Transaction),
    Sqlite(sqlite::Transaction),
}

impl Transaction {
    /// Which SQL it speaks.
    pub fn dialect(&self) -> Dialect {
        match self.open {
            Open::Mysql(_) => Dialect::Mysql,
            Open::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// The resource of a table, where the service offers one.
    pub(crate) fn served(&self, table: &str) -> Option<&'static Resource> {
        let mut served = self.served.iter();
        served.find(|resource| resource.table == table).copied()
    }

    /// The foreign keys of the service's resources to a table.
    pub(crate) fn referring(&self, table: &str) -> Vec<(&'static Resource, &'static Belongs)> {
        let of = |resource: &&'static Resource| {
            let resource = *resource;
            resource.belongs_to.iter().map(move |it| (resource, it))
        };
        let all = self.served.iter().flat_map(of);
        all.filter(|(_, belongs)| belongs.table == table).collect()
    }

    /// The rows of a query; a value per column, canonical by its type.
    pub async fn fetch(
        &mut self,
        sql: String,
        params: Vec<Value>,
        columns: Vec<&'static Field>,
    ) -> Result<Vec<Row>, DbError> {
        tracing::trace!(sql, "statement of a transaction");
        self.enter()?;
        let result = match &mut self.open {
            Open::Mysql(mysql) => mysql.fetch(&sql, params, &columns).await,
            Open::Sqlite(sqlite) => sqlite.fetch(sql, params, columns).await,
        };
        self.leave(result)
    }

    /// A statement without rows.
    pub async fn execute(&mut self, sql: String, params: Vec<Value>) -> Result<Executed, DbError> {
        tracing::trace!(sql, "statement of a transaction");
        self.enter()?;
        let result = match &mut self.open {
            Open::Mysql(mysql) => mysql.execute(&sql, params).await,
            Open::Sqlite(sqlite) => sqlite.execute(sql, params).await,
        };
        self.leave(result)
    }

    /// Everything it wrote made durable and visible; after an error nothing of it is.
    pub async fn commit(mut self) -> Result<(), DbError> {
        self.enter()?;
        match self.open {
            Open::Mysql(mysql) => mysql.commit().await,
            Open::Sqlite(sqlite) => sqlite.commit().await,
        }
    }

    /// Counts the transaction as lost until the statement is done, so that one whose caller gave up in the middle is.
    fn enter(&mut self) -> Result<(), DbError> {
        if self.lost {
            let message = "an earlier statement of the transaction failed or was given up";
            return Err(DbError::Retry(message.to_owned()));
        }
        self.lost = true;
        Ok(())
    }

    fn leave<T>(&mut self, result: Result<T, DbError>) -> Result<T, DbError> {
        self.lost = matches!(&result, Err(error) if error.ends_transaction());
        result
    }
}
