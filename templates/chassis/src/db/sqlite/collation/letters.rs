//! The weights of single characters, by which LIKE of MySQL matches text: as many characters, each equal to its
//! counterpart as the collation has it. Contractions and blanks at the end mean nothing to it.

use super::simple::{general, swedish};
use super::unicode;

/// What a collation makes of a character.
#[derive(Clone, Copy)]
pub(in crate::db::sqlite) enum Letters {
    /// One weight.
    Simple(fn(char) -> u32),
    /// Those of the Unicode Collation Algorithm.
    Unicode(&'static unicode::Collation),
}

/// What is equal for characters that are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::db::sqlite) enum Weight {
    One(u32),
    Several(Vec<u32>),
}

impl Letters {
    /// The weights of a collation of that name; the characters' own numbers for one that is not known.
    pub(in crate::db::sqlite) fn of(collation: &str) -> Self {
        let mut unicode = unicode::COLLATIONS.iter();
        match collation {
            "MYSQL_CI" | "MYSQL_NOPAD_CI" => Self::Simple(|it| u32::from(general(it))),
            "MYSQL_LATIN1" => Self::Simple(swedish),
            name => match unicode.find(|it| it.name == name) {
                Some(collation) => Self::Unicode(collation),
                None => Self::Simple(u32::from),
            },
        }
    }

    /// The weight of each character of a text.
    pub(in crate::db::sqlite) fn weigh(self, text: &str) -> Vec<Weight> {
        let weight = |character| match self {
            Self::Simple(weight) => Weight::One(weight(character)),
            Self::Unicode(collation) => collation.weight(character),
        };
        text.chars().map(weight).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(collation: &str, left: &str, right: &str) -> bool {
        let letters = Letters::of(collation);
        letters.weigh(left) == letters.weigh(right)
    }

    /// What MariaDB 10.11 answers to `left LIKE right`.
    #[test]
    fn characters_are_equal_one_by_one() {
        for (collation, left, right, wanted) in [
            ("MYSQL_CI", "straße", "STRASE", true),
            ("MYSQL_UNICODE_CI", "ß", "ss", false),
            ("MYSQL_UNICODE_CI", "ß", "s", false),
            ("MYSQL_UNICODE_CI", "æ", "ae", false),
            ("MYSQL_UNICODE_CI", "É", "e", true),
            ("MYSQL_UNICODE_CI", "e\u{301}", "é", false),
            ("MYSQL_UNICODE_CI", "x ", "x", false),
            ("MYSQL_UNICODE_CI", "😀", "😁", false),
            ("MYSQL_UCA1400_AS_CI", "é", "e", false),
            ("MYSQL_UCA1400_AS_CI", "É", "é", true),
            ("MYSQL_UCA1400_AS_CS", "E", "e", false),
            ("MYSQL_LATIN1", "ü", "Y", true),
            ("MYSQL_BIN", "A", "a", false),
            ("BINARY", "a", "a", true),
        ] {
            let found = same(collation, left, right);
            assert_eq!(found, wanted, "{collation}: {left} {right}");
        }
    }
}
