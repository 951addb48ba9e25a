//! What a CREATE or DROP statement names, and the record of every definition that a script holds.
//!
//! Routines are never parsed, so that names are found by characters and not by tokens: a body in a language of its own
//! stops nobody.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::schema::{Definition, Fate, ObjectKind};
use super::split::Statement;
use crate::diagnostic::Place;

/// The kinds of objects by their words.
const KINDS: [(&str, ObjectKind); 6] = [
    ("TABLE", ObjectKind::Table),
    ("VIEW", ObjectKind::View),
    ("TRIGGER", ObjectKind::Trigger),
    ("PROCEDURE", ObjectKind::Procedure),
    ("FUNCTION", ObjectKind::Function),
    ("EVENT", ObjectKind::Event),
];

/// Words that may stand between an object's kind and its name.
const BEFORE_NAME: [&str; 3] = ["IF", "NOT", "EXISTS"];

/// Every definition so far, in the order of the script.
#[derive(Default)]
pub(super) struct Ledger {
    definitions: Vec<Definition>,
    /// Positions of tables and views by where they were defined.
    by_place: BTreeMap<Place, usize>,
    /// Positions of what is not read, by kind and name in lower case.
    by_name: BTreeMap<(ObjectKind, String), usize>,
}

impl Ledger {
    /// Records a statement of that kind when it defines something; gives its position.
    pub fn open(&mut self, kind: &str, file: &Arc<Path>, statement: &Statement) -> Option<usize> {
        let object = object(kind.strip_prefix("CREATE ")?)?;
        let head = head(&statement.text, kind);
        let (name, offset) = head.unwrap_or_default();
        let fate = match object {
            ObjectKind::Table if kind.contains("TEMPORARY") => Fate::Temporary,
            ObjectKind::Table | ObjectKind::View => Fate::Unreadable,
            _ => Fate::NotRead,
        };
        let key = (object, name.to_lowercase());
        self.definitions.push(Definition {
            kind: object,
            place: place(file, statement, offset, name.chars().count()),
            name,
            fate,
        });
        let position = self.definitions.len() - 1;
        if fate == Fate::NotRead {
            self.by_name.insert(key, position);
        }
        Some(position)
    }

    /// Records that the definition at a position is at that place in the schema now.
    pub fn kept(&mut self, position: usize, place: &Place) {
        if let Some(definition) = self.definitions.get_mut(position) {
            definition.fate = Fate::Kept;
            definition.place = place.clone();
            self.by_place.insert(place.clone(), position);
        }
    }

    /// Records what became of the definition at a position.
    pub fn settle(&mut self, position: usize, fate: Fate) {
        if let Some(definition) = self.definitions.get_mut(position) {
            definition.fate = fate;
        }
    }

    /// Records that the table or view that was defined at a place is gone.
    pub fn gone(&mut self, place: &Place, fate: Fate) {
        if let Some(position) = self.by_place.get(place) {
            self.settle(*position, fate);
        }
    }

    /// Records a DROP of a routine, trigger or event.
    pub fn drop(&mut self, kind: &str, statement: &Statement) {
        let Some(object) = kind.strip_prefix("DROP ").and_then(object) else {
            return;
        };
        let Some((name, _)) = head(&statement.text, kind) else {
            return;
        };
        if let Some(position) = self.by_name.remove(&(object, name.to_lowercase())) {
            self.settle(position, Fate::Dropped(statement.line));
        }
    }

    /// All definitions.
    pub fn into_list(self) -> Vec<Definition> {
        self.definitions
    }
}

fn object(words: &str) -> Option<ObjectKind> {
    let word = words.trim_start_matches("TEMPORARY ");
    let found = KINDS.iter().find(|(known, _)| *known == word);
    found.map(|(_, kind)| *kind)
}

fn place(file: &Arc<Path>, statement: &Statement, offset: usize, width: usize) -> Place {
    let before = statement.text.get(..offset).unwrap_or_default();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let lines = number(before.matches('\n').count());
    let columns = number(
        before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count(),
    );
    Place {
        file: Arc::clone(file),
        line: statement.line.saturating_add(lines),
        column: if lines == 0 {
            statement.column.saturating_add(columns)
        } else {
            columns.saturating_add(1)
        },
        width: number(width).max(1),
    }
}

/// The name of the object that a statement is about, and its offset: the last part of `db.name`.
fn head(text: &str, kind: &str) -> Option<(String, usize)> {
    let word = kind.rsplit(' ').next()?;
    let mut rest = Pieces { text, at: 0 };
    rest.find(|piece| piece.is_word(word))?;
    let mut name = rest.find(|piece| !BEFORE_NAME.iter().any(|word| piece.is_word(word)))?;
    while rest.next().is_some_and(|piece| piece.raw == ".") {
        name = rest.next()?;
    }
    Some((unquoted(name.raw), name.offset))
}

/// A word, a quoted name or one other character, and where it is.
struct Piece<'t> {
    raw: &'t str,
    offset: usize,
}

impl Piece<'_> {
    fn is_word(&self, word: &str) -> bool {
        self.raw.eq_ignore_ascii_case(word)
    }
}

const QUOTES: [char; 3] = ['`', '\'', '"'];

/// The pieces of a statement; blanks only separate them.
struct Pieces<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let rest = self.text.get(self.at..)?;
        let offset = self.at + (rest.len() - rest.trim_start().len());
        let rest = rest.trim_start();
        let first = rest.chars().next()?;
        let length = if QUOTES.contains(&first) {
            quoted_length(rest, first)
        } else if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        self.at = offset + length;
        Some(Piece {
            raw: &rest[..length],
            offset,
        })
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '#')
}

/// The length of what stands in quotes, doubled ones within it.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut at = quote.len_utf8();
    while let Some(end) = text[at..].find(quote) {
        at += end + quote.len_utf8();
        if !text[at..].starts_with(quote) {
            return at;
        }
        at += quote.len_utf8();
    }
    text.len()
}

fn unquoted(raw: &str) -> String {
    let Some(quote) = raw.chars().next().filter(|first| QUOTES.contains(first)) else {
        return raw.to_owned();
    };
    let inner = raw.strip_prefix(quote).unwrap_or(raw);
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    inner.replace(&format!("{quote}{quote}"), &quote.to_string())
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn names_of_what_is_created() {
        let cases = [
            ("CREATE TABLE a (id int)", "TABLE", "a", 13),
            (
                "create table if not exists `db`.`a``b` (",
                "TABLE",
                "a`b",
                32,
            ),
            ("CREATE TABLE db . a(id int)", "TABLE", "a", 18),
            ("CREATE TABLE db.`a`(id int)", "TABLE", "a", 16),
            (
                "CREATE DEFINER=`root`@`%` TRIGGER shop.t BEFORE",
                "TRIGGER",
                "t",
                39,
            ),
            (
                "CREATE DEFINER=CURRENT_USER\nFUNCTION `table`(a int)",
                "FUNCTION",
                "table",
                37,
            ),
            (
                "CREATE PROCEDURE 订单.清理() BEGIN",
                "PROCEDURE",
                "清理",
                24,
            ),
            ("CREATE TABLE \"t\" (", "TABLE", "t", 13),
        ];
        for (text, kind, name, offset) in cases {
            let kind = format!("CREATE {kind}");
            assert_eq!(head(text, &kind), Some((name.to_owned(), offset)), "{text}");
        }
        assert_eq!(head("CREATE TABLE", "CREATE TABLE"), None);
        assert_eq!(
            head("CREATE TABLE `", "CREATE TABLE"),
            Some((String::new(), 13))
        );
    }
}
