//! The words of an endpoint and of what it takes and gives.

use chassis_model::{Int, Method, Type};
use heck::ToSnakeCase;
use serde_json::{Map, Value, json};

use crate::spec::grammar::{Form, Key, Level, RULES};
use crate::spec::names::{MEMBER, Rule};

const fn key(word: &'static str, about: &'static str, form: Form) -> Key {
    Key { word, about, form }
}

const PATH: &str = "Path below `/api/v1`, such as `/orders/{id}/place`";

/// The keys that say method and path, of which an endpoint has one.
pub(in crate::spec) static METHODS: [(&str, Method); 5] = [
    ("get", Method::Get),
    ("post", Method::Post),
    ("put", Method::Put),
    ("patch", Method::Patch),
    ("delete", Method::Delete),
];

pub(in crate::spec) static ENDPOINT: Level = Level {
    name: "an endpoint",
    ready: &[
        key("get", PATH, Form::Text),
        key("post", PATH, Form::Text),
        key("put", PATH, Form::Text),
        key("patch", PATH, Form::Text),
        key("delete", PATH, Form::Text),
        key("summary", "What it does, in a line", Form::Text),
        key(
            "params",
            "Parameters: those named in `{}` of the path, and those of the query",
            Form::Members,
        ),
        key("body", "Members of the JSON body", Form::Members),
        key(
            "result",
            "A table of which it gives a row, `[table]` for rows, or members; without it, 204",
            Form::Outcome,
        ),
        key(
            "errors",
            "Failures of its own: codes, and their statuses from 400 to 599",
            Form::Statuses(&WORD),
        ),
        key(
            "access",
            "Who may call it, such as `public`, `user`, `role:admin` or `owner:customer_id`; not enforced yet",
            RULES,
        ),
        key(
            "transaction",
            "`false`: it runs without a transaction",
            Form::Flag,
        ),
        key("timeout", "Longest time that it may take", Form::Duration),
        key(
            "emits",
            "Events that it records; not recorded yet",
            Form::Names(&EVENT),
        ),
    ],
    later: &[],
};

pub(in crate::spec) static VALUE: Level = Level {
    name: "a member",
    ready: &[
        key(
            "type",
            "A type such as `string`, a column such as `orders.id`, a list `[…]` or a mapping of members",
            Form::Shape,
        ),
        key("optional", "`true`: it may be left out", Form::Flag),
        key("default", "What it is when it is left out", Form::Scalar),
        key("min", "Smallest number", Form::Bound),
        key("max", "Largest number", Form::Bound),
        key(
            "max_length",
            "Most characters of a `string`, most bytes of `bytes`",
            Form::Length,
        ),
        key("precision", "Digits of a `decimal`, 1 to 65", Form::Digits),
        key(
            "scale",
            "Digits of a `decimal` behind the point, 0 to 30",
            Form::Digits,
        ),
        key(
            "fraction",
            "Digits of a second's fraction, 0 to 6",
            Form::Digits,
        ),
        key("description", "What it is for", Form::Text),
    ],
    later: &[],
};

/// A word of an endpoint's own that becomes a name in Rust.
pub(in crate::spec) static WORD: Rule = Rule {
    expected: "words of lower-case letters and digits with `_` in between, such as `out_of_stock`, 40 characters at most",
    pattern: r"^(?=.{1,40}$)[a-z][a-z0-9]*(_[a-z0-9]+)*$",
    holds: |text| is_word(text) && text.len() <= 40,
    repair: |text| text.to_snake_case(),
};

pub(super) static EVENT: Rule = Rule {
    expected: "the name of an event, such as `order.placed`",
    pattern: r"^[a-z][a-z0-9]*(_[a-z0-9]+)*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)*$",
    holds: |text| text.split('.').all(is_word),
    repair: str::to_lowercase,
};

fn is_word(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('_').all(part)
}

/// Types by their words; what refines them is not said yet.
pub(super) fn types() -> Vec<(&'static str, Type)> {
    let integers = Int::ALL.map(|int| (int.rust(), Type::Int(int)));
    let mut types = vec![("bool", Type::Bool)];
    types.extend(integers);
    types.extend([
        ("f32", Type::Float),
        ("f64", Type::Double),
        (
            "decimal",
            Type::Decimal {
                precision: 65,
                scale: 0,
            },
        ),
        ("string", Type::Text { max_length: None }),
        (
            "bytes",
            Type::Bytes {
                max_length: None,
                fixed: false,
            },
        ),
        ("date", Type::Date),
        ("time", Type::Time { fraction: 0 }),
        ("datetime", Type::DateTime { fraction: 0 }),
        ("timestamp", Type::Timestamp { fraction: 0 }),
        ("json", Type::Json),
    ]);
    types
}

/// What the schema of the spec refers to, since members are in members.
pub(in crate::spec) fn definitions(level: fn(&Level) -> Value) -> Value {
    let words: Vec<&str> = types().into_iter().map(|(word, _)| word).collect();
    let type_or_column = json!({"anyOf": [
        {"enum": words},
        {"type": "string", "pattern": r"^.+\..+$"},
    ]});
    let member = json!({"$ref": "#/$defs/member"});
    let list = json!({"type": "array", "items": member, "minItems": 1, "maxItems": 1});
    let members = json!({"$ref": "#/$defs/members"});
    let mut described = level(&VALUE);
    if let Value::Object(schema) = &mut described {
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("required".to_owned(), json!(["type"]));
    }
    let plain = {
        let mut plain = Map::new();
        plain.insert("allOf".to_owned(), json!([members]));
        plain.insert("not".to_owned(), json!({"required": ["type"]}));
        Value::Object(plain)
    };
    json!({
        "member": {"anyOf": [type_or_column, list, described, plain]},
        "members": {
            "type": ["object", "null"],
            "propertyNames": {"pattern": MEMBER.pattern},
            "additionalProperties": member,
        },
        "shape": {"anyOf": [type_or_column, list, members]},
    })
}
