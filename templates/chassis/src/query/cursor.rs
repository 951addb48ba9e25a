//! Cursors: where a page ends, as text that clients hand back unread.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};

use crate::operation::Order;
use crate::value::Value;

/// The cursor behind a row with these values in the order's columns: base64url of a JSON array, which names the order,
/// too, so that a cursor of another order is refused.
pub fn encode(order: &[Order], values: &[&Value]) -> String {
    let mut parts = vec![Json::String(signature(order))];
    parts.extend(values.iter().map(|value| to_json(value)));
    URL_SAFE_NO_PAD.encode(Json::Array(parts).to_string())
}

/// The values in a cursor of that order.
pub fn decode(text: &str, order: &[Order]) -> Option<Vec<Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let parts: Vec<Json> = serde_json::from_slice(&bytes).ok()?;
    let (first, values) = parts.split_first()?;
    if first.as_str() != Some(&signature(order)) || values.len() != order.len() {
        return None;
    }
    values.iter().map(from_json).collect()
}

fn signature(order: &[Order]) -> String {
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
