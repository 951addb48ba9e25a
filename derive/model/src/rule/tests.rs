use super::*;

#[test]
fn texts_come_back() {
    for text in [
        "price >= 0",
        "price < 99.95",
        "t <> -5",
        "rating IN (1, 2, -3.5)",
        "char_length(name) > 0",
        "char_length <= 7",
        "starts <= ends",
        "`a b` = `c``d`",
        "char_length(`1st`) = 2",
        "订单 >= é1",
        "`in` IN (0)",
    ] {
        let rule = Rule::parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(rule.to_sql().replace('`', ""), text.replace('`', ""));
        assert_eq!(Rule::parse(&rule.to_sql()), Some(rule), "{text}");
    }
    assert_eq!(Rule::parse(" a<=1 "), Rule::parse("a <= 1"));
}

#[test]
fn other_texts_are_no_rules() {
    for text in [
        "",
        "price",
        "price >=",
        "price >= 0 AND price < 9",
        "price => 0",
        "price >= 1.",
        "price >= 1e3",
        "price = 'x'",
        "0 < price",
        "a IN ()",
        "a IN (1,)",
        "a IN (b)",
        "char_length(a) > -1",
        "char_length(a > 1",
        "`a > 1",
        "a + 1 > 2",
    ] {
        assert_eq!(Rule::parse(text), None, "{text}");
    }
}

#[test]
fn only_exact_comparisons_fit() {
    let decimal = Type::Decimal {
        precision: 5,
        scale: 2,
    };
    let types = [
        ("int", Type::Int(crate::Int::U8)),
        ("decimal", decimal),
        ("float", Type::Float),
        ("text", Type::Text { max_length: None }),
        ("year", Type::Year),
        ("day", Type::Date),
        ("moment", Type::DateTime { fraction: 0 }),
        ("moment_3", Type::DateTime { fraction: 3 }),
    ];
    let fits = |text: &str| {
        let rule = Rule::parse(text).expect("a rule");
        let found = |column: &Text| types.iter().find(|(name, _)| name == column);
        rule.fits(|column| found(column).map(|(_, ty)| ty))
    };
    let fitting = [
        "int > 0",
        "decimal IN (0.5)",
        "int < decimal",
        "char_length(text) > 0",
        "year > 1900",
        "year = year",
        "day <= day",
    ];
    assert!(fitting.iter().all(|text| fits(text)));
    let others = [
        "float > 0",
        "text = 1",
        "year > 20",
        "year > int",
        "day <= moment",
        "moment < moment_3",
        "text <> text",
        "char_length(int) > 0",
        "unknown > 0",
    ];
    assert!(!others.iter().any(|text| fits(text)));
}
