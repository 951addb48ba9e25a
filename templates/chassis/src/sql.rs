//! The statements of the standard actions, for both dialects. Values are always parameters.

mod compare;
mod filter;
mod halves;
mod list;
mod related;

pub use list::{count, estimate, export, list};
pub use related::related;

use crate::db::Dialect;
use crate::model::{Field, Resource, Type};
use crate::operation::Assignment;
use crate::value::Value;

/// A statement and its parameters.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Statement {
    /// SQL with a `?` for each parameter.
    pub sql: String,
    /// The parameters in order.
    pub params: Vec<Value>,
}

impl Statement {
    fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// Another statement's text and parameters behind its own.
    fn append(&mut self, other: Self) {
        self.sql.push_str(&other.sql);
        self.params.extend(other.params);
    }

    /// A parameter that compares as a value of the column.
    fn bind(&mut self, dialect: Dialect, field: &Field, value: Value) {
        match (dialect, &field.ty) {
            // As text it would be compared as a double.
            (Dialect::Mysql, Type::Decimal { precision, scale }) => {
                self.push(&format!("CAST(? AS DECIMAL({precision},{scale}))"));
            }
            _ => self.push("?"),
        }
        self.params.push(comparable(dialect, field, value));
    }
}

/// A FLOAT of MySQL equals the single-precision number, not the double that prints alike, which may be out of range.
fn comparable(dialect: Dialect, field: &Field, value: Value) -> Value {
    match value {
        Value::Float(number) if dialect == Dialect::Mysql && field.ty == Type::Float => {
            Value::Float(f64::from(number as f32))
        }
        value => value,
    }
}

/// A quoted identifier.
pub fn quote(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::Mysql => format!("`{}`", name.replace('`', "``")),
        Dialect::Sqlite => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// A text as a literal of SQLite.
fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The table of a resource, quoted.
fn table(dialect: Dialect, resource: &Resource) -> String {
    quote(dialect, table_name(dialect, resource))
}

/// The name of a resource's table.
pub fn table_name(dialect: Dialect, resource: &Resource) -> &str {
    match (dialect, &resource.sqlite) {
        (Dialect::Sqlite, Some(name)) => name,
        _ => &resource.table,
    }
}

/// `SELECT` of every field of a resource.
fn select(dialect: Dialect, resource: &Resource) -> Statement {
    select_only(dialect, resource, resource.fields.iter())
}

/// `SELECT` of some fields of a resource.
fn select_only<'a>(
    dialect: Dialect,
    resource: &Resource,
    fields: impl Iterator<Item = &'a Field>,
) -> Statement {
    let columns: Vec<String> = fields.map(|field| quote(dialect, &field.column)).collect();
    Statement {
        sql: format!(
            "SELECT {} FROM {}",
            columns.join(", "),
            table(dialect, resource)
        ),
        params: Vec::new(),
    }
}

/// `WHERE` with every column of the key.
fn where_key(statement: &mut Statement, dialect: Dialect, resource: &Resource, key: &[Value]) {
    for (index, (field, value)) in resource.key().into_iter().zip(key).enumerate() {
        statement.push(if index == 0 { " WHERE " } else { " AND " });
        statement.push(&format!("{} = ", quote(dialect, &field.column)));
        statement.bind(dialect, field, value.clone());
    }
}

/// The row with a key.
pub fn get(dialect: Dialect, resource: &Resource, key: &[Value]) -> Statement {
    let mut statement = select(dialect, resource);
    where_key(&mut statement, dialect, resource, key);
    statement
}

/// The row that SQLite gave that rowid.
pub fn get_by_rowid(resource: &Resource, rowid: Value) -> Statement {
    // A column of that name hides SQLite's own; a table with columns of all three names is not foreseen there.
    let taken = |name: &&str| {
        let mut fields = resource.fields.iter();
        fields.any(|field| field.column.eq_ignore_ascii_case(name))
    };
    let mut names = ["rowid", "_rowid_", "oid"].into_iter();
    let name = names.find(|name| !taken(name)).unwrap_or("rowid");
    let mut statement = select(Dialect::Sqlite, resource);
    statement.push(" WHERE ");
    statement.push(name);
    statement.push(" = ?");
    statement.params.push(rowid);
    statement
}

/// A row that holds these values, NULLs included; columns whose stored form may differ are not compared.
pub fn get_like(dialect: Dialect, resource: &Resource, values: &[Assignment]) -> Statement {
    let mut statement = select(dialect, resource);
    let exact = |field: &Field| !matches!(field.ty, Type::Json | Type::Geometry { .. });
    let compared = values.iter().filter(|assignment| exact(assignment.field));
    for (index, assignment) in compared.enumerate() {
        let same = match dialect {
            Dialect::Mysql => "<=>",
            Dialect::Sqlite => "IS",
        };
        statement.push(if index == 0 { " WHERE " } else { " AND " });
        let column = quote(dialect, &assignment.field.column);
        statement.push(&format!("{column} {same} "));
        statement.bind(dialect, assignment.field, assignment.value.clone());
    }
    statement.push(" LIMIT 1");
    statement
}

/// A new row.
pub fn insert(dialect: Dialect, resource: &Resource, values: &[Assignment]) -> Statement {
    let table = table(dialect, resource);
    if values.is_empty() {
        let row = match dialect {
            Dialect::Mysql => "() VALUES ()",
            Dialect::Sqlite => "DEFAULT VALUES",
        };
        return Statement {
            sql: format!("INSERT INTO {table} {row}"),
            params: Vec::new(),
        };
    }
    let columns: Vec<String> = values
        .iter()
        .map(|assignment| quote(dialect, &assignment.field.column))
        .collect();
    let marks = vec!["?"; values.len()].join(", ");
    Statement {
        sql: format!(
            "INSERT INTO {table} ({}) VALUES ({marks})",
            columns.join(", ")
        ),
        params: values
            .iter()
            .map(|assignment| comparable(dialect, assignment.field, assignment.value.clone()))
            .collect(),
    }
}

/// New values for the row with a key.
pub fn update(
    dialect: Dialect,
    resource: &Resource,
    key: &[Value],
    values: &[Assignment],
) -> Statement {
    let mut statement = Statement::default();
    statement.push(&format!("UPDATE {} SET ", table(dialect, resource)));
    for (index, assignment) in values.iter().enumerate() {
        if index > 0 {
            statement.push(", ");
        }
        let column = quote(dialect, &assignment.field.column);
        statement.push(&format!("{column} = ?"));
        let value = comparable(dialect, assignment.field, assignment.value.clone());
        statement.params.push(value);
    }
    where_key(&mut statement, dialect, resource, key);
    statement
}

/// The row with a key, gone.
pub fn delete(dialect: Dialect, resource: &Resource, key: &[Value]) -> Statement {
    let mut statement = Statement::default();
    statement.push(&format!("DELETE FROM {}", table(dialect, resource)));
    where_key(&mut statement, dialect, resource, key);
    statement
}

/// The first column of a row with these values, of columns by their names, that compare as those of the fields.
///
/// On MySQL the row as it is now, not as it was when the transaction began: foreign keys look at that, too.
pub fn any_with(dialect: Dialect, table: &str, values: &[(&str, &Field, &Value)]) -> Statement {
    let mut statement = first_with(dialect, table, values);
    statement.push(match dialect {
        Dialect::Mysql => " LIMIT 1 LOCK IN SHARE MODE",
        Dialect::Sqlite => " LIMIT 1",
    });
    statement
}

/// The first column of a row with these values, but for the row with a key, which is empty for none.
pub fn taken(
    dialect: Dialect,
    resource: &Resource,
    values: &[(&'static Field, &Value)],
    key: &[Value],
) -> Statement {
    let columns = values
        .iter()
        .map(|(field, value)| (&*field.column, *field, *value));
    let columns: Vec<(&str, &Field, &Value)> = columns.collect();
    let mut statement = first_with(dialect, table_name(dialect, resource), &columns);
    for (index, (field, value)) in resource.key().into_iter().zip(key).enumerate() {
        statement.push(if index == 0 { " AND NOT (" } else { " AND " });
        statement.push(&format!("{} = ", quote(dialect, &field.column)));
        statement.bind(dialect, field, value.clone());
    }
    statement.push(if key.is_empty() {
        " LIMIT 1"
    } else {
        ") LIMIT 1"
    });
    statement
}

/// `SELECT` of the first column where all have these values.
fn first_with(dialect: Dialect, table: &str, values: &[(&str, &Field, &Value)]) -> Statement {
    let column = |name: &str| quote(dialect, name);
    let first = values.first().map_or("", |(name, ..)| *name);
    let mut statement = Statement::default();
    let (first, table) = (column(first), quote(dialect, table));
    statement.push(&format!("SELECT {first} FROM {table}"));
    for (index, (name, field, value)) in values.iter().enumerate() {
        statement.push(if index == 0 { " WHERE " } else { " AND " });
        statement.push(&format!("{} = ", column(name)));
        statement.bind(dialect, field, (*value).clone());
    }
    statement
}

#[cfg(test)]
mod tests;
