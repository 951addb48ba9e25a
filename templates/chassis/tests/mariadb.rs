//! The database calls on MariaDB: the server that `./scripts/test` starts.
#![cfg(test)]

#[path = "database/collations.rs"]
mod collations;
mod database;

use std::time::Duration;

use chassis::db::{Database, DbError, Dialect};
use chassis::model::Type;
use chassis::value::Value;
use database::{column, execute, fetch, integer, number, set_up, text};

fn server() -> String {
    match std::env::var("SCAFFOLD_MARIADB") {
        Ok(url) if !url.is_empty() => url,
        _ => panic!(
            "SCAFFOLD_MARIADB is not set: run ./scripts/test, which starts the server and sets it"
        ),
    }
}

async fn connect(name: &str) -> Database {
    let url = format!("{}/{name}", server());
    Database::connect(&url).await.expect("a database")
}

/// A database of the test's own, empty.
async fn open(name: &str) -> Database {
    let name = format!("chassis_{name}");
    let server = Database::connect(&server()).await.expect("the server");
    let drop = format!("DROP DATABASE IF EXISTS {name}");
    let create = format!("CREATE DATABASE {name} CHARACTER SET utf8mb4");
    set_up(&server, &[&drop, &create]).await;
    connect(&name).await
}

#[tokio::test]
async fn every_type_round_trips() {
    let database = open("types").await;
    assert_eq!(database.dialect(), Dialect::Mysql);
    database::every_type_round_trips(&database).await;
}

#[tokio::test]
async fn comparisons() {
    let database = open("comparisons").await;
    database::text_compares_without_case_and_accents(&database).await;
    database::decimals_compare_by_value(&database).await;
    database::columns_must_be_as_many_as_asked_for(&database).await;
}

#[tokio::test]
async fn failures() {
    let database = open("failures").await;
    database::constraints_are_told_apart(&database).await;
    database::missing_things_are_told(&database).await;
    database::corrupt_values_are_told(&database).await;
    database::unknown_values_are_read_as_stored(&database).await;
    database::a_refused_statement_leaves_the_transaction(&database).await;
}

#[tokio::test]
async fn a_commit_makes_rows_visible() {
    let database = open("commit").await;
    database::a_commit_makes_rows_visible(&database).await;
}

#[tokio::test]
async fn a_dropped_transaction_is_rolled_back() {
    let database = open("dropped").await;
    let slow = "INSERT INTO ledger (note) SELECT SLEEP(1)";
    database::a_dropped_transaction_is_rolled_back(&database, slow).await;
    // The server may finish the statement before it sees that nobody waits.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(number(&database, "SELECT COUNT(*) FROM ledger").await, 1);
}

#[tokio::test]
async fn a_dropped_query_is_stopped() {
    let database = open("given_up").await;
    database::a_dropped_query_is_stopped(&database, "SELECT SLEEP(3)").await;
}

#[tokio::test]
async fn streams() {
    database::rows_come_in_batches(&open("streams").await).await;
    let database = open("given_up_streams").await;
    database::a_dropped_stream_is_stopped(&database).await;
    let running = "SELECT COUNT(*) FROM information_schema.processlist \
                   WHERE info LIKE 'SELECT a.i FROM n a%' AND db = 'chassis_given_up_streams'";
    while number(&database, running).await > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_and_readers_get_along() {
    let database = open("concurrent").await;
    database::writers_and_readers_get_along(&database).await;
}

#[tokio::test]
async fn a_seed_closes_a_cycle() {
    let database = open("seed").await;
    database::a_seed_closes_a_cycle(&database).await;
}

#[tokio::test]
async fn values_that_do_not_fit_are_refused() {
    let database = open("strict").await;
    set_up(
        &database,
        &["CREATE TABLE t (small TINYINT, word VARCHAR(3), day DATE, kind ENUM('a','b'), amount DECIMAL(5,2), flags SET('x','y'))"],
    )
    .await;
    let word = |value: &str| Value::Text(value.to_owned());
    let too_long = DbError::TooLong {
        column: "word".to_owned(),
    };
    let out_of_range = |column: &str| DbError::OutOfRange {
        column: column.to_owned(),
    };
    let incorrect = |column: &str| DbError::Incorrect {
        column: column.to_owned(),
    };
    let cases = [
        ("word", word("four"), too_long),
        ("small", Value::Int(128), out_of_range("small")),
        ("amount", word("1000"), out_of_range("amount")),
        ("day", word("2024-02-30"), incorrect("day")),
        ("kind", word("c"), incorrect("kind")),
        ("flags", word("x,z"), incorrect("flags")),
        ("small", word("many"), incorrect("small")),
    ];
    for (column, value, expected) in cases {
        let insert = format!("INSERT INTO t ({column}) VALUES (?)");
        let refused = execute(&database, &insert, vec![value]).await;
        assert_eq!(refused, Err(expected), "{column}");
    }
    assert_eq!(number(&database, "SELECT COUNT(*) FROM t").await, 0);
}

#[tokio::test]
async fn computed_columns_of_views_fit_their_types() {
    let database = open("views").await;
    set_up(
        &database,
        &[
            "CREATE TABLE sales (amount DECIMAL(8,2), sold DATETIME, units INT, ratio FLOAT)",
            "INSERT INTO sales VALUES (1.10, '2024-02-29 10:00:00', 3, 0.1), (2.25, '2024-03-01 11:30:00', 4, 0.2)",
            "CREATE VIEW totals AS SELECT SUM(amount) AS amount, COUNT(*) AS n, SUM(units) AS units, \
             CONCAT(MIN(units), '-', MAX(units)) AS span, DATE(MIN(sold)) AS day, MAX(sold) AS latest, \
             TIMEDIFF(MAX(sold), MIN(sold)) AS apart, AVG(ratio) AS ratio, MAX(units) > 3 AS many FROM sales",
        ],
    )
    .await;
    let text = |value: &str| Value::Text(value.to_owned());
    let decimal = Type::Decimal {
        precision: 30,
        scale: 2,
    };
    let words = Type::Text { max_length: None };
    let number = Type::Int(chassis::model::Int::I64);
    let cases = [
        ("amount", decimal, text("3.35")),
        ("n", number.clone(), Value::Int(2)),
        ("units", number, Value::Int(7)),
        ("span", words.clone(), text("3-4")),
        ("day", Type::Date, text("2024-02-29")),
        (
            "latest",
            Type::DateTime { fraction: 0 },
            text("2024-03-01 11:30:00"),
        ),
        ("latest", words, text("2024-03-01 11:30:00")),
        ("apart", Type::Time { fraction: 0 }, text("25:30:00")),
        ("many", Type::Bool, Value::Int(1)),
    ];
    for (name, ty, expected) in cases {
        let select = format!("SELECT {name} FROM totals");
        assert_eq!(
            fetch(&database, &select, column(ty)).await,
            [expected],
            "{name}"
        );
    }
}

#[tokio::test]
async fn locks_that_are_not_had_ask_for_another_try() {
    let database = open("locks").await;
    set_up(
        &database,
        &[
            "CREATE TABLE t (id INT PRIMARY KEY, n INT)",
            "INSERT INTO t VALUES (1, 0), (2, 0)",
        ],
    )
    .await;
    let update = |id| format!("UPDATE t SET n = n + 1 WHERE id = {id}");
    let mut first = database.begin().await.expect("a transaction");
    let mut second = database.begin().await.expect("a transaction");
    first.execute(update(1), vec![]).await.expect("a lock");
    second.execute(update(2), vec![]).await.expect("a lock");
    let (one, other) = tokio::join!(
        first.execute(update(2), vec![]),
        second.execute(update(1), vec![])
    );
    let (mut victim, mut winner) = if one.is_err() {
        (first, second)
    } else {
        (second, first)
    };
    let deadlock = one.and(other);
    assert!(matches!(deadlock, Err(DbError::Retry(_))), "{deadlock:?}");
    // The server rolled it back: a further statement would be committed by itself.
    let later = victim
        .execute("INSERT INTO t VALUES (3, 0)".to_owned(), vec![])
        .await;
    assert!(matches!(later, Err(DbError::Retry(_))), "{later:?}");
    assert!(matches!(victim.commit().await, Err(DbError::Retry(_))));

    let mut late = database.begin().await.expect("a transaction");
    let short = "SET SESSION innodb_lock_wait_timeout = 1".to_owned();
    late.execute(short, vec![]).await.expect("a setting");
    let timeout = late.execute(update(1), vec![]).await;
    assert!(matches!(timeout, Err(DbError::Retry(_))), "{timeout:?}");
    winner.execute(update(1), vec![]).await.expect("an update");
    winner.commit().await.expect("a commit");
    let total = number(&database, "SELECT CAST(SUM(n) AS SIGNED) FROM t").await;
    assert_eq!(total, 3, "the winner's rows only");
}

#[tokio::test]
async fn limits_and_read_only_are_told() {
    let database = open("limits").await;
    set_up(&database, &["CREATE TABLE t (id INT)"]).await;
    // SLEEP would be cut short without an error.
    let slow = "SET STATEMENT max_statement_time = 0.1 FOR \
                SELECT COUNT(*) FROM seq_1_to_100000 a JOIN seq_1_to_100000 b ON a.seq <> b.seq";
    let timeout = database
        .fetch(slow.to_owned(), vec![], vec![integer()])
        .await;
    assert_eq!(timeout, Err(DbError::Timeout));

    let mut transaction = database.begin().await.expect("a transaction");
    let read_only = "START TRANSACTION READ ONLY".to_owned();
    transaction
        .execute(read_only, vec![])
        .await
        .expect("a transaction");
    let refused = transaction
        .execute("INSERT INTO t VALUES (1)".to_owned(), vec![])
        .await;
    assert!(matches!(refused, Err(DbError::ReadOnly(_))), "{refused:?}");
}

#[tokio::test]
async fn a_lost_connection_is_replaced() {
    let database = open("killed").await;
    set_up(&database, &["CREATE TABLE t (id INT)"]).await;
    let mut transaction = database.begin().await.expect("a transaction");
    let insert = "INSERT INTO t VALUES (1)";
    transaction
        .execute(insert.to_owned(), vec![])
        .await
        .expect("a row");
    let id = transaction
        .fetch("SELECT CONNECTION_ID()".to_owned(), vec![], vec![integer()])
        .await;
    let Ok([row]) = id.as_deref() else {
        panic!("{id:?}");
    };
    let [Value::Int(id)] = row.as_slice() else {
        panic!("{row:?}");
    };
    set_up(&database, &[&format!("KILL {id}")]).await;
    let lost = transaction.execute(insert.to_owned(), vec![]).await;
    assert!(matches!(lost, Err(DbError::Unavailable(_))), "{lost:?}");
    assert!(transaction.commit().await.is_err());
    for _ in 0..40 {
        assert_eq!(database.ping().await, Ok(()));
    }
    assert_eq!(number(&database, "SELECT COUNT(*) FROM t").await, 0);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let server = server();
    let (scheme, host) = server.split_once("root@").expect("root without a password");
    for url in [
        "mysql://root@127.0.0.1:1/db".to_owned(),
        format!("{server}/chassis_no_such_database"),
        format!("{scheme}nobody:secret@{host}"),
    ] {
        let error = Database::connect(&url).await.map(|_| ()).expect_err(&url);
        assert!(matches!(error, DbError::Unavailable(_)), "{url}: {error:?}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn names_and_texts_may_look_like_parameters() {
    let database = open("names").await;
    set_up(
        &database,
        &[
            "CREATE TABLE `a:b?` (`c:d` INT, v VARCHAR(20))",
            "INSERT INTO `a:b?` VALUES (1, ':x?')",
        ],
    )
    .await;
    let rows = database
        .fetch(
            "SELECT v FROM `a:b?` WHERE `c:d` = ? AND v <> ':y'".to_owned(),
            vec![Value::Int(1)],
            vec![text()],
        )
        .await;
    assert_eq!(rows, Ok(vec![vec![Value::Text(":x?".to_owned())]]));
}

#[tokio::test]
async fn migrate_leaves_the_schema_alone() {
    let database = open("migrate").await;
    assert_eq!(
        database.migrate("CREATE TABLE t (id INTEGER)", &[]).await,
        Ok(())
    );
    let tables = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()";
    assert_eq!(number(&database, tables).await, 0);
}
