use std::borrow::Cow;

use super::*;
use crate::model::{Choices, Field, Int, Type, ZeroDate};
use crate::value::Value;

fn json(field: &Field, value: &Value) -> String {
    let mut out = Vec::new();
    write_json(&mut out, field, value).expect("writable");
    String::from_utf8(out).expect("UTF-8")
}

fn code(field: &Field, raw: &str) -> &'static str {
    from_json(field, raw).expect_err(raw).code
}

fn choices() -> Choices {
    let values = ["b", "a", ""].map(Cow::Borrowed).to_vec();
    Choices {
        rust: "Kind".into(),
        values: values.into(),
    }
}

/// Types, JSON texts that they hold, and the same in their canonical JSON form.
fn pairs() -> Vec<(Type, &'static str, &'static str)> {
    vec![
        (Type::Bool, "true", "true"),
        (Type::Int(Int::I8), "-128", "-128"),
        (
            Type::Int(Int::U64),
            "18446744073709551615",
            "18446744073709551615",
        ),
        (Type::Year, "2155", "2155"),
        (
            Type::Bits(64),
            "18446744073709551615",
            "18446744073709551615",
        ),
        (Type::Float, "1.1", "1.1"),
        (Type::Double, "-1e300", "-1e+300"),
        (
            Type::Decimal {
                precision: 65,
                scale: 30,
            },
            "\"-0.5\"",
            "\"-0.500000000000000000000000000000\"",
        ),
        (
            Type::Decimal {
                precision: 5,
                scale: 2,
            },
            "12.5",
            "\"12.50\"",
        ),
        (
            Type::Text {
                max_length: Some(2),
            },
            r#""\u00e9\"""#,
            "\"é\\\"\"",
        ),
        (
            Type::Bytes {
                max_length: Some(2),
                fixed: false,
            },
            "\"/+8=\"",
            "\"/+8=\"",
        ),
        (
            Type::Bytes {
                max_length: Some(4),
                fixed: true,
            },
            "\"/+8=\"",
            "\"/+8AAA==\"",
        ),
        (Type::Date, "\"2024-02-29\"", "\"2024-02-29\""),
        (
            Type::Time { fraction: 1 },
            "\"-838:59:58.96\"",
            "\"-838:59:59.0\"",
        ),
        (
            Type::DateTime { fraction: 0 },
            "\"2023-12-31T23:59:59.5\"",
            "\"2024-01-01T00:00:00\"",
        ),
        (
            Type::DateTime { fraction: 6 },
            "\"2023-12-31 23:59:59.5\"",
            "\"2023-12-31T23:59:59.500000\"",
        ),
        (
            Type::Timestamp { fraction: 0 },
            "\"2024-01-01T01:00:00.000+08:00\"",
            "\"2023-12-31T17:00:00Z\"",
        ),
        (Type::Enum(choices()), "\"\"", "\"\""),
        (Type::Set(choices()), r#"["a","b"]"#, r#"["b","a"]"#),
        (Type::Json, r#"{"a":1.10}"#, r#"{"a":1.10}"#),
    ]
}

#[test]
fn json_in_and_out() {
    for (ty, given, canonical) in pairs() {
        let field = Field::new("c", ty);
        let value = from_json(&field, given).expect(given);
        assert_eq!(json(&field, &value), canonical, "{given}");
        assert_eq!(
            from_json(&field, canonical).as_ref(),
            Ok(&value),
            "{canonical}"
        );
    }
}

#[test]
fn urls_in_and_out() {
    for (ty, given, _) in pairs() {
        let field = Field::new("c", ty);
        let value = from_json(&field, given).expect(given);
        let text = to_text(&field, &value);
        assert_eq!(from_text(&field, &text), Ok(value), "{text}");
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let cases = [
        (Type::Bool, "1", "type"),
        (Type::Int(Int::I8), "128", "out_of_range"),
        (Type::Int(Int::I8), "1.0", "type"),
        (Type::Int(Int::I8), "\"1\"", "type"),
        (Type::Int(Int::U64), "-1", "out_of_range"),
        (
            Type::Int(Int::U64),
            "99999999999999999999999999999999999999999999",
            "out_of_range",
        ),
        (Type::Year, "1900", "out_of_range"),
        (Type::Bits(2), "4", "out_of_range"),
        (Type::Float, "1e39", "out_of_range"),
        (Type::Double, "1e400", "out_of_range"),
        (
            Type::Decimal {
                precision: 5,
                scale: 2,
            },
            "\"1.005\"",
            "scale",
        ),
        (
            Type::Text {
                max_length: Some(2),
            },
            "\"订单号\"",
            "too_long",
        ),
        (
            Type::Bytes {
                max_length: Some(1),
                fixed: false,
            },
            "\"/+8=\"",
            "too_long",
        ),
        (
            Type::Bytes {
                max_length: None,
                fixed: false,
            },
            "\"?\"",
            "format",
        ),
        (Type::Date, "\"2023-02-29\"", "format"),
        (Type::Date, "\"2023-2-9\"", "format"),
        (Type::Date, "\"0000-00-00\"", "format"),
        (Type::Time { fraction: 0 }, "\"839:00:00\"", "out_of_range"),
        (Type::Time { fraction: 0 }, "\"12:60:00\"", "format"),
        (
            Type::DateTime { fraction: 0 },
            "\"2023-12-31T23:59:60\"",
            "format",
        ),
        (
            Type::DateTime { fraction: 0 },
            "\"2023-12-31T23:59:59Z\"",
            "format",
        ),
        (
            Type::DateTime { fraction: 0 },
            "\"9999-12-31T23:59:59.9\"",
            "out_of_range",
        ),
        (
            Type::Timestamp { fraction: 0 },
            "\"2038-01-19T03:14:08Z\"",
            "out_of_range",
        ),
        (
            Type::Timestamp { fraction: 0 },
            "\"2023-12-31T23:59:59\"",
            "format",
        ),
        (Type::Enum(choices()), "\"A\"", "choice"),
        (Type::Set(choices()), "[\"a\",\"a\"]", "choice"),
        (Type::Set(choices()), "[1]", "type"),
        (Type::Text { max_length: None }, "null", "not_null"),
        (Type::Text { max_length: None }, "{}", "type"),
    ];
    for (ty, raw, wanted) in cases {
        assert_eq!(code(&Field::new("c", ty), raw), wanted, "{raw}");
    }
}

#[test]
fn zero_dates_follow_their_policy() {
    let mut field = Field::new("c", Type::DateTime { fraction: 0 });
    let zero = Value::Text("0000-00-00 00:00:00".to_owned());
    assert_eq!(json(&field, &zero), "null");
    field.zero_date = ZeroDate::Text;
    assert_eq!(json(&field, &zero), "\"0000-00-00 00:00:00\"");
    field.zero_date = ZeroDate::Error;
    assert!(write_json(&mut Vec::new(), &field, &zero).is_err());
}

#[test]
fn ranges_narrow_the_type() {
    let mut field = Field::new(
        "c",
        Type::Decimal {
            precision: 5,
            scale: 2,
        },
    );
    field.range.min = Some(0);
    assert_eq!(code(&field, "\"-0.01\""), "out_of_range");
    assert!(from_json(&field, "\"0.00\"").is_ok());
    let mut field = Field::new("c", Type::Int(Int::U32));
    field.range.max = Some(16_777_215);
    assert_eq!(code(&field, "16777216"), "out_of_range");
}

#[test]
fn big_integers_may_travel_as_strings() {
    let mut field = Field::new("c", Type::Int(Int::I64));
    field.as_string = true;
    let value = from_json(&field, "\"9223372036854775807\"").expect("in range");
    assert_eq!(json(&field, &value), "\"9223372036854775807\"");
    assert_eq!(from_json(&field, "9223372036854775807"), Ok(value));
}

#[test]
fn stored_text_that_is_no_json_is_shown_as_text() {
    let field = Field::new("c", Type::Json);
    for (stored, shown) in [
        (" {\"a\": 1} ", " {\"a\": 1} "),
        ("", "\"\""),
        ("{broken", "\"{broken\""),
        ("1}, {\"forged\": 1", "\"1}, {\\\"forged\\\": 1\""),
    ] {
        assert_eq!(json(&field, &Value::Text(stored.to_owned())), shown);
    }
}

#[test]
fn json_that_others_cannot_read_is_refused() {
    let field = Field::new("c", Type::Json);
    let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
    for raw in [&*deep, "1e999", r#""\ud800""#] {
        assert_eq!(code(&field, raw), "format", "{raw}");
    }
}

#[test]
fn years_zero_and_leap_seconds_are_refused() {
    for (ty, raw) in [
        (Type::Date, r#""0000-01-01""#),
        (Type::DateTime { fraction: 0 }, r#""0000-01-01T00:00:00""#),
        (Type::DateTime { fraction: 0 }, r#""2016-12-31T23:59:60""#),
        (Type::Timestamp { fraction: 0 }, r#""2016-12-31T23:59:60Z""#),
    ] {
        assert_eq!(code(&Field::new("c", ty), raw), "format", "{raw}");
    }
}
