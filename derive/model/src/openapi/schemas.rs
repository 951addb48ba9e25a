//! Schemas of rows, of what operations take, and of what is around them.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, ArrayType, ObjectType, ReferenceOr, Schema, SchemaKind, Type as ApiType,
};

use super::names::plain;
use super::values::{kind, literal_json, of_field, of_stored};
use super::{bounds, examples};
use crate::resource::{Action, DefaultValue, Field, Resource};
use crate::service::payload_schema;

/// The schema of what an action takes, or of a row of a list.
pub(super) fn of(resource: &Resource, action: Action) -> Schema {
    match action {
        Action::List => list_item(resource),
        Action::Create | Action::Replace | Action::Update => payload(resource, action),
        Action::Get | Action::Delete => row(resource),
    }
}

/// The name of the schema of what an action takes, or of a row of a list; none where the action has none of its own.
pub(super) fn own_name(resource: &Resource, action: Action) -> Option<String> {
    payload_schema(&resource.type_name, action)
}

/// The name of the schema of what an action gives or takes.
pub(super) fn name(resource: &Resource, action: Action) -> String {
    own_name(resource, action).unwrap_or_else(|| resource.type_name.to_string())
}

/// The schema of a whole row.
pub(super) fn row(resource: &Resource) -> Schema {
    let fields = || resource.fields.iter().filter(|field| field.is_readable());
    let required = fields().flat_map(Field::names).map(str::to_owned);
    let required = required.collect();
    let properties = fields().flat_map(|field| properties(field, of_stored(field)));
    let mut schema = object(properties.collect(), required);
    let comment = resource.comment.as_deref().map(str::trim);
    schema.schema_data.description = comment.filter(|it| !it.is_empty()).map(str::to_owned);
    schema.schema_data.example = Some(examples::row(resource, fields(), &schema));
    schema
}

/// A row of a list, of which the client may ask for some members only.
fn list_item(resource: &Resource) -> Schema {
    let mut schema = row(resource);
    if let SchemaKind::Type(ApiType::Object(object)) = &mut schema.schema_kind {
        object.required.clear();
    }
    let listed = resource.fields.iter().filter(|field| field.is_listed());
    schema.schema_data.example = Some(examples::row(resource, listed, &schema));
    schema
}

fn payload(resource: &Resource, action: Action) -> Schema {
    // The path gives the key of a row that is there.
    let is_given = |field: &&Field| action == Action::Create || field.key.is_none();
    let fields = || {
        let fields = resource.fields.iter().filter(|field| field.is_writable());
        fields.filter(is_given)
    };
    let required = fields()
        // Of two names either will do.
        .filter(|field| is_required(field, action) && field.alias.is_none())
        .map(|field| field.name.to_string())
        .collect();
    let properties = fields().flat_map(|field| {
        let mut schema = of_field(field);
        bounds::narrow(&mut schema, field, resource);
        let becomes_default =
            action == Action::Create || action == Action::Replace && field.is_readable();
        if let Some(DefaultValue::Literal(literal)) = &field.default
            && becomes_default
        {
            schema.schema_data.default = literal_json(field, literal);
        }
        properties(field, schema)
    });
    let mut schema = object(properties.collect(), required);
    let shown = fields().filter(|field| examples::is_shown(field, action));
    schema.schema_data.example = Some(examples::payload(resource, shown, &schema));
    schema
}

fn is_required(field: &Field, action: Action) -> bool {
    match action {
        Action::Create => field.is_required(),
        // What clients never see keeps its value.
        Action::Replace => field.is_required() && field.is_readable(),
        _ => false,
    }
}

/// The member of a field under each of its names.
fn properties(
    field: &Field,
    schema: Schema,
) -> impl Iterator<Item = (String, ReferenceOr<Box<Schema>>)> {
    let deprecated = field.alias.as_ref().map(|alias| {
        let mut schema = schema.clone();
        schema.schema_data.deprecated = true;
        (alias.to_string(), schema)
    });
    let named = [(field.name.to_string(), schema)].into_iter();
    named
        .chain(deprecated)
        .map(|(name, schema)| (name, ReferenceOr::boxed_item(schema)))
}

pub(super) fn object(
    properties: IndexMap<String, ReferenceOr<Box<Schema>>>,
    required: Vec<String>,
) -> Schema {
    kind(ApiType::Object(ObjectType {
        properties,
        required,
        additional_properties: Some(AdditionalProperties::Any(false)),
        ..ObjectType::default()
    }))
}

/// A schema by its name.
pub(super) fn reference(name: &str) -> ReferenceOr<Schema> {
    ReferenceOr::ref_(&format!("#/components/schemas/{}", plain(name)))
}

/// An array of any length.
pub(super) fn list(items: ReferenceOr<Schema>) -> Schema {
    kind(ApiType::Array(ArrayType {
        items: Some(boxed(items)),
        min_items: None,
        max_items: None,
        unique_items: false,
    }))
}

/// A schema as a part of another.
pub(super) fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::boxed_item(schema),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

/// `{"data": …}` around a schema, with `page` of that schema when it is a list.
pub(super) fn envelope(data: ReferenceOr<Schema>, page: Option<&str>) -> Schema {
    let mut properties = IndexMap::from([("data".to_owned(), boxed(data))]);
    if let Some(page) = page {
        properties.insert("page".to_owned(), boxed(reference(page)));
    }
    let required = properties.keys().cloned().collect();
    object(properties, required)
}
