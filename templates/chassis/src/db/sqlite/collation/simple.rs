//! The collations that weigh each character alone: `general_ci`, `latin1_swedish_ci` and those of numbers.

use std::cmp::Ordering;

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};

/// The order by the weights of characters, PAD SPACE.
pub(super) fn padded<W: Ord + Copy>(
    left: &str,
    right: &str,
    weight: impl Fn(char) -> W,
) -> Ordering {
    let (left, right) = (left.chars().map(&weight), right.chars().map(&weight));
    lengthened(left, right, weight(' '))
}

/// The order of weights where the shorter list goes on with those of blanks.
pub(super) fn lengthened<W: Ord + Copy>(
    mut left: impl Iterator<Item = W>,
    mut right: impl Iterator<Item = W>,
    blank: W,
) -> Ordering {
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (one, other) => match one.unwrap_or(blank).cmp(&other.unwrap_or(blank)) {
                Ordering::Equal => {}
                unequal => return unequal,
            },
        }
    }
}

/// The weight in `utf8mb4_general_ci`: the upper-case letter without accents.
///
/// MySQL manual, "Unicode Character Sets". What differs: each character above U+FFFF is one of its own here, where
/// `general_ci` takes them all for the same.
pub(super) fn general(character: char) -> char {
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
pub(super) fn swedish(character: char) -> u32 {
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
            assert_eq!(
                padded(left, right, general),
                Ordering::Equal,
                "{left} {right}"
            );
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
            assert_eq!(
                padded(left, right, general),
                Ordering::Less,
                "{left} {right}"
            );
            assert_eq!(
                padded(right, left, general),
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
}
