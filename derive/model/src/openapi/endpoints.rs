//! Custom endpoints: their operations, and the schemas of what they take and give.

use std::collections::BTreeMap;

use openapiv3::{
    Operation, Parameter, PathItem, ReferenceOr, RequestBody, Response, Responses, Schema,
    StatusCode,
};

use super::{examples, parameters, responses, schemas, values};
use crate::endpoint::{Endpoint, Member, Method, Object, Outcome};
use crate::resource::DefaultValue;
use crate::service::Service;

/// Adds an endpoint to the item of its path.
pub(super) fn add(item: &mut PathItem, endpoint: &Endpoint, service: &Service) {
    let operation = Some(operation(endpoint, service));
    match endpoint.method {
        Method::Get => item.get = operation,
        Method::Post => item.post = operation,
        Method::Put => item.put = operation,
        Method::Patch => item.patch = operation,
        Method::Delete => item.delete = operation,
    }
}

fn operation(endpoint: &Endpoint, service: &Service) -> Operation {
    let parameters = endpoint.parameters();
    let parameters = parameters.map(|(member, in_path)| parameter(member, in_path));
    let summary = endpoint.summary.as_ref().map(ToString::to_string);
    let summary = summary.unwrap_or_else(|| format!("Call {}", endpoint.id));
    Operation {
        tags: vec![tag(endpoint, service)],
        description: Some(description(endpoint, &summary)),
        summary: Some(summary),
        operation_id: Some(endpoint.id.to_string()),
        parameters: parameters.map(ReferenceOr::Item).collect(),
        request_body: body(endpoint).map(ReferenceOr::Item),
        responses: responses(endpoint),
        ..Operation::default()
    }
}

fn description(endpoint: &Endpoint, summary: &str) -> String {
    let stop = if summary.ends_with('.') { "" } else { "." };
    let failures = endpoint.errors.iter();
    let codes: Vec<String> = failures.map(|it| format!("`{}`", it.code)).collect();
    match codes.is_empty() {
        true => format!("{summary}{stop}"),
        false => format!(
            "{summary}{stop} It may be refused with {}.",
            codes.join(", ")
        ),
    }
}

/// The resource below which the path is, or its first segment.
pub(super) fn tag(endpoint: &Endpoint, service: &Service) -> String {
    let first = endpoint.path.split('/').nth(1).unwrap_or_default();
    let mut resources = service.resources.iter();
    match resources.find(|resource| resource.path == first) {
        Some(resource) => resource.path.to_string(),
        None => first.trim_matches(['{', '}']).to_owned(),
    }
}

fn parameter(member: &Member, in_path: bool) -> Parameter {
    let field = &member.field;
    let mut schema = value(member);
    values::without_null(&mut schema);
    let name = field.name.to_string();
    let comment = field.comment.as_deref();
    match in_path {
        true => parameters::in_path(name, schema, comment),
        false => {
            let required = member.is_required();
            parameters::in_query(parameters::data(name, required, schema, comment))
        }
    }
}

fn body(endpoint: &Endpoint) -> Option<RequestBody> {
    let mut members = endpoint.body();
    members.clone().next().map(|_| RequestBody {
        content: responses::content(
            "application/json",
            schemas::reference(&endpoint.body_name()),
        ),
        required: members.any(Member::is_required),
        ..RequestBody::default()
    })
}

/// The schema of an object with these members.
pub(super) fn object<'a>(members: impl Iterator<Item = &'a Member> + Clone) -> Schema {
    let required = members.clone().filter(|member| member.is_required());
    let required = required
        .map(|member| member.field.name.to_string())
        .collect();
    let properties = members
        .clone()
        .map(|it| (it.field.name.to_string(), schemas::boxed(member(it))));
    let mut schema = schemas::object(properties.collect(), required);
    schema.schema_data.example = Some(examples::members(members, Some(&schema)));
    schema
}

fn member(member: &Member) -> ReferenceOr<Schema> {
    if !member.list {
        return match &member.object {
            Some(object) if member.field.nullable => {
                let mut schema = self::object(object.members.iter());
                schema.schema_data.nullable = true;
                ReferenceOr::Item(schema)
            }
            Some(Object { type_name, .. }) => schemas::reference(type_name),
            None => ReferenceOr::Item(value(member)),
        };
    }
    let item = match &member.object {
        Some(Object { type_name, .. }) => schemas::reference(type_name),
        None => {
            let mut schema = value(member);
            schema.schema_data.nullable = false;
            ReferenceOr::Item(schema)
        }
    };
    let mut list = schemas::list(item);
    list.schema_data.nullable = member.field.nullable;
    list.schema_data.description = member.field.comment.as_ref().map(ToString::to_string);
    ReferenceOr::Item(list)
}

fn value(member: &Member) -> Schema {
    let field = &member.field;
    let mut schema = values::of_field(field);
    if let Some(DefaultValue::Literal(text)) = &field.default {
        schema.schema_data.default = values::literal_json(field, text);
    }
    schema
}

fn responses(endpoint: &Endpoint) -> Responses {
    let takes_parameters = endpoint.parameters().next().is_some();
    let takes_body = endpoint.body().next().is_some();
    let mut failures = vec![400];
    if takes_parameters {
        failures.push(404);
    }
    if endpoint.method.takes_body() {
        failures.extend([409]);
    }
    if takes_body {
        failures.extend([408, 413, 415, 422]);
    }
    failures.extend([500, 501, 503, 504]);
    let mut all = responses::all(success(&endpoint.result), failures.into_iter());
    let mut own: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for error in endpoint.errors.iter() {
        let code = format!("`{}`", error.code);
        own.entry(error.status).or_default().push(code);
    }
    for (status, codes) in own {
        let problem = responses::problem(&format!("Refused: {}", codes.join(", ")));
        let status = StatusCode::Code(status);
        all.responses.insert(status, ReferenceOr::Item(problem));
    }
    let order = |left: &StatusCode, right: &StatusCode| left.to_string().cmp(&right.to_string());
    all.responses
        .sort_unstable_by(|left, _, right, _| order(left, right));
    all
}

fn success(result: &Outcome) -> (u16, ReferenceOr<Response>) {
    let (description, data) = match result {
        Outcome::Nothing => return (204, responses::done()),
        Outcome::Row(name) => return (200, responses::a_row(name)),
        Outcome::Rows(name) => {
            let rows = schemas::list(schemas::reference(name));
            ("The rows", ReferenceOr::Item(rows))
        }
        Outcome::Object(object) => ("The result", schemas::reference(&object.type_name)),
    };
    (200, ReferenceOr::Item(responses::data(description, data)))
}

#[cfg(test)]
mod tests;
