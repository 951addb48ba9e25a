//! Parameters.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{member, text};
use super::operation::{Changes, Operation};
use super::schema::{Direction, Schemas};
use super::{Part, Rule};

/// Where a parameter is, and its name; that of a path is its place there.
type Key<'a> = (&'a str, String);

/// Compares the parameters of an operation.
pub(super) fn compare<'a>(changes: &mut Changes<'a>, schemas: &mut Schemas<'a>) {
    let (before, after) = (parameters(&changes.old), parameters(&changes.new));
    for (key, &old) in &before {
        match after.get(key) {
            None => {
                let message = format!("the parameter `{}` is gone", name(old));
                changes.tell(part(old), Rule::ParameterRemoved, message);
            }
            Some(&new) => both(changes, schemas, old, new),
        }
    }
    for (key, &new) in &after {
        if before.contains_key(key) {
            continue;
        }
        let (rule, message) = match is_required(new) {
            true => (Rule::ParameterRequired, "is new and must be given"),
            false => (Rule::ParameterAdded, "is new and may be given"),
        };
        let message = format!("the parameter `{}` {message}", name(new));
        changes.tell(part(new), rule, message);
    }
}

fn both<'a>(changes: &mut Changes<'a>, schemas: &mut Schemas<'a>, old: &'a Value, new: &'a Value) {
    let is_header = location(old) == "header";
    if name(old) != name(new) && !is_header {
        let message = format!(
            "the parameter `{}` is called `{}` now",
            name(old),
            name(new)
        );
        changes.tell(part(old), Rule::ParameterRenamed, message);
    }
    if !is_required(old) && is_required(new) {
        let message = format!("the parameter `{}` must be given now", name(old));
        changes.tell(part(old), Rule::ParameterRequired, message);
    }
    if style(old) != style(new) {
        let message = format!("the parameter `{}` is written in another style", name(old));
        changes.tell(part(old), Rule::ParameterRestyled, message);
    }
    let found = schemas.compare(schema(old), schema(new), Direction::Request);
    changes.tell_found(&part(old), found);
}

/// The parameters of an operation; its own come before those of its path.
fn parameters<'a>(operation: &Operation<'a>) -> BTreeMap<Key<'a>, &'a Value> {
    let mut parameters = BTreeMap::new();
    let lists = [operation.value, operation.item].map(|value| member(value, "parameters"));
    for parameter in lists.into_iter().filter_map(Value::as_array).flatten() {
        let parameter = operation.document.resolve(parameter);
        let name = name(parameter);
        let key = match location(parameter) {
            "path" => match operation.path.find(&format!("{{{name}}}")) {
                Some(place) => operation.path[..place].matches('{').count().to_string(),
                None => name.to_owned(),
            },
            // RFC 9110, section 5.1.
            "header" => name.to_ascii_lowercase(),
            _ => name.to_owned(),
        };
        parameters
            .entry((location(parameter), key))
            .or_insert(parameter);
    }
    parameters
}

fn part(parameter: &Value) -> Part {
    Part::Parameter {
        location: location(parameter).to_owned(),
        name: name(parameter).to_owned(),
    }
}

fn name(parameter: &Value) -> &str {
    text(parameter, "name").unwrap_or_default()
}

fn location(parameter: &Value) -> &str {
    text(parameter, "in").unwrap_or_default()
}

fn is_required(parameter: &Value) -> bool {
    member(parameter, "required") == true
}

/// How a value is written: the defaults are those of OpenAPI 3.0.3, section 4.7.12.
fn style(parameter: &Value) -> (&str, bool) {
    let default = match location(parameter) {
        "query" | "cookie" => "form",
        _ => "simple",
    };
    let style = text(parameter, "style").unwrap_or(default);
    let explode = member(parameter, "explode").as_bool();
    (style, explode.unwrap_or(style == "form"))
}

/// The schema of a parameter, or of its only media type.
fn schema(parameter: &Value) -> &Value {
    let contents = member(parameter, "content").as_object();
    match contents.and_then(|contents| contents.values().next()) {
        Some(content) => member(content, "schema"),
        None => member(parameter, "schema"),
    }
}
