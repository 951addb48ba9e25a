//! Settings of a running service: flags, then the environment, then the file `.env`.

use std::collections::BTreeMap;
use std::net::SocketAddr;

/// What a service needs to know to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Address to listen on; port 0 picks a free one.
    pub listen: SocketAddr,
    /// `sqlite:PATH` or `mysql://user:password@host:port/name`.
    pub database_url: String,
    /// Filter of the log, as tracing-subscriber's `EnvFilter` reads it.
    pub log: String,
    /// Whether others than this machine may use a service without authentication.
    pub open: bool,
}

/// What the command line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Serve.
    Serve(Settings),
    /// Print this and stop.
    Help(String),
}

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A flag that there is not.
    #[error("unknown argument `{0}`; `--help` lists them")]
    Unknown(String),
    /// A flag without its value.
    #[error("`{0}` needs a value")]
    NoValue(String),
    /// An address that is none.
    #[error("`{0}` is no address to listen on; write one such as 127.0.0.1:8080")]
    Listen(String),
    /// An address that others reach, and no authentication.
    #[error(
        "{0} can be reached from elsewhere and the service asks nobody who they are; \
         listen on 127.0.0.1, or say `--open`"
    )]
    NotOpen(SocketAddr),
}

/// The settings in arguments (without the program's name) and variables, the environment's over the file's.
pub fn read(
    name: &str,
    arguments: impl IntoIterator<Item = String>,
    variables: &BTreeMap<String, String>,
) -> Result<Command, SettingsError> {
    let variable = |name: &str| {
        variables
            .get(name)
            .filter(|value| !value.is_empty())
            .cloned()
    };
    let mut listen = variable("LISTEN").unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let mut database_url =
        variable("DATABASE_URL").unwrap_or_else(|| format!("sqlite:data/{name}.db"));
    let mut open = false;
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let (flag, inline) = match argument.split_once('=') {
            Some((flag, value)) => (flag.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        let mut value = || {
            let value = inline.clone().or_else(|| arguments.next());
            value.ok_or_else(|| SettingsError::NoValue(flag.clone()))
        };
        match flag.as_str() {
            "--listen" => listen = value()?,
            "--database-url" => database_url = value()?,
            "--open" if inline.is_none() => open = true,
            "--help" | "-h" => return Ok(Command::Help(help(name))),
            _ => return Err(SettingsError::Unknown(flag)),
        }
    }
    let address: SocketAddr = listen
        .replacen("localhost:", "127.0.0.1:", 1)
        .parse()
        .map_err(|_| SettingsError::Listen(listen))?;
    if !address.ip().is_loopback() && !open {
        return Err(SettingsError::NotOpen(address));
    }
    Ok(Command::Serve(Settings {
        listen: address,
        database_url,
        log: variable("RUST_LOG").unwrap_or_else(|| "info".to_owned()),
        open,
    }))
}

fn help(name: &str) -> String {
    format!(
        "Usage: {name} [--listen ADDRESS] [--database-url URL] [--open]\n\n\
         --listen ADDRESS      [LISTEN]        address and port; port 0 picks a free one (127.0.0.1:8080)\n\
         --database-url URL    [DATABASE_URL]  sqlite:PATH or mysql://user:password@host:port/name (sqlite:data/{name}.db)\n\
         --open                                let others than this machine in, though nobody is asked who they are\n\n\
         RUST_LOG filters the log (info). A file .env may set the variables in brackets."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(arguments: &[&str], variables: &[(&str, &str)]) -> Result<Command, SettingsError> {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let variables = variables.iter().map(pair).collect();
        read(
            "shop",
            arguments.iter().map(|&argument| argument.to_owned()),
            &variables,
        )
    }

    fn served(arguments: &[&str], variables: &[(&str, &str)]) -> Settings {
        match settings(arguments, variables).expect("valid") {
            Command::Serve(settings) => settings,
            Command::Help(text) => panic!("{text}"),
        }
    }

    #[test]
    fn defaults() {
        let settings = served(&[], &[("DATABASE_URL", "")]);
        assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(settings.database_url, "sqlite:data/shop.db");
        assert_eq!(settings.log, "info");
    }

    #[test]
    fn flags_win_over_variables() {
        let variables = [("LISTEN", "127.0.0.1:1"), ("DATABASE_URL", "sqlite:a.db")];
        let settings = served(
            &["--listen=localhost:0", "--database-url", "sqlite:b.db"],
            &variables,
        );
        assert_eq!(settings.listen.to_string(), "127.0.0.1:0");
        assert_eq!(settings.database_url, "sqlite:b.db");
        assert_eq!(served(&[], &variables).database_url, "sqlite:a.db");
    }

    #[test]
    fn the_world_is_let_in_only_when_asked() {
        let refused = settings(&["--listen", "0.0.0.0:80"], &[]);
        assert!(matches!(refused, Err(SettingsError::NotOpen(_))));
        assert!(served(&["--listen", "0.0.0.0:80", "--open"], &[]).open);
    }

    #[test]
    fn slips_are_told() {
        let unknown = SettingsError::Unknown("--port".to_owned());
        assert_eq!(settings(&["--port", "1"], &[]), Err(unknown));
        let no_value = SettingsError::NoValue("--listen".to_owned());
        assert_eq!(settings(&["--listen"], &[]), Err(no_value));
        let listen = SettingsError::Listen("80".to_owned());
        assert_eq!(settings(&["--listen", "80"], &[]), Err(listen));
        assert!(matches!(settings(&["--help"], &[]), Ok(Command::Help(_))));
    }
}
