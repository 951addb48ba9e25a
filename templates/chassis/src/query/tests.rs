use super::*;
use crate::error::{At, Kind};
use crate::model::{Action, Exposure, GeometryKind, Int, PageSize, Source, Type};
use crate::value::Value;

/// Rows with columns named as a list's own parameters.
fn rows() -> &'static Resource {
    let mut id = Field::new("id", Type::Int(Int::U64));
    (id.key, id.filter, id.sort) = (Some(0), true, true);
    let mut limit = Field::new("limit", Type::Int(Int::I32));
    (limit.filter, limit.sort, limit.nullable) = (true, true, true);
    let note = Field::new("note", Type::Text { max_length: None });
    let bytes = Type::Bytes {
        max_length: None,
        fixed: false,
    };
    let photo = Field::new("photo", bytes);
    let mut secret = Field::new("secret", Type::Text { max_length: None });
    secret.exposure = Exposure::WriteOnly;
    Box::leak(Box::new(Resource {
        table: "rows".into(),
        type_name: "Row".into(),
        path: "rows".into(),
        source: Source::Table,
        comment: None,
        operations: Action::ALL.to_vec().into(),
        custom: Vec::new().into(),
        hooks: false,
        policy: crate::model::Policy::new(),
        page_size: PageSize::default(),
        fields: vec![id, limit, note, photo, secret].into(),
        belongs_to: Vec::new().into(),
        checks: Vec::new().into(),
    }))
}

fn read(query: &[(&str, &str)]) -> Result<ListQuery, Error> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    list(rows(), &query.iter().map(owned).collect::<Vec<_>>())
}

fn faults(query: &[(&str, &str)]) -> Vec<String> {
    let error = read(query).expect_err("faults");
    assert_eq!(error.kind, Kind::InvalidParameter);
    let place = |at| match at {
        At::Pointer(place) | At::Parameter(place) => place,
    };
    error
        .faults
        .into_iter()
        .map(|fault| place(fault.at))
        .collect()
}

#[test]
fn nothing_said_is_the_first_page_by_key() {
    let query = read(&[]).expect("valid");
    assert_eq!(query.limit, 20);
    assert!(matches!(query.start, Start::Offset(0)));
    assert_eq!(query.order.len(), 1);
    assert_eq!(query.order[0].field.name, "id");
}

#[test]
fn the_lists_own_words_win_over_columns() {
    let query = read(&[("limit", "5"), ("limit__eq", "7"), ("ordering", "-limit")]).expect("valid");
    assert_eq!(query.limit, 5);
    assert_eq!(query.filters[0].value, Value::Int(7));
    let order: Vec<_> = query
        .order
        .iter()
        .map(|order| (&*order.field.name, order.descending))
        .collect();
    assert_eq!(order, [("limit", true), ("id", true)]);
}

#[test]
fn every_fault_is_told_at_once() {
    let query = [
        ("limit", "101"),
        ("offset", "-1"),
        ("ordering", "note"),
        ("note", "x"),
        ("id", "x"),
        ("limit", "1"),
    ];
    assert_eq!(
        faults(&query),
        ["note", "id", "limit", "ordering", "limit", "offset"]
    );
    assert_eq!(faults(&[("ordering", "")]), ["ordering"]);
    assert_eq!(faults(&[("ordering", "id,-id")]), ["ordering"]);
    assert_eq!(faults(&[("id", "1"), ("id__eq", "2")]), ["id__eq"]);
    assert_eq!(
        faults(&[("offset", "1"), ("cursor", "x")]),
        ["offset", "cursor"]
    );
}

#[test]
fn cursors_hold_every_value_and_their_order() {
    let query = read(&[("ordering", "limit")]).expect("valid");
    let of = |ty| {
        let mut field = Field::new("limit", ty);
        field.nullable = true;
        let field: &'static Field = Box::leak(Box::new(field));
        let [_, key] = query.order[..] else {
            panic!("two columns")
        };
        let descending = false;
        [Order { field, descending }, key]
    };
    for (ty, value) in [
        (Type::Int(Int::I32), Value::Null),
        (Type::Int(Int::I32), Value::Int(-1)),
        (Type::Int(Int::U64), Value::Unsigned(u64::MAX)),
        (Type::Double, Value::Float(0.1)),
        (Type::Date, Value::Text("0000-00-00".to_owned())),
        (
            Type::Geometry {
                kind: GeometryKind::Geometry,
                srid: None,
            },
            Value::Bytes(vec![0, 255]),
        ),
    ] {
        let order = of(ty);
        let cursor = encode_cursor(&order, &[value.clone(), Value::Int(3)]);
        let decoded = decode_cursor(&cursor, &order);
        assert_eq!(decoded, Some(vec![value, Value::Int(3)]));
        let other = read(&[("ordering", "-limit")]).expect("valid");
        assert_eq!(decode_cursor(&cursor, &other.order), None);
    }
    for text in ["", "x", "W10", "bnVsbA"] {
        assert_eq!(decode_cursor(text, &query.order), None, "{text}");
    }
}

#[test]
fn forged_cursors_are_refused() {
    let query = read(&[]).expect("valid");
    for value in [
        Value::Null,
        Value::Text("1".to_owned()),
        Value::Bytes(vec![1]),
        Value::Float(1.0),
    ] {
        let cursor = encode_cursor(&query.order, std::slice::from_ref(&value));
        assert_eq!(decode_cursor(&cursor, &query.order), None, "{value:?}");
    }
}

fn shown(query: &[(&str, &str)]) -> Vec<&'static str> {
    let fields = read(query).expect("valid").fields;
    fields.into_iter().map(|field| &*field.name).collect()
}

#[test]
fn bytes_are_shown_when_asked_for() {
    assert_eq!(shown(&[]), ["id", "limit", "note"]);
    assert_eq!(shown(&[("fields", "photo,id")]), ["id", "photo"]);
}

#[test]
fn only_members_that_clients_read_can_be_asked_for() {
    for names in ["secret", "nothing", "", "id,id", "id,,note"] {
        assert_eq!(faults(&[("fields", names)])[0], "fields", "{names}");
    }
}

#[test]
fn a_cursor_needs_the_orders_columns_though_they_are_not_shown() {
    let query = read(&[("fields", "note"), ("ordering", "-limit")]).expect("valid");
    let columns = query.columns(rows()).into_iter();
    assert_eq!(
        columns.map(|field| &*field.name).collect::<Vec<_>>(),
        ["note", "limit", "id"]
    );
}
