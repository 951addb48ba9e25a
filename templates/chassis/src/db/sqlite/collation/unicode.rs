//! The collations of the Unicode Collation Algorithm (UTS #10).

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use super::letters::Weight;
use super::simple::lengthened;
use super::weights::{Table, UCA_400, UCA_520, UCA_1400};

/// Every collation of the kind.
///
/// MySQL's `0900` ones are of version 9.0.0, whose characters keep their order in version 14.0.0; MariaDB as well gives
/// them the weights of its `uca1400_nopad` ones.
pub(super) static COLLATIONS: [Collation; 10] = {
    use Blanks::{Count, Pad};
    use Strength::{Accents, Case, Letters};
    [
        Collation::new("MYSQL_UNICODE_CI", &UCA_400, Letters, Pad),
        Collation::new("MYSQL_UNICODE_NOPAD_CI", &UCA_400, Letters, Count),
        Collation::new("MYSQL_UNICODE_520_CI", &UCA_520, Letters, Pad),
        Collation::new("MYSQL_UNICODE_520_NOPAD_CI", &UCA_520, Letters, Count),
        Collation::new("MYSQL_UCA1400_AI_CI", &UCA_1400, Letters, Pad),
        Collation::new("MYSQL_UCA1400_AS_CI", &UCA_1400, Accents, Pad),
        Collation::new("MYSQL_UCA1400_AS_CS", &UCA_1400, Case, Pad),
        Collation::new("MYSQL_0900_AI_CI", &UCA_1400, Letters, Count),
        Collation::new("MYSQL_0900_AS_CI", &UCA_1400, Accents, Count),
        Collation::new("MYSQL_0900_AS_CS", &UCA_1400, Case, Count),
    ]
};

/// How texts compare.
pub(in crate::db::sqlite) struct Collation {
    /// Its name in SQLite.
    pub(super) name: &'static str,
    table: &'static LazyLock<Table>,
    strength: Strength,
    blanks: Blanks,
}

/// What tells texts apart.
#[derive(Clone, Copy, PartialEq)]
enum Strength {
    /// Letters alone, by the weights of the table.
    Letters,
    /// Accents, too, by the numbers of their characters.
    Accents,
    /// Upper and lower case, too: the lower first.
    Case,
}

/// What blanks at the end of a text are.
#[derive(Clone, Copy, PartialEq)]
enum Blanks {
    /// PAD SPACE: nothing. A shorter text goes on with blanks until it is as long as the other.
    Pad,
    /// NO PAD: characters like others.
    Count,
}

impl Collation {
    const fn new(
        name: &'static str,
        table: &'static LazyLock<Table>,
        strength: Strength,
        blanks: Blanks,
    ) -> Self {
        Self {
            name,
            table,
            strength,
            blanks,
        }
    }

    /// The order of two texts.
    pub(super) fn compare(&self, left: &str, right: &str) -> Ordering {
        if left == right {
            return Ordering::Equal;
        }
        let table = &**self.table;
        let by_letters = self.order(table.weights(left), table.weights(right), table.blank());
        if self.strength == Strength::Letters || by_letters.is_ne() {
            return by_letters;
        }
        let (left, right) = (self.decomposed(left), self.decomposed(right));
        let accents = |text: &[char]| text.iter().map(|it| accent(*it)).collect::<Vec<_>>();
        let by_accents = self.order(accents(&left), accents(&right), accent(' '));
        if self.strength == Strength::Accents || by_accents.is_ne() {
            return by_accents;
        }
        let cases = |text: Vec<char>| text.into_iter().map(case);
        self.order(cases(left), cases(right), case(' '))
    }

    /// What is equal for two characters when LIKE of MySQL takes them for the same.
    pub(super) fn weight(&self, character: char) -> Weight {
        // The oldest table ends there, and LIKE tells what is behind it apart.
        if character > '\u{ffff}' && std::ptr::eq(self.table, &UCA_400) {
            return Weight::Several(vec![0, character.into()]);
        }
        let mut bytes = [0; 4];
        let text = character.encode_utf8(&mut bytes);
        let mut weights = self.table.weights(text).map(u32::from);
        let first = weights.next();
        if let (Some(first), None, Strength::Letters) = (first, weights.next(), self.strength) {
            return Weight::One(first);
        }
        let mut all: Vec<u32> = self.table.weights(text).map(u32::from).collect();
        if self.strength != Strength::Letters {
            // Behind a zero, which is no weight.
            all.push(0);
            let number = |it: char| match self.strength {
                Strength::Case => u32::from(it),
                _ => u32::from(accent(it).1),
            };
            all.extend(self.decomposed(text).into_iter().map(number));
        }
        Weight::Several(all)
    }

    /// The order of two lists; `blank` is what a blank is in them.
    fn order<W: Ord + Copy>(
        &self,
        left: impl IntoIterator<Item = W>,
        right: impl IntoIterator<Item = W>,
        blank: W,
    ) -> Ordering {
        let (left, right) = (left.into_iter(), right.into_iter());
        match self.blanks {
            Blanks::Pad => lengthened(left, right, blank),
            Blanks::Count => left.cmp(right),
        }
    }

    /// Letters and accents one by one, without what has no weight, such as a soft hyphen.
    fn decomposed(&self, text: &str) -> Vec<char> {
        let text = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(text.chars());
        let has_weight = |it: &char| combines(*it) || self.table.has_weight(*it);
        text.filter(has_weight).collect()
    }
}

/// What a decomposed text's character says of accents: none, one that is inside, as a stroke is, or one that follows.
fn accent(character: char) -> (bool, char) {
    let follows = combines(character);
    let is_letter =
        matches!(character, '\u{c0}'..='\u{2af}' | '\u{400}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}');
    let lower = character.to_lowercase().next().unwrap_or(character);
    (follows, if follows || is_letter { lower } else { '\0' })
}

/// Whether a character joins the one before it.
fn combines(character: char) -> bool {
    CanonicalCombiningClassMapBorrowed::new().get_u8(character) != 0
}

/// Lower case comes before upper case.
fn case(character: char) -> (bool, char) {
    (character.is_uppercase(), character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(name: &str, left: &str, right: &str) -> Ordering {
        let collation = COLLATIONS.iter().find(|it| it.name == name);
        let collation = collation.expect("a collation");
        let order = collation.compare(left, right);
        assert_eq!(
            collation.compare(right, left),
            order.reverse(),
            "{name}: {left} {right}"
        );
        order
    }

    fn equal(name: &str, texts: &[[&str; 2]]) {
        for [left, right] in texts {
            assert_eq!(
                compare(name, left, right),
                Ordering::Equal,
                "{name}: {left} {right}"
            );
        }
    }

    fn ascending(name: &str, texts: &[&str]) {
        for pair in texts.windows(2) {
            assert_eq!(
                compare(name, pair[0], pair[1]),
                Ordering::Less,
                "{name}: {pair:?}"
            );
        }
    }

    #[test]
    fn unicode_ci_ignores_case_accents_and_blanks_at_the_end() {
        equal(
            "MYSQL_UNICODE_CI",
            &[
                ["Straße", "STRASSE  "],
                ["\u{e9}t\u{e9}", "E\u{301}TE"],
                ["Ёлка", "елка"],
                ["か", "ガ"],
                ["a\u{0}\u{200d}b", "AB"],
                ["😀", "😁"],
                ["", "  "],
            ],
        );
        let order = [
            "a\tb", "a", "_", "-", "$", "1", "10", "9", "ab", "æ", "Œa", "z", "Ж", "й", "か", "漢",
        ];
        ascending("MYSQL_UNICODE_CI", &order[2..]);
        ascending("MYSQL_UNICODE_CI", &order[..2]);
        ascending("MYSQL_UNICODE_CI", &["Lz", "Ł", "M", "oz", "Ø", "p"]);
    }

    #[test]
    fn versions_differ_in_characters() {
        equal("MYSQL_UNICODE_520_CI", &[["Łódź", "lodz "]]);
        equal("MYSQL_UCA1400_AI_CI", &[["Łódź", "lodz "], ["Ø", "o"]]);
        ascending("MYSQL_UCA1400_AI_CI", &["😀", "😁"]);
        // A vowel sign in front of its consonant: letters that are weighed as one.
        ascending("MYSQL_UCA1400_AI_CI", &["ก", "เก", "ข", "เข"]);
    }

    #[test]
    fn blanks_at_the_end_count_where_nothing_pads() {
        for name in [
            "MYSQL_UNICODE_NOPAD_CI",
            "MYSQL_UNICODE_520_NOPAD_CI",
            "MYSQL_0900_AI_CI",
        ] {
            ascending(name, &["", "a", "A ", "a  ", "a b", "ab"]);
            equal(name, &[["É ", "e "]]);
        }
    }

    #[test]
    fn accents_and_case_count_behind_letters() {
        equal(
            "MYSQL_0900_AS_CI",
            &[["É", "e\u{301}"], ["Łódź", "łódŹ"], ["か", "カ"]],
        );
        ascending(
            "MYSQL_0900_AS_CI",
            &[
                "cote", "coté", "côte", "CÔTÉ", "cote ", "Coteau", "lodz", "Łodz",
            ],
        );
        ascending("MYSQL_0900_AS_CI", &["ЕЖ", "ёж", "Ёжик"]);
        equal("MYSQL_UCA1400_AS_CI", &[["É", "é  "]]);
        equal("MYSQL_0900_AS_CS", &[["É", "E\u{301}"]]);
        ascending("MYSQL_0900_AS_CS", &["a", "A", "á", "Á", "a ", "ab", "B"]);
        equal("MYSQL_UCA1400_AS_CS", &[["a ", "a"]]);
        ascending("MYSQL_UCA1400_AS_CS", &["a", "A ", "á", "b"]);
    }
}
