//! Which server a dump is for, and which of its executable comments that server runs.

use crate::encoding::Encoding;

/// A family of servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// MySQL 5.7 or newer.
    Mysql,
    /// MariaDB.
    Mariadb,
}

/// The newest version whose `/*!NNNNN …*/` clauses are read for MySQL: 8.4.99.
const MYSQL_VERSION: u32 = 80_499;

/// The newest version whose `/*!NNNNNN …*/` clauses are read for MariaDB: 11.4.99.
const MARIADB_VERSION: u32 = 110_499;

/// What the user says of scripts, whatever they say themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hints {
    /// The server that they are for.
    pub server: Option<Server>,
    /// What they are in.
    pub encoding: Option<Encoding>,
}

impl From<Option<Server>> for Hints {
    fn from(server: Option<Server>) -> Self {
        Self {
            server,
            encoding: None,
        }
    }
}

/// What is known of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    server: Option<Server>,
    /// The user said it, so that no header changes it.
    said: bool,
}

/// What an opening `/*` starts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// A comment.
    Comment,
    /// A clause of a newer server of one family, and the family is unknown: left out.
    Unknown,
    /// A clause that applies, behind so many bytes.
    Applies(usize),
}

impl Dialect {
    /// The server that the user named, or one to be learnt from the dump's header.
    pub fn new(server: Option<Server>) -> Self {
        Self {
            server,
            said: server.is_some(),
        }
    }

    /// Learns the server from a line of the header.
    pub(super) fn learn(&mut self, line: &[u8]) {
        if self.said || self.server == Some(Server::Mariadb) {
            return;
        }
        let comment = line.trim_ascii_start();
        let is_comment = comment.starts_with(b"--") || comment.starts_with(b"/*M!");
        let is_navicat = comment.starts_with(b"Source Server Version");
        if !is_comment && !is_navicat {
            return;
        }
        let text = String::from_utf8_lossy(line).to_ascii_lowercase();
        if text.contains("mariadb") || comment.starts_with(b"/*M!") {
            self.server = Some(Server::Mariadb);
        } else if says_new_mysql(&text) {
            self.server = Some(Server::Mysql);
        }
    }

    /// What the `/*` at the start of `rest` opens.
    ///
    /// MySQL runs `/*!NNNNN …*/` when its version is at least NNNNN. MariaDB does too, but for 50700 to 99999, which
    /// are MySQL's alone, and runs `/*M!NNNNNN …*/`, which MySQL takes for a comment. When the server is unknown, only
    /// what both run applies.
    pub(super) fn gate(&self, rest: &[u8]) -> Gate {
        let (prefix, mariadb_only) = if rest.starts_with(b"/*!") {
            (3, false)
        } else if rest.starts_with(b"/*M!") {
            (4, true)
        } else {
            return Gate::Comment;
        };
        let digits = rest[prefix..]
            .iter()
            .take(6)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        // Fewer than five are no version but part of the clause.
        let digits = if digits < 5 { 0 } else { digits };
        let version = std::str::from_utf8(&rest[prefix..prefix + digits])
            .ok()
            .and_then(|text| text.parse().ok());
        let version: u32 = version.unwrap_or(0);
        let length = prefix + digits;
        if mariadb_only {
            let applies = self.server == Some(Server::Mariadb) && version <= MARIADB_VERSION;
            return if applies {
                Gate::Applies(length)
            } else {
                Gate::Comment
            };
        }
        let mysql_only = (50_700..=99_999).contains(&version);
        match self.server {
            Some(Server::Mysql) if version <= MYSQL_VERSION => Gate::Applies(length),
            Some(Server::Mariadb) if !mysql_only && version <= MARIADB_VERSION => {
                Gate::Applies(length)
            }
            None if mysql_only && version <= MYSQL_VERSION => Gate::Unknown,
            None if version < 50_700 => Gate::Applies(length),
            _ => Gate::Comment,
        }
    }
}

/// Whether a header names MySQL 5.7 or newer: `Distrib 8.0.33`, `Server version 8.0.33`, `Source Server Version : 50719`.
fn says_new_mysql(line: &str) -> bool {
    let version = ["distrib ", "server version"].iter().find_map(|key| {
        let rest = &line[line.find(key)? + key.len()..];
        let digits = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
        let end = digits
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(digits.len());
        Some(digits[..end].to_owned())
    });
    let Some(version) = version else { return false };
    let mut parts = version
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    match (parts.next(), parts.next()) {
        (Some(whole), None) => (50_700..100_000).contains(&whole),
        (Some(major), Some(minor)) => (major, minor) >= (5, 7) && major < 10,
        _ => false,
    }
}
