//! A project generated from the type table's schema, built once, and its program on one of the databases.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::OnceLock;
use std::{env, fs};

use clap::Parser;
use scaffold::args::Args;
use serde_json::Value as Json;

use crate::running::Running;

/// The folder of this checkout.
pub fn workspace() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    folder.canonicalize().expect("the workspace")
}

/// The program of the generated project.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("types");
        generate(&project);
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| workspace().join("target"), PathBuf::from)
            .join("emitted");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet"])
            .current_dir(&project)
            .env("CARGO_TARGET_DIR", &target)
            .status();
        assert!(built.expect("cargo").success());
        target.join("debug/types")
    })
}

fn generate(project: &Path) {
    let workspace = workspace();
    let path = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let inputs = workspace.join("tests/inputs");
    let arguments = Args::parse_from([
        "scaffold".to_owned(),
        "new".to_owned(),
        "types".to_owned(),
        "--ddl".to_owned(),
        path(&inputs.join("types.sql")),
        "--spec".to_owned(),
        path(&inputs.join("types.api.yaml")),
        "--into".to_owned(),
        path(project),
        "--chassis-path".to_owned(),
        path(&workspace.join("templates/chassis")),
    ]);
    assert_eq!(scaffold::commands::run(&arguments), ExitCode::SUCCESS);
    // The versions that the rest of the tests run with.
    fs::copy(workspace.join("Cargo.lock"), project.join("Cargo.lock")).expect("a lock file");
}

/// One of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// The embedded one, in a file of its own.
    Sqlite,
    /// The tests' server, in a database of its own.
    Mariadb,
}

/// The running service, and every request and answer so far.
pub struct Service {
    running: Running,
    folder: tempfile::TempDir,
    /// The database that it runs on.
    pub database: Database,
    name: String,
    /// Each request and its answer, without what differs from run to run.
    pub transcript: Vec<String>,
}

impl Service {
    /// The service on a fresh database; `name` tells the server's databases apart.
    pub fn start(database: Database, name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = match database {
            Database::Sqlite => "sqlite:types.db".to_owned(),
            Database::Mariadb => {
                let loaded = Command::new(workspace().join("scripts/load-dump"))
                    .arg(workspace().join("tests/inputs/types.sql"))
                    .arg(name)
                    .status();
                assert!(loaded.expect("scripts/load-dump").success());
                format!("{}/{name}", server())
            }
        };
        Self {
            running: Running::start(program(), "types", folder.path(), &url),
            folder,
            database,
            name: name.to_owned(),
            transcript: Vec::new(),
        }
    }

    /// The status and body of an answer; `body` is JSON text.
    pub fn send(&mut self, method: &str, path: &str, body: &str) -> (u16, Json) {
        let (status, _, text) = self.running.send(method, &format!("/api/v1/{path}"), body);
        let json: Json = serde_json::from_str(&text).unwrap_or_default();
        let seen = match json["request_id"].as_str() {
            Some(id) => text.replace(id, "…"),
            None => text,
        };
        self.transcript
            .push(format!("{method} {path} {body}\n{status} {seen}"));
        (status, json)
    }

    /// The numbers of the rows on every page of a list, by its cursors.
    pub fn walk(&mut self, list: &str) -> Vec<u64> {
        let (mut ids, mut cursor) = (Vec::new(), String::new());
        loop {
            let (status, page) = self.send("GET", &format!("{list}{cursor}"), "");
            assert_eq!(status, 200, "{:?} {list}{cursor}: {page}", self.database);
            ids.extend(page["data"].as_array().expect("rows").iter().map(id));
            match page["page"]["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return ids,
            }
            assert!(ids.len() < 10_000, "{list} has no end");
        }
    }

    /// Runs SQL past the service, as another program would that is not strict.
    pub fn run_sql(&self, sql: &str) {
        match self.database {
            Database::Sqlite => {
                let file = self.folder.path().join("types.db");
                let connection = rusqlite::Connection::open(file).expect("the file");
                connection.execute_batch(sql).expect("the statements");
            }
            Database::Mariadb => {
                let server = server();
                let (host, port) = server
                    .rsplit_once('@')
                    .and_then(|(_, address)| address.split_once(':'))
                    .expect("mysql://user@host:port");
                let done = Command::new("mariadb")
                    .args([
                        "--no-defaults",
                        "--user=root",
                        "--default-character-set=utf8mb4",
                    ])
                    .args([format!("--host={host}"), format!("--port={port}")])
                    .arg(format!(
                        "--execute=SET sql_mode = '', time_zone = '+00:00'; {sql}"
                    ))
                    .arg(&self.name)
                    .status();
                assert!(done.expect("the client").success());
            }
        }
    }
}

/// The number of a row.
pub fn id(row: &Json) -> u64 {
    row["id"].as_u64().expect("an id")
}

fn server() -> String {
    env::var("SCAFFOLD_MARIADB")
        .expect("SCAFFOLD_MARIADB is not set: run ./scripts/test, which starts a server")
}

/// Text as the value of a query parameter.
pub fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
