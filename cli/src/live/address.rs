//! Where a database is and who reads it, from a URL; whatever is shown of it has no password.

use std::fmt;

use mysql_async::{Opts, OptsBuilder};
use thiserror::Error;

const SCHEME: &str = "mysql://";

/// A database of a server, and the account that reads it.
#[derive(Clone)]
pub struct Address {
    opts: Opts,
}

/// What is wrong with a URL. Nothing of the URL is said, since any part of it may be one of a mistyped password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Another scheme than `mysql:`.
    #[error("its scheme is not `mysql:`")]
    Scheme,
    /// No user.
    #[error("it names no user")]
    User,
    /// No host, or no possible one.
    #[error("it has no valid host and port")]
    Host,
    /// No database, or a path of several parts.
    #[error("it does not end in the name of one database")]
    Database,
    /// A part from `?` or `#` on.
    #[error("parameters behind `?` or `#` are not known")]
    Parameters,
}

/// Whether an argument is meant as a URL, of whatever scheme.
pub fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

impl Address {
    /// Understands `mysql://USER:PASSWORD@HOST:PORT/DATABASE`; `password` is for a URL that has none.
    pub fn parse(url: &str, password: Option<String>) -> Result<Self, AddressError> {
        let rest = url
            .get(..SCHEME.len())
            .filter(|scheme| scheme.eq_ignore_ascii_case(SCHEME))
            .map(|_| &url[SCHEME.len()..])
            .ok_or(AddressError::Scheme)?;
        if rest.contains(['?', '#']) {
            return Err(AddressError::Parameters);
        }
        let opts = Opts::from_url(url).map_err(|_| AddressError::Host)?;
        if opts.ip_or_hostname().is_empty() {
            return Err(AddressError::Host);
        }
        if opts.user().is_none() {
            return Err(AddressError::User);
        }
        // The driver would take the first part of a longer path.
        let path = rest.split_once('/').map(|(_, path)| path);
        if opts.db_name().is_none() || path.is_none_or(|path| path.contains('/')) {
            return Err(AddressError::Database);
        }
        let password = opts.pass().map(str::to_owned).or(password);
        let opts = OptsBuilder::from_opts(opts).pass(password).into();
        Ok(Self { opts })
    }

    pub(super) fn opts(&self) -> &Opts {
        &self.opts
    }

    /// Name of the database.
    pub fn database(&self) -> &str {
        self.opts.db_name().unwrap_or_default()
    }

    /// Name of the account.
    pub fn user(&self) -> &str {
        self.opts.user().unwrap_or_default()
    }

    /// Host and port.
    pub fn server(&self) -> String {
        let host = self.opts.ip_or_hostname();
        let port = self.opts.tcp_port();
        if host.contains(':') && !host.starts_with('[') {
            format!("[{host}]:{port}")
        } else {
            format!("{host}:{port}")
        }
    }
}

impl fmt::Display for Address {
    /// The URL without its password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (user, server, database) = (self.user(), self.server(), self.database());
        write!(formatter, "{SCHEME}{user}@{server}/{database}")
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<Address, AddressError> {
        Address::parse(url, Some("from-outside".to_owned()))
    }

    #[test]
    fn what_is_shown_has_no_password() {
        let address = parse("MySQL://ada:s%40cret@db.example:3307/my%20shop").unwrap();
        assert_eq!(address.opts().pass(), Some("s@cret"));
        assert_eq!(address.to_string(), "mysql://ada@db.example:3307/my shop");
        assert_eq!(format!("{address:?}"), address.to_string());
        let address = parse("mysql://ada@[::1]/shop").unwrap();
        assert_eq!(address.opts().pass(), Some("from-outside"));
        assert_eq!(address.to_string(), "mysql://ada@[::1]:3306/shop");
    }

    #[test]
    fn wrong_urls_have_reasons() {
        for (url, reason) in [
            ("postgres://a@h/d", AddressError::Scheme),
            ("mysql:/", AddressError::Scheme),
            ("mysql://", AddressError::Host),
            ("mysql:///d", AddressError::Host),
            ("mysql://a:p/w@h/d", AddressError::Host),
            ("mysql://a@h:99999/d", AddressError::Host),
            ("mysql://h/d", AddressError::User),
            ("mysql://a@h", AddressError::Database),
            ("mysql://a@h/", AddressError::Database),
            ("mysql://a@h/d/e", AddressError::Database),
            ("mysql://a:p?w@h/d", AddressError::Parameters),
            ("mysql://a@h/d?ssl=1", AddressError::Parameters),
        ] {
            assert_eq!(parse(url).map(|it| it.to_string()), Err(reason), "{url}");
        }
    }

    #[test]
    fn urls_are_told_from_files() {
        assert!(is_url("mysql://a@h/d") && is_url("postgres://a"));
        assert!(!is_url("dump.sql") && !is_url("a/b://c") && !is_url("://x") && !is_url("-"));
    }
}
