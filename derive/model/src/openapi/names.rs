//! Names of components and operations.

use std::fmt::Write;

/// A name as documents take it: letters, digits and `_`, any other character by its number.
///
/// OpenAPI 3.0.3, section 4.7.7, has no more for components than these, `.` and `-`; an `operationId` may become a part of
/// a URL, or a name in a client's language.
pub(super) fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.') {
            plain.push(character);
        } else {
            // Writing to a String does not fail.
            let _written = write!(plain, "_{:X}", u32::from(character));
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_characters_are_numbers() {
        assert_eq!(plain("order_items.list"), "order_items.list");
        assert_eq!(plain("订单Create"), "_8BA2_5355Create");
        assert_eq!(plain("a b"), "a_20b");
    }
}
