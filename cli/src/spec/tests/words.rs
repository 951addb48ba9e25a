//! Values of the wrong kind, for each reader of values.

use super::faults;

/// Checks the one fault of a text, whose value is under the key `key`.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(faults(text), [expected], "{text}");
}

#[test]
fn mappings() {
    let top =
        "keys of the top level: `scaffold`, `service`, `defaults`, `resources` or `endpoints`";
    check(
        "[]",
        &format!("1:1:1 `the spec` needs a mapping, not a list | {top}"),
    );
    check(
        "shop",
        &format!("1:1:4 `the spec` needs a mapping, not `shop` | {top}"),
    );
    let service =
        "keys of `service`: `name`, `title`, `description`, `envelope`, `time_zone` or `cors`";
    check(
        "service: shop",
        &format!("1:10:4 `service` needs a mapping, not `shop` | {service}"),
    );
    check(
        "service:\n- name",
        &format!("2:3:1 `service` needs a mapping, not a list | {service}"),
    );
    check(
        "resources: [a]",
        "1:12:1 `resources` needs a mapping, not a list | write names of tables as keys",
    );
    check(
        "resources: {a: {columns: [b]}}",
        "1:26:1 `columns` needs a mapping, not a list | write names of columns as keys",
    );
    check(
        "resources: {a: []}",
        "1:16:1 `a` needs a mapping, not a list | keys of a resource: `type`, `path`, `operations`, `page_size`, `columns`, `relations`, `source`, `was`, `access`, `delete`, `etag`, `require_if_match`, `filter`, `sort`, `expand`, `nested`, `events`, `versions`, `hooks`, `list`, `get`, `create`, `replace` or `update`",
    );
}

#[test]
fn the_word_skip() {
    check(
        "resources: {a: skipp}",
        "1:16:5 `a` needs `skip`, not `skipp` | did you mean `skip`?",
    );
    check(
        "resources: {a: 5}",
        "1:16:1 `a` needs `skip`, not the number `5` | write `skip`",
    );
    check(
        "resources: {a: false}",
        "1:16:5 `a` needs `skip`, not the boolean `false` | write `skip`",
    );
}

#[test]
fn texts() {
    check(
        "service: {title: 5}",
        "1:18:1 `title` needs text, not the number `5` | put it in quotes: `\"5\"`",
    );
    check(
        "service: {title: true}",
        "1:18:4 `title` needs text, not the boolean `true` | put it in quotes: `\"true\"`",
    );
    check(
        "service:\n  title:\n",
        "2:3:5 `title` needs text, not nothing | write some text, or leave the key out",
    );
    check(
        "service: {title: ' '}",
        "1:18:3 `title` needs text, not ` ` | write some text, or leave the key out",
    );
    check(
        "service: {title: [a]}",
        "1:18:1 `title` needs text, not a list | write the text behind the `:`",
    );
    check(
        "service: {title: {a: b}}",
        "1:18:1 `title` needs text, not a mapping | write the text behind the `:`",
    );
}

#[test]
fn names() {
    let package = "a package name of ASCII letters, digits, `-` and `_` that starts with a letter, such as `shop`";
    check(
        "service: {name: My Shop}",
        &format!("1:17:7 `name` needs {package}, not `My Shop` | write `my-shop`"),
    );
    check(
        "service: {name: 订单}",
        &format!("1:17:2 `name` needs {package}, not `订单` | choose another name"),
    );
    let ty = "an UpperCamel Rust type of ASCII letters and digits, such as `OrderItem`";
    check(
        "resources: {a: {type: order_item}}",
        &format!("1:23:10 `type` needs {ty}, not `order_item` | write `OrderItem`"),
    );
    check(
        "resources: {a: {type: 5}}",
        "1:23:1 `type` needs text, not the number `5` | put it in quotes: `\"5\"`",
    );
    let zone = "a time zone of the IANA database, such as `Asia/Shanghai`";
    check(
        "service: {time_zone: Asia/Shangai}",
        &format!("1:22:12 `time_zone` needs {zone}, not `Asia/Shangai` | write `Asia/Shanghai`"),
    );
    check(
        "service: {time_zone: +08:00}",
        &format!("1:22:6 `time_zone` needs {zone}, not `+08:00` | choose another name"),
    );
    let ty = "an UpperCamel Rust type for an ENUM or SET, such as `OrderState`, or `bool`, `i8` or `u8` for a TINYINT";
    check(
        "resources: {a: {columns: {b: {type: Self}}}}",
        &format!("1:37:4 `type` needs {ty}, not `Self` | choose another name"),
    );
    let path = "one path segment of letters, digits, `-`, `_`, `.` and `~`, such as `order-items`";
    check(
        "resources: {a: {path: /shop/orders}}",
        &format!("1:23:12 `path` needs {path}, not `/shop/orders` | write `shop-orders`"),
    );
    let member = "a JSON name without white space, such as `unit_price`";
    check(
        "resources: {a: {columns: {b: {name: unit price}}}}",
        &format!("1:37:10 `name` needs {member}, not `unit price` | write `unit_price`"),
    );
}

#[test]
fn flags() {
    let flag = |value: &str, expected: &str| {
        let text = format!("resources: {{a: {{columns: {{b: {{hidden: {value}}}}}}}}}");
        check(
            &text,
            &format!(
                "1:39:{} `hidden` needs `true` or `false`, not {expected}",
                value.len().max(1)
            ),
        );
    };
    flag("yes", "`yes` | in YAML 1.2 this is text; write `true`");
    flag("off", "`off` | in YAML 1.2 this is text; write `false`");
    flag("'true'", "`true` | write it without quotes");
    flag("1", "the number `1` | write `true` or `false`");
    flag("maybe", "`maybe` | write `true` or `false`");
    check(
        "resources:\n  a:\n    columns:\n      b:\n        hidden:\n",
        "5:9:6 `hidden` needs `true` or `false`, not nothing | write `true` or `false`",
    );
}

#[test]
fn counts() {
    let range = "`max` needs a whole number from 1 to 100000, not";
    let count = |value: &str, expected: &str| {
        let text = format!("defaults: {{page_size: {{max: {value}}}}}");
        check(&text, &format!("1:29:{} {range} {expected}", value.len()));
    };
    count("0", "the number `0` | choose a number in this range");
    count("-5", "the number `-5` | choose a number in this range");
    count(
        "100001",
        "the number `100001` | choose a number in this range",
    );
    count("2.5", "the number `2.5` | choose a number in this range");
    count(
        "99999999999999999999",
        "`99999999999999999999` | choose a number in this range",
    );
    count("'20'", "`20` | write it without quotes and leading zeros");
    count("020", "`020` | write it without quotes and leading zeros");
    count("many", "`many` | write digits only");
    count("true", "the boolean `true` | write digits only");
    check(
        "scaffold: 2",
        "1:11:1 `scaffold` needs a whole number from 1 to 1, not the number `2` | choose a number in this range",
    );
}

#[test]
fn durations() {
    let duration = |value: &str, expected: &str| {
        let text = format!("defaults: {{timeout: {value}}}");
        check(
            &text,
            &format!(
                "1:21:{} `timeout` needs a length of time, not {expected}",
                value.len()
            ),
        );
    };
    let unit = "write a whole number and its unit, such as `500ms`, `10s` or `2m`";
    duration("10", "the number `10` | write the unit, too: `10s`");
    duration("soon", &format!("`soon` | {unit}"));
    duration("1.5s", &format!("`1.5s` | {unit}"));
    check(
        "defaults: {timeout: [1s]}",
        &format!("1:21:1 `timeout` needs a length of time, not a list | {unit}"),
    );
    duration("0s", "`0s` | choose one from 1ms to 3600s");
    duration("2h", "`2h` | choose one from 1ms to 3600s");
}

#[test]
fn words_to_choose_from() {
    let zero = "`zero_date` needs `null`, `error` or `text`, not";
    check(
        "defaults: {zero_date: null}",
        &format!("1:23:4 {zero} nothing | put it in quotes: `\"null\"`"),
    );
    check(
        "defaults: {zero_date: eror}",
        &format!("1:23:4 {zero} `eror` | did you mean `error`?"),
    );
    check(
        "defaults: {zero_date: xyzzy}",
        &format!("1:23:5 {zero} `xyzzy` | write `null`, `error` or `text`"),
    );
    check(
        "defaults: {zero_date: {}}",
        &format!("1:23:1 {zero} a mapping | write `null`, `error` or `text`"),
    );
    check(
        "defaults: {big_integers: 5}",
        "1:26:1 `big_integers` needs `number` or `string`, not the number `5` | write `number` or `string`",
    );
    check(
        "service: {envelope: {}}",
        "1:21:1 `envelope` needs `data` or `code`, not a mapping | write `data` or `code`",
    );
}

#[test]
fn lists() {
    check(
        "defaults: {strip_prefix: t_}",
        "1:26:2 `strip_prefix` needs a list, not `t_` | write `[t_]`",
    );
    check(
        "resources: {a: {operations: list}}",
        "1:29:4 `operations` needs a list, not `list` | write `[list]`",
    );
    check(
        "resources: {a: {operations: {}}}",
        "1:29:1 `operations` needs a list, not a mapping | write the items in brackets, with commas in between",
    );
    check(
        "resources: {a: {operations: [[list]]}}",
        "1:30:1 `operations` needs `list`, `get`, `create`, `replace`, `update`, `delete`, `restore` or `bulk`, not a list | write `list`, `get`, `create`, `replace`, `update`, `delete`, `restore` or `bulk`",
    );
    check(
        "defaults: {strip_prefix: [5]}",
        "1:27:1 `strip_prefix` needs text, not the number `5` | put it in quotes: `\"5\"`",
    );
}
