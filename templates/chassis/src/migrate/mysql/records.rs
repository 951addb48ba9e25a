//! The table of versions on MySQL and MariaDB.

use mysql_async::prelude::{FromValue, Queryable};
use mysql_async::{Conn, Params, Row};

use crate::db::DbError;
use crate::db::mysql::from_driver;
use crate::migrate::TABLE;
use crate::migrate::checksum::of_statements;
use crate::migrate::history::{History, Progress, Record, Started};
use crate::migrate::script::Statement;

/// The records of versions; none when the database has no tables at all.
pub(super) async fn read(conn: &mut Conn) -> Result<Option<History>, DbError> {
    let tables = "SELECT table_name FROM information_schema.tables \
                  WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'";
    let tables: Vec<Vec<u8>> = conn.query(tables).await.map_err(from_driver)?;
    if tables.is_empty() {
        return Ok(None);
    }
    if !tables.iter().any(|table| table == TABLE.as_bytes()) {
        return Ok(Some(History::default()));
    }
    let sql = format!(
        "SELECT version, checksum, DATE_FORMAT(applied_at, '%Y-%m-%d %H:%i:%s'), steps_done, done_checksum, \
         started_sql, started_schema FROM {TABLE} ORDER BY version"
    );
    let rows: Vec<Row> = conn.query(sql).await.map_err(from_driver)?;
    let records: Option<Vec<Record>> = rows.into_iter().map(record).collect();
    let records = records.ok_or_else(|| {
        let message = format!("the table {TABLE} is not as this program makes it");
        DbError::Other(message)
    })?;
    Ok(Some(History(records)))
}

fn record(mut row: Row) -> Option<Record> {
    fn column<T: FromValue>(row: &mut Row, index: usize) -> Option<T> {
        row.take_opt(index)?.ok()
    }
    let version = column(&mut row, 0)?;
    let checksum = column(&mut row, 1)?;
    let applied_at: Option<String> = column(&mut row, 2)?;
    let (done, done_checksum): (u32, String) = (column(&mut row, 3)?, column(&mut row, 4)?);
    let sql: Option<String> = column(&mut row, 5)?;
    let schema: Option<String> = column(&mut row, 6)?;
    let progress = Progress {
        done: usize::try_from(done).ok()?,
        checksum: done_checksum,
        started: sql.zip(schema).map(|(sql, schema)| Started { sql, schema }),
    };
    Some(Record {
        version,
        checksum,
        progress: applied_at.is_none().then_some(progress),
        applied_at,
    })
}

/// Makes the table unless it is there.
pub(super) async fn create(conn: &mut Conn) -> Result<(), DbError> {
    let sql = format!(
        "CREATE TABLE IF NOT EXISTS {TABLE} (version INT UNSIGNED NOT NULL PRIMARY KEY, \
         checksum CHAR(64), steps_done INT UNSIGNED NOT NULL, done_checksum CHAR(64) NOT NULL, \
         started_sql LONGTEXT, started_schema CHAR(64), applied_at DATETIME) \
         ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 \
         COMMENT='The versions of this schema; written by the command migrate'"
    );
    conn.query_drop(sql).await.map_err(from_driver)
}

/// Records the versions up to one as had without their scripts. Those that were had by them stay as they are.
pub(super) async fn baseline(conn: &mut Conn, version: u32) -> Result<(), DbError> {
    for version in 1..=version {
        let sql = format!(
            "INSERT INTO {TABLE} (version, steps_done, done_checksum, applied_at) VALUES (?, 0, '', UTC_TIMESTAMP()) \
             ON DUPLICATE KEY UPDATE started_sql = NULL, started_schema = NULL, \
             applied_at = COALESCE(applied_at, UTC_TIMESTAMP())"
        );
        write(conn, &sql, (version,)).await?;
    }
    Ok(())
}

/// Records that a script begins.
pub(super) async fn open(conn: &mut Conn, version: u32) -> Result<(), DbError> {
    let sql = format!("INSERT INTO {TABLE} (version, steps_done, done_checksum) VALUES (?, 0, ?)");
    write(conn, &sql, (version, of_statements(&[]))).await
}

/// Records that a statement runs.
pub(super) async fn start(
    conn: &mut Conn,
    version: u32,
    Started { sql, schema }: &Started,
) -> Result<(), DbError> {
    let update =
        format!("UPDATE {TABLE} SET started_sql = ?, started_schema = ? WHERE version = ?");
    write(conn, &update, (sql, schema, version)).await
}

/// Records that the statement that was started was not executed.
pub(super) async fn not_started(conn: &mut Conn, version: u32) -> Result<(), DbError> {
    let sql =
        format!("UPDATE {TABLE} SET started_sql = NULL, started_schema = NULL WHERE version = ?");
    write(conn, &sql, (version,)).await
}

/// Records the statements that have been executed, in the transaction that is open, and ends that.
pub(super) async fn step(
    conn: &mut Conn,
    version: u32,
    executed: &[Statement<'_>],
) -> Result<(), DbError> {
    let sql = format!(
        "UPDATE {TABLE} SET steps_done = ?, done_checksum = ?, started_sql = NULL, started_schema = NULL \
         WHERE version = ?"
    );
    let done = u32::try_from(executed.len()).unwrap_or(u32::MAX);
    write(conn, &sql, (done, of_statements(executed), version)).await
}

/// Records that a script is done.
pub(super) async fn close(conn: &mut Conn, version: u32, checksum: &str) -> Result<(), DbError> {
    let sql =
        format!("UPDATE {TABLE} SET checksum = ?, applied_at = UTC_TIMESTAMP() WHERE version = ?");
    write(conn, &sql, (checksum, version)).await
}

async fn write(
    conn: &mut Conn,
    sql: &str,
    params: impl Into<Params> + Send,
) -> Result<(), DbError> {
    conn.exec_drop(sql, params.into())
        .await
        .map_err(from_driver)?;
    // Also where a script turned autocommit off.
    conn.query_drop("COMMIT").await.map_err(from_driver)
}
