//! The command `migrate`.

use super::history::History;
use super::{MigrateError, Migration, mysql, sqlite};
use crate::db::{Backend, Database};

/// What `migrate` is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// Apply what is missing.
    Apply,
    /// Show the SQL of what is missing.
    DryRun,
    /// Tell the state of every version.
    Status,
    /// Record the versions up to this one as had, without running anything.
    Baseline(u32),
}

/// Does what is asked for, and gives the text to print.
///
/// `schema` is the script that makes a new SQLite database. On MySQL one run at a time is at work, held off by a lock of the
/// server's; behind Vitess or TiDB see that only one is started.
pub async fn run(
    database: &Database,
    schema: &str,
    migrations: &'static [Migration],
    request: Request,
) -> Result<String, MigrateError> {
    match request {
        Request::Apply => match database.backend() {
            Backend::Mysql(mysql) => mysql::apply(mysql, migrations).await?,
            Backend::Sqlite(_) => database.migrate(schema, migrations).await?,
        },
        Request::Baseline(version) => match database.backend() {
            Backend::Mysql(mysql) => mysql::baseline(mysql, migrations, version).await?,
            Backend::Sqlite(sqlite) => {
                let record =
                    move |connection: &_| sqlite::baseline(connection, migrations, version);
                sqlite.alone(record).await?;
            }
        },
        Request::DryRun | Request::Status => {}
    }
    let Some(history) = read(database).await? else {
        return Ok(match (database.backend(), request) {
            (Backend::Sqlite(_), Request::DryRun) => schema.to_owned(),
            _ => "the database has no tables\n".to_owned(),
        });
    };
    match request {
        Request::Apply | Request::Baseline(_) => Ok(format!(
            "the database is at version {}\n",
            history.version()
        )),
        Request::DryRun => history.dry_run(migrations, database.dialect()),
        Request::Status => history.status(migrations, database.dialect()),
    }
}

async fn read(database: &Database) -> Result<Option<History>, MigrateError> {
    match database.backend() {
        Backend::Mysql(mysql) => Ok(mysql::read(mysql).await?),
        Backend::Sqlite(sqlite) => {
            let read = |connection: &_| Ok(sqlite::read(connection)?);
            sqlite.alone(read).await
        }
    }
}
