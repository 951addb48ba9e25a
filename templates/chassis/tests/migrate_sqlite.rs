//! Migrations of an embedded database.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use chassis::Migration;
use chassis::db::{Database, DbError};
use chassis::migrate::{MigrateError, Request, run};
use rusqlite::Connection;
use tempfile::TempDir;

const FIRST: &str = "CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;\n\
     CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id) ON DELETE CASCADE) STRICT;";

const LATEST: &str = "CREATE TABLE parents (id INTEGER PRIMARY KEY, title TEXT NOT NULL, size INTEGER NOT NULL DEFAULT 7) STRICT;\n\
     CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id) ON DELETE CASCADE) STRICT;";

const fn migration(version: u32, sqlite: &'static str) -> Migration {
    let mysql = "SELECT 1;";
    Migration {
        version,
        mysql,
        sqlite,
    }
}

/// A table made anew: with foreign keys on, the children would go with the old one.
const REBUILD: &str = "-- The name; the title.\n\
     CREATE TABLE parents_new (id INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT;\n\
     INSERT INTO parents_new SELECT id, name || ';' FROM parents;\n\
     DROP TABLE parents;\n\
     ALTER TABLE parents_new RENAME TO parents;\n";

const MIGRATIONS: &[Migration] = &[
    migration(2, REBUILD),
    migration(
        3,
        "ALTER TABLE parents ADD COLUMN size INTEGER NOT NULL DEFAULT 7;",
    ),
];

const ONE: &[Migration] = &[MIGRATIONS[0]];

struct Fixture {
    folder: TempDir,
    database: Database,
}

impl Fixture {
    /// A database of version 1 with rows, as a project makes it that has no migrations.
    async fn first() -> Self {
        let fixture = Self::empty().await;
        assert_eq!(fixture.database.migrate(FIRST, &[]).await, Ok(()));
        fixture.execute("INSERT INTO parents VALUES (1, 'a'), (2, 'b'); INSERT INTO children VALUES (10, 1), (11, 2), (12, NULL)");
        fixture
    }

    async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = connect(folder.path()).await;
        Self { folder, database }
    }

    async fn migrate(&self, migrations: &'static [Migration]) -> Result<(), MigrateError> {
        self.database.migrate(LATEST, migrations).await
    }

    fn versions(&self) -> Vec<String> {
        let versions = "SELECT version || coalesce(' ' || length(checksum), '') FROM scaffold_migration ORDER BY 1";
        texts(&self.open("shop.db"), versions)
    }

    /// What is beside the database file, sorted.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = names
            .map(|name| name.to_string_lossy().into_owned())
            .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
            .collect();
        names.sort();
        names
    }

    /// Statements of somebody else.
    fn execute(&self, sql: &str) {
        self.open("shop.db").execute_batch(sql).expect("statements");
    }

    fn count(&self, sql: &str) -> i64 {
        let count = self.open("shop.db").query_row(sql, (), |row| row.get(0));
        count.expect("a number")
    }

    fn open(&self, name: &str) -> Connection {
        Connection::open(self.folder.path().join(name)).expect("a database")
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("shop.db")
}

async fn connect(folder: &Path) -> Database {
    let url = format!("sqlite:{}", file(folder).display());
    Database::connect(&url).await.expect("a database")
}

/// A statement of the service's.
async fn write(database: &Database, sql: &str) -> Result<(), DbError> {
    let mut transaction = database.begin().await?;
    transaction.execute(sql.to_owned(), vec![]).await?;
    transaction.commit().await
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).expect("a query");
    let rows = statement.query_map((), |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a text")).collect()
}

#[tokio::test]
async fn a_fresh_database_has_the_latest_version() {
    let fixture = Fixture::empty().await;
    assert_eq!(fixture.migrate(MIGRATIONS).await, Ok(()));
    assert_eq!(fixture.versions(), ["1", "2", "3"]);
    assert_eq!(fixture.migrate(MIGRATIONS).await, Ok(()));
    assert_eq!(fixture.files(), ["shop.db"]);
    // No script was run here: what becomes of their texts is nothing to this database.
    const EDITED: &[Migration] = &[migration(2, "SELECT 0;"), MIGRATIONS[1]];
    assert_eq!(fixture.migrate(EDITED).await, Ok(()));
}

#[tokio::test]
async fn an_older_database_is_migrated_behind_a_backup() {
    let fixture = Fixture::first().await;
    assert_eq!(fixture.migrate(MIGRATIONS).await, Ok(()));
    assert_eq!(fixture.versions(), ["1", "2 64", "3 64"]);
    let titles = "SELECT id || title || size FROM parents ORDER BY id";
    assert_eq!(texts(&fixture.open("shop.db"), titles), ["1a;7", "2b;7"]);
    let children = "SELECT id || ':' || coalesce(parent, '-') FROM children ORDER BY id";
    assert_eq!(
        texts(&fixture.open("shop.db"), children),
        ["10:1", "11:2", "12:-"]
    );
    // Foreign keys are on again.
    let orphan = write(&fixture.database, "INSERT INTO children VALUES (13, 99)").await;
    assert!(
        matches!(orphan, Err(DbError::ForeignKey { .. })),
        "{orphan:?}"
    );

    assert_eq!(fixture.files(), ["shop.db", "shop.db.v1.bak"]);
    let backup = fixture.open("shop.db.v1.bak");
    let names: String = backup
        .query_row("SELECT group_concat(name, ',') FROM parents", (), |row| {
            row.get(0)
        })
        .expect("the old column");
    assert_eq!(names, "a,b");
}

#[tokio::test]
async fn a_database_of_before_the_table_of_versions_is_version_1() {
    let fixture = Fixture::empty().await;
    fixture.execute(FIRST);
    assert_eq!(fixture.database.migrate(FIRST, &[]).await, Ok(()));
    let tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'scaffold_migration'";
    assert_eq!(fixture.count(tables), 0, "there was nothing to do");
    assert_eq!(fixture.migrate(ONE).await, Ok(()));
    assert_eq!(fixture.versions(), ["1", "2 64"]);
}

#[tokio::test]
async fn backups_are_never_overwritten() {
    let fixture = Fixture::first().await;
    fs::write(fixture.folder.path().join("shop.db.v1.bak"), "mine").expect("a file");
    // What a run left that was killed while it copied.
    fs::write(
        fixture.folder.path().join("shop.db.v1.bak.unfinished"),
        "half",
    )
    .expect("a file");
    assert_eq!(fixture.migrate(ONE).await, Ok(()));
    assert_eq!(fixture.migrate(MIGRATIONS).await, Ok(()));
    assert_eq!(
        fixture.files(),
        [
            "shop.db",
            "shop.db.v1.2.bak",
            "shop.db.v1.bak",
            "shop.db.v2.bak"
        ]
    );
    let mine = fs::read_to_string(fixture.folder.path().join("shop.db.v1.bak"));
    assert_eq!(mine.expect("a file"), "mine");
    let version: i64 = fixture
        .open("shop.db.v2.bak")
        .query_row("SELECT max(version) FROM scaffold_migration", (), |row| {
            row.get(0)
        })
        .expect("a version");
    assert_eq!(version, 2);
}

#[cfg(unix)]
#[tokio::test]
async fn a_backup_is_read_by_whom_the_database_is() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = Fixture::first().await;
    let private = fs::Permissions::from_mode(0o600);
    fs::set_permissions(file(fixture.folder.path()), private).expect("permissions");
    assert_eq!(fixture.migrate(ONE).await, Ok(()));
    let backup = fs::metadata(fixture.folder.path().join("shop.db.v1.bak")).expect("a backup");
    assert_eq!(backup.permissions().mode() & 0o777, 0o600);
}

/// The dump of every table, to see that nothing changed.
fn dump(folder: &Path) -> Vec<String> {
    let connection = Connection::open(file(folder)).expect("a database");
    let mut dump = Vec::new();
    for sql in [
        "SELECT sql FROM sqlite_schema ORDER BY name",
        "SELECT id || name FROM parents ORDER BY id",
        "SELECT id || ':' || coalesce(parent, '-') FROM children ORDER BY id",
        "SELECT version FROM scaffold_migration ORDER BY 1",
    ] {
        let mut statement = connection.prepare(sql).expect("a query");
        let rows = statement.query_map((), |row| row.get::<_, rusqlite::types::Value>(0));
        dump.extend(rows.expect("rows").map(|row| format!("{row:?}")));
    }
    dump
}

#[tokio::test]
async fn a_failure_leaves_everything_as_it_was() {
    const BROKEN: &[Migration] = &[
        MIGRATIONS[0],
        migration(
            3,
            "-- one\nDELETE FROM children;\nALTER TABLE parents\n  ADD COLUMN title TEXT;",
        ),
    ];
    let fixture = Fixture::first().await;
    let before = dump(fixture.folder.path());
    let error = fixture
        .migrate(BROKEN)
        .await
        .expect_err("a duplicate column");
    let MigrateError::Statement {
        file,
        line,
        number,
        first_line,
        message,
        ..
    } = &error
    else {
        panic!("{error:?}");
    };
    assert_eq!(file, "migrations/0003.sqlite.sql");
    assert_eq!(
        (*line, *number, first_line.as_str()),
        (3, 2, "ALTER TABLE parents")
    );
    assert_eq!(message, "duplicate column name: title");
    assert!(error.to_string().contains("nothing was changed"), "{error}");
    assert_eq!(dump(fixture.folder.path()), before);
    // A service that is started over and over does not fill the disk.
    assert_eq!(fixture.files(), ["shop.db"]);
    let orphan = write(&fixture.database, "INSERT INTO children VALUES (13, 99)").await;
    assert!(orphan.is_err(), "foreign keys are on again");
    assert_eq!(fixture.migrate(MIGRATIONS).await, Ok(()));
}

#[tokio::test]
async fn rows_must_not_lose_their_parents() {
    const ORPHANS: &[Migration] = &[migration(2, "DELETE FROM parents WHERE id = 2;")];
    let fixture = Fixture::first().await;
    let before = dump(fixture.folder.path());
    let error = fixture.migrate(ORPHANS).await.expect_err("an orphan");
    assert_eq!(
        error,
        MigrateError::Orphans {
            file: "migrations/0002.sqlite.sql".to_owned(),
            count: 1,
            sample: "of `children` to `parents`".to_owned(),
        }
    );
    assert_eq!(dump(fixture.folder.path()), before);
    // Rows of a dump may have been so from the start; that does not keep a migration off.
    let seed = ("INSERT INTO children VALUES (14, 99)".to_owned(), vec![]);
    fixture.database.seed(vec![seed]).await.expect("a row");
    assert_eq!(fixture.migrate(MIGRATIONS).await, Ok(()));
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    let fixture = Fixture::first().await;
    assert_eq!(fixture.migrate(MIGRATIONS).await, Ok(()));
    let (found, latest) = (3, 2);
    assert_eq!(
        fixture.migrate(ONE).await,
        Err(MigrateError::Newer { found, latest })
    );
    let (found, latest) = (3, 1);
    assert_eq!(
        fixture.migrate(&[]).await,
        Err(MigrateError::Newer { found, latest })
    );
}

#[tokio::test]
async fn a_changed_script_is_refused() {
    const EDITED: &[Migration] = &[migration(2, "SELECT 0;"), MIGRATIONS[1]];
    let fixture = Fixture::first().await;
    assert_eq!(fixture.migrate(ONE).await, Ok(()));
    let file = "migrations/0002.sqlite.sql".to_owned();
    assert_eq!(
        fixture.migrate(EDITED).await,
        Err(MigrateError::Changed { file })
    );
    assert_eq!(fixture.versions(), ["1", "2 64"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_at_once_one_migrates() {
    let fixture = Fixture::first().await;
    let (one, two) = (
        connect(fixture.folder.path()).await,
        connect(fixture.folder.path()).await,
    );
    let both = tokio::join!(
        tokio::spawn(async move { one.migrate(LATEST, MIGRATIONS).await }),
        tokio::spawn(async move { two.migrate(LATEST, MIGRATIONS).await }),
    );
    assert!(matches!(both, (Ok(Ok(())), Ok(Ok(())))), "{both:?}");
    assert_eq!(fixture.versions(), ["1", "2 64", "3 64"]);
    assert_eq!(fixture.files(), ["shop.db", "shop.db.v1.bak"]);
    assert_eq!(fixture.count("SELECT count(*) FROM children"), 3);
}

async fn ask(fixture: &Fixture, request: Request) -> Result<String, MigrateError> {
    run(&fixture.database, LATEST, MIGRATIONS, request).await
}

#[tokio::test]
async fn the_command_looks_records_and_applies() {
    let fixture = Fixture::first().await;
    let status = ask(&fixture, Request::Status).await.expect("a status");
    assert!(
        status.starts_with("the database is at version 1, the program at 3\n"),
        "{status}"
    );
    assert!(
        status.contains("\n    2  to be applied  migrations/0002.sqlite.sql\n"),
        "{status}"
    );
    let sql = ask(&fixture, Request::DryRun).await.expect("its SQL");
    assert!(
        sql.contains("DROP TABLE parents;\n") && sql.contains("DEFAULT 7;\n"),
        "{sql}"
    );
    assert_eq!(fixture.versions(), ["1"], "nothing was done");

    fixture.execute("ALTER TABLE parents RENAME COLUMN name TO title");
    let done = ask(&fixture, Request::Baseline(2)).await;
    assert_eq!(done.as_deref(), Ok("the database is at version 2\n"));
    assert_eq!(fixture.versions(), ["1", "2"]);
    let done = ask(&fixture, Request::Apply).await;
    assert_eq!(done.as_deref(), Ok("the database is at version 3\n"));
    assert_eq!(fixture.versions(), ["1", "2", "3 64"]);
    for asked in [2, 4] {
        let (found, latest) = (3, 3);
        let refused = ask(&fixture, Request::Baseline(asked)).await;
        assert_eq!(
            refused,
            Err(MigrateError::Baseline {
                asked,
                found,
                latest
            })
        );
    }
    let empty = Fixture::empty().await;
    assert_eq!(ask(&empty, Request::DryRun).await.as_deref(), Ok(LATEST));
    assert_eq!(
        ask(&empty, Request::Baseline(3)).await,
        Err(MigrateError::Empty(3))
    );
}
