//! Values as CSV (RFC 4180).

use super::write::{ZeroDateStored, write_json};
use crate::model::Field;
use crate::value::Value;

/// Appends a line of names.
pub fn write_names<'a>(out: &mut Vec<u8>, names: impl Iterator<Item = &'a str>) {
    for (index, name) in names.enumerate() {
        separate(out, index);
        write_text(out, name.as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}

/// Appends a line of values, each as in JSON; a string without its JSON quotes, and nothing for null.
pub fn write_values<'a>(
    out: &mut Vec<u8>,
    values: impl Iterator<Item = (&'a Field, &'a Value)>,
) -> Result<(), ZeroDateStored> {
    let (start, mut json, mut count) = (out.len(), Vec::new(), 0);
    for (index, (field, value)) in values.enumerate() {
        separate(out, index);
        json.clear();
        write_json(&mut json, field, value)?;
        write_cell(out, &json);
        count = index + 1;
    }
    // Readers pass over empty lines.
    if count == 1 && out.len() == start {
        out.extend_from_slice(b"\"\"");
    }
    out.extend_from_slice(b"\r\n");
    Ok(())
}

fn separate(out: &mut Vec<u8>, index: usize) {
    if index > 0 {
        out.push(b',');
    }
}

fn write_cell(out: &mut Vec<u8>, json: &[u8]) {
    let string = json
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""));
    match string {
        Some(plain) if !plain.contains(&b'\\') => write_text(out, plain),
        Some(_) => match serde_json::from_slice::<String>(json) {
            Ok(text) => write_text(out, text.as_bytes()),
            Err(_) => write_text(out, json),
        },
        None if json == b"null" => {}
        None => write_text(out, json),
    }
}

/// Text, in quotes where something in it has a meaning, or where it would look like null.
fn write_text(out: &mut Vec<u8>, text: &[u8]) {
    let special = |byte: &u8| matches!(byte, b'"' | b',' | b'\r' | b'\n');
    if !text.is_empty() && !text.iter().any(special) {
        return out.extend_from_slice(text);
    }
    out.push(b'"');
    for byte in text {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Choices, Type};

    fn line(columns: &[(Type, Value)]) -> String {
        let fields: Vec<Field> = columns
            .iter()
            .map(|(ty, _)| Field::new("c", ty.clone()))
            .collect();
        let values = fields.iter().zip(columns.iter().map(|(_, value)| value));
        let mut out = Vec::new();
        write_values(&mut out, values).expect("values");
        String::from_utf8(out).expect("UTF-8")
    }

    fn text(text: &str) -> (Type, Value) {
        (
            Type::Text { max_length: None },
            Value::Text(text.to_owned()),
        )
    }

    #[test]
    fn text_is_quoted_where_it_must_be() {
        assert_eq!(
            line(&[text("a b"), text("=1+1"), text("ü")]),
            "a b,=1+1,ü\r\n"
        );
        assert_eq!(
            line(&[text("a,b"), text("say \"x\"")]),
            "\"a,b\",\"say \"\"x\"\"\"\r\n"
        );
        assert_eq!(
            line(&[text("a\r\nb"), text("\\n\t")]),
            "\"a\r\nb\",\\n\t\r\n"
        );
        let mut names = Vec::new();
        write_names(&mut names, ["id", "a,b"].into_iter());
        assert_eq!(names, b"id,\"a,b\"\r\n");
    }

    #[test]
    fn null_is_nothing_and_empty_text_is_quoted() {
        let null = (Type::Text { max_length: None }, Value::Null);
        assert_eq!(line(&[null.clone(), text(""), null.clone()]), ",\"\",\r\n");
        assert_eq!(line(&[null]), "\"\"\r\n");
    }

    #[test]
    fn other_values_are_as_in_json() {
        let set = Type::Set(Choices {
            rust: "Letter".into(),
            values: vec!["a".into(), "b".into()].into(),
        });
        let row = [
            (Type::Bool, Value::Int(1)),
            (Type::Double, Value::Float(-0.5)),
            (set, Value::Text("a,b".to_owned())),
            (Type::Json, Value::Text("{\"x\": null}".to_owned())),
            (Type::Json, Value::Text("\"a\\nb\"".to_owned())),
            (
                Type::Bytes {
                    max_length: None,
                    fixed: false,
                },
                Value::Bytes(vec![255, 0]),
            ),
        ];
        assert_eq!(
            line(&row),
            "true,-0.5,\"[\"\"a\"\",\"\"b\"\"]\",\"{\"\"x\"\": null}\",\"a\nb\",/wA=\r\n"
        );
    }
}
