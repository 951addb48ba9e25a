//! The support crate of a generated service: one `dispatch` for every operation, HTTP around it, two databases below.
//!
//! A service is an [`App`] of resources; [`run`] serves it. Resources are structs with `#[derive(Resource)]`.

mod actions;
mod app;
pub mod codec;
mod context;
pub mod custom;
pub mod db;
#[doc(hidden)]
pub mod derived;
mod dispatch;
mod endpoint;
mod error;
mod expand;
mod export;
mod hooks;
mod http;
pub mod migrate;
pub mod object;
pub mod operation;
mod payload;
mod query;
mod refused;
pub mod resource;
mod rules;
mod run;
mod secret;
pub mod settings;
mod sql;
pub mod testing;
mod typed;
pub mod types;
pub mod value;

pub use app::{App, BuildError};
pub use chassis_derive::{Enum, Object, Resource};
pub use chassis_model as model;
pub use chassis_model::Envelope;
pub use context::{ApiVersion, Context, Principal};
pub use dispatch::dispatch;
pub use endpoint::{Endpoint, Gives};
pub use error::{At, Error, Fault, Kind};
pub use expand::{Edge, Expand, Group, Related};
pub use export::Export;
pub use hooks::{Hooks, NoHooks, Proposal, Stored};
pub use migrate::Migration;
pub use object::Object;
pub use resource::{Enum, FromValue, IntoValue, Mismatch, Resource};
pub use run::run;
pub use secret::{SecretKey, SecretKeyError};
pub use typed::{Column, Query};
pub use types::{
    Bytes, Date, DateTime, Decimal, Geometry, Json, Position, Set, Shape, Time, Timestamp,
};
