//! A schema from a running server. Needs MariaDB: `./scripts/test` starts one.

use std::env;
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts};

use crate::place::{Outcome, Place};

/// The server of the tests, as `mysql://root@HOST:PORT`.
fn server() -> String {
    env::var("SCAFFOLD_MARIADB").expect(
        "SCAFFOLD_MARIADB says where MariaDB is: ./scripts/services start, then eval \"$(./scripts/services env)\"",
    )
}

/// Runs statements as root.
fn execute(statements: &[String]) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let opts = Opts::from_url(&server()).expect("a URL");
        let mut conn = Conn::new(opts).await.expect("a connection");
        for statement in statements {
            conn.query_drop(statement).await.expect(statement);
        }
        conn.disconnect().await.expect("closed");
    });
}

/// A database and an account of its name, both dropped at the end.
struct Database {
    name: String,
}

const PASSWORD: &str = "s3cret/@:?#";

impl Database {
    fn new(statements: &[&str]) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("scaffold_live_{}_{number}", process::id());
        let mut all = vec![
            format!("CREATE OR REPLACE DATABASE {name} CHARACTER SET utf8mb4"),
            format!("CREATE OR REPLACE USER {name} IDENTIFIED BY '{PASSWORD}'"),
            format!("GRANT SELECT, SHOW VIEW, TRIGGER, EXECUTE, EVENT ON {name}.* TO {name}"),
            format!("USE {name}"),
        ];
        all.extend(statements.iter().map(|&statement| statement.to_owned()));
        // It exists first, so that a statement that fails leaves nothing behind.
        let database = Self { name };
        execute(&all);
        database
    }

    /// The URL for the account, with whatever stands for `:PASSWORD`.
    fn url(&self, password: &str) -> String {
        let server = server().replace("mysql://root@", "");
        format!("mysql://{0}{password}@{server}/{0}", self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        execute(&[
            format!("DROP DATABASE IF EXISTS {}", self.name),
            format!("DROP USER IF EXISTS {}", self.name),
        ]);
    }
}

/// Runs `scaffold` with a password in the environment.
fn run(place: &Place, words: &str, password: &str) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_scaffold"))
        .args(words.split_whitespace())
        .env("MYSQL_PWD", password)
        .current_dir(place.path("."))
        .output()
        .expect("it runs");
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

const NEW: &str = "new shop --chassis-path chassis --ddl";

#[test]
fn a_database_becomes_a_project() {
    let database = Database::new(&[
        "CREATE TABLE `客户` (id int AUTO_INCREMENT PRIMARY KEY, `na``me` varchar(40) NOT NULL DEFAULT 'it''s \\\\ \\n' COMMENT '姓名; --')",
        "CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL, data json, KEY (customer))",
        "ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES `客户` (id)",
        "CREATE TABLE versioned (id int PRIMARY KEY) WITH SYSTEM VERSIONING",
        "CREATE VIEW z_view AS SELECT id FROM orders",
        "CREATE VIEW a_view AS SELECT id FROM z_view",
        "CREATE SEQUENCE numbers",
        "CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW BEGIN SET NEW.id = 1; END",
        "CREATE PROCEDURE p() SELECT 1",
        "CREATE FUNCTION f() RETURNS int RETURN 1",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1",
    ]);
    let place = Place::new();
    let url = database.url("");
    run(&place, &format!("{NEW} {url}"), PASSWORD).is_quiet();
    assert_eq!(
        place.names("shop/src/resources"),
        [
            "a_view.rs",
            "mod.rs",
            "order.rs",
            "versioned.rs",
            "z_view.rs",
            "客户.rs"
        ]
    );
    let readme = place.read("shop/README.md");
    for kind in ["triggers", "procedures", "functions", "events"] {
        let note = format!("\n- The dump has {kind}, 1 in all: ");
        assert!(readme.contains(&note), "no {kind} in {readme}");
    }
    let source = place.read("shop/src/resources/客户.rs");
    assert!(source.contains("comment = \"姓名; --\""), "{source}");
    let files = place.tree("shop");
    let is_told = |content: &[u8]| String::from_utf8_lossy(content).contains("s3cret");
    assert!(!files.values().any(|content| is_told(content)));

    // The copy is enough from now on.
    run(&place, "check shop", "").is_quiet();
    run(&place, &format!("check shop --ddl {url}"), PASSWORD).is_quiet();
    execute(&[format!(
        "ALTER TABLE {}.orders ADD note text",
        database.name
    )]);
    let outcome = run(&place, &format!("check shop --ddl {url}"), PASSWORD);
    assert_eq!(outcome.code, Some(16), "{outcome:?}");
    assert!(
        outcome.stdout.contains("src/resources/order.rs: outdated"),
        "{}",
        outcome.stdout
    );
    run(&place, "check shop", "").is_quiet();
}

#[test]
fn passwords_are_never_shown() {
    let database = Database::new(&["CREATE TABLE a (id int PRIMARY KEY)"]);
    let place = Place::new();
    let right = database.url(":s3cret%2F%40%3A%3F%23");
    run(&place, &format!("{NEW} {right}"), "wrong").is_quiet();
    let wrong = [
        (database.url(":wr0ng"), "refuses the login: Access denied"),
        (database.url(":wr0ng/"), "no valid host and port"),
        (database.url(":wr0ng?"), "parameters behind"),
        (
            right
                .replace("mysql:", "postgres:")
                .replace("s3cret", "wr0ng"),
            "its scheme is not",
        ),
        (format!("{right}/wr0ng"), "the name of one database"),
    ];
    for (url, said) in wrong {
        let outcome = run(&place, &format!("{NEW} {url} --into other"), "");
        outcome.is_refused(&[said, "help: "]);
        assert!(!outcome.stderr.contains("wr0ng") && !outcome.stderr.contains("s3cret"));
    }
    let outcome = run(
        &place,
        &format!("{NEW} {} --into other", database.url("")),
        "wr0ng",
    );
    outcome.is_refused(&["refuses the login"]);
    assert!(!place.path("other").exists());
}

#[test]
fn what_a_server_refuses_is_named() {
    let database = Database::new(&[
        "CREATE TABLE a (id int PRIMARY KEY)",
        "CREATE VIEW v AS SELECT id FROM a",
    ]);
    let name = &database.name;
    let place = Place::new();
    let new = format!("{NEW} {}", database.url(""));
    let outcome = run(
        &place,
        &new.replace(&format!("/{name}"), "/absent"),
        PASSWORD,
    );
    outcome.is_refused(&["absent", "Access denied"]);
    let root = format!("{NEW} {}/scaffold_absent", server());
    place
        .run(&root)
        .is_refused(&["has no database `scaffold_absent`"]);

    execute(&[format!("REVOKE SHOW VIEW ON {name}.* FROM {name}")]);
    let outcome = run(&place, &new, PASSWORD);
    outcome.is_refused(&[
        "cannot read view `v` of mysql://",
        "privileges SELECT and SHOW VIEW",
    ]);
    execute(&[
        format!("DROP VIEW {name}.v"),
        format!("DROP TABLE {name}.a"),
    ]);
    let outcome = run(&place, &new, PASSWORD);
    outcome.is_refused(&["has no table and no view"]);
    assert!(!place.path("shop").exists());
}

#[test]
fn a_server_that_does_not_answer_is_no_fault_of_the_input() {
    let place = Place::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let outcome = place.run(&format!("{NEW} mysql://root:s3cret@127.0.0.1:{port}/shop"));
    assert_eq!(outcome.code, Some(4), "{outcome:?}");
    let said = format!("cannot reach mysql://root@127.0.0.1:{port}/shop: ");
    assert!(outcome.stderr.contains(&said), "{}", outcome.stderr);
}

#[test]
fn what_is_said_of_files_does_not_hold_for_servers() {
    let database = Database::new(&["CREATE TABLE `订单` (id int PRIMARY KEY) COMMENT '订单'"]);
    let place = Place::new();
    let url = database.url("");
    run(&place, &format!("{NEW} {url} --encoding gbk"), PASSWORD).is_quiet();
    run(&place, &format!("{NEW} {url} --into plain"), PASSWORD).is_quiet();
    place.run("check shop").is_quiet();
    run(&place, &format!("check shop --ddl {url}"), PASSWORD).is_quiet();
    assert_eq!(
        place.read("shop/openapi.json"),
        place.read("plain/openapi.json")
    );
    assert!(place.read("shop/openapi.json").contains("订单"));
    let inspect = |more: &str| run(&place, &format!("inspect {url} {more}"), PASSWORD).stdout;
    assert_eq!(inspect("--encoding gbk"), inspect(""));
}
