//! Custom endpoints: their operations, and the schemas of what they take and give.

use indexmap::IndexMap;
use openapiv3::{
    ArrayType, Operation, Parameter, PathItem, PathStyle, QueryStyle, ReferenceOr, RequestBody,
    Response, Responses, Schema, StatusCode, Type as ApiType,
};

use super::operations::{OTHER_FAILURE, content, data, problem, reference, shared_response};
use super::schemas;
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

/// The named schemas of an endpoint: its body, what it gives, and the objects within.
pub(super) fn schemas(endpoint: &Endpoint) -> Vec<(String, Schema)> {
    let mut schemas = Vec::new();
    if endpoint.body().next().is_some() {
        schemas.push((endpoint.body_name(), object(endpoint.body())));
    }
    for inner in endpoint.objects() {
        schemas.push((inner.type_name.to_string(), object(inner.members.iter())));
    }
    schemas
}

fn operation(endpoint: &Endpoint, service: &Service) -> Operation {
    let first = endpoint.path.split('/').nth(1).unwrap_or_default();
    let parameters = endpoint.parameters();
    let parameters = parameters.map(|(member, in_path)| parameter(member, in_path));
    Operation {
        tags: vec![tag(first, service)],
        summary: endpoint.summary.as_ref().map(ToString::to_string),
        operation_id: Some(endpoint.id.to_string()),
        parameters: parameters.map(ReferenceOr::Item).collect(),
        request_body: body(endpoint).map(ReferenceOr::Item),
        responses: responses(endpoint),
        ..Operation::default()
    }
}

/// The resource below which the path is, or its first segment.
fn tag(first: &str, service: &Service) -> String {
    let mut resources = service.resources.iter();
    match resources.find(|resource| resource.path == first) {
        Some(resource) => resource.path.to_string(),
        None => first.trim_matches(['{', '}']).to_owned(),
    }
}

fn parameter(member: &Member, in_path: bool) -> Parameter {
    let field = &member.field;
    let mut schema = value(member);
    // Neither a path nor a query has a null.
    schema.schema_data.nullable = false;
    let name = field.name.to_string();
    let required = in_path || member.is_required();
    let parameter_data = data(name, required, schema, field.comment.as_deref());
    match in_path {
        true => Parameter::Path {
            parameter_data,
            style: PathStyle::Simple,
        },
        false => Parameter::Query {
            parameter_data,
            allow_reserved: false,
            style: QueryStyle::Form,
            allow_empty_value: None,
        },
    }
}

fn body(endpoint: &Endpoint) -> Option<RequestBody> {
    let mut members = endpoint.body();
    members.clone().next().map(|_| RequestBody {
        content: content("application/json", reference(&endpoint.body_name())),
        required: members.any(Member::is_required),
        ..RequestBody::default()
    })
}

fn object<'a>(members: impl Iterator<Item = &'a Member> + Clone) -> Schema {
    let required = members.clone().filter(|member| member.is_required());
    let required = required
        .map(|member| member.field.name.to_string())
        .collect();
    let properties = members.map(|it| (it.field.name.to_string(), boxed(member(it))));
    schemas::object(properties.collect(), required)
}

fn member(member: &Member) -> ReferenceOr<Schema> {
    if !member.list {
        return match &member.object {
            Some(object) if member.field.nullable => {
                let mut schema = self::object(object.members.iter());
                schema.schema_data.nullable = true;
                ReferenceOr::Item(schema)
            }
            Some(Object { type_name, .. }) => reference(type_name),
            None => ReferenceOr::Item(value(member)),
        };
    }
    let item = match &member.object {
        Some(Object { type_name, .. }) => reference(type_name),
        None => {
            let mut schema = value(member);
            schema.schema_data.nullable = false;
            ReferenceOr::Item(schema)
        }
    };
    let mut list = list(item);
    list.schema_data.nullable = member.field.nullable;
    list.schema_data.description = member.field.comment.as_ref().map(ToString::to_string);
    ReferenceOr::Item(list)
}

fn value(member: &Member) -> Schema {
    let field = &member.field;
    let mut schema = schemas::of_field(field);
    if let Some(DefaultValue::Literal(text)) = &field.default {
        schema.schema_data.default = schemas::literal_json(field, text);
    }
    schema
}

fn list(item: ReferenceOr<Schema>) -> Schema {
    schemas::kind(ApiType::Array(ArrayType {
        items: Some(boxed(item)),
        min_items: None,
        max_items: None,
        unique_items: false,
    }))
}

fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::boxed_item(schema),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

fn responses(endpoint: &Endpoint) -> Responses {
    let (status, success) = success(&endpoint.result);
    let mut responses = IndexMap::from([(StatusCode::Code(status), ReferenceOr::Item(success))]);
    let takes_parameters = endpoint.parameters().next().is_some();
    let takes_body = endpoint.body().next().is_some();
    if takes_parameters || takes_body {
        responses.insert(StatusCode::Code(400), shared_response("BadRequest"));
    }
    if takes_body {
        responses.insert(StatusCode::Code(422), shared_response("Invalid"));
    }
    let mut own: IndexMap<u16, Vec<String>> = IndexMap::new();
    for error in endpoint.errors.iter() {
        let code = format!("`{}`", error.code);
        own.entry(error.status).or_default().push(code);
    }
    for (status, codes) in own {
        let problem = problem(&format!("Refused: {}", codes.join(", ")));
        responses.insert(StatusCode::Code(status), ReferenceOr::Item(problem));
    }
    responses.sort_unstable_by(|left, _, right, _| left.to_string().cmp(&right.to_string()));
    Responses {
        default: Some(shared_response(OTHER_FAILURE.0)),
        responses,
        ..Responses::default()
    }
}

fn success(result: &Outcome) -> (u16, Response) {
    let (description, data) = match result {
        Outcome::Nothing => {
            let response = Response {
                description: "Done".to_owned(),
                ..Response::default()
            };
            return (204, response);
        }
        Outcome::Row(name) => ("The row", reference(name)),
        Outcome::Rows(name) => ("The rows", ReferenceOr::Item(list(reference(name)))),
        Outcome::Object(object) => ("The result", reference(&object.type_name)),
    };
    let properties = IndexMap::from([("data".to_owned(), boxed(data))]);
    let envelope = schemas::object(properties, vec!["data".to_owned()]);
    let response = Response {
        description: description.to_owned(),
        content: content("application/json", ReferenceOr::Item(envelope)),
        ..Response::default()
    };
    (200, response)
}

#[cfg(test)]
mod tests;
