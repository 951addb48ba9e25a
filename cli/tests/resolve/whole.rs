//! Whole schemas: the sample, and many tables.

use std::path::Path;

use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::resolve;
use scaffold::{ddl, spec};

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

#[test]
fn a_thousand_tables_resolve_in_linear_time() {
    let dump = |count: usize| {
        (0..count).fold(String::new(), |dump, number| {
            let other = number / 2;
            dump + &format!(
                "CREATE TABLE `orders_{number}` (id bigint unsigned NOT NULL AUTO_INCREMENT, parent_id bigint unsigned, \
                 name varchar(50) NOT NULL, state enum('new','old') NOT NULL DEFAULT 'new', price decimal(10,2) NOT NULL, \
                 created_at datetime DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (id), KEY (name), \
                 FOREIGN KEY (parent_id) REFERENCES orders_{other} (id));\n"
            )
        })
    };
    let once = |count: usize| {
        let mut diagnostics = Diagnostics::default();
        let text = dump(count);
        let schema = ddl::read(
            Path::new("dump.sql"),
            text.as_bytes(),
            None,
            &mut diagnostics,
        )
        .expect("readable");
        let start = std::time::Instant::now();
        let resolved = resolve("shop", &schema, &spec::Spec::default(), &mut diagnostics)
            .expect("it resolves");
        assert_eq!(resolved.service.resources.len(), count);
        start.elapsed()
    };
    // The best of three: other programs run on the machine.
    let time = |count: usize| (0..3).map(|_| once(count)).min().unwrap_or_default();
    let (warm, small, large) = (time(10), time(250), time(1_000));
    println!("10 tables: {warm:?}, 250: {small:?}, 1,000: {large:?}");
    assert!(
        large < small * 10,
        "250 tables took {small:?}, 1,000 took {large:?}"
    );
}
