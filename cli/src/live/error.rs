//! Why the schema of a server cannot be read, and whose fault it is.

use std::io;
use std::time::Duration;

use mysql_async::{DriverError, Error as Driver, ServerError};
use thiserror::Error;

use super::{Address, AddressError};

/// Why a server gives no schema. No variant holds a password.
#[derive(Debug, Error)]
pub enum LiveError {
    /// A URL that cannot be understood.
    #[error("cannot understand the URL of --ddl: {0}")]
    Address(#[from] AddressError),
    /// Nobody answers there, or the connection breaks.
    #[error("cannot reach {address}: {why}")]
    Unreachable {
        /// The database, without its password.
        address: String,
        /// What happened.
        why: String,
    },
    /// The server does not let this account in.
    #[error("{address} refuses the login: {why}")]
    Refused {
        /// The database, without its password.
        address: String,
        /// What the server or the protocol says.
        why: String,
    },
    /// The server has no such database.
    #[error("the server {server} has no database `{database}`")]
    UnknownDatabase {
        /// Host and port.
        server: String,
        /// Name of the database.
        database: String,
    },
    /// A database without a table and a view, as far as the account can see.
    #[error("{address} has no table and no view that this account can see")]
    Empty {
        /// The database, without its password.
        address: String,
    },
    /// The server does not answer a question.
    #[error("cannot read {what} of {address}: {why}")]
    Unreadable {
        /// What was asked for.
        what: String,
        /// The database, without its password.
        address: String,
        /// What the server says.
        why: String,
    },
    /// The machine has no resources for a connection.
    #[error("cannot make a connection: {0}")]
    Runtime(io::Error),
}

/// Codes of servers for accounts that may not come in: host not allowed, access denied (to the server, to the
/// database), password expired, account locked, no plain connections.
const REFUSALS: [u16; 8] = [1044, 1045, 1130, 1251, 1698, 1862, 3118, 3159];

const UNKNOWN_DATABASE: u16 = 1049;

impl LiveError {
    /// Why there is no connection.
    pub(super) fn connecting(address: &Address, error: &Driver) -> Self {
        let shown = address.to_string();
        match error {
            Driver::Server(ServerError { code, .. }) if *code == UNKNOWN_DATABASE => {
                Self::UnknownDatabase {
                    server: address.server(),
                    database: address.database().to_owned(),
                }
            }
            Driver::Server(ServerError { code, message, .. }) if REFUSALS.contains(code) => {
                Self::Refused {
                    address: shown,
                    why: message.clone(),
                }
            }
            Driver::Driver(
                fault @ (DriverError::UnknownAuthPlugin { .. }
                | DriverError::MysqlOldPasswordDisabled
                | DriverError::CleartextPluginDisabled),
            ) => Self::Refused {
                address: shown,
                why: fault.to_string(),
            },
            _ => Self::Unreachable {
                address: shown,
                why: plain(error),
            },
        }
    }

    /// Why a question has no answer.
    pub(super) fn reading(address: &Address, what: &str, error: &Driver) -> Self {
        match error {
            Driver::Server(server) => Self::Unreadable {
                what: what.to_owned(),
                address: address.to_string(),
                why: server.message.clone(),
            },
            _ => Self::Unreachable {
                address: address.to_string(),
                why: plain(error),
            },
        }
    }

    /// No answer in time.
    pub(super) fn silent(address: &Address, patience: Duration) -> Self {
        Self::Unreachable {
            address: address.to_string(),
            why: format!("no answer within {} s", patience.as_secs()),
        }
    }

    /// 2 for a wrong URL, account or database, 4 when the server or the way to it is at fault.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Unreachable { .. } | Self::Runtime(_) => 4,
            Self::Address(_)
            | Self::Refused { .. }
            | Self::UnknownDatabase { .. }
            | Self::Empty { .. }
            | Self::Unreadable { .. } => 2,
        }
    }

    /// What to do.
    pub fn help(&self) -> Option<&'static str> {
        let help = match self {
            Self::Address(_) => {
                "write mysql://USER:PASSWORD@HOST:PORT/DATABASE, with `%40`, `%3A`, `%2F`, `%3F` and `%23` for `@`, `:`, \
                 `/`, `?` and `#` in a password, or give the password in MYSQL_PWD"
            }
            Self::Unreachable { .. } => {
                "is the server up, and does it listen at this host and port?"
            }
            Self::Refused { .. } => {
                "check user and password (MYSQL_PWD is used when the URL has none); where a server demands TLS, which is not \
                 spoken here, give a dump: `mysqldump --no-data`"
            }
            Self::UnknownDatabase { .. } => "`SHOW DATABASES` lists what this account can see",
            Self::Empty { .. } => {
                "is it the right database? the account needs the privileges SELECT and SHOW VIEW on it"
            }
            Self::Unreadable { .. } => {
                "the account needs the privileges SELECT and SHOW VIEW on the database"
            }
            Self::Runtime(_) => return None,
        };
        Some(help)
    }
}

/// An error without the driver's frame around it.
fn plain(error: &Driver) -> String {
    match error {
        Driver::Io(mysql_async::IoError::Io(error)) => error.to_string(),
        Driver::Server(error) => error.message.clone(),
        Driver::Driver(error) => error.to_string(),
        _ => error.to_string(),
    }
}
