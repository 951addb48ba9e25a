use std::borrow::Cow;

use super::*;
use crate::draft::{Draft, FieldDraft};
use crate::endpoint::Method;
use crate::resource::Field;
use crate::service::Envelope;
use crate::types::{Int, Type};

fn service(endpoints: Vec<Endpoint>) -> Service {
    let mut draft = Draft::new("Order", "orders");
    let mut id = FieldDraft::new("id", Type::Int(Int::U64));
    id.key = Some(0);
    draft.fields.push(id);
    draft.operations = Some(vec![Action::List, Action::Get]);
    Service {
        name: "shop".to_owned(),
        title: "Shop".to_owned(),
        description: None,
        envelope: Envelope::Data,
        cors: Vec::new(),
        resources: vec![crate::check(0, &draft).expect("a sound draft")],
        endpoints,
    }
}

fn value(name: &'static str) -> Member {
    Member::value(Field::new(name, Type::Int(Int::U64)))
}

fn endpoint(method: Method, path: &'static str, members: Vec<Member>) -> Endpoint {
    let mut endpoint = Endpoint::new("place_order", method, path);
    endpoint.input = Object {
        type_name: "PlaceOrderInput".into(),
        members: Cow::Owned(members),
    };
    endpoint
}

fn faults(endpoints: Vec<Endpoint>) -> Vec<String> {
    let faults = check_endpoints(&service(endpoints)).into_iter();
    faults
        .map(|fault| format!("{}: {}", fault.key.unwrap_or("-"), fault.kind))
        .collect()
}

#[test]
fn sound_endpoints_have_no_faults() {
    let id = || value("id").parameter();
    let mut other = endpoint(Method::Patch, "/orders/{id}", vec![id(), value("x")]);
    other.id = "touch".into();
    let mut export = endpoint(Method::Post, "/orders/export", Vec::new());
    export.id = "export".into();
    let place = endpoint(
        Method::Post,
        "/orders/{id}/place",
        vec![id(), value("lines")],
    );
    assert_eq!(faults(vec![place, other, export]), [""; 0]);
}

#[test]
fn paths_declare_their_parameters() {
    let optional = || {
        let mut member = value("id").parameter();
        member.field.nullable = true;
        member
    };
    let cases = [
        (
            "/a/{id}",
            vec![],
            "path: `{id}` in the path is no parameter",
        ),
        (
            "/a/{id}",
            vec![value("id")],
            "path: `{id}` in the path is no parameter",
        ),
        (
            "/a/{id}",
            vec![optional()],
            "params: parameter `id` is in the path, so it is always given",
        ),
        ("a", vec![], "path: `a` is no path below `/api/v1`"),
        ("/a//b", vec![], "path: `/a//b` is no path below `/api/v1`"),
        (
            "/a/{x y}",
            vec![],
            "path: `/a/{x y}` is no path below `/api/v1`",
        ),
        (
            "/a",
            vec![value("id").list().parameter()],
            "params: parameter `id` is more than one value",
        ),
        (
            "/a",
            vec![value("x").parameter(), value("x")],
            "body: `x` is taken by another parameter or member of `PlaceOrderInput`",
        ),
    ];
    for (path, members, expected) in cases {
        assert_eq!(
            faults(vec![endpoint(Method::Post, path, members)]),
            [expected]
        );
    }
    let get = endpoint(Method::Get, "/a", vec![value("x")]);
    assert_eq!(faults(vec![get]), ["body: GET has no body"]);
}

#[test]
fn no_request_fits_two_operations() {
    let id = |name: &'static str| vec![value(name).parameter()];
    let get = endpoint(Method::Get, "/orders/latest", Vec::new());
    assert_eq!(
        faults(vec![get]),
        ["path: GET /orders/latest is taken by `orders.get`"]
    );
    let put = endpoint(Method::Put, "/orders/{number}", id("number"));
    assert_eq!(
        faults(vec![put]),
        ["path: `/orders/{number}` differs from `/orders/{id}` only by the names of parameters"]
    );
    let one = endpoint(Method::Post, "/a/{id}/b", id("id"));
    let mut two = endpoint(Method::Post, "/a/x/{id}", id("id"));
    two.id = "other".into();
    assert_eq!(
        faults(vec![one, two]),
        ["path: POST /a/x/{id} is taken by `place_order`"]
    );
}

#[test]
fn types_codes_and_results_are_known() {
    let mut odd = endpoint(Method::Post, "/a", Vec::new());
    odd.id = "order".into();
    odd.result = Outcome::Rows("Lost".into());
    odd = odd.error("not_found", 404).error("late", 200);
    odd = odd.access("role:a&user").access("user & admin");
    assert_eq!(
        faults(vec![odd]),
        [
            "result: there is no resource of type `Lost`",
            "errors: the code `not_found` is taken",
            "errors: 200 is no status of a failure",
            "access: `admin` is no rule of access",
            "-: type `Order` is taken by table `orders`",
        ]
    );
}
