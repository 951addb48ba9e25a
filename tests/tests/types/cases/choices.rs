//! ENUM, SET and JSON.

use serde_json::json;

use super::{Column, geometries};

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
    let documents = [Column::new("doc").unfiltered().up([
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
    ])];
    documents.into_iter().chain(geometries::all()).collect()
}
