//! Settings of a running service: flags, then the environment, then the file `.env`.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::migrate::Request;
use crate::secret::{SecretKey, SecretKeyError};

/// The word that asks for migrations.
const MIGRATE: &str = "migrate";

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
    /// What the service signs with; a new key at each start when it is not set.
    pub secret_key: Option<SecretKey>,
}

/// What the command line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Serve.
    Serve(Settings),
    /// Migrate the database.
    Migrate {
        /// `sqlite:PATH` or `mysql://user:password@host:port/name`.
        database_url: String,
        /// Filter of the log, as tracing-subscriber's `EnvFilter` reads it.
        log: String,
        /// What is asked for.
        request: Request,
    },
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
    /// A version that is none.
    #[error("`{0}` is no version; write a number such as 2, as `--status` lists them")]
    Version(String),
    /// Several things at once.
    #[error("`--dry-run`, `--status` and `--baseline` exclude each other")]
    Requests,
    /// A secret that could be guessed.
    #[error("SECRET_KEY: {0}")]
    SecretKey(SecretKeyError),
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
    let mut arguments = arguments.into_iter().peekable();
    let variables = Variables { name, variables };
    match arguments.next_if(|argument| argument == MIGRATE) {
        Some(_) => migrate(Arguments(arguments), &variables),
        None => serve(Arguments(arguments), &variables),
    }
}

fn serve(
    mut arguments: Arguments<impl Iterator<Item = String>>,
    variables: &Variables<'_>,
) -> Result<Command, SettingsError> {
    let mut listen = variables
        .get("LISTEN")
        .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let mut database_url = variables.database_url();
    let mut secret_key = variables.get("SECRET_KEY");
    let mut open = false;
    while let Some((flag, inline)) = arguments.flag() {
        match flag.as_str() {
            "--listen" => listen = arguments.value(&flag, inline)?,
            "--database-url" => database_url = arguments.value(&flag, inline)?,
            "--secret-key" => secret_key = Some(arguments.value(&flag, inline)?),
            "--open" if inline.is_none() => open = true,
            "--help" | "-h" => return Ok(Command::Help(help(variables.name))),
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
        log: variables.log(),
        open,
        secret_key: secret_key
            .map(|text| SecretKey::new(&text))
            .transpose()
            .map_err(SettingsError::SecretKey)?,
    }))
}

fn migrate(
    mut arguments: Arguments<impl Iterator<Item = String>>,
    variables: &Variables<'_>,
) -> Result<Command, SettingsError> {
    let mut database_url = variables.database_url();
    let mut requests = Vec::new();
    while let Some((flag, inline)) = arguments.flag() {
        match flag.as_str() {
            "--database-url" => database_url = arguments.value(&flag, inline)?,
            "--dry-run" if inline.is_none() => requests.push(Request::DryRun),
            "--status" if inline.is_none() => requests.push(Request::Status),
            "--baseline" => {
                let value = arguments.value(&flag, inline)?;
                let version = value.parse().map_err(|_| SettingsError::Version(value))?;
                requests.push(Request::Baseline(version));
            }
            "--help" | "-h" => return Ok(Command::Help(migrate_help(variables.name))),
            _ => return Err(SettingsError::Unknown(flag)),
        }
    }
    let request = match requests.as_slice() {
        [] => Request::Apply,
        [request] => *request,
        _ => return Err(SettingsError::Requests),
    };
    Ok(Command::Migrate {
        database_url,
        log: variables.log(),
        request,
    })
}

/// Variables of the environment and of `.env`.
struct Variables<'v> {
    /// The program's name.
    name: &'v str,
    variables: &'v BTreeMap<String, String>,
}

impl Variables<'_> {
    /// The value of one that is set and not empty.
    fn get(&self, name: &str) -> Option<String> {
        let value = self.variables.get(name);
        value.filter(|value| !value.is_empty()).cloned()
    }

    fn database_url(&self) -> String {
        let default = || format!("sqlite:data/{}.db", self.name);
        self.get("DATABASE_URL").unwrap_or_else(default)
    }

    fn log(&self) -> String {
        self.get("RUST_LOG").unwrap_or_else(|| "info".to_owned())
    }
}

/// Arguments that are still to be read.
struct Arguments<I>(I);

impl<I: Iterator<Item = String>> Arguments<I> {
    /// The next flag, and the value that it has behind `=`.
    fn flag(&mut self) -> Option<(String, Option<String>)> {
        let argument = self.0.next()?;
        Some(match argument.split_once('=') {
            Some((flag, value)) => (flag.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        })
    }

    /// A flag's value, which may be the next argument.
    fn value(&mut self, flag: &str, inline: Option<String>) -> Result<String, SettingsError> {
        let value = inline.or_else(|| self.0.next());
        value.ok_or_else(|| SettingsError::NoValue(flag.to_owned()))
    }
}

fn help(name: &str) -> String {
    format!(
        "Usage: {name} [--listen ADDRESS] [--database-url URL] [--secret-key KEY] [--open]\n       \
                {name} migrate [--help]\n\n\
         --listen ADDRESS      [LISTEN]        address and port; port 0 picks a free one (127.0.0.1:8080)\n\
         --database-url URL    [DATABASE_URL]  sqlite:PATH or mysql://user:password@host:port/name (sqlite:data/{name}.db)\n\
         --secret-key KEY      [SECRET_KEY]    what the service signs with, 32 characters or more (a new one at each start)\n\
         --open                                let others than this machine in, though nobody is asked who they are\n\n\
         RUST_LOG filters the log (info). A file .env may set the variables in brackets.\n\
         `migrate` brings the database to the version of this program."
    )
}

fn migrate_help(name: &str) -> String {
    format!(
        "Usage: {name} migrate [--dry-run | --status | --baseline VERSION] [--database-url URL]\n\n\
         Applies the migrations that the database has not had. On MySQL each statement is recorded: after a failure or a crash\n\
         the next run goes on where this one was. A SQLite database is migrated at every start, too.\n\n\
         --dry-run             print the SQL that would run, and change nothing\n\
         --status              print the state of every version, and change nothing\n\
         --baseline VERSION    record the versions up to this one as applied, without running them\n\
         --database-url URL    [DATABASE_URL]  sqlite:PATH or mysql://user:password@host:port/name (sqlite:data/{name}.db)"
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
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn migrations_are_asked_for() {
        let asked = |arguments: &[&str]| {
            let variables = [("DATABASE_URL", "sqlite:a.db"), ("LISTEN", "anything")];
            match settings(&[&["migrate"], arguments].concat(), &variables) {
                Ok(Command::Migrate {
                    database_url,
                    request,
                    ..
                }) => Ok((database_url, request)),
                Err(error) => Err(error),
                other => panic!("{other:?}"),
            }
        };
        let on = |url: &str, request| Ok((url.to_owned(), request));
        assert_eq!(asked(&[]), on("sqlite:a.db", Request::Apply));
        assert_eq!(asked(&["--status"]), on("sqlite:a.db", Request::Status));
        assert_eq!(
            asked(&["--database-url=sqlite:b.db", "--dry-run"]),
            on("sqlite:b.db", Request::DryRun)
        );
        let baseline = on("sqlite:a.db", Request::Baseline(3));
        assert_eq!(asked(&["--baseline", "3"]), baseline);
        let version = SettingsError::Version("-1".to_owned());
        assert_eq!(asked(&["--baseline=-1"]), Err(version));
        let both = asked(&["--status", "--baseline=2"]);
        assert_eq!(both, Err(SettingsError::Requests));
        let unknown = SettingsError::Unknown("--listen".to_owned());
        assert_eq!(asked(&["--listen"]), Err(unknown));
        assert!(matches!(
            settings(&["migrate", "-h"], &[]),
            Ok(Command::Help(_))
        ));
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
    fn secrets_are_long() {
        let (long, other) = ("s".repeat(32), "t".repeat(32));
        let key = |text: &str| SecretKey::new(text).ok();
        let variables = [("SECRET_KEY", long.as_str())];
        assert_eq!(served(&[], &[]).secret_key, None);
        assert_eq!(served(&[], &variables).secret_key, key(&long));
        let flag = ["--secret-key", &other];
        assert_eq!(served(&flag, &variables).secret_key, key(&other));
        let short = SettingsError::SecretKey(SecretKeyError::Short);
        assert_eq!(settings(&["--secret-key=short"], &[]), Err(short));
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
