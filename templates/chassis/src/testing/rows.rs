//! A row by its columns, as clients send it, as it is answered, and as it is stored.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::codec;
use crate::model::{Field, Resource, encode_segment};
use crate::operation::Assignment;
use crate::value::Value;

/// A row by its columns.
pub(super) type Columns = BTreeMap<String, Value>;

/// A row's columns as the members of a body.
pub(super) fn members<'f>(fields: impl IntoIterator<Item = &'f Field>, row: &Columns) -> Json {
    let member = |field: &Field| {
        let mut text = Vec::new();
        codec::write_json(&mut text, field, row.get(&*field.column)?).ok()?;
        let json = serde_json::from_slice(&text).ok()?;
        Some((field.name.to_string(), json))
    };
    let members: Map<String, Json> = fields.into_iter().filter_map(member).collect();
    Json::Object(members)
}

/// A row's columns by what was answered, and by what was sent where the answer does not tell.
pub(super) fn columns(resource: &Resource, sent: &Json, answer: &Json) -> Columns {
    let told = |field: &Field| {
        let name = &*field.name;
        let json = answer["data"].get(name).or_else(|| sent.get(name))?;
        Some((field.column.to_string(), value(field, json)?))
    };
    resource.fields.iter().filter_map(told).collect()
}

/// The path of a row.
pub(super) fn path(resource: &Resource, row: &Columns) -> String {
    let mut path = resource.collection_path();
    for field in resource.key() {
        let value = row.get(&*field.column).unwrap_or(&Value::Null);
        path.push('/');
        path.push_str(&encode_segment(&codec::to_text(field, value)));
    }
    path
}

pub(super) fn value(field: &Field, json: &Json) -> Option<Value> {
    codec::from_json(field, &json.to_string()).ok()
}

/// The values of a row as they are stored.
pub(super) fn stored(resource: &'static Resource, row: &Columns) -> Vec<Assignment> {
    let assignment = |field: &'static Field| {
        let value = row.get(&*field.column)?.clone();
        Some(Assignment { field, value })
    };
    resource.fields.iter().filter_map(assignment).collect()
}
