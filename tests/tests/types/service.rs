//! A project generated from the type table's schema, built once, and its program on one of the databases.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use scaffold_tests::{Running, build, emit, is_all, load_dump, succeed, workspace};
use serde_json::Value as Json;

/// A project generated from a schema and a spec of `tests/inputs`.
pub struct Project {
    /// The name of the project and of its inputs.
    name: &'static str,
    /// Its program, once it is built.
    program: OnceLock<PathBuf>,
}

/// Every type.
pub static TYPES: Project = Project::new("types");
/// Local times of a zone.
pub static ZONE: Project = Project::new("zone");

impl Project {
    const fn new(name: &'static str) -> Self {
        Self {
            name,
            program: OnceLock::new(),
        }
    }

    fn input(&self, ending: &str) -> PathBuf {
        workspace().join(format!("tests/inputs/{}.{ending}", self.name))
    }

    fn program(&self) -> &Path {
        self.program.get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let project = folder.path().join(self.name);
            let spec = self.input("api.yaml");
            emit(self.name, &self.input("sql"), Some(&spec), &project);
            build(&project, self.name)
        })
    }
}

/// Tables that MySQL 5.6 does not understand, or not wholly: it reads CHECKs and keeps none.
pub const UNKNOWN_TO_5_6: [&str; 7] = [
    "addresses",
    "addresses_required",
    "words",
    "words_required",
    "unique_words",
    "derived",
    "checked",
];

/// One of the databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// The embedded one, in a file of its own.
    Sqlite,
    /// MariaDB 10.11, in a database of its own.
    Mariadb,
    /// MariaDB 11.4, for the long run of the tests.
    Mariadb114,
    /// MySQL 5.6, for the long run of the tests.
    Mysql56,
}

impl Database {
    /// Those of this run.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Sqlite, Self::Mariadb];
        if is_all() {
            all.extend([Self::Mariadb114, Self::Mysql56]);
        }
        all
    }

    /// `mysql://user@host:port` of the server.
    fn url(self) -> String {
        let variable = match self {
            Self::Sqlite | Self::Mariadb => "SCAFFOLD_MARIADB",
            Self::Mariadb114 => "SCAFFOLD_MARIADB114",
            Self::Mysql56 => "SCAFFOLD_MYSQL56",
        };
        env::var(variable).unwrap_or_else(|_| {
            panic!("{variable} is not set: run ./scripts/test, which starts the servers")
        })
    }

    /// Those of this run that know a table.
    pub fn with(table: &str) -> Vec<Self> {
        let mut all = Self::all();
        all.retain(|&it| it != Self::Mysql56 || !UNKNOWN_TO_5_6.contains(&table));
        all
    }

    /// Host and port of the server.
    fn address(self) -> (String, String) {
        let url = self.url();
        let address = url.rsplit('@').next().and_then(|it| it.split_once(':'));
        let (host, port) = address.expect("mysql://user@host:port");
        (host.to_owned(), port.to_owned())
    }

    /// The tables of a project, in the words of the server.
    fn script(self, project: &Project) -> String {
        let script = fs::read_to_string(project.input("sql")).expect("the script");
        if self != Self::Mysql56 || project.name != TYPES.name {
            return script;
        }
        // It has neither JSON nor generated columns nor such collations, and its InnoDB no spatial keys.
        let script = UNKNOWN_TO_5_6.iter().fold(script, |script, table| {
            let start = format!("CREATE TABLE `{table}`");
            let (before, rest) = script.split_once(&start).expect("the table");
            let (_, after) = rest.split_once(";\n").expect("its end");
            format!("{before}{after}")
        });
        script
            .replace(
                "`doc` json",
                "`doc` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            )
            .replace(
                "PRIMARY KEY (`id`),\n  SPATIAL KEY `spots` (`spot`)",
                "PRIMARY KEY (`id`)",
            )
            .replace(
                "CHARACTER SET utf8mb3 COLLATE utf8mb3",
                "CHARACTER SET utf8 COLLATE utf8",
            )
    }
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
    /// The service of every type on a fresh database; `name` tells the server's databases apart.
    pub fn start(database: Database, name: &str) -> Self {
        Self::of(&TYPES, database, name)
    }

    /// A project's service on a fresh database.
    pub fn of(project: &'static Project, database: Database, name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = match database {
            Database::Sqlite => "sqlite:service.db".to_owned(),
            server => {
                let script = folder.path().join("schema.sql");
                fs::write(&script, server.script(project)).expect("a file");
                succeed(load_dump().arg(script).arg(name).arg(server.address().1));
                format!("{}/{name}", server.url())
            }
        };
        Self {
            running: Running::start(project.program(), project.name, folder.path(), &url),
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
                let file = self.folder.path().join("service.db");
                let connection = rusqlite::Connection::open(file).expect("the file");
                connection.execute_batch(sql).expect("the statements");
            }
            server => {
                let (host, port) = server.address();
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
