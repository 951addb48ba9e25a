//! The server of the tests.

use std::env;
use std::path::Path;
use std::process::{self, Command};

use scaffold::live::{self, Address};

/// The servers of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// MariaDB 10.11 or later, always there.
    Mariadb,
    /// MySQL 5.6, there for the long run of the tests.
    OldMysql,
}

impl Server {
    /// Its URL, as `mysql://root@HOST:PORT`.
    fn url(self) -> String {
        let (variable, script) = match self {
            Self::Mariadb => ("SCAFFOLD_MARIADB", "services"),
            Self::OldMysql => ("SCAFFOLD_MYSQL56", "services-mysql"),
        };
        env::var(variable).unwrap_or_else(|_| {
            panic!(
                "{variable} says where the server is: ./scripts/{script} start, then eval \"$(./scripts/{script} env)\""
            )
        })
    }

    fn address(self) -> (String, String) {
        let url = self.url();
        let address = url.rsplit('@').next().expect("an address");
        let (host, port) = address.split_once(':').expect("host and port");
        (host.to_owned(), port.to_owned())
    }

    /// Runs a statement with the server's own client.
    fn client(self, sql: &str) -> String {
        let (host, port) = self.address();
        let output = Command::new("mariadb")
            .args([
                "--no-defaults",
                "--user=root",
                "--batch",
                "--skip-column-names",
            ])
            .args([format!("--host={host}"), format!("--port={port}")])
            .args(["--execute", sql])
            .output()
            .expect("the client mariadb runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

/// A database that holds what a file makes, dropped at the end.
pub struct Database {
    server: Server,
    name: String,
}

impl Database {
    /// Loads a file as the `mysql` client does; an error is what the server refuses.
    pub fn load(server: Server, path: &Path) -> Result<Self, String> {
        let stem = path.file_stem().expect("a name").to_string_lossy();
        let name = format!("servers_{}_{stem}", process::id());
        let database = Self { server, name };
        let load = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/load-dump");
        let output = Command::new(load)
            .arg(path)
            .arg(&database.name)
            .arg(server.address().1)
            .output()
            .expect("it runs");
        if output.status.success() {
            return Ok(database);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let error = said.lines().find(|line| line.starts_with("ERROR"));
        Err(error.unwrap_or(&said).to_owned())
    }

    /// What `--ddl mysql://…` reads.
    pub fn script(&self) -> String {
        let url = format!("{}/{}", self.server.url(), self.name);
        let address = Address::parse(&url, None).expect("a URL");
        live::read(&address).expect("a schema")
    }

    /// Tables and views by information_schema.
    pub fn count(&self) -> (usize, usize) {
        let sql = format!(
            "SELECT COUNT(CASE WHEN TABLE_TYPE NOT IN ('VIEW', 'SEQUENCE') THEN 1 END), COUNT(CASE WHEN TABLE_TYPE = 'VIEW' THEN 1 END) \
             FROM information_schema.TABLES WHERE TABLE_SCHEMA = '{}'",
            self.name
        );
        let said = self.server.client(&sql);
        let (tables, views) = said.trim().split_once('\t').expect("two numbers");
        (
            tables.parse().expect("a number"),
            views.parse().expect("a number"),
        )
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.server
            .client(&format!("DROP DATABASE IF EXISTS `{}`", self.name));
    }
}
