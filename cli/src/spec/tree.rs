//! A YAML document in which every key and value knows its place.

use crate::diagnostic::Place;

/// A value and where it is.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) value: Value,
}

/// A key of a mapping.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) place: Place,
}

/// What a node holds.
#[derive(Debug)]
pub(super) enum Value {
    Scalar(Scalar),
    Mapping(Vec<(Key, Node)>),
    Sequence(Vec<Node>),
    /// Something that was already reported; whoever reads it says nothing more.
    Refused,
}

/// A scalar as written.
#[derive(Debug)]
pub(super) struct Scalar {
    pub(super) text: String,
    /// Without quotes, and no block either: it may be more than text.
    pub(super) plain: bool,
}

/// A scalar by YAML's core schema (YAML 1.2.2, section 10.3): `yes`, `no`, `on` and `off` are text.
#[derive(Debug, PartialEq)]
pub(super) enum Typed<'a> {
    Null,
    Bool(bool),
    Number(serde_yaml::Number),
    Text(&'a str),
}

impl Scalar {
    /// The empty scalar.
    pub(super) const fn null() -> Self {
        Self {
            text: String::new(),
            plain: true,
        }
    }

    /// What it means.
    pub(super) fn typed(&self) -> Typed<'_> {
        if !self.plain {
            return Typed::Text(&self.text);
        }
        if matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL") {
            return Typed::Null;
        }
        match serde_yaml::from_str(&self.text) {
            Ok(serde_yaml::Value::Bool(value)) => Typed::Bool(value),
            Ok(serde_yaml::Value::Number(value)) => Typed::Number(value),
            _ => Typed::Text(&self.text),
        }
    }
}

impl Value {
    /// What it is, in words.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Scalar(scalar) => match scalar.typed() {
                Typed::Null => "nothing".to_owned(),
                Typed::Bool(_) => format!("the boolean {}", quoted(&scalar.text)),
                Typed::Number(_) => format!("the number {}", quoted(&scalar.text)),
                Typed::Text(text) => quoted(text),
            },
            Self::Mapping(_) | Self::Refused => "a mapping".to_owned(),
            Self::Sequence(_) => "a list".to_owned(),
        }
    }
}

/// The user's own words in a message: marked, and not too many of them.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Scalar {
        Scalar {
            text: text.to_owned(),
            plain: true,
        }
    }

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        for text in ["", "~", "null", "NULL"] {
            assert_eq!(plain(text).typed(), Typed::Null, "{text}");
        }
        for text in [
            "no",
            "on",
            "yes",
            "y",
            "1_000",
            "020",
            "2026-12-31",
            "10s",
            "---",
            "...",
            "12:30",
            "a, b",
        ] {
            assert_eq!(plain(text).typed(), Typed::Text(text));
        }
        assert_eq!(plain("true").typed(), Typed::Bool(true));
        assert_eq!(plain("20").typed(), Typed::Number(20.into()));
        assert_eq!(plain("-1.5").typed(), Typed::Number((-1.5).into()));
    }

    #[test]
    fn quotes_make_text() {
        for text in ["", "null", "true", "20"] {
            let scalar = Scalar {
                text: text.to_owned(),
                plain: false,
            };
            assert_eq!(scalar.typed(), Typed::Text(text));
        }
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(quoted("订单"), "`订单`");
        assert_eq!(quoted(&"é".repeat(100)), format!("`{}…`", "é".repeat(60)));
    }
}
