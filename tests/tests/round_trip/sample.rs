//! Resources made by hand.

use std::borrow::Cow;

use chassis_model::{
    Action, Belongs, Bond, Check, Choices, Condition, DefaultValue, Delete, Draft, Event, Exposure,
    Extra, FieldDraft, GeometryKind, Grant, Index, Int, Marks, Policy, Range, Renamed, Resource,
    Rule, Soft, Source, Target, Text, Type, Unique, Version, ZeroDate, check,
};

fn texts(texts: &[&str]) -> Cow<'static, [Text]> {
    texts
        .iter()
        .map(|text| Cow::Owned((*text).to_owned()))
        .collect()
}

pub fn belongs(columns: &[&str], table: &str, keys: &[&str]) -> Belongs {
    Belongs {
        columns: texts(columns),
        table: Cow::Owned(table.to_owned()),
        keys: texts(keys),
        bond: Bond::Restrict,
        name: None,
    }
}

/// A foreign key about which the database does something else.
fn with(belongs: Belongs, bond: Bond) -> Belongs {
    Belongs { bond, ..belongs }
}

pub fn index(name: &str, columns: &[&str]) -> Index {
    Index {
        name: Cow::Owned(name.to_owned()),
        columns: texts(columns),
    }
}

/// A CHECK about these columns, or those of its rules.
fn check_of(names: &[&str], columns: Option<&[&str]>, rules: &[&str]) -> Check {
    let rules = rules.iter().map(|rule| Rule::parse(rule).expect("a rule"));
    let rules: Vec<Rule> = rules.collect();
    Check {
        names: texts(names),
        columns: columns.map_or_else(|| Check::columns_of(&rules).into(), texts),
        rules: rules.into(),
    }
}

fn choices(rust: &str, values: &[&str]) -> Choices {
    Choices {
        rust: Cow::Owned(rust.to_owned()),
        values: texts(values),
    }
}

const fn geometry(kind: GeometryKind, srid: Option<u32>) -> Type {
    Type::Geometry { kind, srid }
}

fn field(ident: &str, ty: Type, edit: impl FnOnce(&mut FieldDraft)) -> FieldDraft {
    let mut field = FieldDraft::new(ident, ty);
    edit(&mut field);
    field
}

fn literal(text: &str) -> Option<DefaultValue> {
    Some(DefaultValue::Literal(Cow::Owned(text.to_owned())))
}

fn checked(draft: &Draft) -> Resource {
    check(0, draft).expect("the sample is sound")
}

/// An ordinary table of 12 columns.
pub fn plain() -> Resource {
    let text = |max_length| Type::Text { max_length };
    let mut draft = Draft::new("Order", "orders");
    draft.comment = Some("订单 (orders of customers)".to_owned());
    draft.belongs_to = vec![belongs(&["customer_id"], "customers", &["id"])];
    draft.fields = vec![
        field("id", Type::Int(Int::U64), |f| {
            f.key = Some(0);
            f.default = Some(DefaultValue::Auto);
            (f.filter, f.sort) = (true, true);
        }),
        field("customer_id", Type::Int(Int::I32), |f| {
            (f.filter, f.sort) = (true, true);
            f.comment = Some("who ordered".to_owned());
        }),
        field("number", text(Some(20)), |f| f.filter = true),
        field(
            "status",
            Type::Enum(choices("Status", &["new", "paid", "in transit"])),
            |f| {
                f.default = literal("new");
                f.comment = Some("0. new\n1. paid".to_owned());
            },
        ),
        field(
            "total",
            Type::Decimal {
                precision: 10,
                scale: 2,
            },
            |f| {
                f.default = literal("0.00");
            },
        ),
        field("currency", text(Some(3)), |_| {}),
        field("note", text(None), |f| f.nullable = true),
        field("password", text(Some(64)), |f| {
            f.exposure = Exposure::WriteOnly
        }),
        field("paid", Type::Bool, |f| f.default = literal("0")),
        field("due", Type::Date, |f| f.nullable = true),
        field("created_at", Type::Timestamp { fraction: 0 }, |f| {
            let now = DefaultValue::Expression(Cow::Borrowed("CURRENT_TIMESTAMP"));
            f.default = Some(now);
            f.comment = Some("when it was made, see https://example.org/a_b?c=[d]".to_owned());
        }),
        field("deleted_at", Type::DateTime { fraction: 3 }, |f| {
            f.nullable = true
        }),
    ];
    checked(&draft)
}

/// A table that uses every word of the grammar.
pub fn everything() -> Resource {
    let mut draft = Draft::new("Everything", "every `thing`");
    draft.path = Some("alles".to_owned());
    draft.comment =
        Some("- a list\n# and <b>more</b>\n\nsecond \"paragraph\" \\ \u{202e}\u{7}".to_owned());
    draft.operations = Some(vec![
        Action::List,
        Action::Get,
        Action::Create,
        Action::Update,
    ]);
    (draft.page_default, draft.page_max) = (Some(7), Some(1000));
    draft.time_zone = Some("Asia/Shanghai".to_owned());
    draft.belongs_to = vec![
        belongs(&["a"], "as", &["id"]),
        with(belongs(&["a"], "other_as", &["id"]), Bond::Cascade),
        with(belongs(&["type", "a"], "pairs", &["x", "y"]), Bond::Loose),
        belongs(
            &["type", "a", "订单 total"],
            "a_table_with_a_name_that_is_as_long_as_mysql_allows_it_to_be_ok",
            &[
                "a_column_with_a_name_that_is_as_long_as_mysql_allows_it_to_beok",
                "y",
                "z",
            ],
        ),
    ];
    draft.checks = vec![
        check_of(&["positive"], None, &["a >= 0", "a < 9"]),
        check_of(
            &["every_chk_1", "CONSTRAINT_1"],
            None,
            &["`订单 total` IN (0, 1.5)"],
        ),
        check_of(&["it \"is\" opaque"], Some(&["rating"]), &[]),
        check_of(
            &["a_check_with_a_name_that_is_as_long_as_mysql_allows_it_to_be_yes"],
            Some(&["text", "订单 total", "type"]),
            &["char_length(text) <= 80", "`订单 total` >= -1"],
        ),
    ];
    draft.unique = vec![
        index("PRIMARY", &["float"]),
        index("type", &["type", "订单 total"]),
        index(
            "a_unique_key_with_a_name_that_is_as_long_as_mysql_allows_it_to_b",
            &["u16", "u32"],
        ),
    ];
    draft.fulltext = vec![index("ft \"text\"", &["text"])];
    (draft.custom, draft.hooks) = (vec![Action::Update], true);
    draft.policy = policy();
    draft.fields = numbers();
    draft.fields.extend(texts_and_times());
    checked(&draft)
}

fn policy() -> Policy {
    let rules = |rules: &[&str]| {
        rules
            .iter()
            .map(|it| Condition::all(it).expect("rules"))
            .collect()
    };
    let grant = |to, any: &[&str]| Grant {
        to,
        any: rules(any),
    };
    let soft = |marks| {
        Delete::Soft(Soft {
            column: "date_time".into(),
            marks,
            unique: Unique::Restore,
        })
    };
    Policy {
        access: vec![
            grant(Target::Read, &["public"]),
            grant(
                Target::Write,
                &["role:editor & scope:alles", "owner:订单 total"],
            ),
            grant(Target::One(Action::Create), &["user"]),
        ]
        .into(),
        delete: soft(Some(Marks {
            deleted: "2038-01-19 03:14:07".into(),
            alive: "1970-01-01 00:00:00".into(),
        })),
        etag: Some("i32".into()),
        require_if_match: true,
        extras: vec![Extra::Bulk, Extra::Restore].into(),
        expand: texts(&["customer", "items"]),
        nested: texts(&["items"]),
        events: vec![Event::Deleted, Event::Created].into(),
        versions: vec![
            Version {
                name: "v1".into(),
                delete: Some(Delete::Forbidden),
                operations: Some(vec![Action::List, Action::Get].into()),
                names: vec![Renamed {
                    column: "订单 total".into(),
                    name: "sum".into(),
                }]
                .into(),
            },
            Version {
                name: "v2".into(),
                delete: None,
                operations: None,
                names: Vec::new().into(),
            },
        ]
        .into(),
    }
}

fn numbers() -> Vec<FieldDraft> {
    let int = |ident: &str, int| field(ident, Type::Int(int), |_| {});
    vec![
        field("type", Type::Int(Int::I64), |f| {
            f.key = Some(1);
            f.as_string = true;
            f.alias = Some("kind \"of\"".to_owned());
            f.range = Range {
                min: Some(i64::MIN),
                max: Some(i64::MAX),
            };
        }),
        field("a", Type::Int(Int::U8), |f| {
            f.key = Some(0);
            f.name = Some("b".to_owned());
            f.range = Range {
                min: None,
                max: Some(9),
            };
        }),
        field(
            "total",
            Type::Decimal {
                precision: 65,
                scale: 30,
            },
            |f| {
                f.column = Some("订单 total".to_owned());
                f.name = Some("total".to_owned());
                f.range = Range {
                    min: Some(-1),
                    max: None,
                };
            },
        ),
        int("i8", Int::I8),
        int("i16", Int::I16),
        int("i32", Int::I32),
        int("u16", Int::U16),
        int("u32", Int::U32),
        int("u64", Int::U64),
        field("boolean", Type::Bool, |f| f.nullable = true),
        field("float", Type::Float, |f| f.sort = true),
        field("double", Type::Double, |f| {
            f.exposure = Exposure::ReadOnly;
            f.default = literal("0");
        }),
        field("year", Type::Year, |f| f.filter = true),
        field("bits", Type::Bits(2), |f| {
            f.default = Some(DefaultValue::Generated)
        }),
    ]
}

fn texts_and_times() -> Vec<FieldDraft> {
    let rating = choices(
        "Rating",
        &[
            "G",
            "PG-13",
            "self",
            "",
            "1st",
            "pg 13",
            "待付款",
            "é\n\"q\"",
        ],
    );
    let feature = choices("Feature", &["Trailers", "deleted scenes"]);
    let long = "A comment that is so long that its attribute cannot stand on one line, \"quoted\"";
    let mut fields = vec![
        field(
            "text",
            Type::Text {
                max_length: Some(80),
            },
            |f| {
                f.comment = Some(long.to_owned());
            },
        ),
        field("long_text", Type::Text { max_length: None }, |f| {
            f.default =
                literal("a default that is so long that it fills the line and more, as some do it")
        }),
        field(
            "bytes",
            Type::Bytes {
                max_length: Some(16),
                fixed: true,
            },
            |f| {
                f.exposure = Exposure::Hidden;
                f.default = literal("");
            },
        ),
        field(
            "blob",
            Type::Bytes {
                max_length: None,
                fixed: false,
            },
            |f| f.exposure = Exposure::WriteOnly,
        ),
        field("date", Type::Date, |f| f.zero_date = Some(ZeroDate::Text)),
        field("time", Type::Time { fraction: 0 }, |_| {}),
        field("date_time", Type::DateTime { fraction: 6 }, |f| {
            f.zero_date = Some(ZeroDate::Error);
            f.on_update = true;
        }),
        field("timestamp", Type::Timestamp { fraction: 3 }, |f| {
            let sql = "concat('an expression ', 'that is too long for one line', ' of the file')";
            f.default = Some(DefaultValue::Expression(Cow::Borrowed(sql)));
        }),
        field("rating", Type::Enum(rating.clone()), |_| {}),
        field("ratings", Type::Set(rating), |f| f.nullable = true),
        field("features", Type::Set(feature.clone()), |_| {}),
        field("feature", Type::Enum(feature), |f| f.nullable = true),
        field("json", Type::Json, |f| f.nullable = true),
        field("geometry", geometry(GeometryKind::Geometry, None), |_| {}),
        field("spot", geometry(GeometryKind::Point, Some(4326)), |f| {
            f.nullable = true
        }),
    ];
    let name = "a_column_whose_name_is_so_long_that_its_type_goes_to_a_line_below_it";
    fields.push(field(name, Type::Timestamp { fraction: 0 }, |f| {
        f.nullable = true
    }));
    let name = "another_column_of_that_kind_with_a_type_of_its_own";
    let ty = choices("AnotherColumnOfThatKindWithATypeOfItsOwn", &["x"]);
    fields.push(field(name, Type::Set(ty), |f| f.nullable = true));
    fields
}

/// A view, which has no key.
pub fn view() -> Resource {
    let mut draft = Draft::new("ActorInfo", "actor_info");
    draft.source = Source::View;
    draft.fields = vec![FieldDraft::new("id", Type::Int(Int::U16))];
    checked(&draft)
}
