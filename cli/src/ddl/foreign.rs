//! Foreign keys that go by their names.

use super::schema::{Table, same_name};

/// Removes a foreign key by its name.
///
/// InnoDB calls those without one `table_ibfk_1` and so on, and numbers none anew when another goes (MySQL manual, "FOREIGN
/// KEY Constraints"). So all get what they are called there once one is dropped by such a name.
pub(super) fn drop_foreign(table: &mut Table, dropped: &str) {
    if dropped.to_lowercase().contains("_ibfk_") {
        name_all(table);
    }
    table.foreign_keys.retain(|key| {
        let name = key.name.as_deref();
        !name.is_some_and(|name| same_name(name, dropped))
    });
}

fn name_all(table: &mut Table) {
    let start = format!("{}_ibfk_", table.name);
    let numbers = table.foreign_keys.iter().filter_map(|key| {
        let (_, number) = key.name.as_deref()?.split_once(&start)?;
        number.parse::<u32>().ok().map(u64::from)
    });
    let first = numbers.max().unwrap_or_default() + 1;
    let nameless = table
        .foreign_keys
        .iter_mut()
        .filter(|key| key.name.is_none());
    for (key, number) in nameless.zip(first..) {
        key.name = Some(format!("{start}{number}"));
    }
}
