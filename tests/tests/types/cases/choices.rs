//! ENUM, SET, JSON and geometry.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Column;

pub(super) fn choices() -> Vec<Column> {
    let column = |name: &str| {
        Column::new(name)
            .wrong("choice", ["\"none\"", "\"a,b\""])
            .wrong("type", ["1", "{}"])
    };
    let wrong = ["[\"none\"]", "[\"\"]"];
    let set = |name: &str| {
        Column::new(name)
            .unsorted()
            .wrong("choice", wrong)
            .wrong("type", ["\"red\"", "1", "{}"])
    };
    vec![
        column("size")
            .texts(["small", "medium", "large"])
            .wrong("choice", ["\"\"", "\"SMALL\""]),
        column("blank")
            .texts(["", "b", "a"])
            .wrong("choice", ["\"A\"", "\" \""]),
        column("cased")
            .texts(["a", "A", "b"])
            .wrong("choice", ["\"\"", "\"B\""]),
        column("odd")
            .texts(["2 + 2", "it's", "été", "日本", "1"])
            .wrong("choice", ["\"2\""]),
        set("colours")
            .up(["[]", "[\"red\"]", "[\"green\"]"])
            .up([json!(["blue", "red"])])
            .reads(json!(["red", "blue"]))
            .up([json!(["red", "green", "blue"])])
            .wrong("choice", [json!(["red", "red"])]),
        set("marks").up([json!([]), json!(["x y"]), json!(["it's", "Zug"])]),
    ]
}

pub(super) fn documents() -> Vec<Column> {
    // SRID 0, then a point in little-endian well-known binary.
    let point = |x: f64, y: f64| {
        let head = [&[0, 0, 0, 0, 1, 1, 0, 0, 0], &x.to_le_bytes()[..]].concat();
        json!(STANDARD.encode([&head[..], &y.to_le_bytes()].concat()))
    };
    let shape = |name: &str| {
        Column::new(name)
            .unfiltered()
            .up([point(0.0, 0.0), point(-180.0, 90.0), point(1.5, -2.25)])
            .wrong("format", ["\"*\""])
            .wrong("type", ["1", "[]", "true"])
    };
    vec![
        Column::new("doc").unfiltered().up([
            "{}",
            "[]",
            "0",
            "\"\"",
            "true",
            "\"null\"",
            "18446744073709551615",
            "0.1",
            "{\"a\":[1,{\"b\":null}],\"ü\":\"\\n😀\"}",
            "[[],[[]]]",
        ]),
        shape("shape"),
        shape("spot"),
    ]
}
