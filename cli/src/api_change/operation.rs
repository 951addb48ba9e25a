//! The operations of two documents side by side.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{Document, member, text};
use super::schema::{Found, Schemas};
use super::{ApiChange, Part, Rule, parameter, payload, security};

/// The methods of a path item.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation of one document.
#[derive(Clone, Copy)]
pub(super) struct Operation<'a> {
    pub(super) document: Document<'a>,
    pub(super) method: &'static str,
    pub(super) path: &'a str,
    /// What the operations of the path share.
    pub(super) item: &'a Value,
    pub(super) value: &'a Value,
}

/// Both forms of an operation, and what changed of it so far.
pub(super) struct Changes<'a> {
    pub(super) old: Operation<'a>,
    pub(super) new: Operation<'a>,
    pub(super) found: Vec<ApiChange>,
}

/// Every change from one document to another.
pub(super) fn compare(old: &Value, new: &Value) -> Vec<ApiChange> {
    let (old, new) = (Document(old), Document(new));
    let mut schemas = Schemas::new(old, new);
    let (before, mut after) = (operations(old), operations(new));
    let mut found = Vec::new();
    for (key, old) in before {
        match after.remove(&key) {
            None => found.push(old.change(Rule::OperationRemoved, "the operation is gone")),
            Some(new) => {
                let mut changes = Changes { old, new, found };
                changes.compare(&mut schemas);
                found = changes.found;
            }
        }
    }
    let added = after.values();
    found.extend(added.map(|new| new.change(Rule::OperationAdded, "the operation is new")));
    found
}

/// Every operation by its path without the names of its parameters, and its method.
fn operations(document: Document<'_>) -> BTreeMap<(String, &'static str), Operation<'_>> {
    let mut operations = BTreeMap::new();
    for (path, item) in document.entries(member(document.0, "paths")) {
        for method in METHODS {
            if let Some(value) = item.get(method).filter(|value| value.is_object()) {
                let operation = Operation {
                    document,
                    method,
                    path,
                    item,
                    value,
                };
                operations
                    .entry((nameless(path), method))
                    .or_insert(operation);
            }
        }
    }
    operations
}

/// A path with `{}` for each parameter: what it is called is nothing on the wire.
fn nameless(path: &str) -> String {
    let mut nameless = String::with_capacity(path.len());
    let mut is_name = false;
    for letter in path.chars() {
        is_name &= letter != '}';
        if !is_name {
            nameless.push(letter);
        }
        is_name |= letter == '{';
    }
    nameless
}

impl Operation<'_> {
    fn change(&self, rule: Rule, message: &str) -> ApiChange {
        ApiChange {
            path: self.path.to_owned(),
            method: self.method.to_ascii_uppercase(),
            operation_id: text(self.value, "operationId").map(str::to_owned),
            part: Part::Operation,
            pointer: String::new(),
            shared: None,
            rule,
            breaking: rule.is_breaking(),
            message: message.to_owned(),
        }
    }
}

impl<'a> Changes<'a> {
    fn compare(&mut self, schemas: &mut Schemas<'a>) {
        self.names();
        security::compare(self);
        parameter::compare(self, schemas);
        payload::request(self, schemas);
        payload::responses(self, schemas);
    }

    fn names(&mut self) {
        let id = |operation: &Operation<'a>| text(operation.value, "operationId");
        let (old, new) = (id(&self.old), id(&self.new));
        if old != new {
            let say = |id: Option<&str>| id.map_or("nothing".to_owned(), |id| format!("`{id}`"));
            let message = format!("operationId was {} and is {}", say(old), say(new));
            self.tell(Part::Operation, Rule::OperationIdChanged, message);
        }
        let deprecated = |operation: &Operation<'a>| member(operation.value, "deprecated") == true;
        if !deprecated(&self.old) && deprecated(&self.new) {
            let message = "the operation is deprecated now".to_owned();
            self.tell(Part::Operation, Rule::OperationDeprecated, message);
        }
    }

    /// Tells a change of a whole part.
    pub(super) fn tell(&mut self, part: Part, rule: Rule, message: String) {
        let change = self.old.change(rule, &message);
        self.found.push(ApiChange { part, ..change });
    }

    /// Tells what was found in the schema of a part.
    pub(super) fn tell_found(&mut self, part: &Part, found: Vec<Found>) {
        for found in found {
            let change = self.old.change(found.rule, &found.message);
            self.found.push(ApiChange {
                part: part.clone(),
                pointer: found.pointer,
                shared: found.shared,
                ..change
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_without_names() {
        assert_eq!(nameless("/a/{id}/b/{x}.{y}"), "/a/{}/b/{}.{}");
        assert_eq!(nameless("/a/{id"), "/a/{");
        assert_eq!(nameless("/a}/b"), "/a}/b");
    }
}
