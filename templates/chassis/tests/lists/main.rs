//! Lists over HTTP, on SQLite and on MariaDB: the same rows for the same questions, and nothing for who asks for more.

#![cfg(test)]

mod attacks;
mod count;
mod search;
mod service;
mod walk;

use service::{Service, Where};

/// A service on each of the databases.
async fn both(name: &str) -> [Service; 2] {
    [
        Service::start(Where::Sqlite, name).await,
        Service::start(Where::Mariadb, name).await,
    ]
}
