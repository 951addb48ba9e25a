//! A schema as a running server describes it: a script of SHOW CREATE statements, for the DDL reader.

mod address;
mod error;
mod script;

use std::time::Duration;

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, OptsBuilder};
use tokio::time::timeout;

pub use address::{Address, AddressError, is_url};
pub use error::LiveError;

/// How long connecting may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What holds for the session: nothing can be written, names stand in backticks and texts are escaped as MySQL does by
/// default, and a table that somebody alters is waited for in seconds, not hours.
const SESSION: [&str; 3] = [
    "SET SESSION TRANSACTION READ ONLY",
    "SET NAMES utf8mb4",
    "SET SESSION sql_mode = '', sql_quote_show_create = 1, lock_wait_timeout = 10",
];

/// Reads the schema of a database and gives it as a script that the DDL reader understands.
///
/// It only asks: SHOW CREATE for tables and views, information_schema for the names of everything else.
pub fn read(address: &Address) -> Result<String, LiveError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(LiveError::Runtime)?;
    runtime.block_on(async {
        let mut conn = connect(address).await?;
        let script = script::describe(&mut conn, address).await;
        // The script is whole or broken whatever becomes of the connection now.
        let _ = conn.disconnect().await;
        script
    })
}

async fn connect(address: &Address) -> Result<Conn, LiveError> {
    let opts = OptsBuilder::from_opts(address.opts().clone()).prefer_socket(false);
    let mut conn = match timeout(PATIENCE, Conn::new(opts)).await {
        Ok(conn) => conn.map_err(|error| LiveError::connecting(address, &error))?,
        Err(_) => return Err(LiveError::silent(address, PATIENCE)),
    };
    for statement in SESSION {
        conn.query_drop(statement)
            .await
            .map_err(|error| LiveError::reading(address, "the session", &error))?;
    }
    Ok(conn)
}
