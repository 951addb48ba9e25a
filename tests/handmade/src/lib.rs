//! A lending library, written by hand: its resources are structs that derive `Resource`, its rules are hooks, a custom
//! operation and an endpoint, and the API is one part of a router of its own.

pub mod book;
pub mod loan;
pub mod restock;

use axum::Router;
use axum::routing::get;
use chassis::db::Database;
use chassis::{App, BuildError};

use book::Book;
use loan::Loan;

/// The tables, as SQLite makes them.
pub const SCHEMA: &str = include_str!("schema.sql");

/// The resources and their code.
pub fn app() -> App {
    App::new("library", "Lending library")
        .schema(SCHEMA)
        .resource_with::<Book, _>(book::Rules)
        .resource_with::<Loan, _>(loan::Desk)
        .endpoint(restock::endpoint())
}

/// The API beside a page of the service's own.
pub fn router(database: Database) -> Result<Router, BuildError> {
    let api = app().build(database)?;
    Ok(Router::new()
        .route("/hours", get(async || "9 to 17"))
        .merge(api))
}
