//! Values of every type: what goes in comes out.

use std::borrow::Cow;

use chassis::db::Database;
use chassis::model::{Choices, GeometryKind, Int, Type};
use chassis::value::Value;

use super::{column, execute, fetch, pick, set_up};

struct Case {
    mysql: &'static str,
    sqlite: &'static str,
    ty: Type,
    values: Vec<Value>,
}

fn case<const N: usize>(
    mysql: &'static str,
    sqlite: &'static str,
    ty: Type,
    values: [Value; N],
) -> Case {
    Case {
        mysql,
        sqlite,
        ty,
        values: values.into(),
    }
}

fn texts<const N: usize>(values: [&str; N]) -> [Value; N] {
    values.map(|value| Value::Text(value.to_owned()))
}

fn choices(values: &'static [Cow<'static, str>]) -> Choices {
    Choices {
        rust: Cow::Borrowed("Choice"),
        values: Cow::Borrowed(values),
    }
}

fn numbers() -> Vec<Case> {
    use Value::{Float, Int as I, Unsigned};
    let int = Type::Int;
    let max = i64::MAX;
    vec![
        case("TINYINT(1)", "INTEGER", Type::Bool, [I(0), I(1)]),
        case("BIT(1)", "INTEGER", Type::Bool, [I(0), I(1)]),
        case("TINYINT", "INTEGER", int(Int::I8), [I(-128), I(127)]),
        case(
            "SMALLINT",
            "INTEGER",
            int(Int::I16),
            [I(-32_768), I(32_767)],
        ),
        case(
            "MEDIUMINT",
            "INTEGER",
            int(Int::I32),
            [I(-8_388_608), I(8_388_607)],
        ),
        case(
            "INT",
            "INTEGER",
            int(Int::I32),
            [I(-2_147_483_648), I(2_147_483_647)],
        ),
        case("BIGINT", "INTEGER", int(Int::I64), [I(i64::MIN), I(max)]),
        case("TINYINT UNSIGNED", "INTEGER", int(Int::U8), [I(0), I(255)]),
        case(
            "SMALLINT UNSIGNED",
            "INTEGER",
            int(Int::U16),
            [I(0), I(65_535)],
        ),
        case(
            "INT UNSIGNED ZEROFILL",
            "INTEGER",
            int(Int::U32),
            [I(0), I(4_294_967_295)],
        ),
        case(
            "BIGINT UNSIGNED",
            "INTEGER",
            int(Int::U64),
            [I(0), I(max), Unsigned(1 << 63), Unsigned(u64::MAX)],
        ),
        case(
            "FLOAT",
            "REAL",
            Type::Float,
            [
                Float(1.1),
                Float(-3.4e38),
                Float(16_777_216.0),
                Float(1e-20),
            ],
        ),
        case(
            "DOUBLE",
            "REAL",
            Type::Double,
            [
                Float(1.1),
                Float(-1.7e308),
                Float(0.1 + 0.2),
                Float(9_007_199_254_740_993.0),
            ],
        ),
        case("YEAR", "INTEGER", Type::Year, [I(0), I(1901), I(2155)]),
        case("BIT(2)", "INTEGER", Type::Bits(2), [I(0), I(3)]),
        case(
            "BIT(10)",
            "INTEGER",
            Type::Bits(10),
            [I(1), I(258), I(1023)],
        ),
        case(
            "BIT(64)",
            "INTEGER",
            Type::Bits(64),
            [I(max), Unsigned(u64::MAX)],
        ),
    ]
}

fn decimals() -> Vec<Case> {
    let decimal = |precision, scale| Type::Decimal { precision, scale };
    let stored = "TEXT COLLATE DECIMAL";
    vec![
        case(
            "DECIMAL(65,30)",
            stored,
            decimal(65, 30),
            texts([
                "99999999999999999999999999999999999.999999999999999999999999999999",
                "-0.000000000000000000000000000001",
            ]),
        ),
        case(
            "DECIMAL(10,2)",
            stored,
            decimal(10, 2),
            texts(["0.00", "-1.50", "12345678.90"]),
        ),
        case(
            "DECIMAL(5)",
            stored,
            decimal(5, 0),
            texts(["-99999", "0", "7"]),
        ),
        case(
            "DECIMAL(6,2) ZEROFILL",
            stored,
            decimal(6, 2),
            texts(["0.05", "1234.50"]),
        ),
    ]
}

fn strings() -> Vec<Case> {
    let ci = "TEXT COLLATE MYSQL_CI";
    let text = Type::Text { max_length: None };
    let long = "ü漢😀".repeat(30_000);
    let bytes = Type::Bytes {
        max_length: None,
        fixed: false,
    };
    let all: Vec<u8> = (0..=255).collect();
    // A point in MySQL's own form: reference system 0, then well-known binary, little-endian.
    let mut point = vec![0, 0, 0, 0, 1, 1, 0, 0, 0];
    point.extend(1.5_f64.to_le_bytes());
    point.extend((-2.0_f64).to_le_bytes());
    let rating = choices(&[
        Cow::Borrowed("G"),
        Cow::Borrowed("PG-13"),
        Cow::Borrowed("限制級"),
    ]);
    let extras = choices(&[
        Cow::Borrowed("Trailers"),
        Cow::Borrowed("Deleted Scenes"),
        Cow::Borrowed("Ü"),
    ]);
    vec![
        case(
            "VARCHAR(50)",
            ci,
            text.clone(),
            texts(["Grüße, 漢字 😀", "", "a\0b'\"\\", " x "]),
        ),
        case(
            "VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            "TEXT",
            text.clone(),
            texts(["bin 漢字"]),
        ),
        case(
            "VARCHAR(50) CHARACTER SET latin1",
            ci,
            text.clone(),
            texts(["Café €"]),
        ),
        case("LONGTEXT", ci, text, [Value::Text(long)]),
        case(
            "VARBINARY(300)",
            "BLOB",
            bytes.clone(),
            [Value::Bytes(all), Value::Bytes(Vec::new())],
        ),
        case(
            "BINARY(4)",
            "BLOB",
            bytes.clone(),
            [Value::Bytes(vec![0, 255, 0, 0])],
        ),
        case(
            "LONGBLOB",
            "BLOB",
            bytes,
            [Value::Bytes(vec![0xE9; 100_000])],
        ),
        case(
            "POINT",
            "BLOB",
            Type::Geometry {
                kind: GeometryKind::Point,
                srid: None,
            },
            [Value::Bytes(point)],
        ),
        case(
            "ENUM('G','PG-13','限制級')",
            ci,
            Type::Enum(rating),
            texts(["G", "PG-13", "限制級"]),
        ),
        case(
            "SET('Trailers','Deleted Scenes','Ü')",
            "TEXT",
            Type::Set(extras),
            texts(["", "Ü", "Trailers,Ü", "Trailers,Deleted Scenes,Ü"]),
        ),
        case(
            "JSON",
            "TEXT",
            Type::Json,
            texts([r#"{"a": [1, 2.50, "ü\n"], "b": null}"#, "null"]),
        ),
    ]
}

fn moments() -> Vec<Case> {
    let time = |fraction| Type::Time { fraction };
    let date_time = |fraction| Type::DateTime { fraction };
    let timestamp = |fraction| Type::Timestamp { fraction };
    vec![
        case(
            "DATE",
            "TEXT",
            Type::Date,
            texts(["1000-01-01", "2024-02-29", "9999-12-31", "0000-00-00"]),
        ),
        case(
            "TIME",
            "TEXT",
            time(0),
            texts([
                "00:00:00",
                "23:59:59",
                "100:00:01",
                "838:59:59",
                "-838:59:59",
                "-00:00:01",
            ]),
        ),
        case(
            "TIME(3)",
            "TEXT",
            time(3),
            texts(["00:00:00.000", "-26:00:00.250"]),
        ),
        case(
            "TIME(6)",
            "TEXT",
            time(6),
            texts(["-00:00:00.000001", "838:59:58.999999"]),
        ),
        case(
            "DATETIME",
            "TEXT",
            date_time(0),
            texts(["2024-02-29 23:59:59", "0000-00-00 00:00:00"]),
        ),
        case(
            "DATETIME(3)",
            "TEXT",
            date_time(3),
            texts(["1000-01-01 00:00:00.000", "2024-02-29 00:00:00.120"]),
        ),
        case(
            "DATETIME(6)",
            "TEXT",
            date_time(6),
            texts(["9999-12-31 23:59:59.999999"]),
        ),
        case(
            "TIMESTAMP NULL",
            "TEXT",
            timestamp(0),
            texts([
                "1970-01-01 00:00:01",
                "2038-01-19 03:14:07",
                "0000-00-00 00:00:00",
            ]),
        ),
        case(
            "TIMESTAMP(6) NULL",
            "TEXT",
            timestamp(6),
            texts(["2024-03-31 02:30:00.000001"]),
        ),
    ]
}

/// Every type, its extremes, and NULL.
pub async fn every_type_round_trips(database: &Database) {
    let cases = [numbers(), decimals(), strings(), moments()];
    for (index, case) in cases.into_iter().flatten().enumerate() {
        let ty = pick(database, case.mysql, case.sqlite);
        let strict = pick(database, "CHARACTER SET utf8mb4", "STRICT");
        let create = format!("CREATE TABLE t{index} (id INTEGER PRIMARY KEY, v {ty}) {strict}");
        set_up(database, &[&create]).await;
        let mut values = case.values;
        values.push(Value::Null);
        let insert = format!("INSERT INTO t{index} (id, v) VALUES (?, ?)");
        for (id, value) in (1..).zip(&values) {
            let inserted = execute(database, &insert, vec![Value::Int(id), value.clone()]).await;
            assert!(inserted.is_ok(), "{} {value:?}: {inserted:?}", case.mysql);
        }
        let select = format!("SELECT v FROM t{index} ORDER BY id");
        let stored = fetch(database, &select, column(case.ty)).await;
        assert_eq!(stored, values, "{} {}", case.mysql, case.sqlite);
    }
}
