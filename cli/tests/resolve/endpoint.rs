//! Custom endpoints and the tables and columns that they name.

use chassis_model::{DefaultValue, Endpoint, Member, Outcome, Range, Type};

use super::{good, messages, run};

const DUMP: &str = "
CREATE TABLE orders (
  id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  state enum('new','paid') NOT NULL DEFAULT 'new',
  note varchar(50) NULL COMMENT 'What it is',
  placed datetime NULL
);
CREATE TABLE secrets (id int PRIMARY KEY);
";

fn endpoint(api: &str) -> Endpoint {
    let resolved = good(DUMP, api);
    resolved.service.endpoints[0].clone()
}

fn member<'m>(endpoint: &'m Endpoint, name: &str) -> &'m Member {
    let mut members = endpoint.input.members.iter();
    members
        .find(|it| it.field.name == name)
        .expect("the member")
}

#[test]
fn types_and_limits_come_from_columns() {
    let place = endpoint(
        "service: {time_zone: Asia/Shanghai}
endpoints:
  place_order:
    post: /orders/{id}/place
    params: {id: orders.ID, state: {type: orders.state, default: paid}}
    body: {note: orders.note, at: orders.placed, from: datetime, n: {type: u8, min: 3, optional: true}, type: [string]}
    result: [Orders]
",
    );
    let id = member(&place, "id");
    assert!(
        id.parameter && id.is_required() && id.field.key.is_none() && id.field.default.is_none()
    );
    let state = &member(&place, "state").field;
    assert_eq!(state.ty.rust(), "resources::order::OrderState");
    assert_eq!(state.default, Some(DefaultValue::Literal("paid".into())));
    let note = &member(&place, "note").field;
    let text = Type::Text {
        max_length: Some(50),
    };
    assert_eq!((&note.ty, note.nullable), (&text, false));
    assert_eq!(note.comment.as_deref(), Some("What it is"));
    for name in ["at", "from"] {
        let zone = member(&place, name).field.time_zone.as_deref();
        assert_eq!(zone, Some("Asia/Shanghai"), "{name}");
    }
    let n = &member(&place, "n").field;
    let range = Range {
        min: Some(3),
        max: None,
    };
    assert_eq!((n.range, n.nullable), (range, true));
    assert_eq!(place.result, Outcome::Rows("Order".into()));
    assert_eq!(place.input.type_name, "PlaceOrderInput");
}

#[test]
fn nested_objects_are_named_after_their_members() {
    let place = endpoint(
        "endpoints: {place: {post: /p, body: {lines: [{boxes: [{size: u8}]}], ship_to: {street: string}}, result: {ok: bool, rows: [{n: u8}]}}}",
    );
    let names = place
        .objects()
        .into_iter()
        .map(|it| it.type_name.to_string());
    assert_eq!(
        names.collect::<Vec<_>>(),
        [
            "PlaceLine",
            "PlaceLineBox",
            "PlaceShipTo",
            "PlaceOutput",
            "PlaceOutputRow"
        ]
    );
}

#[test]
fn what_is_not_there_is_told_at_its_place() {
    let api = "resources: {secrets: skip}
endpoints:
  a:
    post: /a/{it}
    params: {it: ordrs.id}
    body: {x: orders.note2, y: {type: orders.note, min: 1}, z: {type: u8, default: 300}, w: {type: u8, max: 256}}
    result: secrets
";
    assert_eq!(
        messages(DUMP, api),
        [
            "api.yaml:5: there is no table `ordrs` (did you mean `orders`?)",
            "api.yaml:6: `orders` has no column `note2` (did you mean `note`?)",
            "api.yaml:6: the range of `y` does not go with String (write min ≤ max within the type, for numbers only)",
            "api.yaml:6: `z` cannot be `300` (write a value that u8 has, or leave `default` out)",
            "api.yaml:6: the range of `w` does not go with u8 (write min ≤ max within the type, for numbers only)",
            "api.yaml:7: `secrets` is no resource (offer it, or name another table)",
        ]
    );
}

#[test]
fn clashes_are_told_at_what_clashes() {
    let api = "endpoints:
  a:
    get: /orders/latest
  b_c: {post: \"/x/{id}\", body: {id: u8}}
  option: {post: /o, errors: {timeout: 409}}
  order:
    delete: /z
    body: {q: u8}
";
    assert_eq!(
        messages(DUMP, api),
        [
            "api.yaml:5: type `Option` would hide a name that the generated code uses (take another name)",
        ]
    );
    assert_eq!(
        messages(DUMP, &api.replace("option", "opt")),
        [
            "api.yaml:3: GET /orders/latest is taken by `orders.get` (choose another path or method)",
            "api.yaml:4: `{id}` in the path is no parameter (say what it is under `params`, such as `id: orders.id`)",
            "api.yaml:5: the code `timeout` is taken (choose another code)",
            "api.yaml:8: DELETE has no body (move the members to `params`, or choose `post`, `put` or `patch`)",
            "api.yaml:6: type `Order` is taken by table `orders` (choose another name)",
        ]
    );
}

#[test]
fn what_does_nothing_yet_is_a_warning() {
    let api = "endpoints: {a: {post: /a, access: user, emits: [a.b]}}";
    let (resolved, diagnostics) = run(DUMP, api);
    let endpoint = &resolved.expect("a service").service.endpoints[0];
    assert_eq!((&*endpoint.access[0], &*endpoint.emits[0]), ("user", "a.b"));
    assert_eq!(
        (diagnostics.error_count(), diagnostics.warning_count()),
        (0, 2)
    );
}
