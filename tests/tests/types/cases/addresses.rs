//! Addresses and identifiers, which only MariaDB has types for: texts in the form that it gives them.

use serde_json::json;

use super::Column;

pub(super) fn all() -> Vec<Column> {
    // Their order is the server's own: see exceptions.rs.
    let column = |name: &str, longest: usize| {
        Column::new(name)
            .unsorted()
            .wrong("type", ["1", "true", "[]"])
            .wrong("too_long", [json!("a".repeat(longest + 1))])
    };
    vec![
        column("uuid", 36).texts([
            "00000000-0000-0000-0000-000000000000",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "f47ac10b-58cc-4372-a567-0e02b2c3d479",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
        ]),
        column("inet_4", 39).texts(["0.0.0.0", "10.0.0.1", "192.168.1.254", "255.255.255.255"]),
        column("inet_6", 39).texts(["::", "::1", "2001:db8::ff00:42:8329", "fe80::1"]),
    ]
}
