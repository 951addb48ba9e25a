use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::*;
use crate::draft::{Draft, FieldDraft};
use crate::endpoint::Failure;
use crate::resource::Field;
use crate::service::Envelope;
use crate::types::{Int, Type};

fn object(type_name: &'static str, members: Vec<Member>) -> Object {
    Object {
        type_name: type_name.into(),
        members: Cow::Owned(members),
    }
}

fn document() -> Json {
    let mut draft = Draft::new("Order", "orders");
    let mut id = FieldDraft::new("id", Type::Int(Int::U64));
    id.key = Some(0);
    draft.fields.push(id);
    draft.operations = Some(vec![crate::Action::Get]);
    let quantity = Field::new("quantity", Type::Int(Int::U32)).range(Some(1), None);
    let line = object("PlaceOrderLine", vec![Member::value(quantity)]);
    let coupon = Type::Text {
        max_length: Some(20),
    };
    let members = vec![
        Member::value(Field::new("id", Type::Int(Int::U64))).parameter(),
        Member::value(Field::new("dry_run", Type::Bool).literal("0")).parameter(),
        Member::value(Field::new("coupon", coupon).nullable()),
        Member::object(Field::new("lines", Type::Json), line).list(),
    ];
    let mut endpoint = Endpoint::new("place_order", Method::Post, "/orders/{id}/place");
    endpoint.summary = Some("Place an order".into());
    endpoint.input = object("PlaceOrderInput", members);
    endpoint.result = Outcome::Row("Order".into());
    endpoint.errors = Cow::Owned(vec![Failure {
        code: "out_of_stock".into(),
        status: 409,
    }]);
    let mut bare = Endpoint::new("touch", Method::Patch, "/orders/{id}");
    bare.input = object(
        "TouchInput",
        vec![Member::value(Field::new("id", Type::Int(Int::U64))).parameter()],
    );
    let service = Service {
        name: "shop".to_owned(),
        title: "Shop".to_owned(),
        description: None,
        envelope: Envelope::Data,
        cors: Vec::new(),
        resources: vec![crate::check(0, &draft).expect("a sound draft")],
        endpoints: vec![endpoint, bare],
    };
    serde_json::to_value(crate::openapi::document(&service)).expect("JSON")
}

#[test]
fn an_endpoint_has_parameters_a_body_a_result_and_errors() {
    let document = document();
    let post = &document["paths"]["/api/v1/orders/{id}/place"]["post"];
    assert_eq!(post["operationId"], "place_order");
    assert_eq!(post["tags"], json!(["orders"]));
    let parameters = post["parameters"].as_array().expect("a list");
    let parameters = parameters.iter().map(|it| {
        json!([
            it["in"],
            it["name"],
            it["required"],
            it["schema"]["default"]
        ])
    });
    assert_eq!(
        parameters.collect::<Json>(),
        json!([
            ["path", "id", true, null],
            ["query", "dry_run", null, false]
        ])
    );
    let body = &post["requestBody"];
    assert_eq!(body["required"], true);
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        body["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/PlaceOrderBody"
    );
    assert_eq!(schemas["PlaceOrderBody"]["required"], json!(["lines"]));
    let lines = &schemas["PlaceOrderBody"]["properties"]["lines"];
    assert_eq!(
        lines["items"]["$ref"],
        "#/components/schemas/PlaceOrderLine"
    );
    assert_eq!(
        schemas["PlaceOrderLine"]["properties"]["quantity"]["minimum"],
        1
    );
    let statuses = post["responses"].as_object().expect("an object").keys();
    let statuses: Vec<&str> = statuses.map(String::as_str).collect();
    let expected = [
        "200", "400", "404", "408", "409", "413", "415", "422", "500", "501", "503", "504",
    ];
    assert_eq!(statuses, expected);
    assert_eq!(
        post["responses"]["409"]["description"],
        "Refused: `out_of_stock`"
    );
}

#[test]
fn an_endpoint_shares_the_path_of_a_row() {
    let document = document();
    let row = &document["paths"]["/api/v1/orders/{id}"];
    assert_eq!(row["get"]["operationId"], "orders.get");
    assert_eq!(row["patch"]["operationId"], "touch");
    assert!(row["patch"].get("requestBody").is_none());
    assert!(row["patch"]["responses"].get("204").is_some());
}
