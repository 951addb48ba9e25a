//! Migrations of MariaDB: the server that `./scripts/test` starts.
#![cfg(test)]

use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{env, thread};

use chassis::Migration;
use chassis::db::Database;
use chassis::migrate::{MigrateError, Request, run};
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts};

/// The variable that makes the test `child` the program which is killed.
const CHILD: &str = "CHASSIS_MIGRATE_CHILD";

const fn migration(version: u32, mysql: &'static str) -> Migration {
    let sqlite = "SELECT 1;";
    Migration {
        version,
        mysql,
        sqlite,
    }
}

const SCHEMA: &str = "CREATE TABLE items (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40), n INT NOT NULL DEFAULT 0, old_a INT, old_b INT);\n\
     CREATE TABLE parts (item INT, note TEXT)";

/// Statements that must not run twice: counts go up, names are swapped, keys have no names, values move.
const SCRIPT: &str = "-- Everything; once.\n\
     SET @step = 1;\n\
     UPDATE items SET n = n + @step;\n\
     ALTER TABLE items ADD COLUMN size INT NOT NULL DEFAULT 3 COMMENT 'in ;';\n\
     UPDATE items SET size = size * 2, name = CONCAT(name, ';');\n\
     ALTER TABLE items ADD INDEX (n);\n\
     ALTER TABLE items CHANGE old_a old_b INT, CHANGE old_b old_a INT;\n\
     CREATE TABLE copies AS SELECT id, n FROM items;\n\
     INSERT INTO copies SELECT id + 1000, n FROM items;\n\
     ALTER TABLE copies ADD CONSTRAINT FOREIGN KEY (id) REFERENCES ids (id);\n\
     RENAME TABLE parts TO swap, copies TO parts, swap TO copies;\n\
     INSERT INTO copies SELECT id, name FROM items;\n\
     ALTER TABLE items DROP COLUMN old_a, MODIFY old_b BIGINT;\n\
     DELETE FROM parts WHERE id > 1010 AND id < 1020;\n\
     CREATE VIEW sums AS SELECT SUM(n) AS total FROM items;\n\
     UPDATE items SET n = n + @step;\n";

const MIGRATIONS: &[Migration] = &[
    migration(2, SCRIPT),
    migration(
        3,
        "INSERT INTO parts SELECT id + 1500, 0 FROM items;\nALTER TABLE parts ADD INDEX (n);",
    ),
];

/// Two columns of one definition that swap names, as `scaffold diff` writes it: each statement changes the definition.
const SWAP: &[Migration] = &[migration(
    2,
    "ALTER TABLE items\n  CHANGE COLUMN old_b old_a INT AFTER n,\n  CHANGE COLUMN old_a old_b INT,\n  \
       COMMENT='scaffold: columns have swapped names';\n\
     ALTER TABLE items\n  COMMENT='';\n",
)];

/// A table that foreign keys of the script refer to.
const IDS: &str = "CREATE TABLE ids (id INT PRIMARY KEY)";

struct Fixture {
    url: String,
    conn: Conn,
    database: Database,
}

impl Fixture {
    /// A database of the test's own, with those statements.
    async fn new(name: &str, statements: &[&str]) -> Self {
        let server = server();
        let mut conn = connect(&server).await;
        let name = format!("chassis_migrate_{name}");
        for sql in [
            format!("DROP DATABASE IF EXISTS {name}"),
            format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"),
            format!("USE {name}"),
        ] {
            conn.query_drop(sql).await.expect("a database");
        }
        for sql in statements {
            conn.query_drop(*sql).await.expect(sql);
        }
        let url = format!("{server}/{name}");
        let database = Database::connect(&url).await.expect("a database");
        Self {
            url,
            conn,
            database,
        }
    }

    /// A database of version 1 with rows.
    async fn first(name: &str) -> Self {
        let mut statements: Vec<&str> = SCHEMA.split(";\n").collect();
        let rows = "INSERT INTO items (name, old_a, old_b) SELECT seq, seq, -seq FROM seq_1_to_300";
        let ids = "INSERT INTO ids SELECT seq FROM seq_1_to_2000";
        statements.extend([rows, "INSERT INTO parts VALUES (1, 'first')", IDS, ids]);
        Self::new(name, &statements).await
    }

    async fn ask(
        &self,
        migrations: &'static [Migration],
        request: Request,
    ) -> Result<String, MigrateError> {
        run(&self.database, "", migrations, request).await
    }

    async fn apply(&self, migrations: &'static [Migration]) -> Result<String, MigrateError> {
        self.ask(migrations, Request::Apply).await
    }

    async fn execute(&mut self, sql: &str) {
        self.conn.query_drop(sql).await.expect(sql);
    }

    async fn texts(&mut self, sql: &str) -> Vec<String> {
        self.conn.query(sql).await.expect(sql)
    }

    async fn text(&mut self, sql: &str) -> String {
        self.texts(sql).await.join(",")
    }

    /// Version, whether its script was run, and how many of its statements were.
    async fn versions(&mut self) -> Vec<String> {
        let sql = "SELECT CONCAT_WS(' ', version, LENGTH(checksum), steps_done, IF(applied_at IS NULL, 'open', 'done'), \
                   IF(started_sql IS NULL, NULL, 'started')) FROM scaffold_migration ORDER BY version";
        self.texts(sql).await
    }

    /// Every definition and every row.
    async fn dump(&mut self) -> Vec<String> {
        let mut dump = Vec::new();
        for table in self.texts("SHOW TABLES").await {
            if table == "scaffold_migration" {
                continue;
            }
            let create = format!("SHOW CREATE TABLE {table}");
            let definition: Option<mysql_async::Row> =
                self.conn.query_first(create).await.expect("a definition");
            dump.push(definition.and_then(|row| row.get(1)).expect("a definition"));
            let rows = format!("SELECT * FROM {table}");
            let rows: Vec<mysql_async::Row> = self.conn.query(rows).await.expect("rows");
            let mut rows: Vec<String> = rows
                .into_iter()
                .map(|row| format!("{:?}", row.unwrap()))
                .collect();
            rows.sort();
            dump.extend(rows);
        }
        dump
    }

    /// A process that migrates this database.
    fn start(&self) -> Child {
        self.start_as("child")
    }

    /// The same by another of those that are no tests.
    fn start_as(&self, child: &str) -> Child {
        Command::new(env::current_exe().expect("this program"))
            .args([child, "--exact", "--nocapture"])
            .env(CHILD, &self.url)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a process")
    }

    /// Waits until a statement of the child's is in that state.
    async fn wait_for(&mut self, state: &str, statement: &str) -> u64 {
        let sql = format!(
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND state LIKE '{state}%' \
             AND info LIKE '{statement}%'"
        );
        for _ in 0..600 {
            let found: Option<u64> = self.conn.query_first(&sql).await.expect("processes");
            if let Some(id) = found {
                return id;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no {statement} is in {state}");
    }
}

fn server() -> String {
    match env::var("SCAFFOLD_MARIADB") {
        Ok(url) if !url.is_empty() => url,
        _ => panic!(
            "SCAFFOLD_MARIADB is not set: run ./scripts/test, which starts the server and sets it"
        ),
    }
}

async fn connect(url: &str) -> Conn {
    let opts = Opts::from_url(url).expect("a URL");
    Conn::new(opts).await.expect("the server")
}

/// Not a test but the process that others kill: it migrates the database that the variable names.
#[tokio::test]
async fn child() {
    migrate_named(MIGRATIONS).await;
}

/// The same for names that are swapped.
#[tokio::test]
async fn swapping_child() {
    migrate_named(SWAP).await;
}

async fn migrate_named(migrations: &'static [Migration]) {
    let Ok(url) = env::var(CHILD) else {
        return;
    };
    let database = Database::connect(&url).await.expect("a database");
    let done = run(&database, "", migrations, Request::Apply).await;
    assert!(done.is_ok(), "{done:?}");
}

#[tokio::test]
async fn a_migration_is_applied_once() {
    let mut fixture = Fixture::first("apply").await;
    let done = fixture.apply(MIGRATIONS).await;
    assert_eq!(done.as_deref(), Ok("the database is at version 3\n"));
    assert_eq!(
        fixture.versions().await,
        ["1 0 done", "2 64 15 done", "3 64 2 done"]
    );
    let sums = "SELECT CONCAT_WS(' ', COUNT(*), SUM(n), MIN(size), MIN(old_b), SUM(name LIKE '%;')) FROM items";
    assert_eq!(fixture.text(sums).await, "300 600 6 1 300");
    assert_eq!(fixture.text("SELECT COUNT(*) FROM parts").await, "891");
    assert_eq!(fixture.text("SELECT COUNT(*) FROM copies").await, "301");
    let before = fixture.dump().await;
    assert!(fixture.apply(MIGRATIONS).await.is_ok());
    assert_eq!(fixture.dump().await, before);
}

#[tokio::test]
async fn nothing_happens_at_start() {
    let mut fixture = Fixture::first("start").await;
    let before = fixture.dump().await;
    assert_eq!(
        fixture
            .database
            .migrate("DROP TABLE items", MIGRATIONS)
            .await,
        Ok(())
    );
    assert_eq!(fixture.dump().await, before);
    let ours = "SHOW TABLES LIKE 'scaffold%'";
    assert_eq!(fixture.text(ours).await, "");
    // A database that is newer, too, is served: the others of a cluster may be ahead.
    assert!(fixture.apply(MIGRATIONS).await.is_ok());
    assert_eq!(fixture.database.migrate("", &[]).await, Ok(()));
}

#[tokio::test]
async fn the_command_looks_and_records() {
    let mut fixture = Fixture::first("looks").await;
    let status = fixture
        .ask(MIGRATIONS, Request::Status)
        .await
        .expect("a status");
    assert!(
        status.starts_with("the database is at version 1, the program at 3\n"),
        "{status}"
    );
    let sql = fixture
        .ask(MIGRATIONS, Request::DryRun)
        .await
        .expect("its SQL");
    assert!(
        sql.starts_with(
            "-- migrations/0002.mysql.sql: 15 statements, 0 executed\nSET @step = 1;\n"
        ),
        "{sql}"
    );
    assert_eq!(
        fixture.text("SHOW TABLES LIKE 'scaffold%'").await,
        "",
        "nothing was done"
    );

    let done = fixture.ask(MIGRATIONS, Request::Baseline(2)).await;
    assert_eq!(done.as_deref(), Ok("the database is at version 2\n"));
    assert_eq!(fixture.versions().await, ["1 0 done", "2 0 done"]);
    let (asked, found, latest) = (4, 2, 3);
    let refused = fixture.ask(MIGRATIONS, Request::Baseline(asked)).await;
    assert_eq!(
        refused,
        Err(MigrateError::Baseline {
            asked,
            found,
            latest
        })
    );
    let newer = fixture.ask(&[], Request::Apply).await;
    assert_eq!(
        newer,
        Err(MigrateError::Newer {
            found: 2,
            latest: 1
        })
    );

    let empty = Fixture::new("empty", &[]).await;
    assert_eq!(empty.apply(MIGRATIONS).await, Err(MigrateError::Empty(3)));
}

#[tokio::test]
async fn a_failure_is_mended_and_the_rest_goes_on() {
    const SLIP: &[Migration] = &[migration(
        2,
        "SET @one = 1;\nUPDATE items SET n = n + @one;\nALTER TABLE items\n  ADD COLUMN name INT;\nUPDATE items SET n = n + 1;",
    )];
    const MENDED: &[Migration] = &[migration(
        2,
        "-- Mended.\nSET @one = 1;\nUPDATE items SET n = n + @one;\nALTER TABLE items ADD COLUMN size INT;\nUPDATE items SET n = n + @one;",
    )];
    const EDITED: &[Migration] = &[migration(
        2,
        "SET @one = 1;\nUPDATE items SET n = n + 2;\nSELECT 1;",
    )];
    let mut fixture = Fixture::first("failure").await;
    let error = fixture.apply(SLIP).await.expect_err("a duplicate column");
    let text = error.to_string();
    let start = "migrations/0002.mysql.sql:3: statement 3 failed: ";
    assert!(
        text.starts_with(start) && text.contains("Duplicate column name 'name'"),
        "{text}"
    );
    assert!(
        text.contains("\n  ALTER TABLE items\n") && text.contains("goes on here"),
        "{text}"
    );
    assert_eq!(fixture.versions().await, ["1 0 done", "2 2 open"]);
    let file = "migrations/0002.mysql.sql".to_owned();
    let done = 2;
    assert_eq!(
        fixture.apply(EDITED).await,
        Err(MigrateError::DoneChanged {
            file: file.clone(),
            done
        })
    );
    assert_eq!(
        fixture.apply(MENDED).await.as_deref(),
        Ok("the database is at version 2\n")
    );
    assert_eq!(fixture.versions().await, ["1 0 done", "2 64 4 done"]);
    assert_eq!(fixture.text("SELECT SUM(n) FROM items").await, "600");
    // Whole, its text is what it is.
    assert_eq!(
        fixture.apply(SLIP).await,
        Err(MigrateError::Changed { file })
    );
}

#[tokio::test]
async fn a_refused_row_is_no_statement_in_doubt() {
    const TWICE: &[Migration] = &[migration(2, "INSERT INTO items (id) VALUES (301), (1);")];
    let mut fixture = Fixture::first("refused").await;
    assert!(fixture.apply(TWICE).await.is_err());
    assert_eq!(fixture.versions().await, ["1 0 done", "2 0 open"]);
    assert_eq!(
        fixture.text("SELECT COUNT(*) FROM items").await,
        "300",
        "rolled back"
    );
    fixture.execute("DELETE FROM items WHERE id = 1").await;
    assert!(fixture.apply(TWICE).await.is_ok());
    assert_eq!(fixture.text("SELECT COUNT(*) FROM items").await, "301");
}

/// A process that is killed while its `ALTER TABLE … ADD COLUMN size` waits for somebody's transaction: who that is, and the
/// number of the connection that waits.
async fn killed_in_a_statement(fixture: &mut Fixture) -> (Conn, u64) {
    let statement = "ALTER TABLE items ADD COLUMN size";
    let killed = killed_in(fixture, "child", statement).await;
    assert_eq!(fixture.versions().await[1], "2 2 open started");
    killed
}

/// The same for a statement that is the child's first of the table.
async fn killed_in(fixture: &mut Fixture, child: &str, statement: &str) -> (Conn, u64) {
    let mut somebody = connect(&fixture.url).await;
    somebody
        .query_drop("START TRANSACTION")
        .await
        .expect("a transaction");
    // The rows are not locked, the definition is.
    somebody
        .query_drop("SELECT COUNT(*) FROM items")
        .await
        .expect("a query");
    let mut child = fixture.start_as(child);
    let connection = fixture
        .wait_for("Waiting for table metadata lock", statement)
        .await;
    child.kill().expect("a kill");
    child.wait().expect("its end");
    (somebody, connection)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_was_executed_and_not_recorded_does_not_run_again() {
    let mut fixture = Fixture::first("executed").await;
    let (mut somebody, _) = killed_in_a_statement(&mut fixture).await;
    // The server goes on without the process, and executes it.
    somebody.query_drop("COMMIT").await.expect("a commit");
    for _ in 0..100 {
        let size = "SELECT column_name FROM information_schema.columns \
                    WHERE table_schema = DATABASE() AND column_name = 'size'";
        if !fixture.text(size).await.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Another text in its place would be lost.
    let edited = SCRIPT.replace("DEFAULT 3", "DEFAULT 4");
    let edited = vec![migration(2, edited.leak())].leak();
    let refused = fixture.apply(edited).await;
    assert!(
        matches!(
            &refused,
            Err(MigrateError::StartedChanged { number: 3, .. })
        ),
        "{refused:?}"
    );
    assert!(fixture.apply(MIGRATIONS).await.is_ok());
    assert_eq!(fixture.versions().await[1], "2 64 15 done");
    assert_eq!(fixture.text("SELECT SUM(n) FROM items").await, "600");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_that_were_swapped_are_not_swapped_back() {
    let mut fixture = Fixture::first("swapped").await;
    let statement = "ALTER TABLE items%CHANGE COLUMN old_b";
    let (mut somebody, connection) = killed_in(&mut fixture, "swapping_child", statement).await;
    assert_eq!(fixture.versions().await[1], "2 0 open started");
    somebody.query_drop("COMMIT").await.expect("a commit");
    let waiting = format!("SELECT id FROM information_schema.processlist WHERE id = {connection}");
    for _ in 0..600 {
        if fixture.text(&waiting).await.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // It was first the row's number, and is its opposite since.
    let opposite = "SELECT COUNT(*) FROM items WHERE old_a = -id AND old_b = id";
    assert_eq!(fixture.text(opposite).await, "300");
    assert!(fixture.apply(SWAP).await.is_ok());
    assert_eq!(fixture.text(opposite).await, "300");
    assert_eq!(fixture.versions().await[1], "2 64 2 done");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_was_not_executed_runs() {
    let mut fixture = Fixture::first("unexecuted").await;
    let (mut somebody, connection) = killed_in_a_statement(&mut fixture).await;
    fixture.execute(&format!("KILL {connection}")).await;
    somebody.query_drop("COMMIT").await.expect("a commit");
    let status = fixture
        .ask(MIGRATIONS, Request::Status)
        .await
        .expect("a status");
    assert!(
        status.contains("2  in progress: 2 of 15 statements; statement 3 was cut off"),
        "{status}"
    );
    // It may be mended, too: the old text left nothing behind.
    let edited = SCRIPT.replace("DEFAULT 3", "DEFAULT 4");
    let edited = vec![migration(2, edited.leak())].leak();
    assert!(fixture.apply(edited).await.is_ok());
    assert_eq!(fixture.text("SELECT MIN(size) FROM items").await, "8");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_at_once_one_migrates() {
    let mut fixture = Fixture::first("two").await;
    let other = Database::connect(&fixture.url).await.expect("a database");
    let both = tokio::join!(
        fixture.apply(MIGRATIONS),
        run(&other, "", MIGRATIONS, Request::Apply)
    );
    assert!(matches!(both, (Ok(_), Ok(_))), "{both:?}");
    assert_eq!(fixture.text("SELECT SUM(n) FROM items").await, "600");
}

/// Numbers that look random, the same at every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_killed_at_any_instant_is_made_up_for() {
    let mut whole = Fixture::first("whole").await;
    let started = std::time::Instant::now();
    assert!(whole.start().wait().expect("its end").success());
    let time = u64::try_from(started.elapsed().as_micros()).expect("a short time");
    let expected = whole.dump().await;
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut kills, mut begun, mut in_doubt) = (0, 0, 0);
    for round in 0.. {
        if kills >= 24 && begun >= 12 {
            break;
        }
        assert!(round < 60, "{kills} kills, {begun} of them in a migration");
        let mut fixture = Fixture::first("killed").await;
        // Each run is killed, too, until the last one has time enough.
        for _ in 0..4 {
            let mut child = fixture.start();
            thread::sleep(Duration::from_micros(random.below(time)));
            child.kill().expect("a kill");
            if !child.wait().expect("its end").success() {
                kills += 1;
            }
            let ours = fixture.text("SHOW TABLES LIKE 'scaffold%'").await;
            if !ours.is_empty() {
                let versions = fixture.versions().await;
                begun += i32::from(versions.iter().any(|version| version.contains("open")));
                in_doubt += i32::from(versions.iter().any(|version| version.contains("started")));
            }
        }
        assert!(fixture.start().wait().expect("its end").success());
        assert_eq!(
            fixture.versions().await,
            ["1 0 done", "2 64 15 done", "3 64 2 done"]
        );
        assert_eq!(fixture.dump().await, expected);
    }
    println!(
        "{kills} kills, {begun} in the middle of a script, {in_doubt} with a statement in doubt"
    );
}
