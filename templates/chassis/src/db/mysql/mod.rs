//! MySQL and MariaDB: a pool of connections whose session is set once, when they connect.

mod decode;
mod error;
mod stream;

use std::sync::Arc;
use std::time::Duration;

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts, OptsBuilder, Pool, PoolConstraints, PoolOpts, TxOpts};
use tokio::sync::Semaphore;

use super::stream::STREAMS;
use super::{DbError, Executed};
use crate::model::Field;
use crate::value::{Row, Value};
pub(crate) use error::from_driver;

/// Connections of the pool, unless the URL says `pool_min` and `pool_max`. As many are kept when idle: closing
/// and opening them again under load costs more than they do.
const CONNECTIONS: usize = 32;
/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 256;
/// How long the first connection may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a request waits for a connection when all are busy: who comes later is told to come again.
const QUEUE: Duration = Duration::from_secs(5);

/// What holds for every connection: times are UTC, a value that does not fit is an error and never cut,
/// an explicit 0 in an AUTO_INCREMENT column is 0, and writers of one row do not keep their connections from all others
/// for the 50 s that servers allow. The driver runs them from the last to the first.
const SESSION: [&str; 4] = [
    "SET SESSION innodb_lock_wait_timeout = 5",
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,\
     NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'",
    "SET SESSION time_zone = '+00:00'",
    "SET NAMES utf8mb4",
];

/// A pool of connections to one server.
#[derive(Debug, Clone)]
pub(crate) struct Mysql {
    pool: Pool,
    opts: Opts,
    /// Who may have the rows of a statement as they come.
    streams: Arc<Semaphore>,
}

impl Mysql {
    pub(super) async fn connect(url: &str) -> Result<Self, DbError> {
        let url = Opts::from_url(url).map_err(|error| DbError::Other(error.to_string()))?;
        let mut constraints = url.pool_opts().constraints();
        if constraints == PoolConstraints::default() {
            constraints = PoolConstraints::new(CONNECTIONS, CONNECTIONS).unwrap_or_default();
        }
        let pool_opts = PoolOpts::default()
            .with_constraints(constraints)
            // A reset at every return halves the throughput, and loses the prepared statements. Nothing here
            // changes the session, and a transaction that is left open is rolled back by the pool.
            .with_reset_connection(false);
        let opts: Opts = OptsBuilder::from_opts(url)
            .pool_opts(pool_opts)
            .tcp_nodelay(true)
            .prefer_socket(false)
            .client_found_rows(true)
            .stmt_cache_size(STATEMENTS)
            .init(SESSION.to_vec())
            .into();
        let mysql = Self {
            pool: Pool::new(opts.clone()),
            opts,
            streams: Arc::new(Semaphore::new(STREAMS)),
        };
        match tokio::time::timeout(PATIENCE, mysql.ping()).await {
            Ok(answer) => answer.map(|()| mysql),
            Err(_) => Err(DbError::Unavailable(format!(
                "no answer within {} s",
                PATIENCE.as_secs()
            ))),
        }
    }

    pub(super) async fn fetch(
        &self,
        sql: &str,
        params: Vec<Value>,
        columns: &[&'static Field],
    ) -> Result<Vec<Row>, DbError> {
        let mut conn = in_time(self.pool.get_conn()).await?;
        fetch(&mut conn, sql, params, columns).await
    }

    pub(super) async fn begin(&self) -> Result<Transaction, DbError> {
        let transaction = self.pool.start_transaction(TxOpts::default());
        in_time(transaction).await.map(Transaction)
    }

    pub(super) async fn ping(&self) -> Result<(), DbError> {
        let mut conn = in_time(self.pool.get_conn()).await?;
        conn.query_drop("SELECT 1").await.map_err(from_driver)
    }

    /// A connection that never comes into the pool, for what changes its session.
    pub(crate) async fn dedicated(&self) -> Result<Conn, DbError> {
        Conn::new(self.opts.clone()).await.map_err(from_driver)
    }

    pub(super) async fn seed(&self, statements: Vec<(String, Vec<Value>)>) -> Result<(), DbError> {
        let mut conn = self.dedicated().await?;
        conn.query_drop("SET SESSION foreign_key_checks = 0")
            .await
            .map_err(from_driver)?;
        let mut transaction = conn
            .start_transaction(TxOpts::default())
            .await
            .map_err(from_driver)?;
        for (sql, params) in statements {
            execute(&mut transaction, &sql, params).await?;
        }
        transaction.commit().await.map_err(from_driver)?;
        conn.disconnect().await.map_err(from_driver)
    }
}

/// What the pool gives, unless all connections are busy for too long.
async fn in_time<T>(
    connection: impl Future<Output = mysql_async::Result<T>>,
) -> Result<T, DbError> {
    match tokio::time::timeout(QUEUE, connection).await {
        Ok(given) => given.map_err(from_driver),
        Err(_) => Err(DbError::Unavailable("all connections are busy".to_owned())),
    }
}

/// An open transaction; the pool rolls back one that is dropped, and closes a connection that was given up
/// while a statement ran.
#[derive(Debug)]
pub(super) struct Transaction(mysql_async::Transaction<'static>);

impl Transaction {
    pub(super) async fn fetch(
        &mut self,
        sql: &str,
        params: Vec<Value>,
        columns: &[&'static Field],
    ) -> Result<Vec<Row>, DbError> {
        fetch(&mut self.0, sql, params, columns).await
    }

    pub(super) async fn execute(
        &mut self,
        sql: &str,
        params: Vec<Value>,
    ) -> Result<Executed, DbError> {
        execute(&mut self.0, sql, params).await
    }

    pub(super) async fn commit(self) -> Result<(), DbError> {
        self.0.commit().await.map_err(from_driver)
    }
}

async fn fetch(
    on: &mut impl Queryable,
    sql: &str,
    params: Vec<Value>,
    columns: &[&'static Field],
) -> Result<Vec<Row>, DbError> {
    let rows: Vec<mysql_async::Row> = on
        .exec(sql, decode::params(params))
        .await
        .map_err(from_driver)?;
    rows.into_iter()
        .map(|row| decode::row(row, columns))
        .collect()
}

async fn execute(
    on: &mut impl Queryable,
    sql: &str,
    params: Vec<Value>,
) -> Result<Executed, DbError> {
    let done = on
        .exec_iter(sql, decode::params(params))
        .await
        .map_err(from_driver)?;
    let executed = Executed {
        affected: done.affected_rows(),
        last_insert_id: done.last_insert_id().unwrap_or(0),
    };
    done.drop_result().await.map_err(from_driver)?;
    Ok(executed)
}
