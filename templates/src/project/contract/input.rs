//! The structs of what endpoints take and give.

use std::collections::BTreeSet;

use chassis_model::{Endpoint, Member, Object, Outcome, Service};

use super::is_timed;
use super::lines::import;
use crate::resource::attribute::{self, Argument, On};
use crate::resource::{raw, text as prose, words};

/// A struct.
pub(super) struct StructView {
    pub(super) doc: String,
    pub(super) attributes: Vec<String>,
    pub(super) name: String,
    pub(super) fields: Vec<FieldView>,
}

/// A field of one.
pub(super) struct FieldView {
    pub(super) doc: Option<String>,
    pub(super) lines: Vec<String>,
}

/// Every object of an endpoint, its input first.
pub(super) fn objects(endpoint: &Endpoint) -> Vec<&Object> {
    let input = Some(&endpoint.input).filter(|it| !it.members.is_empty());
    input.into_iter().chain(endpoint.objects()).collect()
}

/// The structs of an endpoint that are not written yet.
pub(super) fn structs(endpoint: &Endpoint, seen: &mut BTreeSet<String>) -> Vec<StructView> {
    let objects = objects(endpoint).into_iter();
    let new = objects.filter(|object| seen.insert(object.type_name.to_string()));
    new.map(|object| structure(object, endpoint)).collect()
}

fn structure(object: &Object, endpoint: &Endpoint) -> StructView {
    let is_result = matches!(&endpoint.result, Outcome::Object(result) if result == object);
    let doc = if *object == endpoint.input {
        format!("What `{}` takes.", endpoint.id)
    } else if is_result {
        format!("What `{}` gives.", endpoint.id)
    } else {
        format!("An object within what `{}` takes or gives.", endpoint.id)
    };
    let mut zones = object.members.iter();
    let zone = zones.find_map(|member| member.field.time_zone.as_deref());
    let zone = zone.map(|zone| Argument::Plain(format!("time_zone = {}", prose::literal(zone))));
    StructView {
        doc,
        attributes: attribute::pack(On::Struct, zone.into_iter().collect()),
        name: object.type_name.to_string(),
        fields: object
            .members
            .iter()
            .map(|it| field(it, endpoint))
            .collect(),
    }
}

fn field(member: &Member, endpoint: &Endpoint) -> FieldView {
    let field = &member.field;
    let mut arguments = Vec::new();
    if member.parameter {
        arguments.push(Argument::Plain("parameter".to_owned()));
    }
    if field.name != field.ident {
        let name = prose::literal(&field.name);
        arguments.push(Argument::Plain(format!("name = {name}")));
    }
    match member.object {
        Some(_) => arguments.push(Argument::Plain("object".to_owned())),
        None => words::of_member(field, &mut arguments),
    }
    let mut lines = attribute::pack(On::Field, arguments);
    if let Some(comment) = &field.comment {
        let comment = [words::comment(comment)];
        lines.extend(attribute::attribute(On::Field, "resource", &comment));
    }
    lines.extend(attribute::field(&raw(&field.ident), &ty(member)));
    let comment = field.comment.as_deref().and_then(prose::doc);
    FieldView {
        doc: comment.or_else(|| parameter(member, endpoint)),
        lines,
    }
}

fn parameter(member: &Member, endpoint: &Endpoint) -> Option<String> {
    let (_, in_path) = endpoint.parameters().find(|(it, _)| *it == member)?;
    let place = if in_path { "path" } else { "query" };
    Some(format!("Parameter of the {place}."))
}

fn ty(member: &Member) -> String {
    let mut ty = match &member.object {
        Some(object) => object.type_name.to_string(),
        None => member.field.ty.rust(),
    };
    if member.list {
        ty = format!("Vec<{ty}>");
    }
    if member.field.nullable {
        ty = format!("Option<{ty}>");
    }
    ty
}

/// The `use` of everything that the contract names.
pub(super) fn imports(service: &Service) -> Vec<String> {
    let endpoints = || service.endpoints.iter();
    let mut names = BTreeSet::from(["Context", "Endpoint", "Error", "Gives"]);
    for object in endpoints().flat_map(objects) {
        names.insert("Object");
        let values = object.members.iter().filter(|it| it.object.is_none());
        names.extend(values.filter_map(|member| member.field.ty.import()));
    }
    if endpoints().any(|endpoint| !endpoint.errors.is_empty()) {
        names.insert("Kind");
    }
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let mut on: Vec<String> = endpoints().map(|it| super::on(it).to_owned()).collect();
    on.sort();
    on.dedup();
    let mut uses = Vec::new();
    if is_timed(service) {
        uses.extend(["use std::time::Duration;".to_owned(), String::new()]);
    }
    uses.extend([
        import("chassis::db", &on),
        "use chassis::model::{self, Method};".to_owned(),
        import("chassis", &names),
    ]);
    uses
}
