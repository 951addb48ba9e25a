use super::*;
use crate::error::At;
use crate::model::{Exposure, Int, Type};

/// An item with a key, a required, an optional, a defaulted, a computed, a hidden and two secret columns.
fn items() -> &'static Resource {
    let mut id = Field::new("id", Type::Int(Int::U32));
    id.key = Some(0);
    id.default = Some(DefaultValue::Auto);
    let mut note = Field::new(
        "note",
        Type::Text {
            max_length: Some(3),
        },
    );
    note.nullable = true;
    note.alias = Some("remark".into());
    let mut state = Field::new("state", Type::Int(Int::U8));
    state.default = Some(DefaultValue::Literal("1".into()));
    let mut made = Field::new("made", Type::DateTime { fraction: 0 });
    made.default = Some(DefaultValue::Expression("CURRENT_TIMESTAMP".into()));
    let mut total = Field::new("total", Type::Int(Int::I32));
    total.default = Some(DefaultValue::Generated);
    let mut inner = Field::new("inner", Type::Bool);
    inner.exposure = Exposure::Hidden;
    inner.nullable = true;
    let name = Field::new("name", Type::Text { max_length: None });
    let mut pin = Field::new("pin", Type::Text { max_length: None });
    pin.exposure = Exposure::WriteOnly;
    pin.nullable = true;
    let mut token = Field::new("token", Type::Text { max_length: None });
    token.exposure = Exposure::WriteOnly;
    token.default = Some(DefaultValue::Literal("".into()));
    let mut resource = Resource::new("Item", "items");
    resource.fields = vec![id, name, note, state, made, total, inner, pin, token].into();
    Box::leak(Box::new(resource))
}

fn columns(given: Vec<Assignment>) -> Vec<(String, Value)> {
    given
        .into_iter()
        .map(|assignment| (assignment.field.column.to_string(), assignment.value))
        .collect()
}

fn faults(result: Result<Vec<Assignment>, Error>) -> Vec<(String, &'static str)> {
    let faults = result.expect_err("faults").faults;
    let place = |at| match at {
        At::Pointer(place) | At::Parameter(place) => place,
    };
    faults
        .into_iter()
        .map(|fault| (place(fault.at), fault.code))
        .collect()
}

fn pair(name: &str, value: Value) -> (String, Value) {
    (name.to_owned(), value)
}

#[test]
fn a_new_row_gives_what_has_no_default() {
    let given = create(items(), br#"{"name": "a"}"#).expect("valid");
    assert_eq!(columns(given), [pair("name", Value::Text("a".to_owned()))]);
}

#[test]
fn every_fault_is_told_at_once() {
    let body = br#"{"note": "long", "a/b": 1, "total": 3, "inner": true, "state": 1, "state": 2}"#;
    let told = faults(create(items(), body));
    let wanted = [
        ("/note", "too_long"),
        ("/a~1b", "unknown_member"),
        ("/total", "read_only"),
        ("/inner", "unknown_member"),
        ("/state", "duplicate_member"),
        ("/name", "required"),
    ];
    assert_eq!(told, wanted.map(|(place, code)| (place.to_owned(), code)));
}

#[test]
fn a_replacement_resets_what_it_leaves_out() {
    let key = [Value::Int(7)];
    let given = replace(items(), &key, br#"{"id": 7, "name": "a"}"#).expect("valid");
    let wanted = [
        pair("name", Value::Text("a".to_owned())),
        pair("note", Value::Null),
        pair("state", Value::Int(1)),
    ];
    assert_eq!(columns(given), wanted);
    let told = faults(replace(items(), &key, br#"{"id": 8}"#));
    assert_eq!(
        told,
        [("/id".to_owned(), "key"), ("/name".to_owned(), "required")]
    );
}

#[test]
fn a_replacement_keeps_the_secrets_it_leaves_out() {
    let body = br#"{"name": "a", "pin": null, "token": "t"}"#;
    let given = columns(replace(items(), &[Value::Int(7)], body).expect("valid"));
    assert!(given.contains(&pair("pin", Value::Null)), "{given:?}");
    let given = columns(replace(items(), &[Value::Int(7)], br#"{"name": "a"}"#).expect("valid"));
    let secret = |(column, _): &(String, Value)| ["pin", "token"].contains(&column.as_str());
    assert!(!given.iter().any(secret), "{given:?}");
}

#[test]
fn a_change_tells_absent_from_null() {
    let key = [Value::Int(7)];
    assert_eq!(columns(update(items(), &key, b"{}").expect("valid")), []);
    let given = update(items(), &key, br#"{"note": null}"#).expect("valid");
    assert_eq!(columns(given), [pair("note", Value::Null)]);
    assert_eq!(
        faults(update(items(), &key, br#"{"name": null}"#)),
        [("/name".to_owned(), "not_null")]
    );
}

#[test]
fn a_member_may_go_by_its_old_name() {
    let key = [Value::Int(7)];
    let wanted = [pair("note", Value::Text("a".to_owned()))];
    for body in [
        r#"{"remark": "a"}"#,
        r#"{"note": "a", "remark": "a"}"#,
        r#"{"remark": "a", "note": "a"}"#,
    ] {
        let given = update(items(), &key, body.as_bytes()).expect(body);
        assert_eq!(columns(given), wanted, "{body}");
    }
    let told = faults(update(
        items(),
        &key,
        br#"{"note": "a", "remark": "b", "remark": "c", "state": null}"#,
    ));
    let wanted = [
        ("/remark", "contradiction"),
        ("/remark", "duplicate_member"),
        ("/state", "not_null"),
    ];
    assert_eq!(told, wanted.map(|(place, code)| (place.to_owned(), code)));
}

#[test]
fn what_is_no_object_is_malformed() {
    for body in ["", "[]", "1", "{", "{} {}", "{\"a\" 1}", "\u{7f}"] {
        let error = create(items(), body.as_bytes()).expect_err(body);
        assert_eq!(error.kind, Kind::MalformedBody, "{body}");
    }
}
