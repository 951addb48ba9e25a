//! Cases that hold on both databases.

mod comparisons;
mod failures;
mod streams;
mod transactions;
mod types;

pub use comparisons::*;
pub use failures::*;
pub use streams::*;
pub use transactions::*;
pub use types::*;

use chassis::db::{Database, DbError, Dialect, Executed};
use chassis::model::{Field, Type};
use chassis::value::{Row, Value};

/// A column named `v`, for as long as the tests run.
pub fn column(ty: Type) -> &'static Field {
    Box::leak(Box::new(Field::new("v", ty)))
}

/// An integer column.
pub fn integer() -> &'static Field {
    column(Type::Int(chassis::model::Int::I64))
}

/// A text column.
pub fn text() -> &'static Field {
    column(Type::Text { max_length: None })
}

/// The statement of the database's dialect.
pub fn pick(database: &Database, mysql: &str, sqlite: &str) -> String {
    match database.dialect() {
        Dialect::Mysql => mysql.to_owned(),
        Dialect::Sqlite => sqlite.to_owned(),
    }
}

/// A statement in a transaction of its own.
pub async fn execute(
    database: &Database,
    sql: &str,
    params: Vec<Value>,
) -> Result<Executed, DbError> {
    let mut transaction = database.begin().await?;
    let executed = transaction.execute(sql.to_owned(), params).await?;
    transaction.commit().await?;
    Ok(executed)
}

/// Statements that have to succeed.
pub async fn set_up(database: &Database, statements: &[&str]) {
    for sql in statements {
        if let Err(error) = execute(database, sql, Vec::new()).await {
            panic!("{sql}: {error:?}");
        }
    }
}

/// The rows of a query of one column.
pub async fn fetch(database: &Database, sql: &str, field: &'static Field) -> Vec<Value> {
    let rows = database
        .fetch(sql.to_owned(), Vec::new(), vec![field])
        .await;
    match rows {
        Ok(rows) => rows.into_iter().flat_map(Row::into_iter).collect(),
        Err(error) => panic!("{sql}: {error:?}"),
    }
}

/// The only number that a query gives.
pub async fn number(database: &Database, sql: &str) -> i64 {
    match fetch(database, sql, integer()).await.as_slice() {
        [Value::Int(number)] => *number,
        other => panic!("{sql}: {other:?}"),
    }
}
