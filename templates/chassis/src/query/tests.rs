use super::cursor::{decode, encode};
use super::*;
use crate::error::{At, Kind};
use crate::model::{Exposure, GeometryKind, Int, Lookup, Type};
use crate::operation::Start;
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
    let mut resource = Resource::new("Row", "rows");
    resource.fields = vec![id, limit, note, photo, secret].into();
    Box::leak(Box::new(resource))
}

fn secret() -> SecretKey {
    SecretKey::new(&"s".repeat(32)).expect("a key")
}

fn read_of(resource: &'static Resource, query: &[(&str, &str)]) -> Result<ListQuery, Error> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let parameters: Vec<_> = query.iter().map(owned).collect();
    list(resource, (&secret(), &Relations::default()), &parameters)
}

fn read(query: &[(&str, &str)]) -> Result<ListQuery, Error> {
    read_of(rows(), query)
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
    assert_eq!(query.filters[0].values, [Value::Int(7)]);
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
        let key = secret();
        let cursor = encode(&key, "rows", &order, &[value.clone(), Value::Int(3)]);
        let decoded = decode(&key, "rows", &order, &cursor);
        assert_eq!(decoded, Some(vec![value, Value::Int(3)]));
        let other = read(&[("ordering", "-limit")]).expect("valid");
        assert_eq!(decode(&key, "rows", &other.order, &cursor), None);
        assert_eq!(decode(&key, "others", &order, &cursor), None);
        let another = SecretKey::random().expect("a key");
        assert_eq!(decode(&another, "rows", &order, &cursor), None);
    }
    for text in ["", "x", "W10", "bnVsbA"] {
        let decoded = decode(&secret(), "rows", &query.order, text);
        assert_eq!(decoded, None, "{text}");
    }
}

#[test]
fn cursors_of_other_types_are_refused() {
    let query = read(&[]).expect("valid");
    for value in [
        Value::Null,
        Value::Text("1".to_owned()),
        Value::Bytes(vec![1]),
        Value::Float(1.0),
    ] {
        let key = secret();
        let cursor = encode(&key, "rows", &query.order, std::slice::from_ref(&value));
        let decoded = decode(&key, "rows", &query.order, &cursor);
        assert_eq!(decoded, None, "{value:?}");
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

#[test]
fn lookups_are_of_the_columns_type() {
    let query = read(&[("id__gte", "3"), ("id__lt", "9"), ("limit__isnull", "true")]);
    let lookups = query.expect("valid").filters.into_iter();
    let lookups: Vec<_> = lookups
        .map(|filter| (&*filter.field.name, filter.lookup, filter.values))
        .collect();
    let wanted = [
        ("id", Lookup::Gte, vec![Value::Int(3)]),
        ("id", Lookup::Lt, vec![Value::Int(9)]),
        ("limit", Lookup::IsNull, vec![Value::Int(1)]),
    ];
    assert_eq!(lookups, wanted);
    for unknown in [
        "id__contains",
        "id__isnull",
        "id__",
        "id__GT",
        "note__eq",
        "secret__eq",
    ] {
        assert_eq!(faults(&[(unknown, "1")]), [unknown]);
    }
    assert_eq!(faults(&[("id__gt", "1"), ("id__gt", "1")]), ["id__gt"]);
}

#[test]
fn a_refusal_tells_what_there_is() {
    let error = read(&[("nothing", "1")]).expect_err("unknown");
    assert_eq!(
        error.detail.as_deref(),
        Some(
            "parameters here: limit, offset, cursor, page, page_size, count, ordering, fields, \
             id, id__{ne,gt,gte,lt,lte,in,between}, limit__eq, limit__{ne,gt,gte,lt,lte,in,between,isnull}; \
             ordering by: id, limit"
        )
    );
    let mut keyless = rows().clone();
    keyless.fields.to_mut()[0].key = None;
    let keyless = Box::leak(Box::new(keyless));
    for word in ["cursor", "ordering", "expand", "search"] {
        let error = read_of(keyless, &[(word, "id")]).expect_err("unknown");
        assert_eq!(error.faults[0].code, "unknown_parameter", "{word}");
    }
}

#[test]
fn pages_have_numbers_on_request() {
    let start = |query: &[(&str, &str)]| {
        let query = read(query).expect("valid");
        (query.limit, query.offset())
    };
    assert_eq!(start(&[("page", "3")]), (20, Some(40)));
    assert_eq!(start(&[("page_size", "7")]), (7, Some(0)));
    assert_eq!(start(&[("page", "2"), ("page_size", "5")]), (5, Some(5)));
    for wrong in ["0", "-1", "", "x", "2147483648"] {
        assert_eq!(faults(&[("page", wrong)]), ["page"], "{wrong}");
    }
    assert_eq!(faults(&[("page_size", "101")]), ["page_size"]);
    assert_eq!(start(&[("page", "2"), ("limit", "5")]), (5, Some(5)));
    let places = [("page", "1"), ("offset", "5"), ("cursor", "x")];
    assert_eq!(faults(&places), ["offset", "cursor"]);
    assert_eq!(start(&[("page_size", "7"), ("offset", "3")]), (7, Some(3)));
    let sizes = [("limit", "5"), ("page_size", "5")];
    assert_eq!(faults(&sizes), ["page_size"]);
}

#[test]
fn rows_are_counted_on_request() {
    let count = |word| read(&[("count", word)]).map(|query| query.count);
    assert_eq!(read(&[]).expect("valid").count, Count::None);
    assert!(matches!(count("none"), Ok(Count::None)));
    assert!(matches!(count("estimated"), Ok(Count::Estimated)));
    assert!(matches!(count("exact"), Ok(Count::Exact)));
    assert_eq!(faults(&[("count", "true")]), ["count"]);
}
