//! Unique keys of text columns: what a collation takes for the same is there once.

use serde_json::json;

use super::service::{Service, encode};

/// A text, another one, and the columns that take both for the same.
const PAIRS: [(&str, &str, &[&str]); 10] = [
    (
        "a",
        "a",
        &[
            "general",
            "general_nopad",
            "bin",
            "bin_nopad",
            "unicode",
            "unicode_nopad",
            "unicode_520",
            "uca1400",
            "uca1400_as_ci",
            "uca1400_nopad_as_cs",
        ],
    ),
    (
        "b",
        "B",
        &[
            "general",
            "general_nopad",
            "unicode",
            "unicode_nopad",
            "unicode_520",
            "uca1400",
            "uca1400_as_ci",
        ],
    ),
    (
        "c",
        "c ",
        &[
            "general",
            "bin",
            "unicode",
            "unicode_520",
            "uca1400",
            "uca1400_as_ci",
        ],
    ),
    (
        "e",
        "\u{e9}",
        &[
            "general",
            "general_nopad",
            "unicode",
            "unicode_nopad",
            "unicode_520",
            "uca1400",
        ],
    ),
    (
        "\u{f6}",
        "o\u{308}",
        &[
            "unicode",
            "unicode_nopad",
            "unicode_520",
            "uca1400",
            "uca1400_as_ci",
            "uca1400_nopad_as_cs",
        ],
    ),
    (
        "Straße",
        "strasse",
        &["unicode", "unicode_nopad", "unicode_520", "uca1400"],
    ),
    ("Straßen", "STRASEN", &["general", "general_nopad"]),
    ("łuk", "luk", &["unicode_520", "uca1400"]),
    (
        "か",
        "ガ",
        &["unicode", "unicode_nopad", "unicode_520", "uca1400"],
    ),
    (
        "ёж",
        "ЕЖ",
        &[
            "general",
            "general_nopad",
            "unicode",
            "unicode_nopad",
            "unicode_520",
            "uca1400",
        ],
    ),
];

/// Every column of the table.
const COLUMNS: [&str; 10] = [
    "general",
    "general_nopad",
    "bin",
    "bin_nopad",
    "unicode",
    "unicode_nopad",
    "unicode_520",
    "uca1400",
    "uca1400_as_ci",
    "uca1400_nopad_as_cs",
];

/// Each pair in each column: refused as a duplicate and found by the other's text, or neither.
pub fn tell(service: &mut Service) {
    let mut id = 0;
    for column in COLUMNS {
        for (first, second, same) in PAIRS {
            let is_same = same.contains(&column);
            id += 2;
            let row = json!({"id": id, column: first}).to_string();
            assert_eq!(service.send("POST", "unique_words", &row).0, 201, "{row}");
            let list = format!("unique_words?{column}={}", encode(second));
            let (_, page) = service.send("GET", &list, "");
            let found = page["data"].as_array().map(Vec::len);
            assert_eq!(found, Some(usize::from(is_same)), "{list}");
            let row = json!({"id": id + 1, column: second}).to_string();
            let (status, answer) = service.send("POST", "unique_words", &row);
            let wanted = if is_same { 409 } else { 201 };
            assert_eq!(status, wanted, "{row} {answer}");
            // The row itself is in nobody's way.
            let change = json!({ column: second }).to_string();
            let (status, answer) = service.send("PATCH", &format!("unique_words/{id}"), &change);
            let wanted = if is_same { 200 } else { 409 };
            assert_eq!(status, wanted, "{change} {answer}");
        }
        for sign in ["", "-"] {
            service.walk(&format!("unique_words?ordering={sign}{column}&limit=7"));
        }
    }
}
