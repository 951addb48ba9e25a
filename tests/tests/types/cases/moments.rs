//! Dates and times, with each number of digits behind the second.

use serde_json::json;

use super::Column;

pub(super) fn all() -> Vec<Column> {
    let mut columns = vec![
        Column::new("day")
            .texts([
                "0001-01-01",
                "1000-01-01",
                "1969-12-31",
                "2024-02-29",
                "9999-12-31",
            ])
            .wrong(
                "format",
                ["\"0000-00-00\"", "\"2023-02-29\"", "\"10000-01-01\""],
            )
            .wrong("format", ["\"2026-1-2\"", "\"\"", "\"2026-01-00\""])
            .wrong("type", ["20260101", "true"]),
    ];
    columns.extend((0..=6).map(time));
    columns.extend((0..=6).map(local));
    columns.extend((0..=6).map(instant));
    columns
}

/// `.000001` cut to so many digits, whose last is one.
fn least(digits: usize) -> String {
    match digits {
        0 => String::new(),
        digits => format!(".{}1", "0".repeat(digits - 1)),
    }
}

fn fill(digit: &str, digits: usize) -> String {
    match digits {
        0 => String::new(),
        digits => format!(".{}", digit.repeat(digits)),
    }
}

fn time(digits: usize) -> Column {
    let zeros = fill("0", digits);
    let column = Column::new(format!("time_{digits}"));
    let with = |times: &[&str]| -> Vec<String> {
        times.iter().map(|time| format!("{time}{zeros}")).collect()
    };
    let texts =
        |column: Column, times: &[&str]| column.texts(with(times).iter().map(String::as_str));
    let column = texts(column, &["-838:59:59", "-100:00:00", "-99:59:59"]);
    let column = texts(column, &["-09:00:00", "-00:00:01", "00:00:00"]);
    let column = match digits {
        0 => column,
        _ => column.texts([&*format!("00:00:00{}", least(digits))]),
    };
    let column = texts(
        column,
        &["00:00:01", "09:59:59", "23:59:59", "24:00:00", "99:00:00"],
    );
    texts(column, &["100:00:00", "838:59:59"])
        .wrong(
            "out_of_range",
            ["\"839:00:00\"", "\"-839:00:00\"", "\"838:59:59.9999999\""],
        )
        .wrong("format", ["\"12:60:00\"", "\"12:00\"", "\"\"", "\"noon\""])
        .wrong("type", ["120000"])
}

fn local(digits: usize) -> Column {
    let zeros = fill("0", digits);
    let rounded = if digits == 6 { "000001" } else { "000000" };
    let texts = [
        "0001-01-01T00:00:00",
        "1969-12-31T23:59:59",
        "2026-03-29T02:30:00",
    ];
    let texts = texts.map(|text| format!("{text}{zeros}"));
    let largest = format!("9999-12-31T23:59:59{}", fill("9", digits));
    Column::new(format!("local_{digits}"))
        .texts(texts.iter().map(String::as_str))
        // Digits in excess are rounded.
        .texts(["2026-11-30 23:59:59.0000005"])
        .reads(json!(
            format!("2026-11-30T23:59:59.{rounded}")[..19 + zeros.len()]
        ))
        .texts([&*largest])
        .wrong("out_of_range", ["\"9999-12-31T23:59:59.9999999\""])
        .wrong(
            "format",
            ["\"0000-00-00T00:00:00\"", "\"2026-02-30T00:00:00\""],
        )
        .wrong(
            "format",
            ["\"2026-01-01\"", "\"2026-01-01T24:00:00\"", "\"\""],
        )
        .wrong(
            "format",
            ["\"2026-01-01T00:00:00Z\"", "\"2016-12-31T23:59:60\""],
        )
        .wrong("type", ["0"])
}

fn instant(digits: usize) -> Column {
    let zeros = fill("0", digits);
    let first = format!("1970-01-01T00:00:01{zeros}Z");
    let last = format!("2038-01-19T03:14:07{}Z", fill("9", digits));
    Column::new(format!("instant_{digits}"))
        .texts([&*first, &format!("2001-09-09T01:46:40{zeros}Z")])
        .texts(["2026-11-30T23:59:59+05:30"])
        .reads(json!(format!("2026-11-30T18:29:59{zeros}Z")))
        .texts([&*last])
        .wrong(
            "out_of_range",
            ["\"1970-01-01T00:00:00Z\"", "\"2038-01-19T03:14:08Z\""],
        )
        .wrong(
            "format",
            [
                "\"2026-11-30T23:59:59\"",
                "\"0000-00-00T00:00:00Z\"",
                "\"\"",
            ],
        )
        .wrong("type", ["0"])
}
