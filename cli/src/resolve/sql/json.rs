//! JSON paths.

use chassis_model::Type;

use super::scalar::TEXT;
use super::value::Value;

/// `JSON_EXTRACT(document, path)` or, unquoted, `document ->> path`.
pub(super) fn json_extract(document: &Value, path: &Value, unquote: bool) -> Value {
    let sql = document.text().zip(path.sql.as_ref());
    let value = Value::new(
        Type::Json,
        true,
        sql.map(|(sql, path)| format!("({sql} -> {path})")),
    );
    let value = value.from(&[document, path]);
    if unquote {
        Value {
            ty: Some(TEXT),
            sql: unquoted(&value),
            ..value
        }
    } else {
        value
    }
}

/// A JSON text without its quotes when it is a string.
pub(super) fn unquoted(value: &Value) -> Option<String> {
    let sql = value
        .sql
        .as_ref()
        .filter(|_| value.ty == Some(Type::Json))?;
    Some(format!(
        "(CASE json_type({sql}) WHEN 'text' THEN {sql} ->> '$' ELSE {sql} END)"
    ))
}
