//! A faulty enum, and code that uses it.

use chassis::{Enum, Resource, Set};

#[derive(Debug, Clone, Copy, PartialEq, Enum)]
enum Status {
    #[value("new", "old")]
    New,
    Paid,
}

#[derive(Debug, Clone, Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    status: Status,
    features: Set<Status>,
}

fn main() {
    let set: Set<Status> = [Status::New, Status::Paid].into_iter().collect();
    let _ = (set, Status::VALUES, Order::resource(), Order::STATUS);
}
