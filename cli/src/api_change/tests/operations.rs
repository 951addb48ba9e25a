//! Whole operations, their parameters and who may call them.

use serde_json::json;

use super::{OPERATION, after, compare, document, is_told, set};
use crate::api_change::{Part, Rule};

#[test]
fn an_operation_is_gone() {
    let changes = after("/paths/~1orders~1{id}", None);
    is_told(
        &changes,
        Rule::OperationRemoved,
        "",
        "the operation is gone",
    );
    assert_eq!(changes[0].path, "/orders/{id}");
    assert_eq!(changes[0].method, "POST");
    assert_eq!(changes[0].operation_id.as_deref(), Some("orders.post"));
    assert_eq!(changes[0].part, Part::Operation);
}

#[test]
fn an_operation_is_new() {
    let changes = after("/paths/~1orders~1{id}/get", json!({}));
    is_told(&changes, Rule::OperationAdded, "", "the operation is new");
    assert_eq!(changes[0].method, "GET");
}

#[test]
fn an_operation_has_another_id() {
    let changes = after(&format!("{OPERATION}/operationId"), json!("orders.place"));
    let message = "operationId was `orders.post` and is `orders.place`";
    is_told(&changes, Rule::OperationIdChanged, "", message);
}

#[test]
fn an_operation_is_deprecated() {
    let changes = after(&format!("{OPERATION}/deprecated"), json!(true));
    is_told(
        &changes,
        Rule::OperationDeprecated,
        "",
        "the operation is deprecated now",
    );
}

#[test]
fn credentials_are_no_longer_enough() {
    let changes = after(
        &format!("{OPERATION}/security/1/oauth"),
        json!(["read", "write"]),
    );
    let message = "`oauth2` with read is no longer enough";
    is_told(&changes, Rule::SecurityStricter, "", message);
    let changes = after(&format!("{OPERATION}/security/0"), None);
    is_told(
        &changes,
        Rule::SecurityStricter,
        "",
        "`http bearer` is no longer enough",
    );
    let changes = after("/components/securitySchemes/token/scheme", json!("basic"));
    assert_eq!(changes[0].rule, Rule::SecurityStricter);
    assert_eq!(changes[1].rule, Rule::SecurityLooser);
}

#[test]
fn open_operations_are_closed() {
    let mut open = document();
    set(&mut open, &format!("{OPERATION}/security"), None);
    let changes = compare(&open, &document());
    is_told(
        &changes,
        Rule::SecurityStricter,
        "",
        "no credential is no longer enough",
    );
}

#[test]
fn other_credentials_are_enough_too() {
    let changes = after(&format!("{OPERATION}/security/1"), json!({}));
    is_told(
        &changes,
        Rule::SecurityLooser,
        "",
        "no credential is enough now",
    );
    let changes = after("/security", json!([{"token": []}]));
    assert_eq!(changes, [], "the operation has its own");
}

#[test]
fn a_parameter_is_gone() {
    let changes = after(&format!("{OPERATION}/parameters/0"), None);
    is_told(
        &changes,
        Rule::ParameterRemoved,
        "",
        "the parameter `state` is gone",
    );
    let part = Part::Parameter {
        location: "query".to_owned(),
        name: "state".to_owned(),
    };
    assert_eq!(changes[0].part, part);
}

#[test]
fn a_parameter_is_new() {
    let mut old = document();
    set(&mut old, &format!("{OPERATION}/parameters/0"), None);
    let changes = compare(&old, &document());
    let message = "the parameter `state` is new and may be given";
    is_told(&changes, Rule::ParameterAdded, "", message);
    let mut new = document();
    set(
        &mut new,
        &format!("{OPERATION}/parameters/0/required"),
        Some(json!(true)),
    );
    let changes = compare(&old, &new);
    let message = "the parameter `state` is new and must be given";
    is_told(&changes, Rule::ParameterRequired, "", message);
}

#[test]
fn a_parameter_must_be_given() {
    let changes = after(&format!("{OPERATION}/parameters/0/required"), json!(true));
    let message = "the parameter `state` must be given now";
    is_told(&changes, Rule::ParameterRequired, "", message);
}

#[test]
fn a_part_of_the_path_is_called_otherwise() {
    let mut new = document();
    let mut item = new["paths"]["/orders/{id}"].take();
    item["parameters"][0]["name"] = json!("order_id");
    new["paths"] = json!({"/orders/{order_id}": item});
    let changes = compare(&document(), &new);
    let message = "the parameter `id` is called `order_id` now";
    is_told(&changes, Rule::ParameterRenamed, "", message);
}

#[test]
fn a_parameter_is_written_otherwise() {
    let changes = after(&format!("{OPERATION}/parameters/0/explode"), json!(false));
    let message = "the parameter `state` is written in another style";
    is_told(&changes, Rule::ParameterRestyled, "", message);
    assert_eq!(
        after(&format!("{OPERATION}/parameters/0/style"), json!("form")),
        []
    );
}

#[test]
fn a_parameter_takes_less() {
    let changes = after(&format!("{OPERATION}/parameters/0/schema/enum/1"), None);
    let message = "the value is never `\"paid\"` any more";
    is_told(&changes, Rule::RequestNarrowed, "", message);
    assert!(matches!(changes[0].part, Part::Parameter { .. }));
    let changes = after(
        "/paths/~1orders~1{id}/parameters/0/schema/type",
        json!("string"),
    );
    is_told(
        &changes,
        Rule::RequestTypeChanged,
        "",
        "the value was integer and is string",
    );
}
