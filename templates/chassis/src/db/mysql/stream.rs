//! The rows of a statement as they come, on a connection of their own.

use std::sync::Arc;
use std::thread;

use futures_util::TryStreamExt;
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Pool};

use super::{Mysql, decode, from_driver, in_time};
use crate::db::DbError;
use crate::db::stream::{Outlet, RowStream};
use crate::model::Field;
use crate::value::Value;

impl Mysql {
    pub(in crate::db) async fn stream(
        &self,
        sql: String,
        params: Vec<Value>,
        columns: Vec<&'static Field>,
    ) -> Result<RowStream, DbError> {
        let permit = Arc::clone(&self.streams).acquire_owned().await;
        let mut conn = self.dedicated().await?;
        let pool = self.pool.clone();
        let (stream, mut outlet) = RowStream::new();
        tokio::spawn(async move {
            let _permit = permit;
            let given_up = outlet.watch();
            let id = conn.id();
            let poured = tokio::select! {
                poured = pour(&mut conn, &sql, params, &columns, &mut outlet) => poured,
                () = given_up => Ok(Poured::Unwanted),
            };
            match poured {
                Ok(Poured::Unwanted) => {
                    stop(&pool, id).await;
                    return close(conn);
                }
                Ok(Poured::All) => outlet.end(Ok(())).await,
                Err(error) => outlet.end(Err(error)).await,
            }
            // The server closes it anyway.
            let _closed = conn.disconnect().await;
        });
        Ok(stream)
    }
}

/// How sending rows on ended.
enum Poured {
    All,
    Unwanted,
}

/// Sends the rows on, as long as somebody wants them.
async fn pour(
    conn: &mut Conn,
    sql: &str,
    params: Vec<Value>,
    columns: &[&'static Field],
    outlet: &mut Outlet,
) -> Result<Poured, DbError> {
    let rows = conn.exec_stream::<mysql_async::Row, _, _>(sql, decode::params(params));
    let mut rows = rows.await.map_err(from_driver)?;
    while let Some(row) = rows.try_next().await.map_err(from_driver)? {
        if outlet.add(decode::row(row, columns)?) && !outlet.flush().await {
            return Ok(Poured::Unwanted);
        }
    }
    Ok(Poured::All)
}

/// Has the server end a connection, whose statement would run on until it had rows to send.
async fn stop(pool: &Pool, id: u32) {
    let killed = async {
        let mut conn = in_time(pool.get_conn()).await?;
        let kill = conn.query_drop(format!("KILL {id}")).await;
        kill.map_err(from_driver)
    };
    if let Err(error) = killed.await {
        tracing::debug!(%error, "a statement that nobody waits for goes on");
    }
}

/// Closes the connection with rows still under way. The driver would read them all first, but where no runtime is it
/// just closes the socket.
fn close(conn: Conn) {
    // Without a thread it is dropped here, and the rows are read.
    let _closed = thread::Builder::new().spawn(move || drop(conn));
}
