use super::*;
use crate::error::At;
use crate::model::{Exposure, Int, PageSize, Source};

/// A stay with a key, two days, two times, a price, a stage, a code and a hidden column, and a rule for each kind.
fn stays() -> &'static Resource {
    let field = |name, ty| {
        let mut field = Field::new(name, ty);
        field.nullable = true;
        field
    };
    let mut id = Field::new("id", Type::Int(Int::U64));
    id.key = Some(0);
    let mut ends = field("ends", Type::Date);
    ends.name = "end/day".into();
    let mut inner = field("inner", Type::Int(Int::I32));
    inner.exposure = Exposure::Hidden;
    let price = Type::Decimal {
        precision: 65,
        scale: 2,
    };
    let fields = vec![
        id,
        field("starts", Type::Date),
        ends,
        field("opens", Type::Time { fraction: 0 }),
        field("closes", Type::Time { fraction: 0 }),
        field("price", price),
        field("stage", Type::Int(Int::U64)),
        field("code", Type::Text { max_length: None }),
        inner,
    ];
    let checks = [
        ["days", "starts <= ends"].as_slice(),
        &["hours", "opens < closes"],
        &["prices", "price > 0.01", "price <= 12345678901234567890.5"],
        &["stages", "stage IN (1, 2, 18446744073709551615)"],
        &["codes", "char_length(code) = 3"],
        &["ids", "id <> 7", "stage <> id"],
        &["inners", "price <> inner"],
    ];
    let check = |said: &[&'static str]| {
        let rules = said[1..]
            .iter()
            .map(|text| Rule::parse(text).expect("a rule"));
        let rules: Vec<Rule> = rules.collect();
        Check {
            names: vec![said[0].into()].into(),
            columns: Check::columns_of(&rules).into(),
            rules: rules.into(),
        }
    };
    Box::leak(Box::new(Resource {
        table: "stays".into(),
        type_name: "Stay".into(),
        path: "stays".into(),
        source: Source::Table,
        comment: None,
        operations: Vec::new().into(),
        custom: Vec::new().into(),
        hooks: false,
        policy: crate::model::Policy::new(),
        page_size: PageSize::default(),
        fields: fields.into(),
        belongs_to: Vec::new().into(),
        checks: checks.into_iter().map(check).collect(),
    }))
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Where the values of a row with the key 7 are at fault.
fn broken<const N: usize>(values: [(&str, Value); N]) -> Vec<String> {
    let resource = stays();
    let given = values.map(|(column, value)| Assignment {
        field: resource.field_of_column(column).expect("a column"),
        value,
    });
    let key = [Value::Int(7)];
    faults(resource, &key, given.iter().collect())
        .into_iter()
        .map(|fault| match fault.at {
            At::Pointer(at) | At::Parameter(at) => format!("{at} {}", fault.message),
        })
        .collect()
}

#[test]
fn every_broken_rule_is_told_at_each_column() {
    let told = broken([
        ("starts", text("2026-11-30")),
        ("ends", text("2026-11-29")),
        ("price", text("0.01")),
        ("code", text("ab")),
    ]);
    let wanted = [
        "/starts expected starts <= end/day",
        "/end~1day expected starts <= end/day",
        "/price expected price > 0.01",
        "/code expected char_length(code) = 3",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn null_and_the_unknown_break_nothing() {
    assert_eq!(broken([]), [""; 0]);
    assert_eq!(broken([("starts", text("2026-11-30"))]), [""; 0]);
    let nulls = ["starts", "ends", "price", "stage", "code"].map(|it| (it, Value::Null));
    assert_eq!(broken(nulls), [""; 0]);
    // A hidden column is never given.
    assert_eq!(broken([("price", text("5.00"))]), [""; 0]);
}

#[test]
fn numbers_are_compared_digit_by_digit() {
    let is_broken = |column, value| !broken([(column, value)]).is_empty();
    for (value, wanted) in [
        ("0.02", false),
        ("-5.00", true),
        ("12345678901234567890.50", false),
        ("12345678901234567890.51", true),
    ] {
        assert_eq!(is_broken("price", text(value)), wanted, "{value}");
    }
    assert!(!is_broken("stage", Value::Unsigned(u64::MAX)));
    assert!(is_broken("stage", Value::Unsigned(u64::MAX - 1)));
    assert!(!is_broken("stage", Value::Int(2)));
}

#[test]
fn the_key_of_the_path_counts_beside_what_is_written() {
    let told = broken([("stage", Value::Int(7))]);
    let wanted = [
        "/stage expected stage IN (1, 2, 18446744073709551615)",
        "/id expected stage <> id",
        "/stage expected stage <> id",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn times_are_ordered_by_their_length_and_sign() {
    let is_broken = |opens, closes| {
        let values = [("opens", text(opens)), ("closes", text(closes))];
        !broken(values).is_empty()
    };
    assert!(!is_broken("99:00:00", "100:00:00"));
    assert!(!is_broken("-02:00:00", "-01:00:00"));
    assert!(is_broken("10:00:00", "10:00:00"));
}

#[test]
fn blanks_at_the_end_are_left_to_the_database() {
    let is_broken = |code| !broken([("code", text(code))]).is_empty();
    for (code, wanted) in [
        ("abc", false),
        ("äöü", false),
        ("ab ", false),
        ("abc  ", false),
        ("abcd", true),
        ("a ", true),
    ] {
        assert_eq!(is_broken(code), wanted, "{code:?}");
    }
}

#[test]
fn constraints_are_found_by_any_of_their_names() {
    let found = |name| named(stays(), name).map(|check| check.names[0].as_ref());
    assert_eq!(found("PRICES"), Some("prices"));
    assert_eq!(found("price"), None);
}
