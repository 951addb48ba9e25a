//! Functions of the values of one row, one entry each.

use chassis_model::{Int, Type};

use super::json::{json_extract, unquoted};
use super::number;
use super::value::{Kind, Value};

/// Text of any length.
pub(super) const TEXT: Type = Type::Text { max_length: None };

/// A function of the values of one row.
pub(super) fn scalar(name: &str, values: &[Value]) -> Value {
    of_text(name, values)
        .or_else(|| of_date(name, values))
        .or_else(|| number::choice(name, values))
        .or_else(|| number::of_number(name, values))
        .unwrap_or_default()
}

/// A function that gives a text, or JSON.
fn of_text(name: &str, values: &[Value]) -> Option<Value> {
    let parts: Vec<&Value> = values.iter().collect();
    let first = || values.first().and_then(Value::text);
    let called = |function: &str| called(function, values);
    Some(match (name, values) {
        ("CONCAT", _) => text(true, concat(values), &parts),
        ("CONCAT_WS", [_, _, ..]) => text(true, called("concat_ws"), &parts),
        ("UPPER" | "UCASE", [_]) => text(true, called("upper"), &parts),
        ("LOWER" | "LCASE", [_]) => text(true, called("lower"), &parts),
        ("TRIM" | "LTRIM" | "RTRIM", [_]) => text(true, called(&name.to_lowercase()), &parts),
        ("REPLACE", [_, _, _]) => text(true, called("replace"), &parts),
        ("SUBSTR" | "SUBSTRING" | "MID", [_, _] | [_, _, _]) => {
            text(true, called("substr"), &parts)
        }
        ("LEFT", [_, length]) => {
            let sql = first().zip(length.sql.as_ref());
            text(
                true,
                sql.map(|(sql, length)| format!("substr({sql}, 1, {length})")),
                &parts,
            )
        }
        ("RIGHT", [_, length]) => {
            let sql = first().zip(length.sql.as_ref());
            let sql = sql.map(|(sql, n)| format!("substr({sql}, max(length({sql}) - {n}, 0) + 1)"));
            text(true, sql, &parts)
        }
        ("HEX", [value]) => {
            let sql = value
                .sql
                .as_ref()
                .filter(|_| matches!(value.kind(), Some(Kind::Text | Kind::Other)));
            text(true, sql.map(|sql| format!("hex({sql})")), &parts)
        }
        (
            "DATE_FORMAT" | "FORMAT" | "LPAD" | "RPAD" | "REPEAT" | "REVERSE" | "MD5" | "SHA1"
            | "SHA2",
            _,
        ) => text(true, None, &parts),
        ("MONTHNAME" | "DAYNAME" | "SUBSTRING_INDEX" | "INET_NTOA" | "INET6_NTOA", _) => {
            text(true, None, &parts)
        }
        ("UUID", []) => text(false, Some(UUID.to_owned()), &parts),
        ("JSON_EXTRACT", [document, path]) => json_extract(document, path, false),
        ("JSON_VALUE", [document, path]) => json_extract(document, path, true),
        ("JSON_UNQUOTE", [value]) => Value {
            ty: Some(TEXT),
            sql: unquoted(value),
            ..value.clone()
        },
        _ => return None,
    })
}

/// A function that gives a date, or a number out of a date or text.
fn of_date(name: &str, values: &[Value]) -> Option<Value> {
    let parts: Vec<&Value> = values.iter().collect();
    let first = || values.first().and_then(Value::text);
    let called = |function: &str| called(function, values);
    Some(match (name, values) {
        ("LENGTH" | "OCTET_LENGTH", [_]) => int(
            Int::I32,
            first().map(|sql| format!("length(CAST({sql} AS BLOB))")),
            &parts,
        ),
        ("CHAR_LENGTH" | "CHARACTER_LENGTH", [_]) => int(Int::I32, called("length"), &parts),
        ("INSTR", [_, _]) => int(Int::I32, None, &parts),
        ("YEAR", [_]) => int(Int::I32, date_part(values, 1, 4), &parts),
        ("MONTH", [_]) => int(Int::I32, date_part(values, 6, 2), &parts),
        ("DAY" | "DAYOFMONTH", [_]) => int(Int::I32, date_part(values, 9, 2), &parts),
        ("DATE", [value]) => {
            Value::new(Type::Date, true, value.stored_as(&Type::Date)).from(&parts)
        }
        ("DATEDIFF" | "HOUR" | "MINUTE" | "SECOND" | "QUARTER" | "WEEK" | "DAYOFWEEK", _) => {
            int(Int::I32, None, &parts)
        }
        ("UNIX_TIMESTAMP", [value]) => match value.ty {
            Some(Type::DateTime { fraction: 0 } | Type::Timestamp { fraction: 0 } | Type::Date) => {
                int(
                    Int::I64,
                    first().map(|sql| format!("unixepoch({sql})")),
                    &parts,
                )
            }
            _ => Value::default(),
        },
        ("JSON_VALID", [_]) => int(Int::I32, called("json_valid"), &parts),
        _ => return None,
    })
}

/// A call of a function of SQLite with texts.
fn called(function: &str, values: &[Value]) -> Option<String> {
    let texts: Option<Vec<String>> = values.iter().map(Value::text).collect();
    texts.map(|texts| format!("{function}({})", texts.join(", ")))
}

/// A random UUID of version 4.
const UUID: &str = "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) \
    || '-' || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))";

/// Texts one behind the other; NULL when one of them is.
pub(super) fn concat(values: &[Value]) -> Option<String> {
    let texts: Option<Vec<String>> = values.iter().map(Value::text).collect();
    match texts?.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(format!("({})", several.join(" || "))),
    }
}

/// A text, as most functions give.
pub(super) fn text(nullable: bool, sql: Option<String>, parts: &[&Value]) -> Value {
    Value::new(TEXT, nullable, sql).from(parts)
}

fn int(ty: Int, sql: Option<String>, parts: &[&Value]) -> Value {
    Value::new(Type::Int(ty), true, sql).from(parts)
}

/// A number out of a date's text.
fn date_part(values: &[Value], from: u8, length: u8) -> Option<String> {
    let value = values.first()?;
    let is_date = matches!(
        value.ty,
        Some(Type::Date | Type::DateTime { .. } | Type::Timestamp { .. })
    );
    let sql = value.sql.as_ref().filter(|_| is_date)?;
    Some(format!("CAST(substr({sql}, {from}, {length}) AS INTEGER)"))
}
