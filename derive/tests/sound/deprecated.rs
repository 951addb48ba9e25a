//! Types and fields that are deprecated.

use chassis::{Enum, Object, Resource};

/// A value.
#[deprecated]
#[derive(Debug, Clone, Copy, Enum)]
pub enum State {
    /// The only one.
    New,
}

/// A row.
#[deprecated]
#[derive(Debug, Resource)]
#[resource(table = "orders")]
pub struct Order {
    /// The key.
    #[resource(key)]
    pub id: u64,
    /// Nobody asks for it.
    #[deprecated]
    pub old: u8,
}

/// What is taken.
#[deprecated]
#[derive(Debug, Object)]
pub struct Line {
    /// How many.
    pub count: u32,
}

#[test]
#[expect(deprecated, reason = "they are what is tested")]
fn are_not_used_by_what_is_derived() {
    assert_eq!(Order::resource().fields.len(), 2);
    assert_eq!(Line::OBJECT.members.len(), 1);
    assert_eq!(State::VALUES, ["new"].map(|_| "New"));
}
