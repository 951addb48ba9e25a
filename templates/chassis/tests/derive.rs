//! `#[derive(Resource)]` and `#[derive(Enum)]` on hand-written types: metadata, and rows there and back.
#![cfg(test)]
#![deny(warnings, missing_docs, clippy::pedantic)]

use std::borrow::Cow;

use chassis::model::{
    Action, Belongs, Bond, Choices, DefaultValue, Exposure, GeometryKind, Int, PageSize, Range,
    Source, Type, ZeroDate,
};
use chassis::value::{Row, Value};
use chassis::{
    Bytes, Date, DateTime, Decimal, Enum, FromValue, Geometry, IntoValue, Json, Resource, Set,
    Shape, Time, Timestamp,
};

/// A rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum Rating {
    /// For all.
    G,
    /// For some.
    #[value("PG-13")]
    Pg13,
    /// A keyword.
    #[value("self")]
    Self_,
}

/// Every type.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = "order lines", path = "order-lines", page_size(default = 5))]
#[resource(comment = "多行\n\"comment\"", operations(list, get, create, update))]
#[resource(belongs_to("order-parts", columns("order_id", "n"), keys("order", "n")))]
pub struct Everything {
    /// Key.
    #[resource(key, auto, filter, sort, big_integers = "string")]
    pub order_id: u64,
    /// Second part of the key.
    #[resource(key, belongs_to("numbers", "n"), range(min = -5, max = 99))]
    pub n: i8,
    /// A keyword.
    #[resource(length = 80, filter, name = "kind")]
    pub r#type: Option<String>,
    #[resource(column = "is paid?", default = "0")]
    #[expect(missing_docs, reason = "comments are optional to the derive")]
    pub is_paid: bool,
    /// Exact.
    #[resource(precision = 65, scale = 30)]
    pub total: Decimal,
    /// Bytes.
    #[resource(length = 16, write_only)]
    pub hash: Bytes,
    /// A day.
    #[resource(zero_date = "text")]
    pub day: Option<Date>,
    /// A span.
    #[resource(fraction = 6)]
    pub span: Time,
    /// Local.
    #[resource(fraction = 3, default(sql = "CURRENT_TIMESTAMP(3)"))]
    pub at: DateTime,
    /// Instant.
    #[resource(read_only, default(sql = "CURRENT_TIMESTAMP"))]
    pub updated: Timestamp,
    /// Any.
    #[resource(generated)]
    pub document: Json,
    /// Somewhere.
    #[resource(geometry = "Point", srid = 4326)]
    pub place: Option<Geometry>,
    /// Closed.
    pub rating: Rating,
    /// Closed too.
    pub ratings: Set<Rating>,
    /// And perhaps.
    pub no_ratings: Option<Set<Rating>>,
    /// Perhaps.
    pub maybe_rating: Option<Rating>,
    /// A year.
    #[resource(year)]
    pub year: u16,
    /// Bits.
    #[resource(bits = 64)]
    pub bits: u64,
    /// Integers.
    pub small: u8,
    /// Integers.
    pub short: i16,
    /// Integers.
    pub int: i32,
    /// Integers.
    pub long: i64,
    /// Integers.
    pub unsigned: u32,
    /// Single.
    pub single: f32,
    /// Double.
    #[resource(hidden)]
    pub double: Option<f64>,
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn place() -> Geometry {
    Geometry::new(Shape::Point([13.4, 52.5]), 4326).expect("a point")
}

fn row() -> Row {
    vec![
        Value::Unsigned(u64::MAX),
        Value::Int(-5),
        Value::Null,
        Value::Int(1),
        text("-12345678901234567890123456789012345.678901234567890123456789012345"),
        Value::Bytes(vec![0, 255]),
        text("2024-02-29"),
        text("-838:59:58.000001"),
        text("1000-01-01 00:00:00.120"),
        text("2038-01-19 03:14:07"),
        text(r#"{"b":[1,null],"a":"\u0000"}"#),
        Value::Bytes(place().to_stored()),
        text("PG-13"),
        text("G,self"),
        Value::Null,
        Value::Null,
        Value::Int(2155),
        Value::Unsigned(1 << 63),
        Value::Int(255),
        Value::Int(-32768),
        Value::Int(i64::from(i32::MIN)),
        Value::Int(i64::MIN),
        Value::Int(4_294_967_295),
        Value::Float(0.5),
        Value::Float(0.1),
    ]
}

#[test]
fn a_row_comes_back_as_it_was() {
    let everything = Everything::from_row(row()).expect("the row fits");
    assert_eq!(everything.order_id, u64::MAX);
    assert_eq!(everything.rating, Rating::Pg13);
    assert!(everything.ratings.contains(Rating::Self_));
    assert_eq!(everything.document["b"][1], Json::Null);
    let mut expected = row();
    // JSON has more than one way to write a document.
    expected[10] = everything.document.clone().into_value();
    assert_eq!(everything.into_row(), expected);
}

#[test]
fn metadata_says_what_the_attributes_say() {
    let resource = Everything::resource();
    assert_eq!(resource.table, "order lines");
    assert_eq!(resource.type_name, "Everything");
    assert_eq!(resource.path, "order-lines");
    assert_eq!(resource.source, Source::Table);
    assert_eq!(resource.comment.as_deref(), Some("多行\n\"comment\""));
    assert_eq!(
        *resource.operations,
        [Action::List, Action::Get, Action::Create, Action::Update]
    );
    let page_size = PageSize {
        default: 5,
        max: 100,
    };
    assert_eq!(resource.page_size, page_size);
    let belongs = |columns: &'static [Cow<'static, str>], table, keys: &'static [_]| Belongs {
        columns: Cow::Borrowed(columns),
        table: Cow::Borrowed(table),
        keys: Cow::Borrowed(keys),
        bond: Bond::Restrict,
        name: None,
    };
    assert_eq!(
        *resource.belongs_to,
        [
            belongs(&[Cow::Borrowed("n")], "numbers", &[Cow::Borrowed("n")]),
            belongs(
                &[Cow::Borrowed("order_id"), Cow::Borrowed("n")],
                "order-parts",
                &[Cow::Borrowed("order"), Cow::Borrowed("n")]
            ),
        ]
    );
    let keys: Vec<&str> = resource
        .key()
        .iter()
        .map(|key| key.ident.as_ref())
        .collect();
    assert_eq!(keys, ["order_id", "n"]);
}

#[test]
fn columns_have_their_types_and_settings() {
    let resource = Everything::resource();
    let field = |ident: &str| {
        let mut fields = resource.fields.iter();
        fields
            .find(|field| field.ident == ident)
            .expect("it is there")
    };
    let order_id = field("order_id");
    assert_eq!(order_id.ty, Type::Int(Int::U64));
    assert_eq!(order_id.default, Some(DefaultValue::Auto));
    assert!(order_id.filter && order_id.sort && order_id.as_string && !order_id.nullable);
    let range = Range {
        min: Some(-5),
        max: Some(99),
    };
    assert_eq!(field("n").range, range);
    assert_eq!(field("type").name, "kind");
    assert_eq!(field("type").column, "type");
    assert!(field("type").nullable);
    assert_eq!(field("is_paid").column, "is paid?");
    assert_eq!(field("is_paid").name, "is paid?");
    assert_eq!(field("day").zero_date, ZeroDate::Text);
    assert_eq!(field("hash").exposure, Exposure::WriteOnly);
    assert_eq!(field("double").exposure, Exposure::Hidden);
    assert_eq!(field("document").default, Some(DefaultValue::Generated));
    let sql = DefaultValue::Expression(Cow::Borrowed("CURRENT_TIMESTAMP(3)"));
    assert_eq!(field("at").default, Some(sql));
    assert_eq!(field("year").ty, Type::Year);
    assert_eq!(field("bits").ty, Type::Bits(64));
    assert_eq!(field("span").ty, Type::Time { fraction: 6 });
    let place = Type::Geometry {
        kind: GeometryKind::Point,
        srid: Some(4326),
    };
    assert_eq!(field("place").ty, place);
    let choices = Choices {
        rust: Cow::Borrowed("Rating"),
        values: Cow::Borrowed(Rating::VALUES),
    };
    assert_eq!(*choices.values, ["G", "PG-13", "self"]);
    assert_eq!(field("no_ratings").ty, Type::Set(choices.clone()));
    assert_eq!(field("maybe_rating").ty, Type::Enum(choices));
}

#[test]
fn values_that_do_not_fit_name_their_column() {
    let message = |index: usize, value: Value| {
        let mut row = row();
        row[index] = value;
        Everything::from_row(row)
            .expect_err("the value does not fit")
            .to_string()
    };
    assert_eq!(
        message(1, Value::Int(128)),
        "column `n` holds 128 instead of an integer that fits i8"
    );
    assert_eq!(
        message(3, Value::Null),
        "column `is paid?` holds NULL instead of a bool"
    );
    assert_eq!(
        message(8, text("0000-00-00 00:00:00.000")),
        "column `at` holds \"0000-00-00 00:00:00.000\" instead of a date and time"
    );
    let bytes = Value::Bytes(vec![0, 255]);
    let of_place = message(11, bytes);
    assert!(
        of_place.starts_with("column `place` holds") && of_place.ends_with("of a geometry"),
        "{of_place}"
    );
    assert_eq!(
        message(12, text("pg-13")),
        "column `rating` holds \"pg-13\" instead of one of G, PG-13, self"
    );
    assert_eq!(
        message(13, text("G,X")),
        "column `ratings` holds \"G,X\" instead of a set of G, PG-13, self"
    );
    assert_eq!(
        message(10, text(&"{".repeat(1000))),
        format!(
            "column `document` holds {:?} and more instead of a JSON document",
            "{".repeat(60)
        )
    );
    let short = Everything::from_row(row().split_off(20)).expect_err("the row is too short");
    assert_eq!(short.column, "order_id");
}

#[test]
fn a_zero_date_is_none_where_null_is_allowed() {
    for zero in ["0000-00-00", "2024-00-10", "2024-10-00"] {
        assert_eq!(Option::<Date>::from_value(text(zero)), Ok(None));
        assert!(Date::from_value(text(zero)).is_err());
        let time = format!("{zero} 00:00:00");
        assert_eq!(Option::<DateTime>::from_value(text(&time)), Ok(None));
        assert_eq!(Option::<Timestamp>::from_value(text(&time)), Ok(None));
    }
    assert!(Option::<Date>::from_value(text("2023-02-29")).is_err());
}

#[test]
fn digits_are_those_of_the_column() {
    let mut everything = Everything::from_row(row()).expect("the row fits");
    everything.total = Decimal::from(7);
    everything.span = Time::from_microseconds(3_600_000_000).expect("one hour");
    let at = "2024-12-31 23:59:59.9996";
    everything.at = DateTime::from_value(text(at)).expect("a time");
    everything.updated = everything.at.and_utc();
    let row = everything.into_row();
    assert_eq!(row[4], text("7.000000000000000000000000000000"));
    assert_eq!(row[7], text("01:00:00.000000"));
    assert_eq!(row[8], text("2025-01-01 00:00:00.000"));
    assert_eq!(row[9], text("2025-01-01 00:00:00"));
}

#[test]
fn sets_keep_the_order_of_the_column() {
    let mut set: Set<Rating> = [Rating::Self_, Rating::G].into_iter().collect();
    assert_eq!(set.to_string(), "G,self");
    assert!(!set.insert(Rating::G) && set.insert(Rating::Pg13) && set.remove(Rating::G));
    assert_eq!(
        set.iter().collect::<Vec<_>>(),
        [Rating::Pg13, Rating::Self_]
    );
    assert_eq!(format!("{set:?}"), r#"{"PG-13", "self"}"#);
    assert_eq!((set.len(), set.is_empty()), (2, false));
    assert_eq!(Set::<Rating>::default().into_value(), text(""));
    assert_eq!(Set::<Rating>::from_value(text("")), Ok(Set::EMPTY));
}

#[test]
fn times_reach_from_minus_838_hours_to_838() {
    for good in ["00:00:00", "838:59:59", "-838:59:59", "100:00:00.500000"] {
        let time: Time = good.parse().expect("a time");
        assert_eq!(time.to_string(), good);
    }
    for bad in [
        "",
        "1:00:00",
        "839:00:00",
        "838:59:59.000001",
        "00:60:00",
        "00:00",
        "00:00:00.",
        "+1:00:00",
    ] {
        assert!(bad.parse::<Time>().is_err(), "{bad}");
    }
}

/// Names that the expanded code must not depend on.
mod shadowed {
    #![expect(dead_code, reason = "they only stand in the way")]

    use chassis::model::Action;

    struct Option;
    struct Result;
    struct String;
    struct Vec;
    struct Cow;
    struct Field;
    struct Value;
    struct Row;
    fn take() {}
    mod std {}
    mod core {}

    #[derive(Clone, Copy, chassis::Enum, Debug)]
    enum Ok {
        Some,
        None,
    }

    #[derive(chassis::Resource)]
    #[resource(table = "t", view)]
    struct Ledger {
        values: i32,
        row: ::core::option::Option<::std::string::String>,
        some: Ok,
    }

    #[test]
    fn do_not_disturb() {
        let resource = <Ledger as chassis::Resource>::resource();
        assert_eq!(*resource.operations, [Action::List]);
        assert!(resource.fields[1].nullable);
    }
}
