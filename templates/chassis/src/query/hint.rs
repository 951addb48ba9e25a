//! What may be asked of a list, told to who asked for something else.

use super::{is_sortable, words};
use crate::expand::Relations;
use crate::model::{Field, Lookup, Resource};

/// The parameters of a resource's list.
pub(super) fn of(resource: &Resource, relations: &Relations) -> String {
    let own = words(resource, relations).map(str::to_owned);
    let filters = resource.fields.iter().filter_map(filters);
    let all: Vec<String> = own.chain(filters).collect();
    let mut hint = format!("parameters here: {}", all.join(", "));
    let sorts = resource.fields.iter().filter(|field| is_sortable(field));
    let sorts: Vec<&str> = sorts.map(|field| &*field.name).collect();
    if !resource.key().is_empty() && !sorts.is_empty() {
        hint.push_str(&format!("; ordering by: {}", sorts.join(", ")));
    }
    let related: Vec<&str> = relations
        .of(resource)
        .iter()
        .map(|edge| &*edge.name)
        .collect();
    if !related.is_empty() {
        hint.push_str(&format!("; expand: {}", related.join(", ")));
    }
    hint
}

/// The parameters of a column: `id, id__{ne,gt}`.
fn filters(field: &Field) -> Option<String> {
    let name = field.parameter(field.lookups().next()?);
    let others = field.lookups().skip(1).map(Lookup::as_str);
    let others: Vec<&str> = others.collect();
    match others.as_slice() {
        [] => Some(name),
        others => Some(format!("{name}, {}__{{{}}}", field.name, others.join(","))),
    }
}
