//! The JSON Schema of the spec, for editors: the words of `grammar`, as far as they are read.

use serde_json::{Map, Value, json};

use super::endpoint;
use super::grammar::{Form, LARGEST_PAGE, Level, TOP, VERSION};

/// The JSON Schema of the spec (draft 2020-12), with a line break at its end.
pub fn json_schema() -> String {
    let mut schema = level(&TOP);
    if let Value::Object(members) = &mut schema {
        members.insert(
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        members.insert("title".to_owned(), json!("scaffold: endpoint spec"));
        members.insert(
            "description".to_owned(),
            json!("What the API of a service offers beyond the defaults. Every key is optional."),
        );
        members.insert("$defs".to_owned(), endpoint::grammar::definitions(level));
    }
    format!("{schema:#}\n")
}

/// What [`Condition::all`](chassis_model::Condition::all) reads.
const ACCESS: &str = r"^\s*(public|user|(role|scope|owner):[^\s&]([^&]*[^\s&])?)\s*(&\s*(public|user|(role|scope|owner):[^\s&]([^&]*[^\s&])?)\s*)*$";

/// A mapping; nothing at all is an empty one.
fn level(level: &Level) -> Value {
    let properties: Map<String, Value> = level
        .ready
        .iter()
        .map(|key| {
            let mut schema = form(key.form);
            if let Value::Object(members) = &mut schema {
                members.insert("description".to_owned(), json!(key.about));
            }
            (key.word.to_owned(), schema)
        })
        .collect();
    json!({"type": ["object", "null"], "properties": properties, "additionalProperties": false})
}

fn form(of: Form) -> Value {
    match of {
        Form::Version => json!({"const": VERSION}),
        Form::Text => json!({"type": "string", "pattern": r"\S"}),
        Form::Flag => json!({"type": "boolean"}),
        Form::Rows => json!({"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE}),
        Form::Duration => json!({"type": "string", "pattern": "^[0-9]+(ms|s|m|h|d)$"}),
        Form::Name(rule) => json!({"type": "string", "pattern": rule.pattern}),
        Form::Names(rule) => {
            let item = json!({"type": "string", "pattern": rule.pattern});
            json!({"type": "array", "items": item, "uniqueItems": true})
        }
        Form::Word(words) => json!({"enum": words()}),
        Form::Words(words) => {
            json!({"type": "array", "items": {"enum": words()}, "minItems": 1, "uniqueItems": true})
        }
        Form::Texts => {
            let item = form(Form::Text);
            json!({"type": "array", "items": item, "minItems": 1, "uniqueItems": true})
        }
        Form::AnyOf(forms) => {
            let forms: Vec<Value> = forms.iter().map(|one| form(*one)).collect();
            json!({"anyOf": forms})
        }
        Form::Column => json!({"type": "string", "pattern": r"^.+\..+$"}),
        Form::Rule => json!({"type": "string", "pattern": ACCESS}),
        Form::OneOrMore(one) => {
            let one = form(*one);
            json!({"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "uniqueItems": true}]})
        }
        Form::Members => json!({"$ref": "#/$defs/members"}),
        Form::Shape => json!({"$ref": "#/$defs/shape"}),
        Form::Outcome => {
            let table = json!({"type": "string", "pattern": r"\S"});
            let rows = json!({"type": "array", "items": table, "minItems": 1, "maxItems": 1});
            json!({"anyOf": [table, rows, {"$ref": "#/$defs/members"}]})
        }
        Form::Statuses(rule) => json!({
            "type": ["object", "null"],
            "propertyNames": {"pattern": rule.pattern},
            "additionalProperties": {"type": "integer", "minimum": 400, "maximum": 599},
        }),
        Form::Scalar => json!({"type": ["string", "number", "boolean"]}),
        Form::Bound => json!({"type": "integer"}),
        Form::Length => json!({"type": "integer", "minimum": 1, "maximum": u32::MAX}),
        Form::Digits => json!({"type": "integer", "minimum": 0, "maximum": 65}),
        Form::Mapping(keys) => level(keys),
        Form::Each(keys) => each(level(keys)),
        Form::EachOr(keys, words) => each(json!({"anyOf": [{"enum": words()}, level(keys)]})),
    }
}

fn each(value: Value) -> Value {
    json!({"type": ["object", "null"], "additionalProperties": value})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::grammar::LEVELS;

    /// Every word that some mapping of the schema has as a key.
    fn keys(schema: &Value, found: &mut Vec<String>) {
        if let Some(properties) = schema["properties"].as_object() {
            found.extend(properties.keys().cloned());
        }
        let inner = match schema {
            Value::Object(members) => members.values().collect(),
            Value::Array(items) => items.iter().collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        inner.into_iter().for_each(|value| keys(value, found));
    }

    #[test]
    fn the_schema_has_what_is_read_and_nothing_else() {
        let schema: Value = serde_json::from_str(&json_schema()).unwrap();
        let mut found = Vec::new();
        keys(&schema, &mut found);
        let ready: Vec<&str> = LEVELS
            .iter()
            .flat_map(|level| level.ready_words())
            .collect();
        for word in &ready {
            assert!(found.iter().any(|key| key == word), "{word}");
        }
        for key in &found {
            assert!(ready.contains(&key.as_str()), "{key}");
        }
        let resource = &schema["properties"]["resources"]["additionalProperties"]["anyOf"];
        assert_eq!(resource[0], json!({"enum": ["skip"]}));
        let operations = &resource[1]["properties"]["operations"]["items"]["enum"];
        assert_eq!(operations.as_array().map(Vec::len), Some(8), "every word");
        let page =
            &schema["properties"]["defaults"]["properties"]["page_size"]["properties"]["max"];
        assert_eq!(page["maximum"], 100_000);
    }
}
