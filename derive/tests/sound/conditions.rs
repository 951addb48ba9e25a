//! Fields under conditions: a derive sees those that hold.

use chassis::Resource;

/// A row.
#[derive(Debug, Resource)]
#[resource(table = "orders")]
#[cfg_attr(all(), resource(path = "bestellungen"))]
pub struct Order {
    /// The key.
    #[resource(key)]
    pub id: u64,
    /// It is not there, and its type neither.
    #[cfg(any())]
    pub absent: NoType,
    /// It is there, and lists are filtered by it.
    #[cfg(all())]
    #[cfg_attr(all(), resource(filter))]
    #[cfg_attr(any(), resource(no_word))]
    pub present: u8,
}

#[test]
fn that_hold_are_seen() {
    let resource = Order::resource();
    assert_eq!(resource.path, "bestellungen");
    assert_eq!(resource.fields.len(), 2);
    assert!(resource.fields[1].filter);
    let _column = Order::PRESENT;
}
