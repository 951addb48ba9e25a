//! Databases that are in the way, or away.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rusqlite::Connection;
use scaffold_tests::{succeed, workspace};

/// A lock that another holds until this is dropped.
pub enum Lock {
    Sqlite(Connection),
    Mariadb(Child),
}

impl Lock {
    /// The file's only writer.
    pub fn of_file(path: &Path) -> Self {
        let connection = Connection::open(path).expect("a database");
        connection.execute_batch("BEGIN IMMEDIATE").expect("a lock");
        Self::Sqlite(connection)
    }

    /// A transaction on a server that has changed the first customer.
    pub fn of_row(url: &str) -> Self {
        let mut client = client(url);
        let mut process = client
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a client");
        let input = process.stdin.as_mut().expect("its input");
        let sql = b"BEGIN; UPDATE customers SET score = 9 WHERE id = 1; SELECT 'held';\n";
        input.write_all(sql).expect("statements");
        let output = process.stdout.take().expect("its output");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("a row");
        assert_eq!(line, "held\n");
        Self::Mariadb(process)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        match self {
            Self::Sqlite(connection) => connection.execute_batch("ROLLBACK").expect("no lock"),
            Self::Mariadb(process) => {
                let _killed = process.kill();
                let _waited = process.wait();
            }
        }
    }
}

/// The client of a server, on the database of a URL.
fn client(url: &str) -> Command {
    let address = url.rsplit('@').next().expect("an address");
    let (address, name) = address.split_once('/').expect("a database");
    let (host, port) = address.split_once(':').expect("host and port");
    let mut command = Command::new("mariadb");
    command
        .args([
            "--no-defaults",
            "--user=root",
            "--unbuffered",
            "--skip-column-names",
        ])
        .args([
            format!("--host={host}"),
            format!("--port={port}"),
            name.to_owned(),
        ]);
    command
}

/// How many deadlocks a server has seen.
pub fn deadlocks(url: &str) -> u64 {
    let sql = "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'INNODB_DEADLOCKS'";
    let said = succeed(client(url).args(["--execute", sql]));
    said.trim().parse().expect("a number")
}

/// A server of its own, that may be stopped.
pub struct Server {
    port: u16,
}

impl Server {
    /// A new one that answers.
    pub fn start() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("its number").port();
        drop(free);
        let server = Self { port };
        server.run("drop");
        server.run("start");
        server
    }

    /// What `scripts/services` does with it.
    pub fn run(&self, action: &str) {
        let mut services = Command::new(workspace().join("scripts/services"));
        services
            .args([action, "stopped"])
            .env("STOPPED_PORT", self.port.to_string());
        succeed(&mut services);
    }

    /// Loads a dump into a database of that name, and gives its URL.
    pub fn load(&self, dump: &Path, name: &str) -> String {
        let mut load = scaffold_tests::load_dump();
        succeed(load.arg(dump).args([name, &self.port.to_string()]));
        format!("mysql://root@127.0.0.1:{}/{name}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.run("drop");
    }
}
