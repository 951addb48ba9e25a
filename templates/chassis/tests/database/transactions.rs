//! Transactions: all or nothing, one after the other, whatever happens to who asked for them.

use std::time::Duration;

use chassis::db::{Database, DbError};
use chassis::value::Value;

use super::{execute, integer, number, pick, set_up};

const COUNT: &str = "SELECT COUNT(*) FROM ledger";
const INSERT: &str = "INSERT INTO ledger (note) VALUES ('x')";

async fn ledger(database: &Database) {
    let create = pick(
        database,
        "CREATE TABLE ledger (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, note VARCHAR(20))",
        "CREATE TABLE ledger (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT) STRICT",
    );
    set_up(database, &[&create]).await;
}

/// Rows come back to others after the commit only; an UPDATE counts the rows that it matched.
pub async fn a_commit_makes_rows_visible(database: &Database) {
    ledger(database).await;
    let mut transaction = database.begin().await.expect("a transaction");
    assert_eq!(transaction.dialect(), database.dialect());
    for id in 1..=2 {
        let executed = transaction
            .execute(INSERT.to_owned(), vec![])
            .await
            .expect("a row");
        assert_eq!((executed.affected, executed.last_insert_id), (1, id));
    }
    let same = "UPDATE ledger SET note = 'x'".to_owned();
    let executed = transaction.execute(same, vec![]).await.expect("an update");
    assert_eq!(executed.affected, 2, "rows that match but do not change");
    let seen = transaction
        .fetch(COUNT.to_owned(), vec![], vec![integer()])
        .await;
    assert_eq!(seen, Ok(vec![vec![Value::Int(2)]]));
    assert_eq!(number(database, COUNT).await, 0, "not committed yet");
    transaction.commit().await.expect("a commit");
    assert_eq!(number(database, COUNT).await, 2);
    let given = execute(
        database,
        "INSERT INTO ledger (id, note) VALUES (0, 'zero')",
        vec![],
    )
    .await;
    assert!(given.is_ok(), "{given:?}");
    assert_eq!(
        number(database, "SELECT MIN(id) FROM ledger").await,
        0,
        "0 is a key like others"
    );
}

/// A transaction that is dropped leaves nothing and holds nobody up, also in the middle of a statement.
pub async fn a_dropped_transaction_is_rolled_back(database: &Database, slow: &str) {
    ledger(database).await;
    let mut transaction = database.begin().await.expect("a transaction");
    transaction
        .execute(INSERT.to_owned(), vec![])
        .await
        .expect("a row");
    drop(transaction);
    assert_eq!(number(database, COUNT).await, 0);

    let mut transaction = database.begin().await.expect("a transaction");
    transaction
        .execute(INSERT.to_owned(), vec![])
        .await
        .expect("a row");
    let slow = transaction.execute(slow.to_owned(), vec![]);
    let given_up = tokio::time::timeout(Duration::from_millis(100), slow).await;
    assert!(
        given_up.is_err(),
        "the statement was not slow: {given_up:?}"
    );
    let later = transaction.execute(INSERT.to_owned(), vec![]).await;
    assert!(
        matches!(later, Err(DbError::Retry(_))),
        "nobody knows what became of it: {later:?}"
    );
    drop(transaction);
    let next =
        tokio::time::timeout(Duration::from_secs(5), execute(database, INSERT, vec![])).await;
    assert!(matches!(next, Ok(Ok(_))), "{next:?}");
    assert_eq!(number(database, COUNT).await, 1);
}

/// A query that its caller gave up does not hold up the next ones.
pub async fn a_dropped_query_is_stopped(database: &Database, slow: &str) {
    for _ in 0..20 {
        let query = database.fetch(slow.to_owned(), vec![], vec![integer()]);
        let given_up = tokio::time::timeout(Duration::from_millis(20), query).await;
        assert!(given_up.is_err(), "the query was not slow: {given_up:?}");
    }
    let ping = tokio::time::timeout(Duration::from_secs(5), database.ping()).await;
    assert_eq!(ping, Ok(Ok(())));
}

/// Many writers and readers at once: no write is lost, no reader fails.
pub async fn writers_and_readers_get_along(database: &Database) {
    set_up(
        database,
        &[
            "CREATE TABLE counters (id INTEGER PRIMARY KEY, n INTEGER)",
            "INSERT INTO counters VALUES (1, 0)",
        ],
    )
    .await;
    let writers = (0..16).map(|_| {
        let database = database.clone();
        tokio::spawn(async move {
            for _ in 0..10 {
                execute(
                    &database,
                    "UPDATE counters SET n = n + 1 WHERE id = 1",
                    vec![],
                )
                .await
                .expect("an update");
            }
        })
    });
    let readers = (0..16).map(|_| {
        let database = database.clone();
        tokio::spawn(async move {
            let mut last = 0;
            for _ in 0..30 {
                let now = number(&database, "SELECT n FROM counters WHERE id = 1").await;
                assert!(now >= last, "{last} after {now}");
                last = now;
            }
        })
    });
    let tasks: Vec<_> = writers.chain(readers).collect();
    for task in tasks {
        task.await.expect("a task");
    }
    assert_eq!(number(database, "SELECT n FROM counters").await, 160);
}

/// Rows of tables that refer to each other; the checks are back on afterwards.
pub async fn a_seed_closes_a_cycle(database: &Database) {
    let stores = pick(
        database,
        "CREATE TABLE stores (id INT PRIMARY KEY, manager INT NOT NULL)",
        "CREATE TABLE stores (id INTEGER PRIMARY KEY, manager INTEGER NOT NULL REFERENCES staff (id))",
    );
    let staff = pick(
        database,
        "CREATE TABLE staff (id INT PRIMARY KEY, store INT NOT NULL, FOREIGN KEY (store) REFERENCES stores (id))",
        "CREATE TABLE staff (id INTEGER PRIMARY KEY, store INTEGER NOT NULL REFERENCES stores (id))",
    );
    let close = pick(
        database,
        "ALTER TABLE stores ADD FOREIGN KEY (manager) REFERENCES staff (id)",
        "SELECT 1",
    );
    set_up(database, &[&stores, &staff]).await;
    if database.dialect() == chassis::db::Dialect::Mysql {
        set_up(database, &[&close]).await;
    }
    let insert = |table: &str, id, other| {
        let sql = format!("INSERT INTO {table} VALUES (?, ?)");
        (sql, vec![Value::Int(id), Value::Int(other)])
    };
    let broken = vec![insert("stores", 5, 5), insert("nowhere", 5, 5)];
    assert!(matches!(
        database.seed(broken).await,
        Err(DbError::Missing(_))
    ));
    let seeded = database
        .seed(vec![insert("stores", 1, 2), insert("staff", 2, 1)])
        .await;
    assert_eq!(seeded, Ok(()));
    assert_eq!(
        number(database, "SELECT COUNT(*) FROM stores").await,
        1,
        "all or nothing"
    );
    for _ in 0..8 {
        let (sql, params) = insert("staff", 3, 9);
        let refused = execute(database, &sql, params).await;
        assert!(
            matches!(refused, Err(DbError::ForeignKey { .. })),
            "{refused:?}"
        );
    }
}
