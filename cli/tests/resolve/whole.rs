//! A whole schema: the sample.

use super::{database, good, resource, row};

#[test]
fn the_sample_resolves_with_its_spec() {
    let dump = include_str!("../../../schemas/shop.sql");
    let resolved = good(dump, include_str!("../../../schemas/shop.api.yaml"));
    assert_eq!(resolved.service.resources.len(), 14);
    assert_eq!(resource(&resolved, "order").path, "orders");
    let connection = database(&resolved);
    let read = "SELECT count(*) FROM order_totals";
    assert_eq!(row(&connection, read), "0");
}
