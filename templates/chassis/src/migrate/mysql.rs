//! Migrations of MySQL and MariaDB: statement by statement, each recorded, since DDL cannot be rolled back.
//!
//! Rows are changed in one transaction with the record. What else runs is recorded as started before, together with a
//! fingerprint of the tables that it names: a run that finds such a record compares, and knows whether it was executed.

mod records;
mod schema;

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Error};
use tracing::{info, warn};

use super::checksum::{of_statements, unix};
use super::history::{History, Progress, Started, may_record};
use super::script::Statement;
use super::{MigrateError, Migration, checksum, latest, script};
use crate::db::mysql::{Mysql, from_driver};
use crate::db::{DbError, Dialect};

/// How long another run is waited for, in seconds: one that was killed holds the lock until its last statement ends.
const WAIT: [u32; 2] = [1, 59];

/// How long statements wait, so that neither a running service nor a migration holds up the other for long: for the lock
/// of a table, behind which all others wait, too, and for a row.
const SESSION: &str = "SET SESSION lock_wait_timeout = 60, innodb_lock_wait_timeout = 50";

/// How to go on when a statement fails.
const HELP: &str = "the statements before it are done and recorded: mend the rows, or the script from this statement on, and run \
                    `migrate` again, which goes on here";

/// Tells the log when the database is not at the program's version. Nothing is changed.
pub(crate) async fn warn_when_behind(
    mysql: &Mysql,
    migrations: &'static [Migration],
) -> Result<(), MigrateError> {
    let latest = latest(migrations)?;
    match read(mysql).await.map(Option::unwrap_or_default) {
        Ok(history) => match history.missing(migrations, Dialect::Mysql) {
            Ok([]) => {}
            Ok(missing) => warn!(
                "the database is at version {} and the program at {latest}: {} migrations are to be applied by the command \
                 `migrate`; `migrate --dry-run` shows their SQL",
                history.version(),
                missing.len(),
            ),
            Err(error) => warn!("{error}"),
        },
        // The service may work all the same.
        Err(error) => warn!("the database's version cannot be read: {error}"),
    }
    Ok(())
}

/// The records of versions; none when the database has no tables at all.
pub(super) async fn read(mysql: &Mysql) -> Result<Option<History>, DbError> {
    let mut conn = mysql.dedicated().await?;
    let history = records::read(&mut conn).await?;
    conn.disconnect().await.map_err(from_driver)?;
    Ok(history)
}

/// Applies what is missing.
pub(super) async fn apply(
    mysql: &Mysql,
    migrations: &'static [Migration],
) -> Result<(), MigrateError> {
    let mut conn = locked(mysql).await?;
    let done = apply_missing(&mut conn, migrations).await;
    release(conn, done).await
}

/// Records the versions up to one as had, without running anything.
pub(super) async fn baseline(
    mysql: &Mysql,
    migrations: &'static [Migration],
    asked: u32,
) -> Result<(), MigrateError> {
    let mut conn = locked(mysql).await?;
    let done = async {
        may_record(records::read(&mut conn).await?, migrations, asked)?;
        records::create(&mut conn).await?;
        Ok(records::baseline(&mut conn, asked).await?)
    };
    let done = done.await;
    release(conn, done).await
}

/// A connection that holds the lock of migrations. The server frees it when the connection ends, however that comes.
async fn locked(mysql: &Mysql) -> Result<Conn, MigrateError> {
    let mut conn = mysql.dedicated().await?;
    conn.query_drop(SESSION).await.map_err(from_driver)?;
    for (attempt, wait) in WAIT.into_iter().enumerate() {
        // Names of locks hold for the whole server.
        let lock =
            format!("SELECT GET_LOCK(CONCAT('scaffold_migration_', MD5(DATABASE())), {wait})");
        let had: Option<Option<i64>> = conn.query_first(lock).await.map_err(from_driver)?;
        if had.flatten() == Some(1) {
            return Ok(conn);
        }
        if attempt == 0 {
            info!(
                "another `migrate` is at work, or was killed in the middle of a statement: waiting"
            );
        }
    }
    Err(MigrateError::Locked)
}

async fn release(conn: Conn, done: Result<(), MigrateError>) -> Result<(), MigrateError> {
    let ended = conn.disconnect().await.map_err(from_driver);
    done.and_then(|()| Ok(ended?))
}

async fn apply_missing(
    conn: &mut Conn,
    migrations: &'static [Migration],
) -> Result<(), MigrateError> {
    let latest = latest(migrations)?;
    let history = records::read(conn)
        .await?
        .ok_or(MigrateError::Empty(latest))?;
    let missing = history.missing(migrations, Dialect::Mysql)?;
    if missing.is_empty() {
        return Ok(());
    }
    records::create(conn).await?;
    if history.0.is_empty() {
        records::baseline(conn, 1).await?;
    }
    for migration in missing {
        let record = history.record(migration.version);
        let progress = record.and_then(|record| record.progress.clone());
        let mut run = Run {
            statements: script::statements(migration, Dialect::Mysql)?,
            file: migration.file(Dialect::Mysql),
            conn,
            version: migration.version,
            done: 0,
        };
        match progress {
            Some(progress) => run.resume(progress).await?,
            None => records::open(run.conn, migration.version).await?,
        }
        run.finish().await?;
        let checksum = checksum::of_script(migration.mysql);
        records::close(conn, migration.version, &checksum).await?;
        info!("applied {}", migration.file(Dialect::Mysql));
    }
    Ok(())
}

/// A script that is being applied.
struct Run<'c> {
    conn: &'c mut Conn,
    version: u32,
    file: String,
    statements: Vec<Statement<'static>>,
    /// How many statements have been executed, and are recorded so.
    done: usize,
}

impl Run<'_> {
    /// Takes up a script that another run left.
    async fn resume(&mut self, progress: Progress) -> Result<(), MigrateError> {
        let done = progress.done;
        let executed = self.statements.get(..done);
        let is_same = |executed| of_statements(executed) == progress.checksum;
        let Some(executed) = executed.filter(|executed| is_same(executed)) else {
            let file = self.file.clone();
            return Err(MigrateError::DoneChanged { file, done });
        };
        info!("{}: {done} statements have been executed before", self.file);
        self.done = done;
        // What they set holds for a connection only, and this is a new one.
        for statement in executed.iter().filter(|one| one.keyword() == "SET") {
            self.conn
                .query_drop(statement.sql)
                .await
                .map_err(from_driver)?;
        }
        match progress.started {
            Some(started) => self.settle(started).await,
            None => Ok(()),
        }
    }

    /// Finds out whether the statement that was cut off has been executed.
    async fn settle(&mut self, started: Started) -> Result<(), MigrateError> {
        let number = self.done + 1;
        let file = &self.file;
        if schema::fingerprint(self.conn, &started.sql).await? == started.schema {
            info!(
                "{file}: statement {number} was cut off before it was executed: what it names is as it was"
            );
            return Ok(records::not_started(self.conn, self.version).await?);
        }
        let next = self.statements.get(self.done);
        if next.is_none_or(|next| unix(next.sql) != unix(&started.sql)) {
            let (file, sql) = (file.clone(), started.sql);
            return Err(MigrateError::StartedChanged { file, number, sql });
        }
        info!(
            "{file}: statement {number} had been executed when it was cut off: what it names has changed since"
        );
        self.step().await
    }

    /// Executes all that is left.
    async fn finish(&mut self) -> Result<(), MigrateError> {
        while let Some(statement) = self.statements.get(self.done).copied() {
            self.execute(statement).await?;
        }
        Ok(())
    }

    /// Records one statement more as executed.
    async fn step(&mut self) -> Result<(), MigrateError> {
        self.done += 1;
        let executed = self.statements.get(..self.done).unwrap_or_default();
        Ok(records::step(self.conn, self.version, executed).await?)
    }

    async fn execute(&mut self, statement: Statement<'static>) -> Result<(), MigrateError> {
        let in_transaction = changes_rows(&statement);
        if in_transaction {
            self.drop("START TRANSACTION").await?;
        } else {
            let started = Started {
                sql: statement.sql.to_owned(),
                schema: schema::fingerprint(self.conn, statement.sql).await?,
            };
            records::start(self.conn, self.version, &started).await?;
        }
        if let Err(error) = self.conn.query_drop(statement.sql).await {
            return Err(self.failed(statement, in_transaction, error).await);
        }
        self.step().await
    }

    async fn failed(
        &mut self,
        statement: Statement<'static>,
        in_transaction: bool,
        error: Error,
    ) -> MigrateError {
        // The server says no: it was not executed. Where the connection broke nobody knows, and the record stays.
        if matches!(error, Error::Server(_)) {
            let cleared = match in_transaction {
                true => self.drop("ROLLBACK").await,
                false => records::not_started(self.conn, self.version).await,
            };
            if let Err(error) = cleared {
                warn!("the failure cannot be recorded: {error}");
            }
        }
        MigrateError::Statement {
            file: self.file.clone(),
            line: statement.line,
            number: self.done + 1,
            first_line: statement.first_line(),
            message: match error {
                Error::Server(error) => error.to_string(),
                error => error.to_string(),
            },
            help: HELP,
        }
    }

    async fn drop(&mut self, sql: &str) -> Result<(), DbError> {
        self.conn.query_drop(sql).await.map_err(from_driver)
    }
}

/// Whether a statement only reads or writes rows: then the server takes it back together with its record.
fn changes_rows(statement: &Statement<'_>) -> bool {
    let rows = [
        "DELETE", "DO", "INSERT", "REPLACE", "SELECT", "SET", "UPDATE", "WITH",
    ];
    rows.contains(&statement.keyword().as_str())
}
