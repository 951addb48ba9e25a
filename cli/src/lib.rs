//! From a MySQL dump and an endpoint spec to the files of an axum service.

pub mod api_change;
pub mod args;
pub mod base;
pub mod commands;
pub mod data;
pub mod ddl;
pub mod diagnostic;
pub mod diff;
pub mod embedded;
pub mod encoding;
pub mod expand;
mod files;
pub mod inspect;
pub mod live;
pub mod manifest;
pub mod merge;
pub mod progress;
pub mod resolve;
pub mod revision;
pub mod spec;
pub mod starter;
pub mod transaction;
pub mod tree;
pub mod write;
pub mod written;
