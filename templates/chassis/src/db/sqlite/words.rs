//! The words of a text, as the FULLTEXT indexes of InnoDB have them, with the settings that a server starts with.

use super::collation::{Letters, Weight};

/// Characters of the shortest and the longest word that is indexed: `innodb_ft_min_token_size` and
/// `innodb_ft_max_token_size`.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=84;

/// Words of every text: `INFORMATION_SCHEMA.INNODB_FT_DEFAULT_STOPWORD`, without those that are too short anyway.
const STOPWORDS: [&str; 18] = [
    "about", "are", "com", "for", "from", "how", "that", "the", "this", "und", "was", "what",
    "when", "where", "who", "will", "with", "www",
];

/// Words that are looked for.
pub(super) struct Words {
    letters: Letters,
    wanted: Vec<Vec<Weight>>,
}

impl Words {
    /// Those of a text, each by its weights.
    pub(super) fn new(letters: Letters, text: &str) -> Self {
        let wanted = words(text).map(|word| letters.weigh(word)).collect();
        Self { letters, wanted }
    }

    /// Whether a text has one of them.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let is_wanted = |word| self.wanted.contains(&self.letters.weigh(word));
        !self.wanted.is_empty() && words(text).any(is_wanted)
    }
}

/// The words of a text that an index has.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_indexed = |word: &&str| {
        LENGTHS.contains(&word.chars().count())
            && !STOPWORDS.iter().any(|it| it.eq_ignore_ascii_case(word))
    };
    // An apostrophe is part of a word, two are not.
    let parts = text.split(|it: char| !it.is_alphanumeric() && it != '_' && it != '\'');
    let parts = parts.flat_map(|part| part.split("''"));
    let words = parts.map(|part| part.trim_matches('\''));
    words.filter(is_indexed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_the_index_has() {
        let of = |text| words(text).collect::<Vec<_>>();
        assert_eq!(
            of("The RED, red-hot 'chili' of a_b!"),
            ["RED", "red", "hot", "chili", "a_b"]
        );
        assert_eq!(of("O'Hara''s don't 'x y z'"), ["O'Hara", "don't"]);
        assert_eq!(of("夏のお茶 漢字 ok"), ["夏のお茶"]);
        let long = "x".repeat(85);
        assert_eq!(of(&long), [""; 0]);
        assert_eq!(of("--;+ \" the"), [""; 0]);
    }

    #[test]
    fn one_word_is_enough() {
        let words = Words::new(Letters::of("MYSQL_UNICODE_CI"), "thé vert");
        assert!(words.are_in("Green THE; VERT"));
        assert!(!words.are_in("verte"));
        assert!(words.are_in("Du Vert."));
        assert!(!Words::new(Letters::of("MYSQL_CI"), "of the").are_in("of the"));
        let exact = Words::new(Letters::of("MYSQL_BIN"), "Tea");
        assert!(exact.are_in("Tea") && !exact.are_in("tea"));
    }
}
