//! Private fields of private types in a public struct.

use chassis::{Enum, Resource};

#[derive(Debug, Clone, Copy, PartialEq, Enum)]
enum State {
    New,
    Paid,
}

/// A row.
#[derive(Debug, Resource)]
#[resource(table = "orders")]
pub struct Order {
    /// The key.
    #[resource(key)]
    pub id: u64,
    state: State,
}

#[test]
fn are_in_the_payloads() {
    let new = Create {
        id: 1,
        state: State::New,
    };
    assert_ne!(new.state, State::Paid);
    assert_eq!(Patch::default().state, None);
    assert_eq!(Order::resource().fields[1].column, "state");
}
