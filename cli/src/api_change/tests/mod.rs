//! Every rule by a change that falls under it alone.

mod document;
mod operations;
mod requests;
mod responses;
mod shared;

use serde_json::{Value, json};

use super::{ApiChange, Rule, compare, summary};

/// A document with one operation, `POST /orders/{id}`, that has a bit of everything.
fn document() -> Value {
    json!({
        "openapi": "3.0.3",
        "paths": {"/orders/{id}": {
            "parameters": [{"in": "path", "name": "id", "required": true, "schema": {"type": "integer"}}],
            "post": {
                "operationId": "orders.post",
                "security": [{"token": []}, {"oauth": ["read"]}],
                "parameters": [{"in": "query", "name": "state", "schema": {"type": "string", "enum": ["new", "paid"]}}],
                "requestBody": {"content": {
                    "application/json": {"schema": {
                        "type": "object",
                        "additionalProperties": false,
                        "required": ["name"],
                        "properties": {
                            "name": {"type": "string", "maxLength": 40, "pattern": "^[a-z]*$"},
                            "size": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 9, "default": 1},
                            "note": {"type": "string", "nullable": true},
                            "tags": {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
                            "shape": {"oneOf": [{"type": "string"}, {"type": "integer"}]}
                        }
                    }},
                    "text/csv": {"schema": {"type": "string"}}
                }},
                "responses": {
                    "200": {
                        "headers": {"ETag": {"required": true, "schema": {"type": "string"}}},
                        "content": {
                            "application/json": {"schema": {
                                "type": "object",
                                "required": ["id", "state"],
                                "properties": {
                                    "id": {"type": "integer", "format": "int32", "maximum": 9},
                                    "state": {"type": "string", "enum": ["new", "paid"]},
                                    "note": {"type": "string", "nullable": true}
                                }
                            }},
                            "text/csv": {"schema": {"type": "string"}}
                        }
                    },
                    "409": {"description": "Conflict"}
                }
            }
        }},
        "components": {"securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "oauth": {"type": "oauth2", "flows": {}}
        }}
    })
}

const OPERATION: &str = "/paths/~1orders~1{id}/post";
const BODY: &str = "/paths/~1orders~1{id}/post/requestBody/content/application~1json/schema";
const RESPONSE: &str = "/paths/~1orders~1{id}/post/responses/200/content/application~1json/schema";

/// Puts a value at a pointer whose parent is there, or takes what is there away.
fn set(document: &mut Value, pointer: &str, value: Option<Value>) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let name = name.replace("~1", "/").replace("~0", "~");
    let parent = document.pointer_mut(parent).expect("a parent");
    match (parent, value) {
        (Value::Object(members), Some(value)) => drop(members.insert(name, value)),
        (Value::Object(members), None) => drop(members.remove(&name).expect("a member")),
        (Value::Array(items), Some(value)) => {
            items[name.parse::<usize>().expect("an index")] = value
        }
        (Value::Array(items), None) => drop(items.remove(name.parse().expect("an index"))),
        (other, _) => panic!("{other} has no {name}"),
    }
}

/// What is found after one change of the document.
fn after(pointer: &str, value: impl Into<Option<Value>>) -> Vec<ApiChange> {
    let (old, mut new) = (document(), document());
    set(&mut new, pointer, value.into());
    compare(&old, &new)
}

/// Asserts that a change is told by one rule, at one place, in one sentence, and once.
#[track_caller]
fn is_told(changes: &[ApiChange], rule: Rule, pointer: &str, message: &str) {
    let found: Vec<_> = changes
        .iter()
        .map(|change| {
            (
                change.rule,
                change.pointer.as_str(),
                change.message.as_str(),
            )
        })
        .collect();
    assert_eq!(found, [(rule, pointer, message)]);
    let change = &changes[0];
    assert_eq!(change.breaking, rule.is_breaking());
}

#[test]
fn nothing_changed() {
    assert_eq!(compare(&document(), &document()), []);
}

#[test]
fn every_rule_stands_in_the_table_of_the_documentation() {
    let documentation = include_str!("../../../../docs/cli.md");
    for rule in Rule::ALL {
        let breaking = if rule.is_breaking() { "yes" } else { "no" };
        let row = format!("| `{}` | {breaking} |", rule.name());
        assert!(documentation.contains(&row), "no {row}");
        assert_eq!(json!(rule), rule.name());
    }
    let rows =
        documentation.matches("` | yes |").count() + documentation.matches("` | no |").count();
    assert_eq!(rows, Rule::ALL.len());
}

#[test]
fn any_json_is_read() {
    let odd = [
        json!(null),
        json!([1]),
        json!({"paths": {"/a": {"get": {"$ref": "#/paths/~1a/get"}}}}),
        json!({"paths": {"/a": {"$ref": "#/paths/~1a"}}}),
        json!({"paths": {"/{": {"get": {"parameters": [1, {"in": "path", "name": "x"}], "responses": []}}}}),
        json!({"paths": {"/{}": {"get": {"parameters": 1, "security": [1], "responses": {"200": 1}}}}}),
        json!({"paths": {"/a": {"get": {"requestBody": {"content": {"x": {"schema": {
            "type": 1, "enum": 1, "minimum": "a", "properties": [], "required": 1, "allOf": [1, {"$ref": "x"}],
            "oneOf": 1, "items": 1
        }}}}}}}}),
    ];
    for old in &odd {
        for new in odd.iter().chain([&document()]) {
            compare(old, new);
            compare(new, old);
        }
    }
}

#[test]
fn lines_for_people() {
    let changes = after(&format!("{RESPONSE}/properties/id/type"), json!("string"));
    let lines: Vec<String> = summary(&changes).iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        ["breaking: orders.post, response 200/id: `id` was integer (int32) and is string (int32)"]
    );
}
