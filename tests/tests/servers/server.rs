//! The server of the tests.

use std::env;
use std::path::Path;
use std::process::{self, Command};
use std::sync::atomic::{AtomicUsize, Ordering};

use scaffold::live::{self, Address, LiveError};
use scaffold_tests::load_dump;

/// How many files were loaded so far.
static LOADED: AtomicUsize = AtomicUsize::new(0);

/// The servers of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// MariaDB 10.11 or later, always there.
    Mariadb,
    /// MariaDB 11.4; this and the others are there for the long run of the tests.
    Mariadb114,
    /// MySQL 5.6.
    OldMysql,
    /// A MariaDB 11.4 whose own tables may come to harm.
    Throwaway,
}

impl Server {
    /// Its URL, as `mysql://root@HOST:PORT`.
    fn url(self) -> String {
        let (variable, name) = match self {
            Self::Mariadb => ("SCAFFOLD_MARIADB", "mariadb"),
            Self::Mariadb114 => ("SCAFFOLD_MARIADB114", "mariadb114"),
            Self::OldMysql => ("SCAFFOLD_MYSQL56", "mysql56"),
            Self::Throwaway => ("SCAFFOLD_THROWAWAY", "throwaway"),
        };
        env::var(variable).unwrap_or_else(|_| {
            panic!(
                "{variable} says where the server is: ./scripts/services start {name}, then eval \"$(./scripts/services env {name})\""
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
    /// Loads a file as the `mysql` client does, and gives what the server refused of it.
    pub fn load(server: Server, path: &Path) -> (Self, Vec<String>) {
        let stem = path.file_stem().expect("a name").to_string_lossy();
        // Several tests load one file at a time.
        let number = LOADED.fetch_add(1, Ordering::Relaxed);
        let name = format!("servers_{}_{number}_{stem}", process::id());
        let database = Self { server, name };
        let output = load_dump()
            .arg("--force")
            .arg(path)
            .arg(&database.name)
            .arg(server.address().1)
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        let refused: Vec<String> = said
            .lines()
            .filter(|line| line.starts_with("ERROR"))
            .map(str::to_owned)
            .collect();
        assert!(output.status.success() || !refused.is_empty(), "{said}");
        (database, refused)
    }

    /// What `--ddl mysql://…` reads; nothing where the server took no table.
    pub fn script(&self) -> String {
        let url = format!("{}/{}", self.server.url(), self.name);
        let address = Address::parse(&url, None).expect("a URL");
        match live::read(&address) {
            Err(LiveError::Empty { .. }) => String::new(),
            script => script.expect("a schema"),
        }
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
        // Its data go as a whole, and what scripts do to it may leave files that no DROP takes along.
        if self.server == Server::Throwaway {
            return;
        }
        self.server
            .client(&format!("DROP DATABASE IF EXISTS `{}`", self.name));
    }
}
