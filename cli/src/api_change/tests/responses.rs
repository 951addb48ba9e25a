//! What clients get.

use serde_json::{Value, json};

use super::{OPERATION, RESPONSE, after, compare, document, is_told, set};
use crate::api_change::{Part, Rule};

fn member(pointer: &str, value: impl Into<Option<Value>>) -> Vec<super::ApiChange> {
    after(&format!("{RESPONSE}/properties/{pointer}"), value)
}

#[test]
fn a_status_is_gone() {
    let changes = after(&format!("{OPERATION}/responses/200"), None);
    is_told(
        &changes,
        Rule::ResponseStatusRemoved,
        "",
        "the status 200 is gone",
    );
    let part = Part::Response {
        status: "200".to_owned(),
        media_type: None,
    };
    assert_eq!(changes[0].part, part);
    let changes = after(&format!("{OPERATION}/responses/409"), None);
    is_told(
        &changes,
        Rule::ResponseFailureRemoved,
        "",
        "the status 409 is gone",
    );
}

#[test]
fn a_status_is_new() {
    let changes = after(&format!("{OPERATION}/responses/201"), json!({}));
    is_told(
        &changes,
        Rule::ResponseStatusAdded,
        "",
        "the status 201 is new",
    );
}

#[test]
fn media_types_come_and_go() {
    let changes = after(
        &format!("{OPERATION}/responses/200/content/text~1csv"),
        None,
    );
    let message = "the media type text/csv is gone";
    is_told(&changes, Rule::ResponseMediaTypeRemoved, "", message);
    let changes = after(
        &format!("{OPERATION}/responses/200/content/text~1xml"),
        json!({}),
    );
    let message = "the media type text/xml is new";
    is_told(&changes, Rule::ResponseMediaTypeAdded, "", message);
}

#[test]
fn a_header_is_gone() {
    let header = format!("{OPERATION}/responses/200/headers/ETag");
    let changes = after(&header, None);
    is_told(
        &changes,
        Rule::ResponseHeaderRemoved,
        "",
        "the header `etag` is gone",
    );
    let changes = after(&format!("{header}/required"), json!(false));
    let message = "the header `etag` may be absent now";
    is_told(&changes, Rule::ResponseHeaderRemoved, "", message);
}

#[test]
fn a_member_is_gone() {
    let changes = member("note", None);
    is_told(
        &changes,
        Rule::ResponseMemberRemoved,
        "/note",
        "`note` is gone",
    );
    let changes = member("note/writeOnly", json!(true));
    let message = "`note` is write-only now";
    is_told(&changes, Rule::ResponseMemberRemoved, "/note", message);
}

#[test]
fn a_member_is_renamed() {
    let mut new = document();
    set(&mut new, &format!("{RESPONSE}/properties/note"), None);
    let schema = json!({"type": "string", "nullable": true});
    set(
        &mut new,
        &format!("{RESPONSE}/properties/remark"),
        Some(schema),
    );
    let changes = compare(&document(), &new);
    assert_eq!(changes.len(), 2);
    let message = "`note` is gone, and `remark`, of the same type, is new: renamed?";
    is_told(&changes[..1], Rule::ResponseMemberRemoved, "/note", message);
    is_told(
        &changes[1..],
        Rule::ResponseMemberAdded,
        "/remark",
        "`remark` is new",
    );
}

#[test]
fn a_member_is_new() {
    let changes = member("extra", json!({}));
    is_told(
        &changes,
        Rule::ResponseMemberAdded,
        "/extra",
        "`extra` is new",
    );
}

#[test]
fn a_member_may_be_absent() {
    let changes = after(&format!("{RESPONSE}/required"), json!(["id"]));
    is_told(
        &changes,
        Rule::ResponseMemberOptional,
        "/state",
        "`state` may be absent now",
    );
}

#[test]
fn a_value_may_be_null() {
    let changes = member("id/nullable", json!(true));
    is_told(
        &changes,
        Rule::ResponseNullGained,
        "/id",
        "`id` may be null now",
    );
}

#[test]
fn a_value_has_another_type() {
    let changes = member("id/type", json!("number"));
    let message = "`id` was integer (int32) and is number (int32)";
    is_told(&changes, Rule::ResponseTypeChanged, "/id", message);
    let changes = member("id/format", json!("int64"));
    let message = "`id` was integer (int32) and is integer (int64)";
    is_told(&changes, Rule::ResponseTypeChanged, "/id", message);
}

#[test]
fn an_enum_has_another_value() {
    let changes = member("state/enum", json!(["new", "paid", "sent"]));
    let message = "`state` may be `\"sent\"`, too";
    is_told(&changes, Rule::ResponseEnumGained, "/state", message);
}

#[test]
fn values_go_further_or_less_far() {
    let changes = member("id/maximum", json!(10));
    let message = "largest value of `id` was 9 and is 10";
    is_told(&changes, Rule::ResponseWidened, "/id", message);
    let changes = member("id/maximum", json!(8));
    let message = "largest value of `id` was 9 and is 8";
    is_told(&changes, Rule::ResponseNarrowed, "/id", message);
    let changes = member("state/enum", json!(["new"]));
    let message = "`state` is never `\"paid\"` any more";
    is_told(&changes, Rule::ResponseNarrowed, "/state", message);
    let changes = member("note/nullable", None);
    let message = "`note` is never null any more";
    is_told(&changes, Rule::ResponseNarrowed, "/note", message);
}

/// The rule that a member falls under when its schema becomes another.
#[track_caller]
fn becomes(old: &Value, new: &Value, rule: Rule) {
    let place = format!("{RESPONSE}/properties/note");
    let (mut before, mut after) = (document(), document());
    set(&mut before, &place, Some(old.clone()));
    set(&mut after, &place, Some(new.clone()));
    let changes = compare(&before, &after);
    let rules: Vec<Rule> = changes.iter().map(|change| change.rule).collect();
    assert_eq!(rules, [rule], "{old} → {new}: {changes:?}");
}

#[test]
fn a_text_of_another_form_has_another_type() {
    const TIME: &str = "^-?[0-9]{2}:[0-5][0-9]:[0-5][0-9]$";
    let of = |format: &str| json!({"type": "string", "format": format});
    let like = |pattern: &str| json!({"type": "string", "pattern": pattern});
    let text = json!({"type": "string"});
    let number = json!({"type": "string", "format": "decimal", "pattern": "^[0-9]{1,3}$"});
    let larger = json!({"type": "string", "format": "decimal", "pattern": "^[0-9]{1,5}$"});
    for (old, new) in [
        (of("date-time-local"), of("date")),
        (of("date-time-local"), of("date-time")),
        (of("date-time-local"), like(TIME)),
        (like(TIME), of("date")),
        (like(TIME), of("date-time-local")),
        (like(TIME), text.clone()),
        (like(TIME), like("^[a-z]$")),
        (like(TIME), number.clone()),
        (number.clone(), like(TIME)),
        (number.clone(), text.clone()),
        (text.clone(), of("byte")),
        (of("byte"), text.clone()),
    ] {
        becomes(&old, &new, Rule::ResponseTypeChanged);
    }
    becomes(&text, &of("date"), Rule::ResponseNarrowed);
    becomes(&text, &number, Rule::ResponseNarrowed);
    becomes(&text, &like(TIME), Rule::ResponseNarrowed);
    becomes(&number, &larger, Rule::ResponseWidened);
    becomes(&larger, &number, Rule::ResponseNarrowed);
}
