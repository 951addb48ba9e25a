//! Operations: parameters, bodies and responses.

use indexmap::IndexMap;
use openapiv3::{
    Header, IntegerType, MediaType, Operation, Parameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr, RequestBody, Response, Responses, Schema, SchemaData,
    SchemaKind, StatusCode, StringType, Type as ApiType,
};

use super::{conditional, schemas};
use crate::resource::{Action, Resource};

/// One operation of a resource.
pub(super) fn of(resource: &Resource, action: Action) -> Operation {
    let mut parameters = Vec::new();
    if action.needs_key() {
        parameters.extend(key_parameters(resource));
    }
    if action == Action::List {
        parameters.extend(list_parameters(resource));
    }
    let mut parameters: Vec<ReferenceOr<Parameter>> =
        parameters.into_iter().map(ReferenceOr::Item).collect();
    if action == Action::Get {
        parameters.push(conditional::parameter());
    }
    Operation {
        tags: vec![resource.path.to_string()],
        summary: Some(summary(resource, action)),
        operation_id: Some(format!("{}.{}", resource.path, action.as_str())),
        parameters,
        request_body: body(resource, action).map(ReferenceOr::Item),
        responses: responses(resource, action),
        ..Operation::default()
    }
}

fn summary(resource: &Resource, action: Action) -> String {
    let name = &resource.type_name;
    match action {
        Action::List => format!("List {name} rows"),
        Action::Get => format!("Get one {name}"),
        Action::Create => format!("Create a {name}"),
        Action::Replace => format!("Replace a {name}"),
        Action::Update => format!("Change some members of a {name}"),
        Action::Delete => format!("Delete a {name}"),
    }
}

fn key_parameters(resource: &Resource) -> Vec<Parameter> {
    let key = resource.key();
    let parameter = |(index, field): (usize, &&crate::Field)| Parameter::Path {
        parameter_data: data(
            resource.key_parameter(index),
            true,
            schemas::of_field(field),
            field.comment.as_deref(),
        ),
        style: PathStyle::Simple,
    };
    key.iter().enumerate().map(parameter).collect()
}

fn list_parameters(resource: &Resource) -> Vec<Parameter> {
    let query = |name: &str, schema, description: &str| Parameter::Query {
        parameter_data: data(name.to_owned(), false, schema, Some(description)),
        allow_reserved: false,
        style: QueryStyle::Form,
        allow_empty_value: None,
    };
    let size = resource.page_size;
    let mut limit = integer(1, Some(i64::from(size.max)));
    limit.schema_data.default = Some(size.default.into());
    let mut parameters = vec![
        query("limit", limit, "Most rows on a page."),
        query(
            "offset",
            integer(0, None),
            "Rows to skip; not together with `cursor`.",
        ),
        query("fields", fields(resource), &about_fields(resource)),
    ];
    if !resource.key().is_empty() {
        let sortable: Vec<&str> = resource
            .fields
            .iter()
            .filter(|field| field.sort)
            .map(|field| &*field.name)
            .collect();
        parameters.push(query(
            "cursor",
            text(),
            "`page.next_cursor` of the page before.",
        ));
        if !sortable.is_empty() {
            let description = format!(
                "Comma-separated members, `-` for descending. Any of: {}.",
                sortable.join(", ")
            );
            parameters.push(query("ordering", listing("-?", &sortable), &description));
        }
    }
    for field in resource.fields.iter().filter(|field| field.filter) {
        let mut schema = schemas::of_field(field);
        // A query string has no null.
        schema.schema_data.nullable = false;
        if let SchemaKind::Type(ApiType::String(string)) = &mut schema.schema_kind {
            string.enumeration.retain(Option::is_some);
        }
        let name = if is_reserved(&field.name) {
            format!("{}__eq", field.name)
        } else {
            field.name.to_string()
        };
        parameters.push(query(
            &name,
            schema,
            &format!("Only rows whose `{}` equals this.", field.name),
        ));
    }
    parameters
}

/// Text that names some of the members that clients read.
fn fields(resource: &Resource) -> Schema {
    let readable = resource.fields.iter().filter(|field| field.is_readable());
    listing("", &readable.map(|field| &*field.name).collect::<Vec<_>>())
}

fn about_fields(resource: &Resource) -> String {
    let mut about = "Comma-separated members to show, and no others.".to_owned();
    let fields = resource.fields.iter();
    let left_out = fields.filter(|field| field.is_readable() && !field.is_listed());
    let left_out: Vec<&str> = left_out.map(|field| &*field.name).collect();
    if !left_out.is_empty() {
        about.push_str(&format!(
            " Only shown when asked for: {}.",
            left_out.join(", ")
        ));
    }
    about
}

/// Text that names some of the members, joined by commas, each behind a prefix (a regular expression).
fn listing(prefix: &str, members: &[&str]) -> Schema {
    let members: Vec<String> = members.iter().map(|member| escape(member)).collect();
    let any = format!("{prefix}({})", members.join("|"));
    schema_of(ApiType::String(StringType {
        pattern: Some(format!("^{any}(,{any})*$")),
        ..StringType::default()
    }))
}

/// Text as a pattern that only matches it.
fn escape(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\^$.*+?()[]{}|/".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

/// Whether a list gives the bare name a meaning of its own.
fn is_reserved(name: &str) -> bool {
    matches!(name, "limit" | "offset" | "fields" | "cursor" | "ordering")
}

pub(super) fn data(
    name: String,
    required: bool,
    schema: Schema,
    description: Option<&str>,
) -> ParameterData {
    ParameterData {
        name,
        description: description.map(str::to_owned),
        required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)),
        example: None,
        examples: IndexMap::new(),
        explode: None,
        extensions: IndexMap::new(),
    }
}

fn schema_of(ty: ApiType) -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(ty),
    }
}

fn integer(minimum: i64, maximum: Option<i64>) -> Schema {
    schema_of(ApiType::Integer(IntegerType {
        minimum: Some(minimum),
        maximum,
        ..IntegerType::default()
    }))
}

pub(super) fn text() -> Schema {
    schema_of(ApiType::String(StringType::default()))
}

fn body(resource: &Resource, action: Action) -> Option<RequestBody> {
    let takes_body = matches!(action, Action::Create | Action::Replace | Action::Update);
    takes_body.then(|| RequestBody {
        content: content(
            "application/json",
            reference(&schemas::payload_name(resource, action)),
        ),
        required: true,
        ..RequestBody::default()
    })
}

pub(super) fn reference(name: &str) -> ReferenceOr<Schema> {
    ReferenceOr::ref_(&format!("#/components/schemas/{name}"))
}

pub(super) fn content(
    media_type: &str,
    schema: ReferenceOr<Schema>,
) -> IndexMap<String, MediaType> {
    IndexMap::from([(
        media_type.to_owned(),
        MediaType {
            schema: Some(schema),
            ..MediaType::default()
        },
    )])
}

fn responses(resource: &Resource, action: Action) -> Responses {
    let (status, mut success) = success(resource, action);
    if action == Action::Create && resource.allows(Action::Get) {
        let location = Header {
            description: Some("Path of the new row.".to_owned()),
            style: Default::default(),
            required: true,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(text())),
            example: None,
            examples: IndexMap::new(),
            extensions: IndexMap::new(),
        };
        success
            .headers
            .insert("Location".to_owned(), ReferenceOr::Item(location));
    }
    if action == Action::Get {
        success.headers.extend(conditional::headers());
    }
    let mut responses = IndexMap::from([(StatusCode::Code(status), ReferenceOr::Item(success))]);
    if action == Action::Get {
        responses.insert(StatusCode::Code(304), conditional::response());
    }
    for (status, name, _) in FAILURES
        .into_iter()
        .filter(|(status, ..)| may_fail(action, *status))
    {
        responses.insert(StatusCode::Code(status), shared_response(name));
    }
    Responses {
        default: Some(shared_response(OTHER_FAILURE.0)),
        responses,
        ..Responses::default()
    }
}

pub(super) fn shared_response(name: &str) -> ReferenceOr<Response> {
    ReferenceOr::ref_(&format!("#/components/responses/{name}"))
}

fn success(resource: &Resource, action: Action) -> (u16, Response) {
    let (status, description) = match action {
        Action::Create => (201, "The new row"),
        Action::Delete => (204, "The row is gone"),
        Action::List => (200, "A page of rows"),
        _ => (200, "The row"),
    };
    let mut content = if action == Action::Delete {
        IndexMap::new()
    } else {
        content(
            "application/json",
            ReferenceOr::Item(schemas::envelope(resource, action)),
        )
    };
    if action == Action::List {
        content.extend(lines());
    }
    (
        status,
        Response {
            description: description.to_owned(),
            content,
            ..Response::default()
        },
    )
}

/// A list that is sent line by line.
fn lines() -> impl Iterator<Item = (String, MediaType)> {
    let schema = |description: &str| {
        let mut schema = text();
        schema.schema_data.description = Some(description.to_owned());
        ReferenceOr::Item(schema)
    };
    let csv = schema("All rows, or `limit` of them: a line of names, then one for each row.");
    let ndjson = schema("All rows, or `limit` of them: a JSON object on each line.");
    content("text/csv", csv)
        .into_iter()
        .chain(content("application/x-ndjson", ndjson))
}

/// Statuses of failures, the names of their responses, and what they tell.
const FAILURES: [(u16, &str, &str); 5] = [
    (400, "BadRequest", "The request cannot be read"),
    (404, "NotFound", "There is no such row"),
    (
        406,
        "NotAcceptable",
        "The client takes none of the media types",
    ),
    (409, "Conflict", "The database's constraints forbid it"),
    (422, "Invalid", "Some members are not valid"),
];

/// The response of every other failure.
pub(super) const OTHER_FAILURE: (&str, &str) = ("Failure", "Any other failure");

const fn may_fail(action: Action, status: u16) -> bool {
    match status {
        404 => action.needs_key(),
        406 => matches!(action, Action::List),
        409 => action.writes(),
        422 => action.writes() && !matches!(action, Action::Delete),
        _ => true,
    }
}

/// The responses that all operations share, by name.
pub(super) fn shared_responses() -> IndexMap<String, ReferenceOr<Response>> {
    let failures = FAILURES
        .into_iter()
        .map(|(_, name, description)| (name, description));
    let failures = failures
        .chain([OTHER_FAILURE])
        .map(|(name, description)| (name.to_owned(), ReferenceOr::Item(problem(description))));
    failures.chain([conditional::not_modified()]).collect()
}

pub(super) fn problem(description: &str) -> Response {
    Response {
        description: description.to_owned(),
        content: content("application/problem+json", reference("Problem")),
        ..Response::default()
    }
}
