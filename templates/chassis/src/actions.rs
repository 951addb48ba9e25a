//! The standard actions on a resource, inside the connection that `dispatch` gives them.

mod read;

pub(crate) use read::{listed, or_none, read};

use crate::codec;
use crate::context::Context;
use crate::db::{DbError, Dialect, Executed, Transaction};
use crate::error::{Error, Kind};
use crate::hooks::Change;
use crate::model::{Action, DefaultValue, Field, Resource, Type};
use crate::operation::{Assignment, Entry, Input, Output};
use crate::refused::{self, Write};
use crate::sql::{self, Statement};
use crate::value::{Row, Value};

/// Runs an action in a transaction: the service's own code, or a write with its hooks.
pub async fn run(
    transaction: &mut Transaction,
    context: &Context,
    entry: &Entry,
    action: Action,
    input: Input,
) -> Result<Output, Error> {
    let code = entry.code.as_ref();
    match code.and_then(|code| code.custom.get(&action)) {
        Some(custom) => custom.run(context, transaction, input).await,
        None => write(transaction, context, entry, action, input).await,
    }
}

async fn write(
    transaction: &mut Transaction,
    context: &Context,
    entry: &Entry,
    action: Action,
    input: Input,
) -> Result<Output, Error> {
    let resource = entry.resource;
    if resource.is_unsupported(action) {
        let detail =
            "rows of this resource are to be marked as deleted, which is not supported yet";
        return Err(Error::new(Kind::NotImplemented).detail(detail));
    }
    let hooks = entry.code.as_ref().map(|code| &code.hooks);
    let (key, mut assignments) = match (action, input) {
        (Action::Create, Input::New(assignments)) => (Vec::new(), assignments),
        (Action::Replace | Action::Update, Input::Change(key, assignments)) => (key, assignments),
        (Action::Delete, Input::Row(key)) => (key, Vec::new()),
        _ => return Err(mismatched(resource)),
    };
    // Every key column, or none at all for a new row: no write covers less.
    if action != Action::Create && key.len() != resource.key().len() {
        return Err(mismatched(resource));
    }
    if let Some(hooks) = hooks {
        let change = Change {
            action,
            key: &key,
            assignments: &mut assignments,
        };
        hooks.before(context, transaction, change).await?;
    }
    let row = match action {
        Action::Create => Some(create(transaction, resource, assignments).await?),
        Action::Delete => {
            delete(transaction, resource, &key).await?;
            None
        }
        _ => Some(change_row(transaction, resource, &key, assignments).await?),
    };
    if let Some(hooks) = hooks {
        let after = hooks.after(context, transaction, action, &key, row.as_ref());
        after.await?;
    }
    Ok(match row {
        Some(row) if action == Action::Create => Output::Created(row),
        Some(row) => Output::Row(row),
        None => Output::Done,
    })
}

/// Inserts a row and reads it back, since the database may have filled in the rest.
pub(crate) async fn create(
    transaction: &mut Transaction,
    resource: &'static Resource,
    mut assignments: Vec<Assignment>,
) -> Result<Row, Error> {
    let dialect = transaction.dialect();
    local_time(resource, &mut assignments, is_now);
    if dialect == Dialect::Mysql {
        compute_defaults(transaction, resource, &mut assignments).await?;
    }
    let statement = sql::insert(dialect, resource, &assignments);
    let write = Write {
        resource,
        key: &[],
        assignments: &assignments,
    };
    let executed = execute(transaction, write, statement).await?;
    if let Some(refused) = used_up(resource, &assignments, &executed) {
        // No value of the client's is taken: the row itself is there, until it is rolled back.
        return Err(refused.into());
    }
    let statement = match dialect {
        Dialect::Sqlite => sql::get_by_rowid(resource, unsigned(executed.last_insert_id)),
        Dialect::Mysql => match new_key(resource, &assignments, &executed) {
            Some(key) => sql::get(dialect, resource, &key),
            None => return like(transaction, resource, assignments, &executed).await,
        },
    };
    row(transaction, resource, statement).await
}

/// What a server says to a new row whose AUTO_INCREMENT column is at the end of its type; SQLite counts on.
fn used_up(
    resource: &Resource,
    assignments: &[Assignment],
    executed: &Executed,
) -> Option<DbError> {
    let given = |field: &Field| assignments.iter().any(|it| it.field == field);
    let mut fields = resource.fields.iter();
    let field = fields.find(|it| it.default == Some(DefaultValue::Auto) && !given(it))?;
    let Type::Int(int) = &field.ty else {
        return None;
    };
    let (_, last) = int.bounds();
    let last = field.range.max.map_or(last, i128::from);
    (i128::from(executed.last_insert_id) > last).then(|| DbError::Duplicate {
        constraint: "AUTO_INCREMENT".to_owned(),
    })
}

/// The row that was just inserted into a table without a key: one that holds all that is known of it.
async fn like(
    transaction: &mut Transaction,
    resource: &'static Resource,
    mut known: Vec<Assignment>,
    executed: &Executed,
) -> Result<Row, Error> {
    for field in resource.fields.iter() {
        let given = known.iter().any(|assignment| assignment.field == field);
        let value = match &field.default {
            Some(DefaultValue::Auto) if !given => Some(unsigned(executed.last_insert_id)),
            Some(DefaultValue::Literal(text)) if !given => codec::literal(field, text),
            _ => None,
        };
        if let Some(value) = value {
            known.push(Assignment { field, value });
        }
    }
    let dialect = transaction.dialect();
    let statement = sql::get_like(dialect, resource, &known);
    match row(transaction, resource, statement).await {
        // FLOAT(7,2) rounds and BINARY(16) pads: what such columns hold is not what was given.
        Err(error) if error.kind == Kind::NotFound => {
            let exact = |ty: &Type| !matches!(ty, Type::Float | Type::Double | Type::Bytes { .. });
            known.retain(|assignment| exact(&assignment.field.ty));
            let statement = sql::get_like(dialect, resource, &known);
            row(transaction, resource, statement).await
        }
        result => result,
    }
}

/// Gives columns whose DEFAULT is an expression, such as `uuid()`, their value before the insert: afterwards MySQL
/// does not tell it. Those are the key's, and all columns of a table that has none: they find the new row again.
async fn compute_defaults(
    transaction: &mut Transaction,
    resource: &'static Resource,
    assignments: &mut Vec<Assignment>,
) -> Result<(), Error> {
    let keyless = resource.key().is_empty();
    for field in resource.fields.iter() {
        let given = assignments
            .iter()
            .any(|assignment| assignment.field == field);
        if let (Some(DefaultValue::Expression(expression)), false) = (&field.default, given)
            && (keyless || field.key.is_some())
        {
            let sql = format!("SELECT {expression}");
            let rows = match transaction.fetch(sql, Vec::new(), vec![field]).await {
                // An expression over other columns; the other values have to do.
                Err(DbError::Missing(_) | DbError::Other(_)) if keyless => continue,
                rows => rows?,
            };
            if let Some(value) = rows.into_iter().flatten().next() {
                assignments.push(Assignment { field, value });
            }
        }
    }
    Ok(())
}

/// Gives columns of local time that the database would set to the current time theirs: the database's own is UTC.
fn local_time(
    resource: &'static Resource,
    assignments: &mut Vec<Assignment>,
    is_set: fn(&Field) -> bool,
) {
    for field in resource.fields.iter().filter(|field| is_set(field)) {
        let (Type::DateTime { fraction }, Some(zone)) = (&field.ty, &field.time_zone) else {
            continue;
        };
        let given = assignments
            .iter()
            .any(|assignment| assignment.field == field);
        let now = codec::now(zone, *fraction).filter(|_| !given);
        assignments.extend(now.map(|now| Assignment {
            field,
            value: Value::Text(now),
        }));
    }
}

/// Whether a new row that does not give the column has the current time in it.
fn is_now(field: &Field) -> bool {
    matches!(&field.default, Some(DefaultValue::Expression(sql)) if sql.starts_with("CURRENT_TIMESTAMP"))
}

/// The key of a row that was just inserted; none when the table has none.
fn new_key(
    resource: &'static Resource,
    assignments: &[Assignment],
    executed: &Executed,
) -> Option<Vec<Value>> {
    let key = resource.key();
    let value = |field: &'static Field| {
        let given = assignments
            .iter()
            .find(|assignment| assignment.field == field);
        match (given, &field.default) {
            (None, Some(DefaultValue::Auto)) => Some(unsigned(executed.last_insert_id)),
            (Some(assignment), _) => Some(assignment.value.clone()),
            (None, Some(DefaultValue::Literal(text))) => codec::literal(field, text),
            (None, _) => None,
        }
    };
    (!key.is_empty()).then(|| key.into_iter().map(value).collect())?
}

fn unsigned(number: u64) -> Value {
    i64::try_from(number).map_or(Value::Unsigned(number), Value::Int)
}

pub(crate) async fn change_row(
    transaction: &mut Transaction,
    resource: &'static Resource,
    key: &[Value],
    mut assignments: Vec<Assignment>,
) -> Result<Row, Error> {
    let dialect = transaction.dialect();
    if !assignments.is_empty() {
        local_time(resource, &mut assignments, |field| field.on_update);
        let statement = sql::update(dialect, resource, key, &assignments);
        let write = Write {
            resource,
            key,
            assignments: &assignments,
        };
        affect(transaction, write, statement).await?;
    }
    let statement = sql::get(dialect, resource, key);
    row(transaction, resource, statement).await
}

pub(crate) async fn delete(
    transaction: &mut Transaction,
    resource: &'static Resource,
    key: &[Value],
) -> Result<(), Error> {
    let statement = sql::delete(transaction.dialect(), resource, key);
    let write = Write {
        resource,
        key,
        assignments: &[],
    };
    affect(transaction, write, statement).await
}

/// Runs a statement that must find its row.
async fn affect(
    transaction: &mut Transaction,
    write: Write<'_>,
    statement: Statement,
) -> Result<(), Error> {
    match transaction.execute(statement.sql, statement.params).await {
        Ok(executed) if executed.affected > 0 => Ok(()),
        Ok(_) | Err(DbError::Incomparable(_)) => Err(Error::no_row()),
        Err(refused) => Err(refused::error(transaction, write, refused).await),
    }
}

async fn execute(
    transaction: &mut Transaction,
    write: Write<'_>,
    statement: Statement,
) -> Result<Executed, Error> {
    match transaction.execute(statement.sql, statement.params).await {
        Ok(executed) => Ok(executed),
        Err(refused) => Err(refused::error(transaction, write, refused).await),
    }
}

async fn row(
    transaction: &mut Transaction,
    resource: &'static Resource,
    statement: Statement,
) -> Result<Row, Error> {
    let rows = transaction
        .fetch(statement.sql, statement.params, columns(resource))
        .await;
    or_none(rows)?.into_iter().next().ok_or_else(Error::no_row)
}

fn columns(resource: &'static Resource) -> Vec<&'static Field> {
    resource.fields.iter().collect()
}

/// An adapter gave an operation the input of another.
fn mismatched(resource: &Resource) -> Error {
    let cause = format!(
        "an operation of `{}` was given another's input",
        resource.table
    );
    Error::new(Kind::Internal).cause(cause)
}
