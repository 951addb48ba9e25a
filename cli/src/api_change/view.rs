//! A schema as one: `allOf` flattened.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use serde_json::{Map, Value};

use super::document::{Document, flag};
use super::schema::Direction;

/// What a schema and all parts of its `allOf` say together.
pub(super) struct View<'a> {
    document: Document<'a>,
    parts: Vec<&'a Map<String, Value>>,
}

impl<'a> View<'a> {
    /// The view of a schema; one that is no object says nothing.
    pub(super) fn new(document: Document<'a>, schema: &'a Value) -> Self {
        let mut parts: Vec<&Map<String, Value>> = Vec::new();
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            let Some(part) = document.resolve(schema).as_object() else {
                continue;
            };
            // A circle says nothing that was not said.
            if parts.iter().any(|seen| ptr::eq(*seen, part)) {
                continue;
            }
            parts.push(part);
            let all_of = part.get("allOf").and_then(Value::as_array);
            open.extend(all_of.into_iter().flatten().rev());
        }
        Self { document, parts }
    }

    /// Every value of a keyword.
    pub(super) fn all(&self, keyword: &str) -> impl Iterator<Item = &'a Value> {
        self.parts.iter().filter_map(move |part| part.get(keyword))
    }

    /// The first value of a keyword.
    pub(super) fn first(&self, keyword: &str) -> Option<&'a Value> {
        self.all(keyword).next()
    }

    /// A text.
    pub(super) fn text(&self, keyword: &str) -> Option<&'a str> {
        self.all(keyword).find_map(Value::as_str)
    }

    /// Whether a flag is on.
    pub(super) fn flag(&self, keyword: &str) -> bool {
        self.parts.iter().any(|part| flag(part, keyword))
    }

    /// The bounds of a keyword, with whether the bound itself is excluded; OpenAPI 3.1 has numbers for that flag.
    pub(super) fn bounds(
        &self,
        keyword: &str,
        exclusive: &str,
    ) -> Vec<(&'a serde_json::Number, bool)> {
        let mut bounds = Vec::new();
        for part in &self.parts {
            if let Some(Value::Number(number)) = part.get(keyword) {
                bounds.push((number, flag(part, exclusive)));
            }
            if let Some(Value::Number(number)) = part.get(exclusive) {
                bounds.push((number, true));
            }
        }
        bounds
    }

    /// The types but `null`; nothing when any will do.
    pub(super) fn types(&self) -> Option<BTreeSet<&'a str>> {
        let types = match self.first("type")? {
            Value::String(name) => vec![name.as_str()],
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ => return None,
        };
        Some(types.into_iter().filter(|name| *name != "null").collect())
    }

    /// Whether null is allowed: `nullable`, or the type of OpenAPI 3.1.
    pub(super) fn is_nullable(&self) -> bool {
        let is_null = |value: &Value| match value {
            Value::Array(names) => names.iter().any(|name| name == "null"),
            name => name == "null",
        };
        self.flag("nullable") || self.all("type").any(is_null)
    }

    /// The members that travel in a direction, with their schemas.
    pub(super) fn members(&self, direction: Direction) -> BTreeMap<&'a str, &'a Value> {
        let objects = self.all("properties").filter_map(Value::as_object);
        let members = objects
            .flatten()
            .map(|(name, schema)| (name.as_str(), schema));
        members
            .filter(|(_, schema)| !self.is_hidden(schema, direction))
            .collect()
    }

    /// Whether there is a member that travels in the other direction only.
    pub(super) fn hides(&self, name: &str, direction: Direction) -> bool {
        let objects = self.all("properties").filter_map(Value::as_object);
        let mut members = objects.filter_map(|members| members.get(name));
        members.any(|schema| self.is_hidden(schema, direction))
    }

    fn is_hidden(&self, schema: &'a Value, direction: Direction) -> bool {
        let keyword = match direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let schema = self.document.resolve(schema).as_object();
        schema.is_some_and(|schema| flag(schema, keyword))
    }

    /// The members that must be there.
    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        let lists = self.all("required").filter_map(Value::as_array);
        lists.flatten().filter_map(Value::as_str).collect()
    }
}
