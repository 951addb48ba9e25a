//! The smoke test of a generated service: every operation of every resource, through the router, on a real database.

mod client;
mod endpoints;
mod order;
mod rows;
mod sample;
mod seed;
mod story;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process;

use axum::http::Method;

use self::client::Client;
use self::endpoints::Calls;
use self::story::Story;
use crate::app::App;
use crate::db::{Database, Dialect};
use crate::model::{Action, Resource, Source};

/// Creates, reads, changes and deletes a row of every resource, and asserts that every operation reached a 2xx, and that
/// the served API document is `document`.
///
/// It runs on a new SQLite database, or on the one of `TEST_DATABASE_URL`, which holds the service's tables; never on
/// `DATABASE_URL`. Custom endpoints are called once, too; one that is not written yet (501) is no failure. Rows of tables whose foreign keys form a cycle are seeded with key checks off.
///
/// With `SMOKE_KEEP` set, a row of every table is made once more and stays: something to look at.
pub fn smoke(app: fn() -> App, document: &str) {
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())
        .and_then(|runtime| runtime.block_on(run(&app(), document)));
    let report = outcome
        .as_ref()
        .map_or_else(String::clone, Report::to_string);
    println!("{report}");
    assert!(outcome.is_ok_and(|report| report.is_complete()), "{report}");
}

/// Which operations answered.
struct Report {
    dialect: Dialect,
    expected: BTreeSet<String>,
    reached: BTreeSet<String>,
    failures: Vec<String>,
    /// Views that this database has not, or cannot run.
    without_views: usize,
    /// Operations that nobody has written yet.
    unwritten: BTreeSet<String>,
    /// Custom endpoints, which are called and not counted as operations.
    endpoints: Calls,
}

impl Report {
    fn is_complete(&self) -> bool {
        let failures = self.failures.is_empty() && self.endpoints.failures.is_empty();
        failures && self.expected == self.reached
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (reached, expected) = (self.reached.len(), self.expected.len());
        let dialect = self.dialect;
        write!(
            f,
            "{reached} of {expected} operations reached a 2xx on {dialect:?}"
        )?;
        if self.without_views > 0 {
            write!(f, "; {} views answer 501 there", self.without_views)?;
        }
        if !self.unwritten.is_empty() {
            let names: Vec<&str> = self.unwritten.iter().map(String::as_str).collect();
            let (count, names) = (names.len(), names.join(", "));
            write!(f, "; {count} not written yet answer 501: {names}")?;
        }
        let Calls {
            answered,
            unwritten,
            failures,
        } = &self.endpoints;
        if answered + unwritten > 0 {
            write!(
                f,
                "; custom endpoints: {answered} answered, {unwritten} not written yet"
            )?;
        }
        for operation in self.expected.difference(&self.reached) {
            write!(f, "\nnot reached: {operation}")?;
        }
        for failure in self.failures.iter().chain(failures) {
            write!(f, "\n{failure}")?;
        }
        Ok(())
    }
}

async fn run(app: &App, document: &str) -> Result<Report, String> {
    let scratch = Scratch::new(app.name());
    let url = std::env::var("TEST_DATABASE_URL")
        .unwrap_or_else(|_| format!("sqlite:{}", scratch.0.display()));
    let database = Database::connect(&url)
        .await
        .map_err(|error| error.to_string())?;
    app.migrate(&database)
        .await
        .map_err(|error| error.to_string())?;
    let router = app
        .build(database.clone())
        .map_err(|error| error.to_string())?;
    let client = Client::new(router);
    let (status, served) = client.text("/openapi.json").await;
    if status != 200 || served != document {
        return Err("the served API document is not the committed one: regenerate".to_owned());
    }
    let resources = app.resources();
    let mut story = Story::new(resources.clone(), client.clone(), database.clone());
    story.play().await?;
    let own = app.service().endpoints;
    let endpoints = endpoints::call(&own, &client, &mut story.samples).await;
    if std::env::var_os("SMOKE_KEEP").is_some() {
        let mut stays = Story::new(resources.clone(), client.clone(), database.clone());
        stays.make_all().await?;
    }
    let without_views = story.without_views.len();
    let expected = resources.iter().flat_map(|resource| {
        let operations = resource.operations.iter();
        operations.map(|&action| name(&resource.path, action))
    });
    let known =
        |name: &String| story.without_views.contains(name) || story.unwritten.contains(name);
    let expected = expected.filter(|name| !known(name));
    Ok(Report {
        dialect: database.dialect(),
        expected: expected.collect(),
        reached: story.reached,
        failures: story.failures,
        without_views,
        unwritten: story.unwritten,
        endpoints,
    })
}

/// An operation's id.
fn name(path: &str, action: Action) -> String {
    format!("{path}.{}", action.as_str())
}

/// Whether a view may answer 501: SQLite cannot run every query of MySQL.
fn may_be_missing(source: Source, dialect: Dialect, status: u16) -> bool {
    source == Source::View && dialect == Dialect::Sqlite && status == 501
}

/// Whether an operation may answer 501: code that nobody has written yet, or what the chassis does not do.
fn may_be_unwritten(resource: &Resource, action: Action, status: u16) -> bool {
    status == 501 && (resource.custom.contains(&action) || resource.is_unsupported(action))
}

fn method(action: Action) -> Method {
    Method::from_bytes(action.method().as_bytes()).unwrap_or_default()
}

/// A database file that is gone when the test is.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("{name}-smoke-{}.db", process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(suffix);
            // Absent when TEST_DATABASE_URL was used.
            let _removed = std::fs::remove_file(path);
        }
    }
}
