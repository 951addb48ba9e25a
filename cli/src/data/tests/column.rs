//! Literals in the canonical form of every type of column.

use std::path::Path;

use super::{Column, Session};
use crate::data::literal::Values;
use crate::ddl;
use crate::diagnostic::Diagnostics;
use crate::encoding::Encoding;
use crate::resolve::column_types;
use chassis::value::Value;

/// What a column of that definition stores for a literal.
fn store(definition: &str, literal: &[u8], is_strict: bool) -> Result<Option<Value>, String> {
    let script = format!("CREATE TABLE t (id int, c {definition})");
    let mut diagnostics = Diagnostics::default();
    let schema = ddl::read(Path::new("t"), script.as_bytes(), None, &mut diagnostics).unwrap();
    let table = &schema.tables[0];
    let ty = column_types(table).remove("c").unwrap();
    let mut session = Session::new("2026-11-30 01:02:03.456789".to_owned());
    session.is_strict = is_strict;
    let literal = Values::new(literal, Encoding::UTF8).next().unwrap()?;
    Column::new(table, &table.columns[1], ty).value(literal, &session)
}

fn stored(definition: &str, literal: &str) -> Value {
    let found = store(definition, literal.as_bytes(), true);
    found
        .unwrap_or_else(|why| panic!("{definition} {literal}: {why}"))
        .unwrap()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn refused(definition: &str, literals: &[&str]) {
    for literal in literals {
        let found = store(definition, literal.as_bytes(), true);
        assert!(found.is_err(), "{definition} {literal}: {found:?}");
    }
}

#[test]
fn whole_numbers() {
    for (definition, literal, expected) in [
        ("tinyint(1)", "TRUE", 1),
        ("tinyint", "-128", -128),
        ("int", "'42'", 42),
        ("int", "2.5", 3),
        ("int", "0x10", 16),
        ("bit(1)", "b'1'", 1),
        ("bit(1)", "'\\0'", 0),
        ("bit(9)", "'\x01\x02'", 258),
        ("bit(9)", "7", 7),
        ("year", "'70'", 1970),
        ("year", "5", 2005),
        ("year", "0", 0),
        ("year", "'0'", 2000),
        ("year", "'0000'", 0),
    ] {
        assert_eq!(
            stored(definition, literal),
            Value::Int(expected),
            "{definition} {literal}"
        );
    }
    let most = Value::Unsigned(u64::MAX);
    assert_eq!(stored("bigint unsigned", "18446744073709551615"), most);
    assert_eq!(stored("bit(64)", "0xFFFFFFFFFFFFFFFF"), most);
    assert_eq!(stored("int auto_increment primary key", "0"), Value::Null);
    refused("tinyint", &["128", "-129", "''", "'1a'"]);
    refused("mediumint unsigned", &["16777216", "-1"]);
    refused("bigint unsigned", &["18446744073709551616"]);
    refused("bit(2)", &["b'100'"]);
    refused("year", &["1900", "2156"]);
}

#[test]
fn other_numbers() {
    assert_eq!(stored("float", "1.1"), Value::Float(1.1));
    assert_eq!(stored("double", "'-1e300'"), Value::Float(-1e300));
    assert_eq!(stored("decimal(5,2)", "1.005"), text("1.01"));
    assert_eq!(stored("decimal(5,2)", "-7"), text("-7.00"));
    assert_eq!(stored("decimal(5,2)", "'1.5e2'"), text("150.00"));
    assert_eq!(stored("decimal(5,0)", "'007'"), text("7"));
    refused("decimal(5,2)", &["1000", "999.995", "'x'"]);
    refused("float", &["1e39", "'x'"]);
}

#[test]
fn texts_and_bytes() {
    assert_eq!(stored("varchar(3)", "'äöü'"), text("äöü"));
    assert_eq!(stored("varchar(3)", "'abc  '"), text("abc"));
    assert_eq!(stored("char(5)", "'a  '"), text("a"));
    assert_eq!(stored("varchar(9)", "007"), text("7"));
    assert_eq!(stored("varchar(9)", "0xC3A9"), text("é"));
    assert_eq!(
        stored("varchar(9) character set latin1", "0xE980"),
        text("é€")
    );
    assert_eq!(stored("varchar(9)", "_latin1 x'E9'"), text("é"));
    let latin1 = store("text", b"'caf\xE9'", true);
    assert_eq!(latin1, Ok(Some(text("café"))));
    refused("varchar(3)", &["'abcd'", "0xFF"]);
    refused("tinytext", &[&format!("'{}'", "x".repeat(256))]);
    assert_eq!(stored("binary(3)", "'a'"), Value::Bytes(b"a\0\0".to_vec()));
    assert_eq!(stored("blob", "0x00FF"), Value::Bytes(vec![0, 255]));
    assert_eq!(stored("blob", "12"), Value::Bytes(b"12".to_vec()));
    refused("varbinary(2)", &["'abc'"]);
    assert_eq!(stored("json", "'{\\\"a\\\": 1}'"), text("{\"a\": 1}"));
    refused("json", &["'{'"]);
    let point = "0x000000000101000000000000000000F03F000000000000F03F";
    assert!(matches!(stored("point", point), Value::Bytes(bytes) if bytes.len() == 25));
    refused("geometry", &["'POINT(1 1)'", "1"]);
}

#[test]
fn dates_and_times() {
    for (definition, literal, expected) in [
        ("date", "'2024-02-29'", "2024-02-29"),
        ("date", "NOW()", "2026-11-30"),
        ("date", "'0000-00-00'", "0000-00-00"),
        ("time", "'-1:2:3'", "-01:02:03"),
        ("time(1)", "'10:00:00.25'", "10:00:00.3"),
        ("datetime", "NOW()", "2026-11-30 01:02:03"),
        ("datetime", "'2024-12-31 23:59:59.6'", "2025-01-01 00:00:00"),
        ("datetime(3)", "'2024-1-2'", "2024-01-02 00:00:00.000"),
        (
            "timestamp(6)",
            "CURRENT_TIMESTAMP(6)",
            "2026-11-30 01:02:03.456789",
        ),
        ("timestamp", "20240229101112", "2024-02-29 10:11:12"),
    ] {
        assert_eq!(
            stored(definition, literal),
            text(expected),
            "{definition} {literal}"
        );
    }
    refused("date", &["'2023-02-29'", "''", "'today'"]);
    refused("time", &["'839:00:00'"]);
}

#[test]
fn lists_by_text_and_by_number() {
    let kinds = "enum('a','B','10')";
    for (literal, expected) in [
        ("'a'", "a"),
        ("'b'", "B"),
        ("'a '", "a"),
        ("2", "B"),
        ("'10'", "10"),
        ("'1'", "a"),
        ("''", ""),
        ("0", ""),
    ] {
        assert_eq!(stored(kinds, literal), text(expected), "{literal}");
    }
    refused(kinds, &["'c'", "4"]);
    let tags = "set('x','Y','z')";
    for (literal, expected) in [
        ("'z,x'", "x,z"),
        ("'y'", "Y"),
        ("5", "x,z"),
        ("'3'", "x,Y"),
        ("''", ""),
        ("0", ""),
    ] {
        assert_eq!(stored(tags, literal), text(expected), "{literal}");
    }
    refused(tags, &["'w'", "8"]);
}

#[test]
fn defaults_are_left_to_the_table() {
    assert_eq!(store("int default 5", b"DEFAULT", true), Ok(None));
    assert_eq!(stored("int", "NULL"), Value::Null);
}

#[test]
fn a_session_that_is_not_strict_bends_wrong_values() {
    for (definition, literal, expected) in [
        ("tinyint", "''", Value::Int(0)),
        ("tinyint", "'12 pieces'", Value::Int(12)),
        ("tinyint unsigned", "300", Value::Int(255)),
        ("tinyint", "-300", Value::Int(-128)),
        ("decimal(4,1)", "12345", text("999.9")),
        ("decimal(4,1)", "'x'", text("0.0")),
        ("varchar(2)", "'abc'", text("ab")),
        ("date", "'2023-02-29'", text("0000-00-00")),
        ("datetime(1)", "'x'", text("0000-00-00 00:00:00.0")),
        ("enum('a')", "'b'", text("")),
    ] {
        let found = store(definition, literal.as_bytes(), false);
        assert_eq!(found, Ok(Some(expected)), "{definition} {literal}");
    }
}
