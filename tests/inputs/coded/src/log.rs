//! The log, as clients may see it.

use chassis::{DateTime, Resource};

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "access_log", path = "requests", operations(list, create))]
#[resource(hooks)]
pub struct Request {
    /// When.
    #[resource(fraction = 6, default(sql = "CURRENT_TIMESTAMP(6)"), filter, sort)]
    pub at: DateTime,
    /// What for.
    #[resource(length = 255)]
    pub path: String,
    /// How.
    pub status: u16,
}
