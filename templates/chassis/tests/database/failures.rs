//! What the database refuses, by real statements.

use chassis::db::{Database, DbError};
use chassis::model::{Choices, Type};
use chassis::value::Value;

use super::{column, execute, fetch, integer, pick, set_up};

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

async fn refused(database: &Database, sql: &str, params: Vec<Value>) -> DbError {
    match execute(database, sql, params).await {
        Ok(executed) => panic!("{sql}: {executed:?}"),
        Err(error) => error,
    }
}

/// Constraints of every kind.
pub async fn constraints_are_told_apart(database: &Database) {
    let parents = pick(
        database,
        "CREATE TABLE parents (id INT PRIMARY KEY, email VARCHAR(20), CONSTRAINT email_taken UNIQUE (email))",
        "CREATE TABLE parents (id INTEGER PRIMARY KEY, email TEXT UNIQUE) STRICT",
    );
    let children = pick(
        database,
        "CREATE TABLE children (id INT PRIMARY KEY, parent INT NOT NULL, size INT, word VARCHAR(3), \
         CONSTRAINT fk_parent FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE RESTRICT, CONSTRAINT positive CHECK (size > 0))",
        "CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parents (id) ON DELETE RESTRICT, \
         size INTEGER CONSTRAINT positive CHECK (size > 0), word TEXT) STRICT",
    );
    set_up(
        database,
        &[
            &parents,
            &children,
            "INSERT INTO parents VALUES (1, 'a'), (2, 'b')",
            "INSERT INTO children VALUES (1, 1, 1, 'x')",
        ],
    )
    .await;

    let error = refused(database, "INSERT INTO parents VALUES (1, 'c')", vec![]).await;
    let key = pick(database, "PRIMARY", "parents.id");
    assert_eq!(error, DbError::Duplicate { constraint: key });
    let error = refused(
        database,
        "UPDATE parents SET email = 'b' WHERE id = 1",
        vec![],
    )
    .await;
    let key = pick(database, "email_taken", "parents.email");
    assert_eq!(error, DbError::Duplicate { constraint: key });

    let insert = "INSERT INTO children (id, parent, size) VALUES (?, ?, ?)";
    let row = |id, parent, size| vec![Value::Int(id), parent, Value::Int(size)];
    let error = refused(database, insert, row(2, Value::Int(9), 1)).await;
    assert!(
        matches!(&error, DbError::ForeignKey { parent_missing: true, detail } if !detail.is_empty()),
        "{error:?}"
    );
    let error = refused(database, "DELETE FROM parents WHERE id = 1", vec![]).await;
    assert!(
        matches!(&error, DbError::ForeignKey { parent_missing: false, detail } if !detail.is_empty()),
        "{error:?}"
    );
    let parent = DbError::NotNull {
        column: Some("parent".to_owned()),
    };
    assert_eq!(
        refused(database, insert, row(2, Value::Null, 1)).await,
        parent
    );
    let error = refused(database, "INSERT INTO children (id) VALUES (3)", vec![]).await;
    assert_eq!(error, parent);
    let error = refused(database, insert, row(2, Value::Int(1), 0)).await;
    let positive = DbError::Check {
        constraint: "positive".to_owned(),
    };
    assert_eq!(error, positive);
    let update = "UPDATE children SET size = ?";
    let error = refused(database, update, vec![text("many")]).await;
    let size = DbError::Incorrect {
        column: "size".to_owned(),
    };
    assert_eq!(error, size);
}

/// Tables, columns, functions, and views that have lost their table.
pub async fn missing_things_are_told(database: &Database) {
    set_up(
        database,
        &[
            "CREATE TABLE base (id INTEGER)",
            "CREATE VIEW orphan AS SELECT id FROM base",
            "DROP TABLE base",
            "CREATE TABLE present (id INTEGER)",
        ],
    )
    .await;
    for sql in [
        "SELECT id FROM absent",
        "SELECT absent FROM present",
        "SELECT absent(id) FROM present",
        "SELECT id FROM orphan",
    ] {
        let error = database
            .fetch(sql.to_owned(), vec![], vec![integer()])
            .await;
        assert!(
            matches!(error, Err(DbError::Missing(_))),
            "{sql}: {error:?}"
        );
    }
    let error = database
        .fetch("SELEC 1".to_owned(), vec![], vec![integer()])
        .await;
    assert!(matches!(error, Err(DbError::Other(_))), "{error:?}");
}

/// Stored values that the column's definition does not know are read as they are; one legacy row hides no other.
pub async fn unknown_values_are_read_as_stored(database: &Database) {
    let create = pick(
        database,
        "CREATE TABLE odd (v ENUM('a','b','c'), s SET('x','y','z'))",
        "CREATE TABLE odd (v TEXT, s TEXT) STRICT",
    );
    let insert = pick(
        database,
        "INSERT IGNORE INTO odd VALUES ('a','x'), ('wrong','x'), ('c','z,x')",
        "INSERT INTO odd VALUES ('a','x'), ('','x'), ('c','x,z')",
    );
    set_up(database, &[&create, &insert]).await;
    // What the code knows is older than the table.
    let choices = |values: &[&'static str]| Choices {
        rust: "Odd".into(),
        values: values.iter().map(|&value| value.into()).collect(),
    };
    let known = column(Type::Enum(choices(&["a", "b"])));
    let text = |text: &str| Value::Text(text.to_owned());
    let rows = fetch(database, "SELECT v FROM odd", known).await;
    assert_eq!(rows, [text("a"), text(""), text("c")]);
    let known = column(Type::Set(choices(&["x", "y"])));
    let rows = fetch(database, "SELECT s FROM odd", known).await;
    assert_eq!(rows, [text("x"), text("x"), text("x,z")]);
    let small = column(Type::Int(chassis::model::Int::U8));
    assert_eq!(
        fetch(database, "SELECT 256", small).await,
        [Value::Int(256)]
    );
    let money = column(Type::Decimal {
        precision: 4,
        scale: 1,
    });
    assert_eq!(
        fetch(database, "SELECT '12345.678'", money).await,
        [text("12345.678")]
    );
}

/// A stored value of another kind than the column's, by the column's name.
pub async fn corrupt_values_are_told(database: &Database) {
    let rows = database
        .fetch("SELECT 'x'".to_owned(), vec![], vec![integer()])
        .await;
    assert!(
        matches!(&rows, Err(DbError::Corrupt { column, .. }) if column == "v"),
        "{rows:?}"
    );
}

/// A statement that fails leaves what the transaction did before it.
pub async fn a_refused_statement_leaves_the_transaction(database: &Database) {
    set_up(database, &["CREATE TABLE kept (id INTEGER PRIMARY KEY)"]).await;
    let mut transaction = database.begin().await.expect("a transaction");
    let insert = |id| {
        (
            "INSERT INTO kept VALUES (?)".to_owned(),
            vec![Value::Int(id)],
        )
    };
    for (id, fits) in [(1, true), (1, false), (2, true)] {
        let (sql, params) = insert(id);
        assert_eq!(transaction.execute(sql, params).await.is_ok(), fits, "{id}");
    }
    transaction.commit().await.expect("a commit");
    let ids = fetch(database, "SELECT id FROM kept ORDER BY id", integer()).await;
    assert_eq!(ids, [Value::Int(1), Value::Int(2)]);
}
