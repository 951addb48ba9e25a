//! The collations that SQLite lacks: text as MySQL's collations compare it, decimals and times by their value.

use std::cmp::Ordering;

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};
use rusqlite::Connection;

use crate::db::digits::Digits;

/// Makes the collations known to a connection: what any program needs that writes to a service's SQLite file.
pub fn register_collations(connection: &Connection) -> rusqlite::Result<()> {
    connection.create_collation("MYSQL_CI", compare_text)?;
    connection.create_collation("MYSQL_BIN", |left, right| padded(left, right, |it| it))?;
    connection.create_collation("MYSQL_LATIN1", |left, right| padded(left, right, swedish))?;
    connection.create_collation("DECIMAL", compare_decimals)?;
    connection.create_collation("TIME", compare_times)
}

/// The order of `utf8mb4_general_ci`: by upper-case letters without accents, trailing spaces ignored.
///
/// MySQL manual, "Unicode Character Sets". What differs: each character above U+FFFF is one of its own here, where
/// `general_ci` takes them all for the same.
fn compare_text(left: &str, right: &str) -> Ordering {
    padded(left, right, weight)
}

/// The order by the weights of characters, PAD SPACE: the shorter text goes on with spaces.
fn padded<W: Ord>(left: &str, right: &str, weight: impl Fn(char) -> W) -> Ordering {
    let (mut left, mut right) = (left.chars(), right.chars());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (one, other) => match weight(one.unwrap_or(' ')).cmp(&weight(other.unwrap_or(' '))) {
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

/// The weight in `latin1_swedish_ci`, the default of latin1, which is Windows-1252: as the server prints it by
/// `WEIGHT_STRING`. Å, Ä and Ö come behind Z, Ü is a Y.
fn swedish(character: char) -> u32 {
    const FROM_C0: &[u8; 64] = b"AAAA\\[\\CEEEEIIIIDNOOOO]\xd7\xd8UUUYY\xde\xdfAAAA\\[\\CEEEEIIIIDNOOOO]\xf7\xd8UUUYY\xde\xff";
    const FROM_80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let code = u32::from(character);
    match character {
        'a'..='z' => code - 32,
        '\u{c0}'..='\u{ff}' => {
            let weight = FROM_C0.get(code as usize - 0xc0);
            weight.map_or(code, |&weight| weight.into())
        }
        '\u{100}'.. => {
            let position = FROM_80.chars().zip(0x80..).find(|(it, _)| *it == character);
            position.map_or(code, |(_, byte)| byte)
        }
        _ => code,
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

/// The order of times: `[-]H:MM:SS[.f]`, where digits alone decide between two of one sign and as many hours' digits.
pub(crate) fn compare_times(left: &str, right: &str) -> Ordering {
    match (left.strip_prefix('-'), right.strip_prefix('-')) {
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => compare_lengths(left, right),
        (Some(left), Some(right)) => compare_lengths(right, left),
    }
}

/// The order of times without a sign.
fn compare_lengths(left: &str, right: &str) -> Ordering {
    let hours = |time: &str| time.find(':').unwrap_or(time.len());
    let by_hours = hours(left).cmp(&hours(right));
    // 10:00:00 is 10:00:00.000.
    by_hours.then_with(|| significant(left).cmp(significant(right)))
}

/// A time without zeros at the end of its fraction.
fn significant(time: &str) -> &str {
    match time.contains('.') {
        true => time.trim_end_matches('0').trim_end_matches('.'),
        false => time,
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
    fn blanks_at_the_end_do_not_count_in_bin() {
        let compare = |left, right| padded(left, right, |it| it);
        assert_eq!(compare("a", "a  "), Ordering::Equal);
        for (left, right) in [("A", "a"), ("a\t", "a"), ("", "a"), ("ÿ", "😀")] {
            assert_eq!(compare(left, right), Ordering::Less, "{left} {right}");
        }
    }

    #[test]
    fn latin1_is_swedish() {
        let compare = |left, right| padded(left, right, swedish);
        for (left, right) in [("é", "E "), ("Ü", "y"), ("ä", "Æ"), ("ð", "d")] {
            assert_eq!(compare(left, right), Ordering::Equal, "{left} {right}");
        }
        for (left, right) in [
            ("z", "å"),
            ("å", "ä"),
            ("ä", "ö"),
            ("ö", "_"),
            ("~", "€"),
            ("€", "¡"),
        ] {
            assert_eq!(compare(left, right), Ordering::Less, "{left} {right}");
        }
    }

    #[test]
    fn times_are_ordered_by_length() {
        let ascending = [
            "-838:59:59",
            "-100:00:00",
            "-99:00:00",
            "-00:00:01",
            "-00:00:00.5",
            "00:00:00",
            "00:00:00.25",
            "00:00:00.5",
            "09:00:00",
            "10:00:00",
            "99:59:59",
            "100:00:00",
            "838:59:59",
        ];
        for (index, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(
                    compare_times(left, right),
                    index.cmp(&other),
                    "{left} {right}"
                );
            }
        }
        assert_eq!(compare_times("10:00:00", "10:00:00.000"), Ordering::Equal);
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
