//! From settings to a service that answers until it is told to stop.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::signal;
use tokio::sync::Notify;
use tracing::{info, warn};
use tracing_subscriber::EnvFilter;

use crate::app::{App, BuildError};
use crate::db::{Database, DbError, Dialect};
use crate::migrate::{MigrateError, Request};
use crate::settings::{self, Command, Settings, SettingsError};

/// How long open requests may take once the process is asked to stop; asked again, it stops at once.
const DRAIN: Duration = Duration::from_secs(30);

/// Why a service does not run.
#[derive(Debug, thiserror::Error)]
enum RunError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error("the file .env cannot be read: {0}")]
    DotEnv(#[from] dotenvy::Error),
    #[error("the database cannot be opened: {0}")]
    Database(#[from] DbError),
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    #[error(transparent)]
    Build(#[from] BuildError),
    #[error("cannot listen on {0}: {1}")]
    Listen(String, io::Error),
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Runs a service by the process's arguments and environment.
///
/// Exit codes: 0 when it was told to stop or has migrated, 1 when it could not, 2 when the settings are wrong.
pub fn run(app: fn() -> App) -> ExitCode {
    match start(app()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let usage = matches!(error, RunError::Settings(_) | RunError::DotEnv(_));
            ExitCode::from(if usage { 2 } else { 1 })
        }
    }
}

fn start(app: App) -> Result<(), RunError> {
    match settings::read(app.name(), std::env::args().skip(1), &variables()?)? {
        Command::Help(text) => {
            println!("{text}");
            Ok(())
        }
        Command::Serve(settings) => {
            log(&settings.log);
            runtime()?.block_on(serve(app, settings))
        }
        Command::Migrate {
            database_url,
            log: filter,
            request,
        } => {
            log(&filter);
            runtime()?.block_on(migrate(&app, &database_url, request))
        }
    }
}

/// Starts the log, on standard error.
fn log(filter: &str) {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(io::stderr)
        // Files and journals take escapes for text.
        .with_ansi(io::stderr().is_terminal())
        .init();
}

fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}

/// The environment over the file `.env`, when there is one.
fn variables() -> Result<BTreeMap<String, String>, dotenvy::Error> {
    let mut variables = BTreeMap::new();
    match dotenvy::from_path_iter(".env") {
        Ok(pairs) => {
            for pair in pairs {
                let (name, value) = pair?;
                variables.insert(name, value);
            }
        }
        Err(error) if error.not_found() => {}
        Err(error) => return Err(error),
    }
    let environment = std::env::vars_os();
    variables.extend(
        environment.filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }),
    );
    Ok(variables)
}

async fn migrate(app: &App, database_url: &str, request: Request) -> Result<(), RunError> {
    if request != Request::Apply && Database::is_to_be_made(database_url) {
        println!("there is no database yet: it is made when the service starts");
        return Ok(());
    }
    let database = Database::connect(database_url).await?;
    let text = app.migrate_on_request(&database, request).await?;
    // Nobody need be reading it any more, as behind `| head`.
    let _written = io::stdout().write_all(text.as_bytes());
    Ok(())
}

async fn serve(mut app: App, settings: Settings) -> Result<(), RunError> {
    let database = Database::connect(&settings.database_url).await?;
    match settings.secret_key {
        Some(key) => app = app.secret_key(key),
        // Of an embedded database there is one process.
        None if database.dialect() == Dialect::Mysql => warn!(
            "SECRET_KEY is not set: cursors of lists are good for this process only, until it stops"
        ),
        None => {}
    }
    app.migrate(&database).await?;
    let router = app.build(database)?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .map_err(|error| RunError::Listen(settings.listen.to_string(), error))?;
    let address = listener.local_addr()?;
    announce(app.name(), address);
    warn!("there is no authentication: whoever reaches {address} may read and write everything");
    let listener = listener.tap_io(|stream| {
        // Small responses must not wait for more to send; a socket that refuses is served all the same.
        let _set = stream.set_nodelay(true);
    });
    let asked = Arc::new(Notify::new());
    let server = axum::serve(listener, router).with_graceful_shutdown({
        let asked = Arc::clone(&asked);
        async move {
            stop().await;
            asked.notify_one();
        }
    });
    // A client that never ends its request must not keep the process for ever.
    let patience = async {
        asked.notified().await;
        info!("stopping: open requests are answered first");
        tokio::select! {
            () = tokio::time::sleep(DRAIN) => {}
            () = stop() => {}
        }
    };
    tokio::select! {
        ended = server => ended?,
        () = patience => warn!("stopped with requests still open"),
    }
    info!("stopped");
    Ok(())
}

/// Tells where the service is; nobody need be listening, as under a supervisor that closed the pipe.
fn announce(name: &str, address: SocketAddr) {
    let text = format!(
        "{name} listens on http://{address}\n  try it    http://{address}/docs\n  document  http://{address}/openapi.json\n"
    );
    let _written = io::stdout().write_all(text.as_bytes());
}

/// Ends when the process is asked to stop: Ctrl-C, or SIGTERM.
async fn stop() {
    let interrupt = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
