//! SQLite in a file: threads that own the connections, one that writes and a few that read.

mod collation;
mod decode;
mod error;
mod functions;
mod words;
mod worker;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::stream::{Outlet, RowStream, STREAMS};
use super::{DbError, Executed};
use crate::model::Field;
use crate::value::{Row, Value};
pub(crate) use collation::compare_times;
pub use collation::register_collations;
pub(crate) use error::from_driver;
pub(crate) use worker::Waiting;
use worker::Workers;

/// Threads that read. More would not make two cores read faster, fewer would let slow queries hold up quick ones.
const READERS: usize = 4;
/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 256;
/// How long a statement waits for another process that writes.
const BUSY: Duration = Duration::from_secs(5);

/// A database file.
#[derive(Debug, Clone)]
pub(crate) struct Sqlite {
    readers: Workers,
    /// Those that read lists to be sent whole, for as long as their clients take.
    streamers: Workers,
    writer: Workers,
    /// Whose turn it is to write; waiters are served in order, and one that gives up leaves the queue.
    turn: Arc<Semaphore>,
}

impl Sqlite {
    pub(super) async fn open(path: &str) -> Result<Self, DbError> {
        let path = file(path);
        if path.is_empty() || path == ":memory:" {
            let message = "a SQLite database needs a file: write sqlite:data/NAME.db";
            return Err(DbError::Other(message.to_owned()));
        }
        let path = PathBuf::from(path);
        let file = path.clone();
        // The writer comes first: it makes the file and turns the write-ahead log on.
        let writer = Workers::start("sqlite-write", 1, move || open_writer(&file)).await?;
        let open = move || open_reader(&path);
        let readers = Workers::start("sqlite-read", READERS, open.clone()).await?;
        let streamers = Workers::start("sqlite-stream", STREAMS, open).await?;
        Ok(Self {
            readers,
            streamers,
            writer,
            turn: Arc::new(Semaphore::new(1)),
        })
    }

    pub(super) async fn fetch(
        &self,
        sql: String,
        params: Vec<Value>,
        columns: Vec<&'static Field>,
    ) -> Result<Vec<Row>, DbError> {
        self.readers
            .run(move |connection| fetch(connection, &sql, &params, &columns))
            .await
    }

    pub(super) fn stream(
        &self,
        sql: String,
        params: Vec<Value>,
        columns: Vec<&'static Field>,
    ) -> RowStream {
        let (stream, mut outlet) = RowStream::new();
        let work = move |connection: &Connection| {
            let result = pour(connection, &sql, &params, &columns, &mut outlet);
            (outlet, result)
        };
        let done = |(outlet, result): (Outlet, _)| outlet.end_blocking(result);
        stream.of_work(self.streamers.begin(work, done))
    }

    pub(super) async fn begin(&self) -> Result<Transaction, DbError> {
        let turn = self.turn().await?;
        // Made before the statement runs, so that one which is given up while it begins is rolled back too.
        let transaction = Transaction {
            writer: self.writer.clone(),
            turn: Some(turn),
        };
        transaction.writer.run(begin).await?;
        Ok(transaction)
    }

    pub(super) async fn ping(&self) -> Result<(), DbError> {
        self.readers
            .run(|connection| batch(connection, "SELECT 1"))
            .await
    }

    /// Work that has the writer to itself, and begins its transactions itself. It is done even when the caller gives up.
    pub(crate) async fn alone<T: Send + 'static, E: From<DbError> + Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let turn = self.turn().await?;
        let work = move |connection: &Connection| {
            let _turn = turn;
            work(connection)
        };
        self.writer.run_to_end(work).await
    }

    pub(super) async fn seed(&self, statements: Vec<(String, Vec<Value>)>) -> Result<(), DbError> {
        let seed = move |connection: &Connection| {
            // Inside of a transaction this pragma does nothing.
            batch(connection, "PRAGMA foreign_keys = OFF")?;
            let done = begin(connection).and_then(|()| {
                let done = statements
                    .iter()
                    .try_for_each(|(sql, params)| execute(connection, sql, params).map(|_| ()));
                end(connection, done)
            });
            batch(connection, "PRAGMA foreign_keys = ON")?;
            done
        };
        self.alone(seed).await
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, DbError> {
        let turn = Arc::clone(&self.turn).acquire_owned().await;
        turn.map_err(|_| worker::gone())
    }
}

/// The path of a database; `sqlite://data/shop.db` is how other tools write it.
pub(super) fn file(path: &str) -> &str {
    path.strip_prefix("//").unwrap_or(path)
}

/// An open transaction: the writer's thread is its own until it ends.
#[derive(Debug)]
pub(super) struct Transaction {
    writer: Workers,
    turn: Option<OwnedSemaphorePermit>,
}

impl Transaction {
    pub(super) async fn fetch(
        &mut self,
        sql: String,
        params: Vec<Value>,
        columns: Vec<&'static Field>,
    ) -> Result<Vec<Row>, DbError> {
        let work = move |connection: &Connection| fetch(connection, &sql, &params, &columns);
        self.writer.run(work).await
    }

    pub(super) async fn execute(
        &mut self,
        sql: String,
        params: Vec<Value>,
    ) -> Result<Executed, DbError> {
        let work = move |connection: &Connection| execute(connection, &sql, &params);
        self.writer.run(work).await
    }

    pub(super) async fn commit(mut self) -> Result<(), DbError> {
        let turn = self.turn.take();
        let commit = move |connection: &Connection| {
            let _turn = turn;
            end(connection, Ok(()))
        };
        self.writer.run_to_end(commit).await
    }
}

impl Drop for Transaction {
    /// Queues the rollback behind the statement that may still run; the turn passes on when it is done.
    fn drop(&mut self) {
        if let Some(turn) = self.turn.take() {
            self.writer.send(Box::new(move |connection| {
                roll_back(connection);
                drop(turn);
            }));
        }
    }
}

fn open_writer(path: &Path) -> Result<Connection, DbError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|error| DbError::Unavailable(format!("{}: {error}", folder.display())))?;
    }
    let connection = open(path)?;
    // FULL keeps what was committed through a power failure, as MySQL does; the log's default would lose the last of it.
    batch(
        &connection,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON",
    )?;
    Ok(connection)
}

fn open_reader(path: &Path) -> Result<Connection, DbError> {
    let connection = open(path)?;
    batch(&connection, "PRAGMA query_only = ON")?;
    Ok(connection)
}

/// A connection that knows the collations.
pub(crate) fn open(path: &Path) -> Result<Connection, DbError> {
    let set_up = || {
        let connection = Connection::open(path)?;
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        register_collations(&connection)?;
        functions::register(&connection, path)?;
        Ok(connection)
    };
    set_up().map_err(|error| from_driver("", &error))
}

pub(crate) fn begin(connection: &Connection) -> Result<(), DbError> {
    batch(connection, "BEGIN IMMEDIATE")
}

/// The transaction committed when its work is done, else rolled back.
pub(crate) fn end<E: From<DbError>>(connection: &Connection, done: Result<(), E>) -> Result<(), E> {
    let ended = done.and_then(|()| Ok(batch(connection, "COMMIT")?));
    if ended.is_err() {
        roll_back(connection);
    }
    ended
}

fn roll_back(connection: &Connection) {
    // SQLite rolls back by itself after some errors. Where ROLLBACK fails there is nothing left to undo, or nothing
    // that could be done about it but to say so.
    if !connection.is_autocommit()
        && let Err(error) = batch(connection, "ROLLBACK")
    {
        tracing::error!(%error, "a transaction could not be rolled back");
    }
}

pub(crate) fn batch(connection: &Connection, sql: &str) -> Result<(), DbError> {
    connection
        .execute_batch(sql)
        .map_err(|error| from_driver(sql, &error))
}

fn fetch(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    columns: &[&'static Field],
) -> Result<Vec<Row>, DbError> {
    let mut decoded = Vec::new();
    each(connection, sql, params, columns, |row| {
        decoded.push(row);
        ControlFlow::Continue(())
    })?;
    Ok(decoded)
}

/// Sends the rows on, as long as somebody wants them.
fn pour(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    columns: &[&'static Field],
    outlet: &mut Outlet,
) -> Result<(), DbError> {
    each(connection, sql, params, columns, |row| {
        match !outlet.add(row) || outlet.flush_blocking() {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })
}

/// Hands the rows of a query over, one by one.
fn each(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    columns: &[&'static Field],
    mut take: impl FnMut(Row) -> ControlFlow<()>,
) -> Result<(), DbError> {
    let failed = |error| from_driver(sql, &error);
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let count = statement.column_count();
    if count != columns.len() {
        let message = format!("{} columns were asked for, {count} came", columns.len());
        return Err(DbError::Other(message));
    }
    let mut rows = statement.query(decode::params(params)).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        let values = columns.iter().enumerate().map(|(index, field)| {
            let stored = row.get_ref(index).map_err(failed)?;
            decode::value(field, stored)
        });
        if take(values.collect::<Result<Row, DbError>>()?).is_break() {
            break;
        }
    }
    Ok(())
}

fn execute(connection: &Connection, sql: &str, params: &[Value]) -> Result<Executed, DbError> {
    let failed = |error| from_driver(sql, &error);
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let affected = statement.execute(decode::params(params)).map_err(failed)?;
    Ok(Executed {
        affected: affected.try_into().unwrap_or(u64::MAX),
        last_insert_id: connection.last_insert_rowid().cast_unsigned(),
    })
}
