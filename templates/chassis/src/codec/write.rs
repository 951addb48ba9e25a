//! Canonical values as JSON and as text for URLs.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::de::IgnoredAny;

use super::{geojson, push, zone};
use crate::model::{Field, Type, ZeroDate};
use crate::types::Geometry;
use crate::value::Value;

/// A zero date under the policy `error`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column `{column}` holds the zero date {text}")]
pub struct ZeroDateStored {
    /// The column.
    pub column: String,
    /// The date as stored.
    pub text: String,
}

/// Appends a value as JSON (RFC 8259).
pub fn write_json(out: &mut Vec<u8>, field: &Field, value: &Value) -> Result<(), ZeroDateStored> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        // A TINYINT(1) may hold other numbers, which are shown as they are.
        Value::Int(0) if field.ty == Type::Bool => out.extend_from_slice(b"false"),
        Value::Int(1) if field.ty == Type::Bool => out.extend_from_slice(b"true"),
        Value::Int(number) if field.as_string => push(out, format_args!("\"{number}\"")),
        Value::Int(number) => push(out, format_args!("{number}")),
        Value::Unsigned(number) if field.as_string => push(out, format_args!("\"{number}\"")),
        Value::Unsigned(number) => push(out, format_args!("{number}")),
        Value::Float(number) => match serde_json::Number::from_f64(*number) {
            Some(number) => push(out, format_args!("{number}")),
            // Neither JSON nor MySQL knows infinity; SQLite does.
            None => out.extend_from_slice(b"null"),
        },
        Value::Bytes(bytes) => write_bytes(out, field, bytes),
        Value::Text(text) => return write_text(out, field, text),
    }
    Ok(())
}

/// Bytes in base64; those of a geometry as GeoJSON, unless another program stored some that are none.
fn write_bytes(out: &mut Vec<u8>, field: &Field, bytes: &[u8]) {
    if let Type::Geometry { srid, .. } = field.ty
        && let Some(geometry) = Geometry::from_stored(bytes)
    {
        geojson::write(out, &geometry, srid.unwrap_or(0));
    } else {
        push(out, format_args!("\"{}\"", STANDARD.encode(bytes)));
    }
}

fn write_text(out: &mut Vec<u8>, field: &Field, text: &str) -> Result<(), ZeroDateStored> {
    match &field.ty {
        // Text that is no JSON, which MariaDB keeps in rows from before a CHECK, would spoil the whole answer.
        Type::Json if serde_json::from_str::<IgnoredAny>(text).is_ok() => {
            out.extend_from_slice(text.as_bytes());
        }
        Type::Json => write_string(out, text),
        Type::Set(_) => {
            out.push(b'[');
            for (index, choice) in text.split(',').filter(|part| !part.is_empty()).enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_string(out, choice);
            }
            out.push(b']');
        }
        ty if ty.may_be_zero_date() && is_zero_date(text) => match field.zero_date {
            ZeroDate::Null => out.extend_from_slice(b"null"),
            ZeroDate::Text => write_string(out, text),
            ZeroDate::Error => {
                return Err(ZeroDateStored {
                    column: field.column.to_string(),
                    text: text.to_owned(),
                });
            }
        },
        _ => write_string(out, &moment_text(field, text)),
    }
    Ok(())
}

/// Appends text as a JSON string.
pub(crate) fn write_string(out: &mut Vec<u8>, text: &str) {
    // Serializing text into memory does not fail.
    if serde_json::to_writer(&mut *out, text).is_err() {
        out.extend_from_slice(b"\"\"");
    }
}

/// Whether a canonical date has a zero year, month or day, which only MySQL stores.
fn is_zero_date(text: &str) -> bool {
    text.starts_with("0000") || text.get(5..7) == Some("00") || text.get(8..10) == Some("00")
}

/// A date and time with `T`, an instant with `Z` or the offset of its zone, too.
fn moment_text<'a>(field: &Field, text: &'a str) -> Cow<'a, str> {
    match &field.ty {
        Type::DateTime { .. } => {
            let zone = field.time_zone.as_deref();
            let offset = zone.and_then(|zone| zone::with_offset(zone, text));
            Cow::Owned(offset.unwrap_or_else(|| text.replacen(' ', "T", 1)))
        }
        Type::Timestamp { .. } => Cow::Owned(text.replacen(' ', "T", 1) + "Z"),
        _ => Cow::Borrowed(text),
    }
}

/// A value as a URL segment before percent-encoding: as in JSON without quotes, bytes as base64url without padding.
pub fn to_text(field: &Field, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Int(number @ (0 | 1)) if field.ty == Type::Bool => (*number == 1).to_string(),
        Value::Int(number) => number.to_string(),
        Value::Unsigned(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bytes(bytes) => {
            let geometry = match field.ty {
                Type::Geometry { .. } => Geometry::from_stored(bytes),
                _ => None,
            };
            geometry.map_or_else(|| URL_SAFE_NO_PAD.encode(bytes), |it| it.to_string())
        }
        Value::Text(text) => moment_text(field, text).into_owned(),
    }
}
