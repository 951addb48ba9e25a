//! The collations that SQLite lacks: text as MySQL's `_ci` collations compare it, and decimals by their value.

use std::cmp::Ordering;

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};
use rusqlite::Connection;

use crate::db::digits::Digits;

/// Makes `MYSQL_CI` and `DECIMAL` known to a connection.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    connection.create_collation("MYSQL_CI", compare_text)?;
    connection.create_collation("DECIMAL", compare_decimals)
}

/// The order of `utf8mb4_general_ci`: by upper-case letters without accents, trailing spaces ignored.
///
/// MySQL manual, "Unicode Character Sets". What differs: each character above U+FFFF is one of its own here, where
/// `general_ci` takes them all for the same.
fn compare_text(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left.chars().map(weight), right.chars().map(weight));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            // PAD SPACE: the shorter one goes on with spaces.
            (one, other) => match one.unwrap_or(' ').cmp(&other.unwrap_or(' ')) {
                Ordering::Equal => {}
                unequal => return unequal,
            },
        }
    }
}

fn weight(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_uppercase();
    }
    match character {
        // Where `general_ci` is not what decomposition gives: й is a letter of its own, ß is an s.
        'й' | 'Й' => 'Й',
        'ß' => 'S',
        // Latin, Greek and Cyrillic; elsewhere, as in Hangul and kana, a decomposition is no accent.
        '\u{c0}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' => upper(base(character)),
        _ => upper(character),
    }
}

/// A letter without its accents.
fn base(letter: char) -> char {
    let decompositions = CanonicalDecompositionBorrowed::new();
    let mut base = letter;
    loop {
        match decompositions.decompose(base) {
            Decomposed::Default => return base,
            Decomposed::Singleton(same) | Decomposed::Expansion(same, _) => base = same,
        }
    }
}

/// The upper-case form, where that is one character.
fn upper(character: char) -> char {
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => character,
    }
}

/// The order of decimal numbers of any size; text that is none comes after them all.
fn compare_decimals(left: &str, right: &str) -> Ordering {
    match (Digits::parse(left), Digits::parse(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => left.cmp(right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_ignores_case_accents_and_trailing_spaces() {
        let equal = [
            ("Straße", "STRASE"),
            ("Ünïcödé", "unicode"),
            ("Ế", "e"),
            ("Ἀθῆναι", "αθηναι"),
            ("Ёлка", "елка"),
            ("a", "A   "),
            ("", "  "),
            ("漢字", "漢字"),
        ];
        for (left, right) in equal {
            assert_eq!(compare_text(left, right), Ordering::Equal, "{left} {right}");
        }
        let ascending = [
            ("a", "b"),
            ("a", "ab"),
            ("a", "a b"),
            ("a\t", "a"),
            ("Z", "_"),
            ("Ы", "я"),
            ("и", "й"),
            ("か", "が"),
            ("가", "각"),
            ("😀", "😁"),
            (" a", "a"),
        ];
        for (left, right) in ascending {
            assert_eq!(compare_text(left, right), Ordering::Less, "{left} {right}");
            assert_eq!(
                compare_text(right, left),
                Ordering::Greater,
                "{left} {right}"
            );
        }
    }

    #[test]
    fn decimals_are_ordered_by_value() {
        let huge = format!("{}.5", "9".repeat(64));
        let ascending = [
            "-100",
            "-20.5",
            "-3",
            "-0.10",
            "0",
            "0.01",
            "0.1",
            "0.25",
            "3",
            "20.5",
            "100",
            &huge,
            "no number",
        ];
        for (index, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(
                    compare_decimals(left, right),
                    index.cmp(&other),
                    "{left} {right}"
                );
            }
        }
        for (left, right) in [
            ("1", "1.00"),
            ("0", "-0.0"),
            ("007.50", "7.5"),
            (".5", "+0.5"),
        ] {
            assert_eq!(
                compare_decimals(left, right),
                Ordering::Equal,
                "{left} {right}"
            );
        }
    }
}
