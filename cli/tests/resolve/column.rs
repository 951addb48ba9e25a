//! Columns: types, keys, filters, secrets and defaults.

use chassis_model::{Action, DefaultValue, Exposure, Field, Int, Type, ZeroDate};

use super::{database, field, good, messages, resource};

#[test]
fn a_value_that_stands_twice_is_one_value() {
    let resolved = good(
        "CREATE TABLE t (id int PRIMARY KEY, e enum('a','b','a'), s set('x','x'));",
        "",
    );
    for (column, values) in [("e", vec!["a", "b"]), ("s", vec!["x"])] {
        let (Type::Enum(choices) | Type::Set(choices)) = &field(&resolved, "t", column).ty else {
            panic!("no list")
        };
        assert_eq!(choices.values.as_ref(), values, "{column}");
    }
}

#[test]
fn types_are_the_models() {
    let dump = "CREATE TABLE t (id tinyint(1) AUTO_INCREMENT PRIMARY KEY, flag tinyint(1), two tinyint(1) DEFAULT 2, b bit(1),
        bits bit(9), m mediumint, mu mediumint unsigned, d decimal(7,3) unsigned, f float, y year, c char(3), t tinytext,
        bl blob, bi binary(16), e enum('a','b'), s set('x'), j json, ts timestamp(3) NULL, u uuid, o inventedtype);";
    let resolved = good(dump, "");
    let ty = |column: &str| field(&resolved, "t", column).ty.clone();
    assert_eq!(ty("id"), Type::Int(Int::I8));
    assert_eq!(ty("flag"), Type::Bool);
    assert_eq!(ty("two"), Type::Int(Int::I8));
    assert_eq!(ty("b"), Type::Bool);
    assert_eq!(ty("bits"), Type::Bits(9));
    assert_eq!(field(&resolved, "t", "m").range.min, Some(-8_388_608));
    assert_eq!(field(&resolved, "t", "mu").range.max, Some(16_777_215));
    assert_eq!(
        ty("d"),
        Type::Decimal {
            precision: 7,
            scale: 3
        }
    );
    assert_eq!(field(&resolved, "t", "d").range.min, Some(0));
    assert_eq!(ty("y"), Type::Year);
    assert_eq!(
        ty("c"),
        Type::Text {
            max_length: Some(3)
        }
    );
    assert_eq!(ty("t"), Type::Text { max_length: None });
    assert_eq!(
        ty("bi"),
        Type::Bytes {
            max_length: Some(16),
            fixed: true
        }
    );
    assert_eq!(
        ty("bl"),
        Type::Bytes {
            max_length: None,
            fixed: false
        }
    );
    assert_eq!(ty("ts"), Type::Timestamp { fraction: 3 });
    assert_eq!(
        ty("u"),
        Type::Text {
            max_length: Some(36)
        }
    );
    assert_eq!(ty("o"), Type::Text { max_length: None });
    let Type::Enum(choices) = ty("e") else {
        panic!("no enum")
    };
    assert_eq!((choices.rust.as_ref(), choices.values.len()), ("TE", 2));
    assert!(
        resolved
            .notes
            .iter()
            .any(|note| note.contains("INVENTEDTYPE") || note.contains("inventedtype"))
    );
    database(&resolved);
}

#[test]
fn keys_are_primary_then_unique_then_none() {
    let resolved = good(
        "CREATE TABLE p (a int, b int, PRIMARY KEY (b, a));
         CREATE TABLE u (a int NOT NULL, b varchar(9) NOT NULL, c int, UNIQUE (c), UNIQUE (b(3)), UNIQUE (b, a));
         CREATE TABLE n (a int, UNIQUE (a));
         CREATE TABLE f (a double PRIMARY KEY);",
        "",
    );
    let key = |table: &str| {
        let key = resource(&resolved, table).key();
        key.iter()
            .map(|field| field.column.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(key("p"), ["b", "a"]);
    assert_eq!(key("u"), ["b", "a"]);
    assert!(key("n").is_empty() && key("f").is_empty());
    assert_eq!(
        *resource(&resolved, "n").operations,
        [Action::List, Action::Create]
    );
    assert!(
        resolved
            .notes
            .iter()
            .any(|note| note.contains("primary key of `f`"))
    );
}

#[test]
fn columns_that_lead_an_index_filter_and_sort() {
    let resolved = good(
        "CREATE TABLE o (id int PRIMARY KEY);
         CREATE TABLE t (a int, b int, c int, d text, e int, f int, j varchar(9), k varchar(9), pwd varchar(9), PRIMARY KEY (a, b), KEY (c, e),
             FULLTEXT (d), KEY (j(3)), KEY (k(9)), KEY (pwd), FOREIGN KEY (f) REFERENCES o (id));",
        "",
    );
    let columns = |used: fn(&Field) -> bool| -> Vec<&str> {
        let fields = resource(&resolved, "t").fields.iter();
        let fields = fields.filter(|field| used(field));
        fields.map(|field| field.column.as_ref()).collect()
    };
    assert_eq!(columns(|field| field.filter), ["a", "c", "f", "j", "k"]);
    // A prefix of the column's own length is none.
    assert_eq!(columns(|field| field.sort), ["a", "c", "f", "k"]);
    let belongs = &resource(&resolved, "t").belongs_to[0];
    assert_eq!(
        (belongs.table.as_ref(), belongs.keys[0].as_ref()),
        ("o", "id")
    );
    let alone = good(
        "CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (f int, FOREIGN KEY (f) REFERENCES o (id), FOREIGN KEY (f) REFERENCES x (id));",
        "resources: {o: skip}\n",
    );
    assert!(resource(&alone, "t").belongs_to.is_empty());
    assert!(alone.notes.iter().any(|note| note.contains("no table `x`")));
}

#[test]
fn secrets_are_write_only_unless_said_or_linked() {
    let dump = "CREATE TABLE u (token varchar(9) PRIMARY KEY, password varchar(9), api_key blob, password_set tinyint, salt text);";
    let resolved = good(
        dump,
        "resources: {u: {columns: {salt: {write_only: false}}}}\n",
    );
    let exposure = |column: &str| field(&resolved, "u", column).exposure;
    assert_eq!(exposure("token"), Exposure::ReadWrite);
    assert_eq!(exposure("password"), Exposure::WriteOnly);
    assert_eq!(exposure("api_key"), Exposure::WriteOnly);
    assert_eq!(exposure("password_set"), Exposure::ReadWrite);
    assert_eq!(exposure("salt"), Exposure::ReadWrite);
    assert_eq!(
        resolved
            .notes
            .iter()
            .filter(|note| note.contains("looks like a secret"))
            .count(),
        2
    );
}

#[test]
fn defaults_keep_the_servers_words() {
    let resolved = good(
        "CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, a int DEFAULT NULL, b datetime(3) DEFAULT CURRENT_TIMESTAMP(3),
            c datetime DEFAULT '0000-00-00 00:00:00', d int GENERATED ALWAYS AS (id + 1), e char(36) DEFAULT (uuid()));",
        "defaults: {big_integers: string, zero_date: text}\nresources: {t: {columns: {c: {zero_date: error}}}}\n",
    );
    let default = |column: &str| field(&resolved, "t", column).default.clone();
    assert_eq!(default("id"), Some(DefaultValue::Auto));
    assert_eq!(default("a"), None);
    assert_eq!(
        default("b"),
        Some(DefaultValue::Expression("CURRENT_TIMESTAMP(3)".into()))
    );
    assert_eq!(
        default("c"),
        Some(DefaultValue::Literal("0000-00-00 00:00:00".into()))
    );
    assert_eq!(default("d"), Some(DefaultValue::Generated));
    assert!(matches!(default("e"), Some(DefaultValue::Expression(_))));
    assert!(field(&resolved, "t", "id").as_string && !field(&resolved, "t", "a").as_string);
    assert_eq!(field(&resolved, "t", "b").zero_date, ZeroDate::Text);
    assert_eq!(field(&resolved, "t", "c").zero_date, ZeroDate::Error);
}

#[test]
fn the_spec_tells_flags_from_numbers() {
    let ddl = "CREATE TABLE t (id int PRIMARY KEY, a tinyint(1), b tinyint(1) unsigned, c tinyint(4), d tinyint(1), e bit(1));";
    let resolved = good(
        ddl,
        "resources: {t: {columns: {a: {type: i8}, b: {type: u8}, c: {type: bool}, e: {type: bool}}}}",
    );
    let types: Vec<&Type> = resource(&resolved, "t").fields[1..]
        .iter()
        .map(|field| &field.ty)
        .collect();
    assert_eq!(
        types,
        [
            &Type::Int(Int::I8),
            &Type::Int(Int::U8),
            &Type::Bool,
            &Type::Bool,
            &Type::Bool
        ]
    );
}

#[test]
fn a_spoken_type_must_be_the_columns() {
    let ddl = "CREATE TABLE t (id int PRIMARY KEY, a tinyint(1), b tinyint unsigned, c int, e enum('x'));";
    for (said, wanted) in [
        ("a: {type: u8}", "a TINYINT of this sign cannot be `u8`"),
        ("b: {type: i8}", "a TINYINT of this sign cannot be `i8`"),
        ("c: {type: bool}", "`type` is for ENUM, SET and TINYINT"),
        ("a: {type: Flag}", "a TINYINT of this sign cannot be `Flag`"),
        (
            "e: {type: bool}",
            "`bool` is no name for the type of an ENUM",
        ),
    ] {
        let spec = format!("resources: {{t: {{columns: {{{said}}}}}}}");
        let errors = messages(ddl, &spec).join("\n");
        assert!(errors.contains(wanted), "{said}: {errors}");
    }
}
