//! Cursors: where a page ends, as text that clients hand back unread.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};

use crate::model::{Field, Type};
use crate::operation::Order;
use crate::secret::SecretKey;
use crate::value::Value;

/// The cursor behind a row with these values in the order's columns: base64url of a signature and a JSON array, which
/// names the order, too, so that a cursor of another order is refused.
///
/// The list's filters are not in it: behind a row, other filters find no rows but those that they may.
pub fn encode(key: &SecretKey, list: &str, order: &[Order], values: &[Value]) -> String {
    let mut parts = vec![Json::String(words(order))];
    parts.extend(values.iter().map(to_json));
    let text = Json::Array(parts).to_string();
    URL_SAFE_NO_PAD.encode(key.sign(&purpose(list), text.as_bytes()))
}

/// The values in a cursor of that list and order, which this service has made.
pub fn decode(key: &SecretKey, list: &str, order: &[Order], text: &str) -> Option<Vec<Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let text = key.verify(&purpose(list), &bytes)?;
    let parts: Vec<Json> = serde_json::from_slice(text).ok()?;
    let (first, values) = parts.split_first()?;
    if first.as_str() != Some(&words(order)) || values.len() != order.len() {
        return None;
    }
    let value = |(json, order): (&Json, &Order)| {
        from_json(json).filter(|value| is_comparable(order.field, value))
    };
    values.iter().zip(order).map(value).collect()
}

/// What the signature is for: a cursor leads through its own list only.
fn purpose(list: &str) -> String {
    format!("cursor {list}")
}

/// Whether a value has the form of its column's type, which an older version of the service may have known as another:
/// what a database makes of text in place of a number differs from one to the other.
fn is_comparable(field: &Field, value: &Value) -> bool {
    match (&field.ty, value) {
        (_, Value::Null) => field.nullable,
        (Type::Bool | Type::Int(_) | Type::Year | Type::Bits(_), value) => {
            matches!(value, Value::Int(_) | Value::Unsigned(_))
        }
        (Type::Float | Type::Double, Value::Float(number)) => number.is_finite(),
        (Type::Bytes { .. } | Type::Geometry { .. }, value) => matches!(value, Value::Bytes(_)),
        (Type::Decimal { .. }, Value::Text(text)) => {
            text.bytes().any(|byte| byte.is_ascii_digit()) && is_of(text, "-.")
        }
        // A zero date has no other form than its text.
        (Type::Date | Type::Time { .. }, Value::Text(text)) => is_of(text, "-:."),
        (Type::DateTime { .. } | Type::Timestamp { .. }, Value::Text(text)) => is_of(text, "-:. "),
        (Type::Text { .. } | Type::Enum(_) | Type::Set(_) | Type::Json, value) => {
            matches!(value, Value::Text(_))
        }
        _ => false,
    }
}

/// Whether text consists of digits and these signs.
fn is_of(text: &str, signs: &str) -> bool {
    text.chars()
        .all(|character| character.is_ascii_digit() || signs.contains(character))
}

/// The order in the words of `ordering`.
fn words(order: &[Order]) -> String {
    let word = |order: &Order| {
        let sign = if order.descending { "-" } else { "" };
        format!("{sign}{}", order.field.name)
    };
    order.iter().map(word).collect::<Vec<_>>().join(",")
}

/// A value as stored, which need not be one that a client could write: a zero date is.
fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(number) => json!(number),
        Value::Unsigned(number) => json!(number),
        // As text, every bit of it.
        Value::Float(number) => json!({ "f": number.to_string() }),
        Value::Text(text) => json!(text),
        Value::Bytes(bytes) => json!({ "b": URL_SAFE_NO_PAD.encode(bytes) }),
    }
}

fn from_json(json: &Json) -> Option<Value> {
    match json {
        Json::Null => Some(Value::Null),
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Some(Value::Int(number)),
            (_, Some(number)) => Some(Value::Unsigned(number)),
            _ => None,
        },
        Json::Object(object) => match (object.get("f"), object.get("b")) {
            (Some(Json::String(text)), None) => text.parse().ok().map(Value::Float),
            (None, Some(Json::String(text))) => URL_SAFE_NO_PAD.decode(text).ok().map(Value::Bytes),
            _ => None,
        },
        Json::Bool(_) | Json::Array(_) => None,
    }
}
