//! Dumps that the server's own tools make.

use std::fs::File;
use std::process::Command;

use scaffold_tests::{load, mariadb, workspace};

/// Options of mysqldump that change how it writes rows, and a name for each.
pub const FLAVOURS: [(&str, &[&str]); 4] = [
    ("default", &[]),
    ("hex_blob", &["--hex-blob"]),
    (
        "a_row_a_line",
        &["--skip-extended-insert", "--complete-insert"],
    ),
    // Neither locks nor switches between the rows, and REPLACE for INSERT.
    ("compact", &["--skip-opt", "--create-options", "--replace"]),
];

/// A database on the server with every type, to be dumped.
pub struct Source {
    pub database: &'static str,
}

impl Source {
    /// Makes it anew.
    pub fn make(database: &'static str) -> Self {
        let inputs = workspace().join("tests/inputs");
        load(&inputs.join("types.sql"), database);
        let rows = File::open(inputs.join("types-rows.sql")).expect("rows");
        let stored = tool("mariadb").arg(database).stdin(rows).status();
        assert!(stored.expect("mariadb").success());
        Self { database }
    }

    /// The text of a dump made with some options.
    pub fn dump(&self, options: &[&str]) -> Vec<u8> {
        let output = tool("mariadb-dump")
            .args(options)
            .arg(self.database)
            .output();
        let output = output.expect("mariadb-dump");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        output.stdout
    }
}

/// How many rows the tables of a database have, as the server counts them.
pub fn rows(database: &str) -> usize {
    let tables = ask(database, "SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'");
    let count = |line: &str| {
        let table = line.split('\t').next().unwrap_or_default();
        let counted = ask(database, &format!("SELECT COUNT(*) FROM `{table}`"));
        counted.trim().parse::<usize>().expect("a number")
    };
    tables.lines().map(count).sum()
}

fn ask(database: &str, sql: &str) -> String {
    let mut client = tool("mariadb");
    client.args(["--skip-column-names", "--batch", "--execute", sql]);
    let output = client.arg(database).output().expect("mariadb");
    assert!(output.status.success(), "{sql}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A client of the server.
fn tool(name: &str) -> Command {
    let server = mariadb();
    let (host, port) = server
        .rsplit_once('@')
        .and_then(|(_, address)| address.split_once(':'))
        .expect("mysql://user@host:port");
    let mut command = Command::new(name);
    command
        .args([
            "--no-defaults",
            "--user=root",
            "--default-character-set=utf8mb4",
        ])
        .args([format!("--host={host}"), format!("--port={port}")]);
    command
}
