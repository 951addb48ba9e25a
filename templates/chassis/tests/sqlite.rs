//! The database calls on SQLite.
#![cfg(test)]

mod database;

use std::time::{Duration, Instant};

use chassis::db::{Database, DbError, Dialect};
use chassis::value::Value;
use database::{execute, fetch, integer, number, set_up};
use tempfile::TempDir;

const SLOW: &str =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000000)";

async fn open() -> (TempDir, Database) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = connect(&folder).await;
    (folder, database)
}

async fn connect(folder: &TempDir) -> Database {
    let path = folder.path().join("data/test.db");
    let url = format!("sqlite:{}", path.display());
    Database::connect(&url).await.expect("a database")
}

#[tokio::test]
async fn every_type_round_trips() {
    let (_folder, database) = open().await;
    assert_eq!(database.dialect(), Dialect::Sqlite);
    database::every_type_round_trips(&database).await;
}

#[tokio::test]
async fn text_compares_without_case_and_accents() {
    let (_folder, database) = open().await;
    database::text_compares_without_case_and_accents(&database).await;
}

#[tokio::test]
async fn decimals_compare_by_value() {
    let (_folder, database) = open().await;
    database::decimals_compare_by_value(&database).await;
    database::columns_must_be_as_many_as_asked_for(&database).await;
}

#[tokio::test]
async fn failures() {
    let (_folder, database) = open().await;
    database::constraints_are_told_apart(&database).await;
    database::missing_things_are_told(&database).await;
    database::corrupt_values_are_told(&database).await;
    database::unknown_values_are_read_as_stored(&database).await;
    database::a_refused_statement_leaves_the_transaction(&database).await;
}

#[tokio::test]
async fn a_commit_makes_rows_visible() {
    let (_folder, database) = open().await;
    database::a_commit_makes_rows_visible(&database).await;
}

#[tokio::test]
async fn a_dropped_transaction_is_rolled_back() {
    let (_folder, database) = open().await;
    let slow = format!("INSERT INTO ledger (note) {SLOW} SELECT i FROM n");
    database::a_dropped_transaction_is_rolled_back(&database, &slow).await;
}

#[tokio::test]
async fn a_dropped_query_is_stopped() {
    let (_folder, database) = open().await;
    database::a_dropped_query_is_stopped(&database, &format!("{SLOW} SELECT MAX(i) FROM n")).await;
}

#[tokio::test]
async fn streams() {
    let (_folder, database) = open().await;
    database::rows_come_in_batches(&database).await;
    let (_folder, database) = open().await;
    database::a_dropped_stream_is_stopped(&database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_and_readers_get_along() {
    let (_folder, database) = open().await;
    database::writers_and_readers_get_along(&database).await;
}

#[tokio::test]
async fn a_seed_closes_a_cycle() {
    let (_folder, database) = open().await;
    database::a_seed_closes_a_cycle(&database).await;
}

#[tokio::test]
async fn writers_are_served_in_order_and_may_give_up() {
    let (_folder, database) = open().await;
    set_up(
        &database,
        &["CREATE TABLE turns (id INTEGER PRIMARY KEY, who INTEGER)"],
    )
    .await;
    let first = database.begin().await.expect("a transaction");
    let impatient = tokio::time::timeout(Duration::from_millis(20), database.begin()).await;
    assert!(impatient.is_err(), "the writer is taken");
    let mut waiting = Vec::new();
    for who in 0..8 {
        let database = database.clone();
        waiting.push(tokio::spawn(async move {
            let insert = "INSERT INTO turns (who) VALUES (?)";
            execute(&database, insert, vec![Value::Int(who)]).await
        }));
        tokio::task::yield_now().await;
    }
    first.commit().await.expect("a commit");
    for writer in waiting {
        assert!(matches!(writer.await, Ok(Ok(_))));
    }
    let order = fetch(&database, "SELECT who FROM turns ORDER BY id", integer()).await;
    assert_eq!(order, (0..8).map(Value::Int).collect::<Vec<_>>());
}

#[tokio::test]
async fn migrate_runs_once_and_whole() {
    let (folder, database) = open().await;
    let broken = "CREATE TABLE a (id INTEGER) STRICT; CREATE TABLE b (id NO TYPE AT ALL) STRICT";
    assert!(database.migrate(broken, &[]).await.is_err());
    assert!(
        database
            .migrate("CREATE TABLE c (id INTEGER); COMMIT", &[])
            .await
            .is_err()
    );
    set_up(&database, &["DROP TABLE IF EXISTS c"]).await;
    assert_eq!(
        number(&database, "SELECT COUNT(*) FROM sqlite_schema").await,
        0
    );

    let schema =
        "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT; INSERT INTO a VALUES (7);";
    let other = connect(&folder).await;
    let both = tokio::join!(database.migrate(schema, &[]), other.migrate(schema, &[]));
    assert_eq!(both, (Ok(()), Ok(())));
    assert_eq!(
        database
            .migrate("CREATE TABLE later (id INTEGER)", &[])
            .await,
        Ok(())
    );
    assert_eq!(number(&database, "SELECT SUM(id) FROM a").await, 7);
    assert_eq!(
        number(
            &other,
            "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'later'"
        )
        .await,
        0
    );
}

#[tokio::test]
async fn another_process_that_writes_makes_it_busy() {
    let (folder, database) = open().await;
    set_up(&database, &["CREATE TABLE t (id INTEGER)"]).await;
    let other = connect(&folder).await;
    let _writer = database.begin().await.expect("a transaction");
    let started = Instant::now();
    let busy = other.begin().await.map(|_| ());
    assert!(matches!(busy, Err(DbError::Retry(_))), "{busy:?}");
    assert!(
        started.elapsed() >= Duration::from_secs(4),
        "it waits for a while"
    );
    assert_eq!(
        number(&other, "SELECT COUNT(*) FROM t").await,
        0,
        "readers are not held up"
    );
}

#[tokio::test]
async fn readers_do_not_write() {
    let (_folder, database) = open().await;
    set_up(&database, &["CREATE TABLE t (id INTEGER)"]).await;
    let insert = "INSERT INTO t VALUES (1) RETURNING id".to_owned();
    let refused = database.fetch(insert, vec![], vec![integer()]).await;
    assert!(matches!(refused, Err(DbError::ReadOnly(_))), "{refused:?}");
}

#[tokio::test]
async fn a_trigger_refuses_in_its_own_words() {
    let (_folder, database) = open().await;
    set_up(
        &database,
        &[
            "CREATE TABLE t (id INTEGER)",
            "CREATE TRIGGER never BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'not today'); END",
        ],
    )
    .await;
    let refused = execute(&database, "INSERT INTO t VALUES (1)", vec![]).await;
    let words = DbError::Check {
        constraint: "not today".to_owned(),
    };
    assert_eq!(refused, Err(words));
}

#[tokio::test]
async fn urls_that_cannot_be_used_are_refused() {
    for url in [
        "sqlite:",
        "sqlite::memory:",
        "postgres://user:secret@host/db",
        "mysql://",
        "shop.db",
    ] {
        let error = Database::connect(url).await.map(|_| ()).expect_err(url);
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().display());
    let error = Database::connect(&url)
        .await
        .map(|_| ())
        .expect_err("a folder");
    assert!(matches!(error, DbError::Unavailable(_)), "{error:?}");
}
