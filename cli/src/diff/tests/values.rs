//! Values that SQLite converts, as the server would.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::{renames, schema};
use crate::diagnostic::Diagnostics;
use crate::diff::Comparison;
use crate::resolve::{Resolved, resolve};
use crate::spec::Spec;

fn resolved(schema: &crate::ddl::Schema) -> Resolved {
    let mut diagnostics = Diagnostics::default();
    let resolved = resolve("shop", schema, &Spec::default(), &mut diagnostics);
    resolved.unwrap_or_else(|| panic!("{}", diagnostics.render(false)))
}

/// A table of the old definition with one row, changed to the new one: what its column `c` has then.
fn changed(old: &str, value: &str, new: &str) -> Result<Value, String> {
    let table = |definition: &str| {
        schema(&format!(
            "CREATE TABLE a (k int PRIMARY KEY, c {definition})"
        ))
    };
    let (old, new) = (table(old), table(new));
    let (before, after) = (resolved(&old), resolved(&new));
    let connection = Connection::open_in_memory().unwrap();
    chassis::db::register_collations(&connection).unwrap();
    connection.execute_batch(&before.schema_sql).unwrap();
    let insert = format!("INSERT INTO a VALUES (1, {value})");
    connection.execute_batch(&insert).unwrap();
    let none = renames(&[], "", &old, &new).unwrap();
    let script = Comparison::new(&old, &new, &none).sqlite(&before.embedded, &after.embedded);
    connection
        .execute_batch(&script.text())
        .map_err(|error| error.to_string())?;
    Ok(connection
        .query_row("SELECT c FROM a", (), |row| row.get(0))
        .unwrap())
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

#[track_caller]
fn becomes(old: &str, value: &str, new: &str, expected: Value) {
    assert_eq!(
        changed(old, value, new),
        Ok(expected),
        "{value}: {old} → {new}"
    );
}

#[track_caller]
fn stops(old: &str, value: &str, new: &str) {
    let found = changed(old, value, new);
    assert!(found.is_err(), "{value}: {old} → {new}: {found:?}");
}

#[test]
fn decimals_are_rounded_half_away_from_zero() {
    for (value, rounded) in [
        ("'1.25'", "1.3"),
        ("'-1.25'", "-1.3"),
        ("'9.95'", "10.0"),
        ("'99999999.99'", "100000000.0"),
        ("'0.04'", "0.0"),
        ("'-0.04'", "0.0"),
        ("'0.00'", "0.0"),
    ] {
        becomes("decimal(10,2)", value, "decimal(12,1)", text(rounded));
    }
    becomes("decimal(10,2)", "'1.50'", "int", Value::Integer(2));
    becomes("decimal(10,2)", "'-1.49'", "int", Value::Integer(-1));
    becomes("decimal(10,2)", "'1.50'", "decimal(12,4)", text("1.5000"));
    becomes("decimal(10,0)", "'15'", "decimal(12,2)", text("15.00"));
    becomes("decimal(10,2)", "'1.50'", "varchar(10)", text("1.50"));
    becomes("decimal(10,2)", "'1.50'", "double", Value::Real(1.5));
    let long = "12345678901234567890123456789012345.123456789012345678901234567895";
    becomes(
        "decimal(65,30)",
        &format!("'{long}'"),
        "decimal(65,29)",
        text("12345678901234567890123456789012345.12345678901234567890123456790"),
    );
    stops("decimal(10,2)", "'100.00'", "decimal(4,2)");
    stops("decimal(10,2)", "'-1.00'", "decimal(10,2) unsigned");
    stops("decimal(10,2)", "'300.00'", "tinyint");
}

#[test]
fn numbers_stay_within_their_bounds() {
    becomes("int", "127", "tinyint", Value::Integer(127));
    stops("int", "128", "tinyint");
    stops("int", "-1", "int unsigned");
    becomes(
        "bigint unsigned",
        "-1",
        "varchar(20)",
        text("18446744073709551615"),
    );
    becomes(
        "bigint unsigned",
        "-1",
        "decimal(20,0)",
        text("18446744073709551615"),
    );
    becomes(
        "bigint unsigned",
        "-1",
        "double",
        Value::Real(18446744073709551615.0),
    );
    stops("bigint unsigned", "-1", "bigint");
    becomes("int", "-7", "decimal(5,2)", text("-7.00"));
    becomes("int", "7", "varchar(5)", text("7"));
    stops("int", "123456", "varchar(5)");
    for (value, rounded) in [
        ("2.5", 2),
        ("3.5", 4),
        ("-2.5", -2),
        ("2.6", 3),
        ("-2.4", -2),
    ] {
        becomes("double", value, "int", Value::Integer(rounded));
    }
    becomes("double", "1.0", "varchar(9)", text("1"));
    // What MariaDB 10.11 makes of them.
    for (value, digits) in [
        ("1e14", "100000000000000"),
        ("-1.5e20", "-1.5e20"),
        ("1e-7", "0.0000001"),
        ("-1.25e-7", "-0.000000125"),
        ("1e-15", "0.000000000000001"),
        ("9.9e-16", "9.9e-16"),
        ("1.5e-5", "0.000015"),
        ("0.0001", "0.0001"),
        ("1e100", "1e100"),
        ("1e-100", "1e-100"),
        ("0.1", "0.1"),
    ] {
        becomes("double", value, "varchar(30)", text(digits));
    }
    becomes("double", "2.675", "decimal(9,2)", text("2.68"));
    becomes("int", "20261130", "date", text("2026-11-30"));
    stops("int", "20261330", "date");
}

#[test]
fn texts_are_read_as_numbers_or_stop() {
    for (value, number) in [
        ("'12'", 12),
        ("' -12 '", -12),
        ("'12.5'", 13),
        ("'+7'", 7),
        ("'007'", 7),
        ("'1e2'", 100),
    ] {
        becomes("varchar(20)", value, "int", Value::Integer(number));
    }
    for wrong in [
        "''",
        "'x'",
        "'1x'",
        "'1.2.3'",
        "'-'",
        "'99999999999'",
        "'99999999999999999999'",
    ] {
        stops("varchar(30)", wrong, "int");
    }
    becomes("varchar(20)", "'1.005'", "decimal(5,2)", text("1.01"));
    becomes("varchar(20)", "'.5'", "decimal(5,2)", text("0.50"));
    becomes("varchar(20)", "'-0.5'", "double", Value::Real(-0.5));
    stops("varchar(20)", "'1000'", "decimal(5,2)");
    stops("varchar(20)", "'one'", "double");
    becomes("varchar(20)", "NULL", "int", Value::Null);
}

#[test]
fn texts_keep_to_their_length_and_lists() {
    becomes("varchar(9)", "'äöü'", "varchar(3)", text("äöü"));
    becomes("varchar(9)", "'abc   '", "varchar(4)", text("abc "));
    stops("varchar(9)", "'abcd'", "varchar(3)");
    becomes("varchar(9)", "'ab  '", "char(9)", text("ab"));
    becomes("varchar(9)", "'B'", "enum('a','b')", text("b"));
    stops("varchar(9)", "'c'", "enum('a','b')");
    becomes("enum('a','b')", "'b'", "enum('b','c')", text("b"));
    stops("enum('a','b')", "'a'", "enum('b','c')");
    becomes("enum('a','b')", "'a'", "varchar(1)", text("a"));
    becomes("set('a','b','c')", "'a,c'", "set('c','b','a')", text("c,a"));
    becomes("set('a','b','c')", "''", "set('c')", text(""));
    stops("set('a','b','c')", "'a,c'", "set('c','b')");
    becomes("text", "'{}'", "json", text("{}"));
    stops("text", "'{'", "json");
    becomes(
        "varchar(9)",
        "'ab'",
        "binary(4)",
        Value::Blob(b"ab\0\0".to_vec()),
    );
    stops("varbinary(9)", "X'0102030405'", "binary(4)");
    becomes("varbinary(9)", "X'6162'", "varchar(4)", text("ab"));
}

#[test]
fn dates_and_times_change_their_parts() {
    let moment = "'2026-11-30 12:34:56.789'";
    becomes(
        "datetime(3)",
        moment,
        "datetime",
        text("2026-11-30 12:34:56"),
    );
    becomes(
        "datetime(3)",
        moment,
        "datetime(6)",
        text("2026-11-30 12:34:56.789000"),
    );
    becomes("datetime(3)", moment, "date", text("2026-11-30"));
    becomes("datetime(3)", moment, "time", text("12:34:56"));
    becomes(
        "date",
        "'2026-11-30'",
        "datetime(2)",
        text("2026-11-30 00:00:00.00"),
    );
    becomes("date", "'2026-11-30'", "varchar(10)", text("2026-11-30"));
    becomes("date", "'2026-11-30'", "int", Value::Integer(20_261_130));
    becomes(
        "time(2)",
        "'-838:59:59.99'",
        "time(1)",
        text("-838:59:59.9"),
    );
    becomes(
        "varchar(30)",
        moment,
        "datetime(1)",
        text("2026-11-30 12:34:56.7"),
    );
    becomes(
        "varchar(30)",
        "'2026-11-30'",
        "datetime",
        text("2026-11-30 00:00:00"),
    );
    becomes("varchar(30)", "'2026-11-30'", "date", text("2026-11-30"));
    stops("varchar(30)", "'2026-02-30'", "date");
    stops("varchar(30)", "'now'", "datetime");
    becomes(
        "datetime",
        "'0000-00-00 00:00:00'",
        "date",
        text("0000-00-00"),
    );
}

#[test]
fn null_becomes_the_default_or_stops() {
    becomes("int", "NULL", "int NOT NULL DEFAULT 7", Value::Integer(7));
    becomes("int", "NULL", "varchar(9) NOT NULL DEFAULT 'x'", text("x"));
    becomes("int", "3", "int NOT NULL DEFAULT 7", Value::Integer(3));
    stops("int", "NULL", "int NOT NULL");
}

#[test]
fn what_has_no_form_in_the_new_type_stops_and_is_said() {
    stops("geometry", "X'00'", "int");
    becomes("geometry", "NULL", "int", Value::Null);
}
