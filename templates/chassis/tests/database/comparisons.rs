//! Order and equality, as the columns' collations have them.

use chassis::db::{Database, DbError};
use chassis::model::Type;
use chassis::value::Value;

use super::{column, execute, fetch, integer, pick, set_up, text};

fn texts<const N: usize>(values: [&str; N]) -> [Value; N] {
    values.map(|value| Value::Text(value.to_owned()))
}

/// Text in a column whose collation ignores case and accents.
pub async fn text_compares_without_case_and_accents(database: &Database) {
    let create = pick(
        database,
        "CREATE TABLE ci (v VARCHAR(40) PRIMARY KEY) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        "CREATE TABLE ci (v TEXT COLLATE MYSQL_CI PRIMARY KEY) STRICT",
    );
    set_up(database, &[&create]).await;
    for value in ["_b", "Ärger", "b", "A", "ähre", "Zoo", "ÉTÉ", "b2"] {
        let insert = "INSERT INTO ci (v) VALUES (?)";
        let inserted = execute(database, insert, vec![Value::Text(value.to_owned())]).await;
        assert!(inserted.is_ok(), "{value}: {inserted:?}");
    }
    let sorted = fetch(database, "SELECT v FROM ci ORDER BY v", text()).await;
    let expected = texts(["A", "ähre", "Ärger", "b", "b2", "ÉTÉ", "Zoo", "_b"]);
    assert_eq!(sorted, expected);
    let found = database
        .fetch(
            "SELECT v FROM ci WHERE v = ?".to_owned(),
            vec![Value::Text("ete  ".to_owned())],
            vec![text()],
        )
        .await;
    assert_eq!(found, Ok(vec![vec![Value::Text("ÉTÉ".to_owned())]]));
    let insert = "INSERT INTO ci (v) VALUES (?)";
    let taken = execute(database, insert, vec![Value::Text("ÄRGER ".to_owned())]).await;
    assert!(matches!(taken, Err(DbError::Duplicate { .. })), "{taken:?}");
}

/// Decimals have the order and the equality of numbers.
pub async fn decimals_compare_by_value(database: &Database) {
    let create = pick(
        database,
        "CREATE TABLE amounts (v DECIMAL(40,2) PRIMARY KEY)",
        "CREATE TABLE amounts (v TEXT COLLATE DECIMAL PRIMARY KEY) STRICT",
    );
    set_up(database, &[&create]).await;
    let ascending = [
        "-100.00",
        "-9.50",
        "0.00",
        "0.05",
        "9.00",
        "10.00",
        "99999999999999999999999999999999999999.98",
        "99999999999999999999999999999999999999.99",
    ];
    for value in ascending.iter().rev() {
        let insert = "INSERT INTO amounts (v) VALUES (?)";
        let inserted = execute(database, insert, vec![Value::Text((*value).to_owned())]).await;
        assert!(inserted.is_ok(), "{value}: {inserted:?}");
    }
    let field = column(Type::Decimal {
        precision: 40,
        scale: 2,
    });
    let sorted = fetch(database, "SELECT v FROM amounts ORDER BY v", field).await;
    assert_eq!(sorted, texts(ascending));
    let query = pick(
        database,
        "SELECT v FROM amounts WHERE v > CAST(? AS DECIMAL(40,2)) ORDER BY v",
        "SELECT v FROM amounts WHERE v > ? ORDER BY v",
    );
    let above = database
        .fetch(query, vec![Value::Text("9".to_owned())], vec![field])
        .await;
    let expected = texts(ascending)
        .into_iter()
        .skip(5)
        .map(|value| vec![value]);
    assert_eq!(above, Ok(expected.collect()));
}

/// Rows are told by position, whatever the statement calls its columns.
pub async fn columns_must_be_as_many_as_asked_for(database: &Database) {
    let short = database
        .fetch("SELECT 1, 2".to_owned(), Vec::new(), vec![integer()])
        .await;
    assert!(matches!(short, Err(DbError::Other(_))), "{short:?}");
}
