//! What clients send.

use serde_json::{Value, json};

use super::{BODY, OPERATION, after, is_told};
use crate::api_change::Rule;

fn member(pointer: &str, value: impl Into<Option<Value>>) -> Vec<super::ApiChange> {
    after(&format!("{BODY}/properties/{pointer}"), value)
}

#[test]
fn a_body_must_be_sent() {
    let changes = after(&format!("{OPERATION}/requestBody/required"), json!(true));
    is_told(
        &changes,
        Rule::RequestRequired,
        "",
        "a body must be sent now",
    );
}

#[test]
fn a_media_type_is_refused() {
    let changes = after(&format!("{OPERATION}/requestBody/content/text~1csv"), None);
    let message = "the media type text/csv is gone";
    is_told(&changes, Rule::RequestMediaTypeRemoved, "", message);
    let changes = after(&format!("{OPERATION}/requestBody"), None);
    is_told(
        &changes,
        Rule::RequestMediaTypeRemoved,
        "",
        "no body is taken any more",
    );
}

#[test]
fn a_media_type_is_taken() {
    let changes = after(
        &format!("{OPERATION}/requestBody/content/text~1xml"),
        json!({}),
    );
    let message = "the media type text/xml is new";
    is_told(&changes, Rule::RequestMediaTypeAdded, "", message);
}

#[test]
fn a_member_must_be_sent() {
    let changes = after(&format!("{BODY}/required"), json!(["name", "size"]));
    is_told(
        &changes,
        Rule::RequestMemberRequired,
        "/size",
        "`size` must be sent now",
    );
}

#[test]
fn a_member_is_new() {
    let changes = member("extra", json!({}));
    is_told(
        &changes,
        Rule::RequestMemberAdded,
        "/extra",
        "`extra` is new and may be sent",
    );
    let mut new = super::document();
    super::set(
        &mut new,
        &format!("{BODY}/properties/extra"),
        Some(json!({})),
    );
    super::set(
        &mut new,
        &format!("{BODY}/required"),
        Some(json!(["name", "extra"])),
    );
    let changes = super::compare(&super::document(), &new);
    let message = "`extra` is new and must be sent";
    is_told(&changes, Rule::RequestMemberRequired, "/extra", message);
}

#[test]
fn a_member_is_gone() {
    is_told(
        &member("note", None),
        Rule::RequestMemberRemoved,
        "/note",
        "`note` is gone",
    );
    let changes = member("note/readOnly", json!(true));
    is_told(
        &changes,
        Rule::RequestMemberRemoved,
        "/note",
        "`note` is read-only now",
    );
}

#[test]
fn a_value_has_another_type() {
    let changes = member("note/type", json!("boolean"));
    let message = "`note` was string and is boolean";
    is_told(&changes, Rule::RequestTypeChanged, "/note", message);
    let changes = member("note/format", json!("date"));
    let message = "`note` was string and is string (date)";
    is_told(&changes, Rule::RequestTypeChanged, "/note", message);
}

#[test]
fn null_is_refused() {
    let changes = member("note/nullable", None);
    let message = "`note` does not take null any more";
    is_told(&changes, Rule::RequestNullLost, "/note", message);
}

#[test]
fn values_are_refused() {
    let cases = [
        (
            "name/maxLength",
            json!(20),
            "/name",
            "largest length of `name` was 40 and is 20",
        ),
        (
            "name/minLength",
            json!(1),
            "/name",
            "least length of `name` was unbounded and is 1",
        ),
        (
            "name/pattern",
            json!("^[a-y]*$"),
            "/name",
            "`name` matched `^[a-z]*$` and matches `^[a-y]*$`",
        ),
        (
            "note/pattern",
            json!("a"),
            "/note",
            "`note` matches `a` now",
        ),
        (
            "size/minimum",
            json!(2),
            "/size",
            "least value of `size` was 1 and is 2",
        ),
        (
            "size/maximum",
            json!(8.5),
            "/size",
            "largest value of `size` was 9 and is 8.5",
        ),
        (
            "size/exclusiveMaximum",
            json!(true),
            "/size",
            "largest value of `size` was 9 and is 9, itself excluded",
        ),
        (
            "size/multipleOf",
            json!(2),
            "/size",
            "`size` is a multiple of 2 now",
        ),
        (
            "size/enum",
            json!([1, 2]),
            "/size",
            "`size` is one of `1`, `2` now",
        ),
        (
            "tags/uniqueItems",
            json!(true),
            "/tags",
            "items of `tags` are all different now",
        ),
        (
            "tags/maxItems",
            json!(3),
            "/tags",
            "largest number of items of `tags` was unbounded and is 3",
        ),
        (
            "tags/items/enum",
            json!(["a"]),
            "/tags/*",
            "an item is never `\"b\"` any more",
        ),
        (
            "shape/oneOf/1",
            Value::Null,
            "/shape",
            "`shape` has 1 variants fewer",
        ),
    ];
    for (pointer, value, place, message) in cases {
        let value = (!value.is_null()).then_some(value);
        is_told(
            &member(pointer, value),
            Rule::RequestNarrowed,
            place,
            message,
        );
    }
}

#[test]
fn values_are_taken() {
    let cases = [
        (
            "name/maxLength",
            Some(json!(80)),
            "/name",
            "largest length of `name` was 40 and is 80",
        ),
        (
            "name/pattern",
            None,
            "/name",
            "`name` need not match `^[a-z]*$` any more",
        ),
        (
            "size/minimum",
            None,
            "/size",
            "least value of `size` was 1 and is unbounded",
        ),
        (
            "size/type",
            Some(json!("number")),
            "/size",
            "`size` was integer (int32) and is number (int32)",
        ),
        (
            "size/format",
            Some(json!("int64")),
            "/size",
            "`size` was integer (int32) and is integer (int64)",
        ),
        (
            "name/nullable",
            Some(json!(true)),
            "/name",
            "`name` takes null, too",
        ),
        (
            "tags/items/enum",
            Some(json!(["a", "b", "c"])),
            "/tags/*",
            "an item may be `\"c\"`, too",
        ),
    ];
    for (pointer, value, place, message) in cases {
        is_told(
            &member(pointer, value),
            Rule::RequestWidened,
            place,
            message,
        );
    }
    let changes = after(&format!("{BODY}/required"), json!([]));
    is_told(
        &changes,
        Rule::RequestWidened,
        "/name",
        "`name` may be left out now",
    );
    let changes = after(&format!("{BODY}/additionalProperties"), json!(true));
    let message = "the value may have members of any name now";
    is_told(&changes, Rule::RequestWidened, "", message);
}

#[test]
fn a_default_is_another() {
    let changes = member("size/default", json!(2));
    let message = "`size` is `2` when left out; it was `1`";
    is_told(&changes, Rule::RequestDefaultChanged, "/size", message);
}
