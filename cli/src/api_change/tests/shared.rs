//! A change in a schema that operations share, and how long many take.

use std::time::Instant;

use serde_json::{Map, Value, json};

use crate::api_change::{Rule, Shared, compare, summary};

/// A document of so many resources with five operations each; all refer to one more schema.
fn document(resources: usize, shared: Value) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::from_iter([("Shared".to_owned(), shared)]);
    let body = |name: &str| json!({"content": {"application/json": {"schema": {"$ref": name}}}});
    for number in 0..resources {
        let name = format!("#/components/schemas/Row{number}");
        let properties: Map<String, Value> = (0..12)
            .map(|column| {
                (
                    format!("column_{column}"),
                    json!({"type": "string", "maxLength": 40}),
                )
            })
            .chain([(
                "shared".to_owned(),
                json!({"$ref": "#/components/schemas/Shared"}),
            )])
            .collect();
        schemas.insert(
            format!("Row{number}"),
            json!({"type": "object", "properties": properties}),
        );
        let get = |id: &str| json!({"operationId": format!("r{number}.{id}"), "responses": {"200": body(&name)}});
        let write = |id: &str| {
            let mut operation = get(id);
            operation["requestBody"] = body(&name);
            operation
        };
        paths.insert(
            format!("/r{number}"),
            json!({"get": get("list"), "post": write("create")}),
        );
        paths.insert(
            format!("/r{number}/{{id}}"),
            json!({"get": get("get"), "put": write("replace"), "patch": write("update")}),
        );
    }
    json!({"paths": paths, "components": {"schemas": schemas}})
}

#[test]
fn it_is_told_of_every_operation_and_said_once() {
    let old = document(2, json!({"properties": {"a": {"type": "string"}}}));
    let new = document(
        2,
        json!({"properties": {"a": {"type": "string", "nullable": true}}}),
    );
    let changes = compare(&old, &new);
    // Five answers and three bodies of each.
    assert_eq!(changes.len(), 16);
    let told = changes
        .iter()
        .filter(|change| change.rule == Rule::ResponseNullGained);
    assert_eq!(told.clone().count(), 10);
    for change in told {
        assert_eq!(change.pointer, "/shared/a");
        let shared = Shared {
            schema: "Shared".to_owned(),
            pointer: "/a".to_owned(),
        };
        assert_eq!(change.shared, Some(shared));
    }
    let lines: Vec<String> = summary(&changes).iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "breaking: Shared/a in responses: `a` may be null now (r0.create, r0.get, r0.list and 7 more)",
            "Shared/a in requests: `a` takes null, too (r0.create, r0.replace, r0.update and 3 more)",
        ]
    );
}

#[test]
fn long_chains_of_references_are_walked() {
    let chain = |last: &str| {
        let name = |number: usize| format!("#/components/schemas/S{number}");
        let mut schemas: Map<String, Value> = (0..2_000)
            .map(|number| {
                (
                    format!("S{number}"),
                    json!({"properties": {"next": {"$ref": name(number + 1)}}}),
                )
            })
            .collect();
        schemas.insert("S2000".to_owned(), json!({"type": last}));
        json!({
            "paths": {"/a": {"get": {"responses": {"200": {"content": {"x": {"schema": {"$ref": name(0)}}}}}}}},
            "components": {"schemas": schemas}
        })
    };
    let changes = compare(&chain("string"), &chain("integer"));
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].pointer, "/next".repeat(2_000));
}

/// Seconds are for release; a debug build only shows that time does not grow with operations times schemas.
#[test]
fn a_thousand_resources_take_no_time() {
    let old = document(1000, json!({"properties": {"a": {"type": "string"}}}));
    let new = document(1000, json!({"properties": {"a": {"type": "integer"}}}));
    let start = Instant::now();
    let changes = compare(&old, &new);
    assert_eq!(changes.len(), 8000);
    let limit = if cfg!(debug_assertions) { 20 } else { 1 };
    assert!(start.elapsed().as_secs() < limit, "{:?}", start.elapsed());
}
