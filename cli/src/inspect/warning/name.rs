//! Names that are others in Rust than in the database.

use chassis_model::Resource;

use super::{Found, WarningKind};
use crate::diagnostic::Place;
use crate::resolve::{Note, type_trouble};

/// Fields named in a message at most.
const SHOWN: usize = 3;

/// A type or fields that could not be named after the table or its columns.
pub(super) fn changed(
    resource: &Resource,
    place: &Place,
    notes: Option<&Vec<&Note>>,
    found: &mut Found,
) {
    if let Some(note) = notes.into_iter().flatten().find(|note| note.is_name) {
        let message = note.text.trim_end_matches('.').to_owned();
        found.add(WarningKind::RenamedType, place, message);
    } else if let Some(why) = type_trouble(&resource.path, &resource.type_name) {
        let message = format!("the type is `{}`: {why}", resource.type_name);
        found.add(WarningKind::RenamedType, place, message);
    }
    let changed = resource
        .fields
        .iter()
        .filter(|field| field.ident != field.column);
    let changed: Vec<String> = changed
        .map(|field| format!("`{}` for `{}`", field.ident, field.column))
        .collect();
    if changed.is_empty() {
        return;
    }
    let shown = &changed[..changed.len().min(SHOWN)];
    let more = if changed.len() > SHOWN { ", …" } else { "" };
    let what = if changed.len() == 1 {
        "field has a name of its"
    } else {
        "fields have names of their"
    };
    let message = format!(
        "{} Rust {what} own: {}{more}",
        changed.len(),
        shown.join(", ")
    );
    found.add(WarningKind::RenamedFields, place, message);
}
