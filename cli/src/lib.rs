//! From a MySQL dump and an endpoint spec to the files of an axum service.

pub mod ddl;
pub mod diagnostic;
pub mod spec;
