//! What stands under `endpoints`.

use std::collections::BTreeMap;
use std::time::Duration;

use chassis_model::Method;

use super::grammar::{ENDPOINT, EVENT, METHODS, WORD};
use super::{Endpoint, Outcome};
use crate::diagnostic::Place;
use crate::spec::Spanned;
use crate::spec::lower::LONGEST_TIMEOUT;
use crate::spec::reader::{Fields, Item, Reader};
use crate::spec::tree::{Key, Value, quoted};

impl Reader<'_> {
    /// The endpoints, by their names.
    pub(in crate::spec) fn endpoints(&mut self, item: Item<'_>) -> BTreeMap<String, Endpoint> {
        let mut endpoints = BTreeMap::new();
        for (key, node) in self.entries(item, "write names of endpoints as keys") {
            self.word(key, "an endpoint");
            let item = Item {
                key: &key.text,
                node,
            };
            if let Some(endpoint) = self.endpoint(item, &key.place) {
                endpoints.insert(key.text.clone(), endpoint);
            }
        }
        endpoints
    }

    /// A key that becomes a name in Rust.
    fn word(&mut self, key: &Key, what: &str) {
        let is_keyword = scaffold_templates::is_keyword(&key.text);
        if (WORD.holds)(&key.text) && !is_keyword {
            return;
        }
        let message = match is_keyword {
            true => format!("{} is a word of Rust's own", quoted(&key.text)),
            false => format!("{} cannot name {what}", quoted(&key.text)),
        };
        let repaired = (WORD.repair)(&key.text);
        let help = match (WORD.holds)(&repaired) && !is_keyword {
            true => format!("write {}", quoted(&repaired)),
            false => format!("write {}", WORD.expected),
        };
        self.error(&key.place, message, help);
    }

    fn endpoint(&mut self, item: Item<'_>, place: &Place) -> Option<Endpoint> {
        let fields = self.fields(item, &ENDPOINT);
        let route = self.route(item.key, &fields, place);
        let timeouts = Duration::from_millis(1)..=LONGEST_TIMEOUT;
        let members = |reader: &mut Self, key| {
            let item = fields.get(key);
            item.map(|item| reader.members(item)).unwrap_or_default()
        };
        let said = ENDPOINT.ready_words().filter_map(|word| {
            let item = fields.get(word)?;
            Some((word, item.node.place.clone()))
        });
        let mut places: BTreeMap<&'static str, Place> = said.collect();
        let params = members(self, "params");
        let body = members(self, "body");
        let result = fields.get("result").and_then(|item| self.outcome(item));
        let errors = fields.get("errors").map(|item| self.errors(item));
        let access = fields.get("access").map(|item| self.rules(item));
        let emits = fields.get("emits");
        let emits = emits.map(|item| self.distinct(item, |reader, item| reader.name(item, &EVENT)));
        let transaction = fields.get("transaction");
        let transaction = transaction.and_then(|item| self.flag(item));
        let summary = fields.get("summary").and_then(|item| self.text(item));
        let timeout = fields.get("timeout");
        let timeout = timeout.and_then(|item| self.duration(item, timeouts));
        let (method, path) = route?;
        places.insert("path", path.place.clone());
        Some(Endpoint {
            place: place.clone(),
            method,
            path,
            summary,
            params,
            body,
            result,
            errors: errors.unwrap_or_default(),
            access: access.unwrap_or_default(),
            transaction: transaction.is_none_or(|said| said.value),
            timeout,
            emits: emits.unwrap_or_default(),
            places,
        })
    }

    /// The one key that says method and path.
    fn route(
        &mut self,
        name: &str,
        fields: &Fields<'_>,
        place: &Place,
    ) -> Option<(Method, Spanned<String>)> {
        let said = METHODS.iter();
        let said = said.filter_map(|(word, method)| Some((fields.get(word)?, *method)));
        let said: Vec<(Item<'_>, Method)> = said.collect();
        let Some((item, method)) = said.first() else {
            let message = format!("the endpoint {} has no path", quoted(name));
            let help = "write `post: /orders/{id}/place`, or the same with `get`, `put`, `patch` or `delete`";
            self.error(place, message, help);
            return None;
        };
        for (other, _) in said.iter().skip(1) {
            let message = format!(
                "{} has a path under {} already",
                quoted(name),
                quoted(item.key)
            );
            let help = "an endpoint has one method; write another endpoint for another";
            self.error(&other.node.place, message, help);
        }
        let path = self.text(*item)?;
        if path.value == "/api" || path.value.starts_with("/api/") {
            let message = "paths of endpoints are below `/api/v1` already".to_owned();
            let rest = path.value.trim_start_matches("/api");
            let rest = rest.strip_prefix("/v1").unwrap_or(rest);
            self.error(&path.place, message, format!("write {}", quoted(rest)));
        }
        Some((*method, path))
    }

    fn outcome(&mut self, item: Item<'_>) -> Option<Outcome> {
        match &item.node.value {
            Value::Mapping(_) => Some(Outcome::Object(self.members(item))),
            Value::Sequence(items) => {
                if let [node] = items.as_slice() {
                    let item = Item {
                        key: item.key,
                        node,
                    };
                    return self.text(item).map(Outcome::Rows);
                }
                let message = format!("{} lists one table", quoted(item.key));
                self.error(
                    &item.node.place,
                    message,
                    "write `[orders]` for rows of a table",
                );
                None
            }
            _ => self.text(item).map(Outcome::Row),
        }
    }

    fn errors(&mut self, item: Item<'_>) -> Vec<(Spanned<String>, u16)> {
        let mut errors = Vec::new();
        for (key, node) in self.entries(item, "write `code: 409`") {
            self.word(key, "an error");
            let item = Item {
                key: &key.text,
                node,
            };
            let code = Spanned {
                value: key.text.clone(),
                place: key.place.clone(),
            };
            let status = self.count(item, 400..=599);
            let status = status.and_then(|status| u16::try_from(status.value).ok());
            errors.extend(status.map(|status| (code, status)));
        }
        errors
    }
}
