//! Values of the tree as typed values; what does not fit is reported with what to write instead.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::Spanned;
use super::grammar::{Choice, LEVELS, Level};
use super::names::{self, Rule};
use super::tree::{Key, Node, Scalar, Typed, Value, quoted};
use crate::diagnostic::{Diagnostics, Place, nearest};

/// A value and the key it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Item<'n> {
    pub(super) key: &'n str,
    pub(super) node: &'n Node,
}

/// The keys of a mapping that this version reads.
#[derive(Default)]
pub(super) struct Fields<'n> {
    entries: Vec<Item<'n>>,
}

impl<'n> Fields<'n> {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<Item<'n>> {
        self.entries.iter().find(|item| item.key == key).copied()
    }

    /// Every one.
    pub(super) fn iter(&self) -> impl Iterator<Item = Item<'n>> {
        self.entries.iter().copied()
    }
}

/// A reader of values, which collects the faults.
pub(super) struct Reader<'d> {
    pub(super) diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    pub(super) fn error(&mut self, place: &Place, message: String, help: impl Into<String>) {
        self.diagnostics.error(place, message, help);
    }

    /// A fault of a value that is not what its key needs.
    fn misfit(&mut self, item: Item<'_>, expected: &str, help: impl Into<String>) {
        if !matches!(item.node.value, Value::Refused) {
            let message = format!(
                "{} needs {expected}, not {}",
                quoted(item.key),
                item.node.value.describe()
            );
            self.error(&item.node.place, message, help);
        }
    }

    /// The entries of a mapping whose keys are free; nothing at all is an empty one.
    pub(super) fn entries<'n>(&mut self, item: Item<'n>, help: &str) -> &'n [(Key, Node)] {
        match &item.node.value {
            Value::Mapping(entries) => entries,
            Value::Scalar(scalar) if scalar.typed() == Typed::Null => &[],
            _ => {
                self.misfit(item, "a mapping", help);
                &[]
            }
        }
    }

    /// The entries of a mapping whose keys are known; others are reported.
    pub(super) fn fields<'n>(&mut self, item: Item<'n>, level: &Level) -> Fields<'n> {
        let help = format!("keys of {}: {}", level.name, list(level.ready_words()));
        let mut entries = Vec::new();
        for (key, node) in self.entries(item, &help) {
            let word = key.text.as_str();
            if level.ready_words().any(|known| known == word) {
                entries.push(Item { key: word, node });
            } else if level.later.contains(&word) {
                let help = format!("leave it out; {help}");
                self.error(
                    &key.place,
                    format!("{} is not yet supported", quoted(word)),
                    help,
                );
            } else {
                let hint = hint(word, level)
                    .map(|hint| format!("{hint}; "))
                    .unwrap_or_default();
                self.error(
                    &key.place,
                    format!("unknown key {}", quoted(word)),
                    format!("{hint}{help}"),
                );
            }
        }
        Fields { entries }
    }

    /// The items of a list.
    pub(super) fn list<'n>(&mut self, item: Item<'n>) -> Option<Vec<Item<'n>>> {
        if let Value::Sequence(nodes) = &item.node.value {
            return Some(
                nodes
                    .iter()
                    .map(|node| Item {
                        key: item.key,
                        node,
                    })
                    .collect(),
            );
        }
        let help = match &item.node.value {
            Value::Scalar(Scalar { text, .. }) if !text.is_empty() => format!("write `[{text}]`"),
            _ => "write the items in brackets, with commas in between".to_owned(),
        };
        self.misfit(item, "a list", help);
        None
    }

    /// Text that is not blank.
    pub(super) fn text(&mut self, item: Item<'_>) -> Option<Spanned<String>> {
        let help = match &item.node.value {
            Value::Scalar(scalar) => match scalar.typed() {
                Typed::Text(text) if !text.trim().is_empty() => {
                    return Some(spanned(item, text.to_owned()));
                }
                Typed::Bool(_) | Typed::Number(_) => {
                    format!("put it in quotes: `\"{}\"`", scalar.text)
                }
                Typed::Text(_) | Typed::Null => "write some text, or leave the key out".to_owned(),
            },
            _ => "write the text behind the `:`".to_owned(),
        };
        self.misfit(item, "text", help);
        None
    }

    /// Text that keeps a rule.
    pub(super) fn name(&mut self, item: Item<'_>, rule: &Rule) -> Option<Spanned<String>> {
        let text = self.text(item)?;
        if (rule.holds)(&text.value) {
            return Some(text);
        }
        let repaired = (rule.repair)(&text.value);
        let help = if (rule.holds)(&repaired) {
            format!("write {}", quoted(&repaired))
        } else {
            "choose another name".to_owned()
        };
        self.misfit(item, rule.expected, help);
        None
    }

    /// A list of texts, each once and one at least.
    pub(super) fn texts(&mut self, item: Item<'_>) -> Vec<Spanned<String>> {
        let texts = self.distinct(item, Self::text);
        self.not_empty(item);
        texts
    }

    /// Reports an empty list.
    pub(super) fn not_empty(&mut self, item: Item<'_>) {
        if matches!(&item.node.value, Value::Sequence(items) if items.is_empty()) {
            let message = format!("{} is empty", quoted(item.key));
            self.error(
                &item.node.place,
                message,
                "name one at least, or leave it out",
            );
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, item: Item<'_>) -> Option<Spanned<bool>> {
        let mut help = "write `true` or `false`";
        if let Value::Scalar(scalar) = &item.node.value {
            match (scalar.typed(), scalar.text.to_ascii_lowercase().as_str()) {
                (Typed::Bool(value), _) => return Some(spanned(item, value)),
                (_, "yes" | "y" | "on") => help = "in YAML 1.2 this is text; write `true`",
                (_, "no" | "n" | "off") => help = "in YAML 1.2 this is text; write `false`",
                (_, "true" | "false") => help = "write it without quotes",
                _ => {}
            }
        }
        self.misfit(item, "`true` or `false`", help);
        None
    }

    /// A whole number in a range.
    pub(super) fn count(
        &mut self,
        item: Item<'_>,
        range: RangeInclusive<u32>,
    ) -> Option<Spanned<u32>> {
        let mut help = "write digits only";
        if let Value::Scalar(scalar) = &item.node.value {
            match scalar.typed() {
                Typed::Number(number) => {
                    let count = number.as_u64().and_then(|count| u32::try_from(count).ok());
                    if let Some(count) = count.filter(|count| range.contains(count)) {
                        return Some(spanned(item, count));
                    }
                    help = "choose a number in this range";
                }
                Typed::Text(text) if text.parse::<u32>().is_ok() => {
                    help = "write it without quotes and leading zeros"
                }
                // More digits than a number of YAML's has.
                Typed::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                    help = "choose a number in this range"
                }
                _ => {}
            }
        }
        self.misfit(
            item,
            &format!("a whole number from {} to {}", range.start(), range.end()),
            help,
        );
        None
    }

    /// Any whole number.
    pub(super) fn whole(&mut self, item: Item<'_>) -> Option<Spanned<i64>> {
        if let Value::Scalar(scalar) = &item.node.value
            && let Typed::Number(number) = scalar.typed()
            && let Some(number) = number.as_i64()
        {
            return Some(spanned(item, number));
        }
        self.misfit(item, "a whole number", "write digits only");
        None
    }

    /// Text, a number or a flag, as it is written.
    pub(super) fn scalar(&mut self, item: Item<'_>) -> Option<Spanned<String>> {
        match &item.node.value {
            Value::Scalar(scalar) if scalar.typed() != Typed::Null => {
                Some(spanned(item, scalar.text.clone()))
            }
            _ => {
                self.misfit(item, "a value", "write text, a number, `true` or `false`");
                None
            }
        }
    }

    /// A length of time in a range.
    pub(super) fn duration(
        &mut self,
        item: Item<'_>,
        range: RangeInclusive<Duration>,
    ) -> Option<Spanned<Duration>> {
        let mut help =
            "write a whole number and its unit, such as `500ms`, `10s` or `2m`".to_owned();
        if let Value::Scalar(scalar) = &item.node.value {
            match (scalar.typed(), names::duration(&scalar.text)) {
                (Typed::Text(_), Some(value)) if range.contains(&value) => {
                    return Some(spanned(item, value));
                }
                (Typed::Text(_), Some(_)) => {
                    help = format!("choose one from {:?} to {:?}", range.start(), range.end());
                }
                (Typed::Number(number), _) if number.is_u64() => {
                    help = format!("write the unit, too: `{number}s`")
                }
                _ => {}
            }
        }
        self.misfit(item, "a length of time", help);
        None
    }

    /// One of several words.
    pub(super) fn choice<T: Clone>(
        &mut self,
        item: Item<'_>,
        choice: &Choice<T>,
    ) -> Option<Spanned<T>> {
        let ready = list(choice.ready.iter().map(|(word, _)| *word));
        let (text, typed) = match &item.node.value {
            Value::Scalar(scalar) => (scalar.text.as_str(), scalar.typed()),
            _ => ("", Typed::Null),
        };
        if let Typed::Text(text) = typed {
            if let Some((_, value)) = choice.ready.iter().find(|(word, _)| *word == text) {
                return Some(spanned(item, value.clone()));
            }
            if choice.later.contains(&text) {
                let message = format!(
                    "{} for {} is not yet supported",
                    quoted(text),
                    quoted(item.key)
                );
                self.error(&item.node.place, message, format!("write {ready}"));
                return None;
            }
        }
        let help = if !text.is_empty() && choice.words().any(|word| word == text) {
            // `null` and the like mean something else without quotes.
            format!("put it in quotes: `\"{text}\"`")
        } else if let Some(word) = nearest(text, choice.words()) {
            format!("did you mean `{word}`?")
        } else {
            format!("write {ready}")
        };
        self.misfit(item, &ready, help);
        None
    }
}

/// What an unknown key was meant to be.
fn hint(word: &str, level: &Level) -> Option<String> {
    if let Some(other) = LEVELS
        .iter()
        .find(|other| other.words().any(|known| known == word))
    {
        return Some(format!("it is a key of {}", other.name));
    }
    nearest(word, level.words()).map(|known| format!("did you mean `{known}`?"))
}

/// Words as a sentence lists them: `a`, `b` or `c`.
fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} or {last}", words.join(", ")),
        last => last.unwrap_or_default(),
    }
}

pub(super) fn spanned<T>(item: Item<'_>, value: T) -> Spanned<T> {
    Spanned {
        value,
        place: item.node.place.clone(),
    }
}
