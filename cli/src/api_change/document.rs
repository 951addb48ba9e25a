//! A document and its references.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// References that lead to references, at most; more are a circle.
const HOPS: usize = 64;

/// What stands for everything that is not there: a schema that allows all.
const NOTHING: &Value = &Value::Null;

/// A document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Document<'a>(pub(super) &'a Value);

impl<'a> Document<'a> {
    /// The value itself, or the one that it refers to; nothing, where the reference leads nowhere or elsewhere.
    pub(super) fn resolve(self, value: &'a Value) -> &'a Value {
        let mut value = value;
        for _ in 0..HOPS {
            let Some(reference) = reference(value) else {
                return value;
            };
            value = self.target(reference).unwrap_or(NOTHING);
        }
        NOTHING
    }

    fn target(self, reference: &str) -> Option<&'a Value> {
        let pointer = reference.strip_prefix('#')?;
        match percent_decode_str(pointer).decode_utf8() {
            Ok(pointer) => self.0.pointer(&pointer),
            Err(_) => None,
        }
    }

    /// The members of an object, of which each may be a reference.
    pub(super) fn entries(
        self,
        value: &'a Value,
    ) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
        let members = value.as_object().into_iter().flatten();
        members.map(move |(name, value)| (name.as_str(), self.resolve(value)))
    }
}

/// What a value refers to.
pub(super) fn reference(value: &Value) -> Option<&str> {
    value.as_object()?.get("$ref")?.as_str()
}

/// The last word of what a value refers to: the name of a shared schema.
pub(super) fn reference_name(value: &Value) -> Option<&str> {
    reference(value)?.rsplit('/').next()
}

/// A member of an object; nothing when it is absent.
pub(super) fn member<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(NOTHING)
}

/// A text in an object.
pub(super) fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

/// A flag in an object, off unless it says otherwise.
pub(super) fn flag(object: &Map<String, Value>, name: &str) -> bool {
    object.get(name).and_then(Value::as_bool).unwrap_or(false)
}

/// A name as a word of a JSON pointer (RFC 6901, section 3).
pub(super) fn escape(word: &str) -> String {
    word.replace('~', "~0").replace('/', "~1")
}
