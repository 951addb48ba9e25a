//! What a database says of its versions, and what the program makes of it.

use std::fmt::Write;

use super::{MigrateError, Migration, checksum, latest, script};
use crate::db::Dialect;

/// A row of the table of versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) version: u32,
    /// The script's checksum; none where the version was had without running it.
    pub(super) checksum: Option<String>,
    /// When the version was had, in UTC.
    pub(super) applied_at: Option<String>,
    /// How far the script is, as long as it is not done: only where statements are recorded one by one.
    pub(super) progress: Option<Progress>,
}

/// How far a script is that is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Progress {
    /// How many statements have been executed.
    pub(super) done: usize,
    /// The checksum of these.
    pub(super) checksum: String,
    /// The statement that was executing when the record was written.
    pub(super) started: Option<Started>,
}

/// A statement of which nobody knows whether it was executed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Started {
    /// Its text.
    pub(super) sql: String,
    /// The fingerprint of what it names, before it.
    pub(super) schema: String,
}

/// The rows of the table of versions, in their order; none when there is no such table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct History(pub(super) Vec<Record>);

impl History {
    /// The version that the database has. One without records has the schema that the project was made with.
    pub(super) fn version(&self) -> u32 {
        let done = self.0.iter().filter(|record| record.progress.is_none());
        done.map(|record| record.version).max().unwrap_or(1)
    }

    /// The migrations that the database has not had, or not whole. Fails when it knows others than the program.
    pub(super) fn missing<'m>(
        &self,
        migrations: &'m [Migration],
        dialect: Dialect,
    ) -> Result<&'m [Migration], MigrateError> {
        let latest = latest(migrations)?;
        let found = self.0.iter().map(|record| record.version).max();
        if let Some(found) = found.filter(|&found| found > latest) {
            return Err(MigrateError::Newer { found, latest });
        }
        for migration in migrations {
            let record = self.record(migration.version);
            let applied = record.and_then(|record| record.checksum.as_deref());
            if applied.is_some_and(|sum| sum != checksum::of_script(migration.script(dialect))) {
                let file = migration.file(dialect);
                return Err(MigrateError::Changed { file });
            }
        }
        let version = self.version();
        let start = migrations.partition_point(|migration| migration.version <= version);
        Ok(migrations.get(start..).unwrap_or_default())
    }

    pub(super) fn record(&self, version: u32) -> Option<&Record> {
        self.0.iter().find(|record| record.version == version)
    }

    fn progress(&self, version: u32) -> Option<&Progress> {
        self.record(version)?.progress.as_ref()
    }

    /// A line for each version, for people.
    pub(super) fn status(
        &self,
        migrations: &[Migration],
        dialect: Dialect,
    ) -> Result<String, MigrateError> {
        let (version, latest) = (self.version(), latest(migrations)?);
        let mut text = format!("the database is at version {version}, the program at {latest}\n");
        let newer = self.0.iter().map(|record| record.version).max();
        for version in 1..=latest.max(newer.unwrap_or(1)) {
            let state = self.state(version, migrations, dialect)?;
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{version:>5}  {state}");
        }
        Ok(text)
    }

    fn state(
        &self,
        version: u32,
        migrations: &[Migration],
        dialect: Dialect,
    ) -> Result<String, MigrateError> {
        let mut migrations = migrations.iter();
        let Some(migration) = migrations.find(|migration| migration.version == version) else {
            return Ok(match version {
                1 => "the schema that the project was made with".to_owned(),
                _ => "not known to this program".to_owned(),
            });
        };
        let file = migration.file(dialect);
        if let Some(Progress { done, started, .. }) = self.progress(version) {
            let count = script::statements(migration, dialect)?.len();
            let doubt = match started {
                Some(_) => format!("; statement {} was cut off", done + 1),
                None => String::new(),
            };
            return Ok(format!(
                "in progress: {done} of {count} statements{doubt}  {file}"
            ));
        }
        let Some(record) = self.record(version) else {
            return Ok(match version <= self.version() {
                true => format!("had without this migration  {file}"),
                false => format!("to be applied  {file}"),
            });
        };
        let at = record.applied_at.as_deref().unwrap_or_default();
        Ok(match &record.checksum {
            None => format!("recorded {at} UTC, not run  {file}"),
            Some(sum) if *sum != checksum::of_script(migration.script(dialect)) => {
                format!("applied {at} UTC, and changed since  {file}")
            }
            Some(_) => format!("applied {at} UTC  {file}"),
        })
    }

    /// The SQL of what is missing, as it would run.
    pub(super) fn dry_run(
        &self,
        migrations: &[Migration],
        dialect: Dialect,
    ) -> Result<String, MigrateError> {
        let mut text = String::new();
        for migration in self.missing(migrations, dialect)? {
            let statements = script::statements(migration, dialect)?;
            let progress = self.progress(migration.version);
            let done = progress.map_or(0, |progress| progress.done);
            let (file, count) = (migration.file(dialect), statements.len());
            // Writing to a string cannot fail.
            let _ = writeln!(text, "-- {file}: {count} statements, {done} executed");
            if progress.is_some_and(|progress| progress.started.is_some()) {
                let _ = writeln!(text, "-- The next one was cut off: it runs if it did not.");
            }
            for statement in statements.get(done..).unwrap_or_default() {
                let _ = writeln!(text, "{};", statement.sql);
            }
        }
        Ok(text)
    }
}

/// Whether the versions up to one may be recorded as had; none is the history of a database without tables.
pub(super) fn may_record(
    history: Option<History>,
    migrations: &[Migration],
    asked: u32,
) -> Result<(), MigrateError> {
    let latest = latest(migrations)?;
    let found = history.ok_or(MigrateError::Empty(latest))?.version();
    if (found..=latest).contains(&asked) {
        return Ok(());
    }
    Err(MigrateError::Baseline {
        asked,
        found,
        latest,
    })
}

#[cfg(test)]
mod tests;
