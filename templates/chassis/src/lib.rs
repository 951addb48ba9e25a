//! The support crate of a generated service.

pub mod db;
pub mod value;

pub use chassis_model as model;
