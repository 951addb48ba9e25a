//! Fields under conditions: a derive sees those that hold.

use chassis::Resource;

/// A row.
#[derive(Debug, Resource)]
#[resource(table = "orders")]
#[cfg_attr(test, resource(path = "bestellungen"))]
pub struct Order {
    /// The key.
    #[resource(key)]
    pub id: u64,
    /// It is not there, and its type neither.
    #[cfg(not(test))]
    pub absent: NoType,
    /// It is there, and lists are filtered by it.
    #[cfg(test)]
    #[cfg_attr(test, resource(filter))]
    #[cfg_attr(not(test), resource(no_word))]
    pub present: u8,
}

#[test]
fn that_hold_are_seen() {
    let resource = Order::resource();
    assert_eq!(resource.path, "bestellungen");
    assert_eq!(resource.fields.len(), 2);
    assert!(resource.fields[1].filter);
    assert_eq!(size_of_val(&Order::PRESENT), size_of::<usize>());
}
