//! Integers, bits, years, decimals and floating-point numbers.

use serde_json::json;

use super::Column;

/// A whole number from `low` to `high`.
fn whole(name: &str, low: i128, high: i128) -> Column {
    let mut values = vec![low, low + 1, -1, 0, 1, 9, 10, high - 1, high];
    values.retain(|value| (low..=high).contains(value));
    values.sort_unstable();
    values.dedup();
    Column::new(name)
        .up(values)
        .wrong("out_of_range", [low - 1, high + 1])
        .wrong("type", ["\"1\"", "true", "1.5", "1e2", "[]", "{}"])
}

fn flag(name: &str) -> Column {
    Column::new(name)
        .up(["false", "true"])
        .wrong("type", ["0", "1", "\"true\"", "[]"])
}

pub(super) fn integers() -> Vec<Column> {
    vec![
        whole("tiny", -128, 127),
        whole("tiny_u", 0, 255),
        whole("small", -32_768, 32_767),
        whole("small_u", 0, 65_535),
        whole("medium", -8_388_608, 8_388_607),
        whole("medium_u", 0, 16_777_215),
        whole("plain", i32::MIN.into(), i32::MAX.into()),
        whole("plain_u", 0, u32::MAX.into()),
        whole("big", i64::MIN.into(), i64::MAX.into()),
        unsigned("big_u"),
        flag("flag"),
        flag("bit_1"),
        whole("bit_8", 0, 255),
        unsigned("bit_64"),
        Column::new("year_4")
            .up([0, 1901, 1969, 1970, 2069, 2155])
            .wrong("out_of_range", ["1", "1900", "2156", "-1", "99"])
            .wrong("type", ["\"2026\"", "2026.5"]),
    ]
}

/// Numbers on both sides of what a signed one holds.
fn unsigned(name: &str) -> Column {
    let half = 1_u128 << 63;
    let most = u128::from(u64::MAX);
    Column::new(name)
        .up([0, 1, 255, half - 1, half, half + 1, most - 1, most])
        .wrong("out_of_range", ["-1", "18446744073709551616"])
        .wrong("type", ["\"1\"", "1e3", "1.0"])
}

pub(super) fn others() -> Vec<Column> {
    let nines = format!("{}.{}", "9".repeat(35), "9".repeat(30));
    let least = format!("0.{}1", "0".repeat(29));
    let zero = format!("0.{}", "0".repeat(30));
    let single = |name: &str| Column::new(name).wrong("out_of_range", ["1e39", "3.5e38"]);
    let twice = |name: &str| Column::new(name).wrong("out_of_range", ["1e309"]);
    let text = ["\"1\"", "true", "[]"];
    vec![
        Column::new("dec_65")
            .texts([&*format!("-{nines}"), &format!("-{least}")])
            .texts(["0"])
            .reads(json!(zero))
            .texts([&*least])
            .texts(["9.5"])
            .reads(json!(format!("9.5{}", "0".repeat(29))))
            .texts(["10"])
            .reads(json!(format!("10.{}", "0".repeat(30))))
            .texts([&*nines])
            .wrong("out_of_range", [format!("\"1{}\"", "0".repeat(35))])
            .wrong("scale", [format!("\"0.{}1\"", "0".repeat(30))])
            .wrong("format", ["\"\"", "\"1e3\"", "\"NaN\""])
            .wrong("type", ["true", "[]"]),
        Column::new("dec_5u")
            .texts(["0.00", "0.01", "9.90", "10.00"])
            .up(["99.5"])
            .reads(json!("99.50"))
            .texts(["999.99"])
            .wrong("out_of_range", ["\"1000\"", "\"-0.01\"", "-1"])
            .wrong("scale", ["\"0.001\"", "0.005"]),
        Column::new("dec_10")
            .texts(["-9999999999", "-1", "0", "1", "9", "10", "9999999999"])
            .wrong("out_of_range", ["\"10000000000\""])
            .wrong("scale", ["\"0.5\""]),
        single("single")
            .up(["-3.4028235e38", "-1.5", "-1e-38", "0.0"])
            .up([
                "1e-38",
                "0.1",
                "1.1",
                "16777216.0",
                "1.0e10",
                "3.4028235e38",
            ])
            .wrong("type", text),
        single("single_u")
            .up(["0.0", "0.1", "1.1", "3.4028235e38"])
            .wrong("out_of_range", ["-0.1", "-1"])
            .wrong("type", text),
        twice("twice")
            .up([
                "-1.7976931348623157e308",
                "-0.1",
                "0.0",
                "2.2250738585072014e-308",
            ])
            .up([
                "0.1",
                "0.30000000000000004",
                "1.0",
                "9007199254740994.0",
                "1e23",
            ])
            .up(["1.7976931348623157e308"])
            .wrong("type", text),
        twice("twice_u")
            .up(["0.0", "0.1", "1.7976931348623157e308"])
            .wrong("out_of_range", ["-0.1"])
            .wrong("type", text),
    ]
}
