//! References, circles and `allOf`.

use serde_json::{Value, json};

use crate::api_change::{ApiChange, Rule, compare};

/// A document whose one operation gives a schema, with these shared ones.
fn document(schema: Value, schemas: Value) -> Value {
    json!({
        "paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/Row"}}}}},
        "components": {
            "responses": {"Row": {"content": {"application/json": {"schema": schema}}}},
            "schemas": schemas
        }
    })
}

fn places(changes: &[ApiChange]) -> Vec<(Rule, &str)> {
    changes
        .iter()
        .map(|change| (change.rule, change.pointer.as_str()))
        .collect()
}

#[test]
fn circles_end() {
    let node = |name: &str| {
        json!({"Node": {"properties": {
            "name": {"type": name},
            "children": {"items": {"$ref": "#/components/schemas/Node"}},
            "parent": {"$ref": "#/components/schemas/Node"}
        }}})
    };
    let root = json!({"$ref": "#/components/schemas/Node"});
    let changes = compare(
        &document(root.clone(), node("string")),
        &document(root, node("integer")),
    );
    assert_eq!(places(&changes), [(Rule::ResponseTypeChanged, "/name")]);
}

#[test]
fn circles_of_different_lengths_end() {
    let root = json!({"$ref": "#/components/schemas/A"});
    let short = json!({"A": {"properties": {"p": {"$ref": "#/components/schemas/A"}}}});
    let long = json!({"A": {"properties": {"p": {"properties": {"p": {"properties": {
        "p": {"$ref": "#/components/schemas/A"}, "q": {}
    }}}}}}});
    let changes = compare(&document(root.clone(), short), &document(root, long));
    assert_eq!(places(&changes), [(Rule::ResponseMemberAdded, "/p/p/q")]);
}

#[test]
fn references_that_lead_nowhere_or_round_say_nothing() {
    let schemas = json!({
        "A": {"$ref": "#/components/schemas/B"},
        "B": {"$ref": "#/components/schemas/A"}
    });
    for root in ["#/components/schemas/A", "#/nowhere", "other.json", "#%FF"] {
        let document = document(json!({"$ref": root}), schemas.clone());
        assert_eq!(compare(&document, &document), []);
    }
}

#[test]
fn escaped_references_are_followed() {
    let schemas = json!({"a/b c": {"type": "string"}});
    let old = document(json!({"$ref": "#/components/schemas/a~1b%20c"}), schemas);
    let new = document(json!({"type": "string"}), json!({}));
    assert_eq!(compare(&old, &new), []);
}

#[test]
fn all_of_is_one_schema() {
    let schemas = json!({"Base": {
        "allOf": [{"$ref": "#/components/schemas/Base"}],
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "integer"}}
    }});
    let old = document(
        json!({"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"name": {"type": "string"}}}]}),
        schemas,
    );
    let new = document(
        json!({"type": "object", "required": ["id"], "properties": {
            "id": {"type": "integer"}, "name": {"type": "string", "nullable": true}
        }}),
        json!({}),
    );
    assert_eq!(
        places(&compare(&old, &new)),
        [(Rule::ResponseNullGained, "/name")]
    );
}
