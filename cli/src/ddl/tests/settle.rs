//! What the server settles of a table, as SHOW CREATE prints it.

use super::super::schema::ColumnDefault;
use super::{schema, table};

#[test]
fn constants_are_as_stored() {
    for (definition, stored) in [
        ("decimal(5,2) DEFAULT 0", "0.00"),
        ("decimal(5,2) DEFAULT '-1.005'", "-1.01"),
        ("decimal(5,0) DEFAULT '9.5'", "10"),
        (
            "decimal(65,30) DEFAULT 1",
            "1.000000000000000000000000000000",
        ),
        ("double DEFAULT '0.0000'", "0"),
        ("float(7,4) DEFAULT '1.5000'", "1.5"),
        ("double DEFAULT 1e30", "1e30"),
        ("int DEFAULT '007'", "7"),
        ("int DEFAULT '1.5'", "2"),
        (
            "bigint unsigned DEFAULT 18446744073709551615",
            "18446744073709551615",
        ),
        ("binary(3) DEFAULT ''", "\0\0\0"),
        ("binary(3) DEFAULT 'ab'", "ab\0"),
        ("varbinary(3) DEFAULT ''", ""),
        ("datetime DEFAULT '2000-01-01'", "2000-01-01 00:00:00"),
        (
            "datetime(2) DEFAULT '2000-01-01 01:02:03'",
            "2000-01-01 01:02:03.00",
        ),
        ("timestamp DEFAULT 0", "0000-00-00 00:00:00"),
        ("date DEFAULT '2000-01-01'", "2000-01-01"),
        ("time DEFAULT '-838:59:59'", "-838:59:59"),
        ("varchar(9) DEFAULT '007'", "007"),
    ] {
        let table = table(&format!("CREATE TABLE t (c {definition});"));
        let expected = Some(ColumnDefault::Literal(stored.to_owned()));
        assert_eq!(table.columns[0].default, expected, "{definition}");
    }
}

#[test]
fn a_sequence_is_named_without_its_database() {
    for sequence in ["`a`.`s`", "a.s", "`s`", "s"] {
        let table = table(&format!(
            "CREATE TABLE t (c int DEFAULT nextval({sequence}));"
        ));
        let expected = Some(ColumnDefault::Expression("nextval(`s`)".to_owned()));
        assert_eq!(table.columns[0].default, expected, "{sequence}");
    }
}

#[test]
fn keys_name_columns_as_they_were_defined() {
    let schema = schema(
        "CREATE TABLE a (Id int, Other int, UNIQUE (OTHER), PRIMARY KEY (ID));
         CREATE TABLE b (aId int, FOREIGN KEY (AID) REFERENCES A (iD), KEY k (AID));",
    );
    let [a, b] = schema.tables.as_slice() else {
        panic!("two tables")
    };
    assert_eq!(a.primary_key, ["Id"]);
    assert!(!a.columns[0].nullable);
    assert_eq!(a.indexes[0].parts[0].column.as_deref(), Some("Other"));
    assert_eq!(b.indexes[0].parts[0].column.as_deref(), Some("aId"));
    assert_eq!(b.foreign_keys[0].columns, ["aId"]);
    assert_eq!(b.foreign_keys[0].referred, ["Id"]);
}

#[test]
fn binary_is_the_collation_of_the_character_set() {
    for (column, table_options, collation) in [
        ("varchar(9) BINARY", "", "utf8mb4_bin"),
        ("varchar(9) BINARY", "CHARSET=utf8", "utf8_bin"),
        (
            "varchar(9) BINARY",
            "COLLATE=latin1_swedish_ci",
            "latin1_bin",
        ),
        (
            "varchar(9) CHARACTER SET gbk BINARY",
            "CHARSET=utf8",
            "gbk_bin",
        ),
        ("varchar(9) BINARY", "CHARSET=binary", "binary"),
        (
            "varchar(9) COLLATE utf8mb4_bin",
            "CHARSET=utf8",
            "utf8mb4_bin",
        ),
    ] {
        let table = table(&format!("CREATE TABLE t (c {column}) {table_options};"));
        let found = table.columns[0].collation.as_deref();
        assert_eq!(found, Some(collation), "{column} {table_options}");
    }
}

#[test]
fn national_texts_are_utf8() {
    for (ty, charset) in [
        ("NVARCHAR(9)", Some("utf8")),
        ("NCHAR(9)", Some("utf8")),
        ("NCHAR VARCHAR(9)", Some("utf8")),
        ("NCHAR VARYING(9)", Some("utf8")),
        ("NATIONAL CHAR(9)", Some("utf8")),
        ("NATIONAL CHARACTER(9)", Some("utf8")),
        ("NATIONAL VARCHAR(9)", Some("utf8")),
        ("NATIONAL CHARACTER VARYING(9)", Some("utf8")),
        ("CHAR(9)", None),
    ] {
        let table = table(&format!("CREATE TABLE t (c {ty} NOT NULL DEFAULT 'a');"));
        assert_eq!(table.columns[0].charset.as_deref(), charset, "{ty}");
        assert!(!table.columns[0].nullable);
    }
}
