//! Resources of a crate that calls the support crate by another name.
#![cfg(test)]

use support::{App, Decimal, Enum, Hooks, Resource, Set};

/// How far an order is.
#[derive(Debug, Clone, Copy, PartialEq, Enum)]
#[resource(crate = "::support")]
enum State {
    New,
    Paid,
}

/// A row with a column of each sort.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(
    table = "orders",
    crate = "support",
    check("total", rules("total >= 0"))
)]
struct Order {
    #[resource(key, auto)]
    id: u64,
    #[resource(length = 20, belongs_to("numbers", "n"))]
    number: String,
    #[resource(precision = 10, scale = 2, default = "0.00")]
    total: Decimal,
    state: Option<State>,
    states: Set<State>,
}

struct Code;

impl Hooks<Order> for Code {}

#[test]
fn the_support_crate_may_have_another_name() {
    let app = App::new("shop", "Shop").resource_with::<Order, _>(Code);
    assert_eq!(app.resources()[0].fields.len(), 5);
    assert_eq!(State::VALUES, ["New", "Paid"]);
    assert_eq!(State::from_ordinal(1), Some(State::Paid));
    let _column = Order::NUMBER;
    assert_eq!(Patch::default().state, None);
}
