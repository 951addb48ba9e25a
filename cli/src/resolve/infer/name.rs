//! What a column's name says of the table whose key it holds.

use std::collections::BTreeSet;

use heck::ToSnakeCase;

use crate::resolve::names::{singular, unique};

/// Last words that say that a column holds a key.
const KEY_WORDS: [&str; 9] = [
    "id", "uuid", "guid", "fk", "no", "number", "code", "key", "pk",
];

/// Those of them that are said of any key, however it is named itself.
pub(super) const ANY_KEY: [&str; 4] = ["id", "uuid", "guid", "fk"];

/// Names of keys that say nothing of their table.
pub(super) const PLAIN_KEYS: [&str; 12] = [
    "id", "uuid", "guid", "code", "key", "no", "name", "number", "pk", "seq", "value", "type",
];

/// A way to read a column's name.
pub(super) struct Reading {
    /// Words that name a table, the last one singular.
    pub stem: Vec<String>,
    /// The word that says that it is a key.
    pub word: Option<&'static str>,
}

impl Reading {
    /// Whether the name of a table's key is the one that this way of reading expects.
    pub fn fits(&self, column: &str, key_name: &str, ending: &str) -> bool {
        let key = key_name.to_snake_case();
        self.word.is_some_and(|word| {
            let generic = ANY_KEY.contains(&word) && PLAIN_KEYS.contains(&key.as_str());
            key_name.eq_ignore_ascii_case(column)
                || generic
                || key == word
                || key == format!("{ending}_{word}")
                || key == format!("{ending}{word}")
        })
    }
}

/// The ways to read a column's name.
pub(super) fn readings(column: &str) -> Vec<Reading> {
    let snake = column.to_snake_case();
    let words: Vec<&str> = snake.split('_').filter(|word| !word.is_empty()).collect();
    let known = |word: &str| KEY_WORDS.into_iter().find(|known| *known == word);
    let reading = |words: &[&str], word| Reading {
        stem: singular_words(words),
        word,
    };
    let mut readings = Vec::new();
    match words.as_slice() {
        [] => {}
        [stem @ .., last] if !stem.is_empty() && known(last).is_some() => {
            readings.push(reading(stem, known(last)));
        }
        [first @ ("id" | "fk"), stem @ ..] if !stem.is_empty() => {
            readings.push(reading(stem, known(first)));
        }
        _ => {
            readings.push(reading(&words, None));
            readings.extend(glued(&snake));
        }
    }
    readings
}

/// A name such as `userid` or `branchcode`, read as two words.
fn glued(snake: &str) -> Option<Reading> {
    let ending = |word: &&str| snake.len() > word.len() + 2 && snake.ends_with(word);
    let word = KEY_WORDS.into_iter().find(ending)?;
    let words: Vec<&str> = snake[..snake.len() - word.len()].split('_').collect();
    Some(Reading {
        stem: singular_words(&words),
        word: Some(word),
    })
}

/// Whether a name says that the column holds the key of a row's parent.
pub(super) fn is_parent(column: &str) -> bool {
    let snake = column.to_snake_case();
    matches!(
        snake.as_str(),
        "parent_id" | "pid" | "parent" | "parentid" | "id_parent"
    )
}

/// Lower-case words of a table's name, the last one singular.
pub(super) fn table_words(name: &str) -> Vec<String> {
    let snake = name.to_snake_case();
    let words: Vec<&str> = snake.split('_').filter(|word| !word.is_empty()).collect();
    singular_words(&words)
}

fn singular_words(words: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}

/// The column's name without the word for a key, unless a column or relation has that name.
pub(super) fn relation_name(column: &str, taken: &mut BTreeSet<String>) -> String {
    let snake = column.to_snake_case();
    let word = readings(column)
        .into_iter()
        .find_map(|reading| reading.word);
    let stem = word.and_then(|word| {
        let behind = snake.strip_prefix(word)?.strip_prefix('_');
        behind.map(str::to_owned)
    });
    let stem = stem.or_else(|| {
        let before = snake.strip_suffix(word?)?.trim_end_matches('_');
        Some(before.to_owned())
    });
    let stem = stem.filter(|stem| !stem.is_empty());
    let stem = stem.unwrap_or_else(|| format!("{snake}_row"));
    unique(stem, taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(column: &str) -> Vec<(String, Option<&'static str>)> {
        let readings = readings(column);
        readings
            .into_iter()
            .map(|it| (it.stem.join("_"), it.word))
            .collect()
    }

    #[test]
    fn names_are_read_in_every_way_that_makes_sense() {
        let some = |stem: &str, word| (stem.to_owned(), Some(word));
        assert_eq!(read("customer_id"), [some("customer", "id")]);
        assert_eq!(read("BillingAddressId"), [some("billing_address", "id")]);
        assert_eq!(read("id_customers"), [some("customer", "id")]);
        let none = |stem: &str| (stem.to_owned(), None);
        assert_eq!(read("userid"), [none("userid"), some("user", "id")]);
        assert_eq!(read("users"), [none("user")]);
        assert_eq!(read("id"), [none("id")]);
        assert_eq!(read("_"), []);
    }

    #[test]
    fn relations_have_names_of_their_own() {
        let mut taken = BTreeSet::from(["customer_id".to_owned(), "team".to_owned()]);
        let names = ["customer_id", "id_user", "team_id", "owner"];
        let names = names.map(|column| relation_name(column, &mut taken));
        assert_eq!(names, ["customer", "user", "team2", "owner_row"]);
    }
}
