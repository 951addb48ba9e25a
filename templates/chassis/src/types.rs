//! The Rust types of columns that the standard library has no type for.

mod binary;
mod calendar;
mod decimal;
pub(crate) mod geometry;
mod json;
mod set;
mod time;

pub use self::binary::Bytes;
pub use self::calendar::{Date, DateTime, Timestamp};
pub use self::decimal::Decimal;
pub use self::geometry::{Geometry, Position, Shape};
pub use self::json::Json;
pub use self::set::Set;
pub use self::time::{BadTime, Time};
