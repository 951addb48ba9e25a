use std::time::Duration;

use chassis_model::{Condition, Int, Method, Range, Type};

use super::{Endpoint, Member, Outcome, Shape};
use crate::spec::tests::{faults, spec};

const FULL: &str = r#"endpoints:
  place_order:
    post: /orders/{id}/place
    summary: Place an order
    params: {id: orders.id, dry_run: {type: bool, default: false}}
    body:
      coupon: {type: string, max_length: 20, optional: true, description: From a letter}
      lines: [{sku: products.sku, quantity: {type: u32, min: 1}}]
      tags: {type: [{type: string, max_length: 9}], optional: true}
      address: {street: string, type: {type: string}}
    result: orders
    errors: {out_of_stock: 409}
    access: ["owner:customer_id", "user & role:support"]
    transaction: false
    timeout: 5s
    emits: [order.placed]
  ping: {get: /ping, result: [orders]}
  totals: {get: /totals, result: {sum: {type: decimal, precision: 20, scale: 2}}}
"#;

fn endpoint(name: &str) -> Endpoint {
    spec(&FULL.replace(", type: {type: string}", "")).endpoints[name].clone()
}

fn member<'m>(members: &'m [Member], name: &str) -> &'m Member {
    let mut members = members.iter();
    members
        .find(|member| member.name.value == name)
        .expect("the member")
}

#[test]
fn every_key_is_read() {
    let place = endpoint("place_order");
    assert_eq!(place.method, Method::Post);
    assert_eq!(place.path.value, "/orders/{id}/place");
    assert_eq!(place.summary.as_ref().unwrap().value, "Place an order");
    assert_eq!(place.errors[0].0.value, "out_of_stock");
    assert_eq!(place.errors[0].1, 409);
    let access = place.access.iter();
    let access: Vec<_> = access.map(|rule| Condition::text(&rule.value)).collect();
    assert_eq!(access, ["owner:customer_id", "user & role:support"]);
    assert!(!place.transaction);
    assert_eq!(
        place.timeout.as_ref().unwrap().value,
        Duration::from_secs(5)
    );
    assert_eq!(place.emits[0].value, "order.placed");
    assert!(matches!(&place.result, Some(Outcome::Row(table)) if table.value == "orders"));
    let at = place.place_of(Some("errors"));
    assert_eq!((at.line, at.column), (12, 13));
    assert_eq!(place.place_of(None).line, 2);

    let ping = endpoint("ping");
    assert!(ping.transaction && ping.body.is_empty() && ping.errors.is_empty());
    assert!(matches!(&ping.result, Some(Outcome::Rows(table)) if table.value == "orders"));
    assert!(matches!(&endpoint("totals").result, Some(Outcome::Object(sum)) if sum.len() == 1));
}

#[test]
fn members_are_types_columns_lists_and_mappings() {
    let place = endpoint("place_order");
    let id = member(&place.params, "id");
    assert!(
        matches!(&id.shape, Shape::Column(it) if it.value == ("orders".to_owned(), "id".to_owned()))
    );
    let dry_run = member(&place.params, "dry_run");
    assert_eq!(dry_run.default.as_ref().unwrap().value, "false");
    let coupon = member(&place.body, "coupon");
    let text = |max_length| Type::Text { max_length };
    assert_eq!(coupon.shape, Shape::Value(text(Some(20))));
    assert!(coupon.optional && !coupon.list);
    assert_eq!(coupon.description.as_deref(), Some("From a letter"));
    let lines = member(&place.body, "lines");
    assert!(lines.list && !lines.optional);
    let Shape::Object(line) = &lines.shape else {
        panic!("{lines:?}");
    };
    let quantity = member(line, "quantity");
    assert_eq!(quantity.shape, Shape::Value(Type::Int(Int::U32)));
    let range = Range {
        min: Some(1),
        max: None,
    };
    assert_eq!(quantity.range.as_ref().unwrap().value, range);
    let tags = member(&place.body, "tags");
    assert!(tags.list && tags.optional);
    assert_eq!(tags.shape, Shape::Value(text(Some(9))));
    let address = member(&place.body, "address");
    assert!(matches!(&address.shape, Shape::Object(members) if members.len() == 1));
}

#[test]
fn a_member_named_type_stands_in_a_described_mapping() {
    let text = "endpoints: {a: {post: /a, body: {x: {type: {type: string, other: u8}}}}}";
    let endpoint = &spec(text).endpoints["a"];
    let Shape::Object(members) = &endpoint.body[0].shape else {
        panic!("{endpoint:?}");
    };
    let names: Vec<_> = members.iter().map(|member| &*member.name.value).collect();
    assert_eq!(names, ["type", "other"]);
}

/// Checks that each text, which stands under an endpoint's name, has one fault.
#[track_caller]
fn refused(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let faults = faults(&format!("endpoints: {{a: {{{text}}}}}"));
        assert_eq!(faults.len(), 1, "{text}: {faults:#?}");
        let said = faults[0].split_once(' ').expect("a place").1;
        assert!(said.starts_with(expected), "{text}\n{said}");
    }
}

#[test]
fn what_an_endpoint_cannot_be() {
    refused(&[
        (
            "",
            "the endpoint `a` has no path | write `post: /orders/{id}/place`",
        ),
        ("get: /a, post: /b", "`a` has a path under `get` already |"),
        (
            "post: /api/v1/a",
            "paths of endpoints are below `/api/v1` already | write `/a`",
        ),
        (
            "post: /a, tmeout: 5s",
            "unknown key `tmeout` | did you mean `timeout`?",
        ),
        ("post: /a, timeout: 5", "`timeout` needs a length of time"),
        (
            "post: /a, errors: {Out-Of-Stock: 409}",
            "`Out-Of-Stock` cannot name an error | write `out_of_stock`",
        ),
        (
            "post: /a, errors: {late: 200}",
            "`late` needs a whole number from 400 to 599",
        ),
        (
            "post: /a, access: admin",
            "`admin` is no rule of access | write `public`, `user`",
        ),
        ("post: /a, access: []", "`access` is empty |"),
        (
            "post: /a, access: [user, user]",
            "the same item twice in `access`",
        ),
        (
            "post: /a, emits: [Order Placed]",
            "`emits` needs the name of an event",
        ),
        (
            "post: /a, result: [orders, items]",
            "`result` lists one table |",
        ),
        (
            "post: /a, transaction: no",
            "`transaction` needs `true` or `false`",
        ),
    ]);
    assert_eq!(
        faults("endpoints: {PlaceOrder: {post: /a}, match: {post: /b}}"),
        [
            "1:13:10 `PlaceOrder` cannot name an endpoint | write `place_order`",
            "1:37:5 `match` is a word of Rust's own | write words of lower-case letters and digits with `_` in between, such as `out_of_stock`, 40 characters at most",
        ]
    );
}

#[test]
fn what_a_member_cannot_be() {
    let cases = [
        ("x: strnig", "`strnig` is no type | did you mean `string`?"),
        (
            "x: uuid4you",
            "`uuid4you` is no type | write a type such as `string`",
        ),
        ("x: ", "`x` needs what it is |"),
        ("x: {}", "`x` has no members |"),
        ("x: []", "`x` needs a list of one item"),
        ("x: [[u8]]", "`x` is a list of lists |"),
        (
            "x: decimal",
            "`x` has digits that nobody says | write `{type: decimal, precision: 10, scale: 2}`",
        ),
        (
            "x: {type: decimal, precision: 4, scale: 5}",
            "`scale` needs a whole number from 0 to 4",
        ),
        (
            "x: {type: u8, max_length: 3}",
            "`max_length` does not go with u8 | it is for `string`, `bytes`",
        ),
        (
            "x: {type: a.b, precision: 3}",
            "`precision` does not go with a column",
        ),
        (
            "x: {type: string, optional: true, default: y}",
            "`default` beside `optional: true`",
        ),
        (
            "x: {type: [u8], default: 1}",
            "only a single value has a default",
        ),
        ("x: {type: u8, min: one}", "`min` needs a whole number"),
        (
            "x: [{type: u8, min: 1}]",
            "`min` is of the whole list | write `{type: [u64], min: 1}`",
        ),
        (
            "x: {type: u8, lenght: 1}",
            "unknown key `lenght` | keys of a member: `type`",
        ),
        ("'a b': u8", "`a b` is no JSON name"),
    ];
    for (text, expected) in cases {
        refused(&[(&format!("post: /a, body: {{{text}}}"), expected)]);
    }
}
