//! Column definitions: types, and options that sqlparser alone would refuse or lose.

use super::super::schema::{Column, ColumnDefault, Generated, SqlType};
use super::{columns, faults, table};

/// The column that a definition makes.
fn column(definition: &str) -> Column {
    let mut table = table(&format!("CREATE TABLE t (c {definition});"));
    table.columns.remove(0)
}

fn integer(bytes: u8, unsigned: bool, width: Option<u64>) -> SqlType {
    SqlType::Integer {
        bytes,
        unsigned,
        width,
    }
}

fn decimal(precision: u64, scale: u64, unsigned: bool) -> SqlType {
    SqlType::Decimal {
        precision,
        scale,
        unsigned,
    }
}

fn geometry(kind: &str, srid: Option<u32>) -> SqlType {
    let kind = kind.to_owned();
    SqlType::Geometry { kind, srid }
}

fn texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

/// mysqldump 8 hides the reference system from older servers.
#[test]
fn srid_in_a_comment_of_mysql_8() {
    let mut table = table(
        "-- MySQL dump 10.13  Distrib 8.0.33, for Linux (x86_64)\n\
         CREATE TABLE t (c point NOT NULL /*!80003 SRID 4326 */, KEY (c));",
    );
    assert_eq!(table.columns.remove(0).ty, geometry("POINT", Some(4326)));
}

#[test]
fn types_of_mysql() {
    let (signed, unsigned) = (false, true);
    let types = [
        ("tinyint(1)", integer(1, false, Some(1))),
        ("bool", integer(1, false, Some(1))),
        ("SMALLINT UNSIGNED", integer(2, true, None)),
        ("mediumint", integer(3, false, None)),
        ("int(10) unsigned", integer(4, true, Some(10))),
        ("INTEGER", integer(4, false, None)),
        ("INT8", integer(8, false, None)),
        ("bigint(20) unsigned zerofill", integer(8, true, Some(20))),
        ("decimal(10,2)", decimal(10, 2, false)),
        ("decimal unsigned", decimal(10, 0, true)),
        ("decimal(19.5)", decimal(19, 0, false)),
        ("decimal(0.2)", decimal(10, 0, false)),
        (
            "bigint(20) ZEROFILL signed UNSIGNED signed",
            integer(8, true, Some(20)),
        ),
        ("float", SqlType::Float { unsigned: signed }),
        ("float(7,4) unsigned", SqlType::Float { unsigned }),
        ("float(30)", SqlType::Double { unsigned: signed }),
        ("double(10,2) unsigned", SqlType::Double { unsigned }),
        ("bit", SqlType::Bit(1)),
        ("bit(9)", SqlType::Bit(9)),
        ("char", SqlType::Char(1)),
        ("char(3)", SqlType::Char(3)),
        ("varchar(255)", SqlType::Varchar(255)),
        ("character varying(9)", SqlType::Varchar(9)),
        ("tinytext", SqlType::Text { bytes: 255 }),
        ("text", SqlType::Text { bytes: 65_535 }),
        ("mediumtext", SqlType::Text { bytes: 16_777_215 }),
        (
            "longtext",
            SqlType::Text {
                bytes: 4_294_967_295,
            },
        ),
        ("binary(16)", SqlType::Binary(16)),
        ("varbinary(9)", SqlType::Varbinary(9)),
        ("blob", SqlType::Blob { bytes: 65_535 }),
        (
            "longblob",
            SqlType::Blob {
                bytes: 4_294_967_295,
            },
        ),
        ("date", SqlType::Date),
        ("time(3)", SqlType::Time(3)),
        ("datetime", SqlType::DateTime(0)),
        ("timestamp(6)", SqlType::Timestamp(6)),
        ("year(4)", SqlType::Year),
        ("json", SqlType::Json),
        ("point", geometry("POINT", None)),
        ("geometrycollection", geometry("GEOMETRYCOLLECTION", None)),
        ("geomcollection", geometry("GEOMETRYCOLLECTION", None)),
        (
            "polygon not null srid 4326",
            geometry("POLYGON", Some(4326)),
        ),
        ("point not null srid 0", geometry("POINT", Some(0))),
        ("point ref_system_id=4326 not null", geometry("POINT", None)),
        ("uuid", SqlType::Uuid),
        ("inet6", SqlType::Inet("INET6".to_owned())),
        (
            "enum('a','it''s','(,)','b ')",
            SqlType::Enum(texts(&["a", "it's", "(,)", "b"])),
        ),
        ("set(\"x\",'订')", SqlType::Set(texts(&["x", "订"]))),
    ];
    for (definition, ty) in types {
        assert_eq!(column(definition).ty, ty, "{definition}");
    }
}

/// Each is a gap of sqlparser 0.64 that `rewrite` works round.
#[test]
fn type_names_that_are_put_into_others() {
    let varchar = || SqlType::Varchar(9);
    let types = [
        ("numeric(5,1) unsigned", decimal(5, 1, true)),
        ("fixed(5) unsigned", decimal(5, 0, true)),
        ("dec(5,1)", decimal(5, 1, false)),
        ("real(5,1)", SqlType::Double { unsigned: false }),
        (
            "double precision unsigned",
            SqlType::Double { unsigned: true },
        ),
        ("national varchar(9)", varchar()),
        ("national character varying(9)", varchar()),
        ("national char(9)", SqlType::Char(9)),
        ("nchar(9)", SqlType::Char(9)),
        ("nchar varchar(9)", varchar()),
        ("nchar varying(9)", varchar()),
        ("nvarchar(9)", varchar()),
        ("long varbinary", SqlType::Blob { bytes: 16_777_215 }),
        ("long varchar", SqlType::Text { bytes: 16_777_215 }),
        ("long", SqlType::Text { bytes: 16_777_215 }),
        ("int zerofill", integer(4, true, None)),
        ("int signed", integer(4, false, None)),
    ];
    for (definition, ty) in types {
        assert_eq!(column(definition).ty, ty, "{definition}");
    }
}

#[test]
fn serial_is_a_key() {
    let table = table("CREATE TABLE t (c SERIAL, d int SERIAL DEFAULT VALUE);");
    for column in &table.columns {
        assert!(column.auto_increment && !column.nullable, "{column:?}");
    }
    assert_eq!(table.columns[0].ty, integer(8, true, None));
    assert_eq!(table.indexes.len(), 2);
}

#[test]
fn options_that_say_nothing_of_values() {
    for options in [
        "COLUMN_FORMAT DYNAMIC",
        "STORAGE DISK",
        "ENGINE_ATTRIBUTE='{}'",
        "ENGINE_ATTRIBUTE '{}'",
        "SECONDARY_ENGINE_ATTRIBUTE = '{}'",
        "COMPRESSED",
        "COMPRESSED=zlib",
        "WITH SYSTEM VERSIONING",
        "WITHOUT SYSTEM VERSIONING",
        "VISIBLE",
    ] {
        let found = column(&format!("varchar(9) {options} NOT NULL COMMENT 'x'"));
        assert_eq!(found.ty, SqlType::Varchar(9), "{options}");
        assert!(!found.nullable && found.comment == "x", "{options}");
    }
    assert!(column("int INVISIBLE").invisible);
    let versioned = table(
        "CREATE TABLE t (a int, `from` timestamp(6) GENERATED ALWAYS AS ROW START INVISIBLE,
         `to` timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (`from`, `to`)) WITH SYSTEM VERSIONING;",
    );
    assert_eq!(columns(&versioned), ["a", "from", "to"]);
}

#[test]
fn character_sets_and_collations() {
    for (definition, charset, collation) in [
        (
            "varchar(9) CHARACTER SET Latin1 COLLATE latin1_bin",
            Some("latin1"),
            Some("latin1_bin"),
        ),
        ("varchar(9) CHARSET utf8", Some("utf8"), None),
        ("varchar(9) CHAR SET utf8", Some("utf8"), None),
        (
            "varchar(9) NOT NULL COLLATE utf8_bin",
            None,
            Some("utf8_bin"),
        ),
        ("varchar(9) BINARY", None, Some("utf8mb4_bin")),
        ("enum('a') CHARACTER SET latin1", Some("latin1"), None),
        ("char(9) BYTE", None, None),
        ("char(9) ASCII", None, None),
        ("char(9) UNICODE", None, None),
    ] {
        let found = column(definition);
        assert_eq!(found.charset.as_deref(), charset, "{definition}");
        assert_eq!(found.collation.as_deref(), collation, "{definition}");
    }
}

#[test]
fn defaults() {
    let literal = |text: &str| ColumnDefault::Literal(text.to_owned());
    let expression = |text: &str| ColumnDefault::Expression(text.to_owned());
    for (definition, default) in [
        ("int DEFAULT NULL", ColumnDefault::Null),
        ("int DEFAULT 0", literal("0")),
        ("int DEFAULT -1", literal("-1")),
        ("int DEFAULT +1", literal("1")),
        ("int DEFAULT (7)", literal("7")),
        ("int DEFAULT TRUE", literal("1")),
        ("int DEFAULT 0x1F", literal("31")),
        ("int DEFAULT x'1F'", literal("31")),
        ("bit(3) DEFAULT b'101'", literal("5")),
        ("bit(3) DEFAULT 0b101", literal("5")),
        ("decimal(5,2) DEFAULT '0.00'", literal("0.00")),
        ("varchar(9) DEFAULT ''", literal("")),
        ("varchar(9) DEFAULT 'it''s \\'x\\''", literal("it's 'x'")),
        ("varchar(9) DEFAULT \"x\"", literal("x")),
        ("varchar(9) DEFAULT _utf8mb4'x'", literal("x")),
        ("varchar(9) DEFAULT N'x'", literal("x")),
        ("datetime DEFAULT CURRENT_TIMESTAMP", ColumnDefault::Now),
        ("datetime(6) DEFAULT now(6)", ColumnDefault::Now),
        (
            "datetime DEFAULT current_timestamp() ON UPDATE current_timestamp()",
            ColumnDefault::Now,
        ),
        ("char(36) DEFAULT (uuid())", expression("(uuid())")),
        ("int DEFAULT (1 + 2)", expression("(1 + 2)")),
    ] {
        assert_eq!(column(definition).default, Some(default), "{definition}");
    }
    assert_eq!(column("int").default, None);
    assert!(column("timestamp NULL ON UPDATE CURRENT_TIMESTAMP").on_update_now);
}

#[test]
fn generated_columns() {
    let generated = |expression: &str, stored| {
        Some(Generated {
            expression: expression.to_owned(),
            stored,
        })
    };
    for (definition, expected) in [
        (
            "int GENERATED ALWAYS AS (1 + 2) STORED",
            generated("1 + 2", true),
        ),
        (
            "int GENERATED ALWAYS AS (1) VIRTUAL COMMENT 'x'",
            generated("1", false),
        ),
        ("int AS (1)", generated("1", false)),
        ("int AS (1) PERSISTENT", generated("1", true)),
        (
            "int AS (cast('1' as char(3) charset latin1) + CAST('2' AS CHAR CHARACTER SET utf8mb4))",
            generated("CAST('1' AS CHAR(3)) + CAST('2' AS CHAR)", false),
        ),
        (
            "binary(4) AS (cast('1' as char(4) charset binary))",
            generated("CAST('1' AS BINARY(4))", false),
        ),
    ] {
        assert_eq!(column(definition).generated, expected, "{definition}");
    }
}

#[test]
fn nullability_and_comments() {
    assert!(column("int").nullable);
    assert!(column("int NULL").nullable);
    assert!(!column("int NOT NULL").nullable);
    assert!(!column("int PRIMARY KEY").nullable);
    let found = column("int(11) NOT NULL AUTO_INCREMENT COMMENT '订''单, \"id\"; -- no' KEY");
    assert!(found.auto_increment && !found.nullable);
    assert_eq!(found.comment, "订'单, \"id\"; -- no");
    assert_eq!(column("int COMMENT \"it's\"").comment, "it's");
    assert_eq!(column("int COMMENT 'a' 'b'").comment, "ab");
}

#[test]
fn json_of_mariadb() {
    let found =
        column("longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin CHECK (json_valid(`c`))");
    assert_eq!(found.ty, SqlType::Json);
    assert_eq!(
        column("longtext").ty,
        SqlType::Text {
            bytes: 4_294_967_295
        }
    );
}

#[test]
fn reserved_words_and_odd_names() {
    let table = table(
        "CREATE TABLE t (`order` int, `a``b` int, `订单` int, `select` int, period int, `key` int, `index` int, `a b` int, `` int, count int, data int, `check` int, 1a int, $b int);",
    );
    assert_eq!(
        columns(&table)[..8],
        [
            "order", "a`b", "订单", "select", "period", "key", "index", "a b"
        ]
    );
    assert_eq!(columns(&table)[9..11], ["count", "data"]);
}

#[test]
fn unknown_types_are_refused() {
    assert_eq!(
        faults("CREATE TABLE t (\n  a inte(11) NOT NULL,\n  b xyzzy);"),
        [
            "error 2:5:4 there is no type `inte` | did you mean `INT`?",
            "error 3:5:5 there is no type `xyzzy` | write one of MySQL's or MariaDB's types",
        ]
    );
    assert_eq!(
        column("vector(3)").ty,
        SqlType::Other("vector(3)".to_owned())
    );
}

#[test]
fn what_json_value_does_without_a_value_is_left_out() {
    for clauses in [
        "",
        " RETURNING CHAR(36) CHARACTER SET latin1",
        " ERROR ON EMPTY",
        " RETURNING DECIMAL(4,2) NULL ON EMPTY DEFAULT '1' ON ERROR",
    ] {
        let column = column(&format!(
            "varchar(36) AS (upper(JSON_VALUE(`d`, _utf8mb4'$.a'{clauses}))) STORED NOT NULL"
        ));
        let generated = Generated {
            expression: "upper(JSON_VALUE(`d`, _utf8mb4 '$.a'))".to_owned(),
            stored: true,
        };
        assert_eq!(column.generated, Some(generated), "{clauses}");
        assert!(!column.nullable, "{clauses}");
    }
}
