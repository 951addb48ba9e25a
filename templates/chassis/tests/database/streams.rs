//! Rows that are read as they come.

use chassis::db::{Database, DbError, RowStream};
use chassis::value::Row;

use super::{integer, number, set_up};

/// Rows of the table `n`.
const ROWS: i64 = 10_000;

async fn numbers(database: &Database) {
    set_up(
        database,
        &[
            "CREATE TABLE n (i INTEGER PRIMARY KEY)",
            "INSERT INTO n WITH RECURSIVE all_n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM all_n WHERE i < 1000) SELECT i FROM all_n",
            "INSERT INTO n SELECT (SELECT MAX(i) FROM n) * a.i + b.i FROM n a, n b WHERE a.i < 10",
        ],
    )
    .await;
}

async fn stream(database: &Database, sql: &str) -> RowStream {
    let stream = database.stream(sql.to_owned(), Vec::new(), vec![integer()]);
    stream.await.expect("a stream")
}

/// Batches of rows until the end.
async fn batches(mut stream: RowStream) -> Result<Vec<Vec<Row>>, DbError> {
    let mut batches = Vec::new();
    while let Some(batch) = stream.next().await {
        batches.push(batch?);
    }
    Ok(batches)
}

/// All rows come once and in order, in batches; what fails is told.
pub async fn rows_come_in_batches(database: &Database) {
    numbers(database).await;
    assert_eq!(number(database, "SELECT COUNT(*) FROM n").await, ROWS);
    let sql = "SELECT i FROM n ORDER BY i";
    let batches_of_all = batches(stream(database, sql).await).await;
    let batches_of_all = batches_of_all.expect("rows");
    assert!(batches_of_all.len() > 4 && batches_of_all.iter().all(|batch| !batch.is_empty()));
    let all = database.fetch(sql.to_owned(), Vec::new(), vec![integer()]);
    assert_eq!(batches_of_all.concat(), all.await.expect("rows"));
    let none = stream(database, "SELECT i FROM n WHERE i < 0").await;
    assert_eq!(batches(none).await, Ok(Vec::new()));
    let missing = batches(stream(database, "SELECT i FROM missing").await).await;
    assert!(matches!(missing, Err(DbError::Missing(_))), "{missing:?}");
}

/// Streams that are dropped, a hundred million rows before their ends, make place for others.
pub async fn a_dropped_stream_is_stopped(database: &Database) {
    numbers(database).await;
    for _ in 0..3 {
        let mut open = Vec::new();
        for _ in 0..4 {
            let mut many = stream(database, "SELECT a.i FROM n a, n b").await;
            assert!(matches!(many.next().await, Some(Ok(_))));
            open.push(many);
        }
        drop(open);
    }
    let last = stream(database, "SELECT i FROM n WHERE i = 7").await;
    assert_eq!(
        batches(last).await.map(|batches| batches.concat().len()),
        Ok(1)
    );
}
