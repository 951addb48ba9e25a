//! The contract of custom endpoints, and the files that their code is written in.

mod input;
mod lines;

use std::collections::BTreeSet;
use std::time::Duration;

use askama::Template;
use chassis_model::{Endpoint, Failure, Member, Outcome, Service};
use heck::ToUpperCamelCase;
use unicode_width::UnicodeWidthStr;

use self::input::{StructView, imports, structs};
use self::lines::{function, future, import, signature};
use super::layout::{Call, LINE, assigned, literal};
use super::{duration, text};
use crate::module_name;
use crate::resource::{is_keyword, text as prose};

#[derive(Template)]
#[template(path = "project/contract.rs.j2")]
struct Contract {
    uses: Vec<String>,
    /// Whether types of resources are named.
    resources: bool,
    endpoints: Vec<EndpointView>,
}

#[derive(Template)]
#[template(path = "project/endpoint.rs.j2")]
struct Code<'a> {
    route: &'a str,
    summary: Option<&'a str>,
    uses: Vec<String>,
    id: &'a str,
    stem: &'a str,
    signature: String,
}

struct EndpointView {
    id: String,
    stem: String,
    summary: String,
    route: String,
    note: &'static str,
    arguments: Vec<String>,
    output: Vec<String>,
    structs: Vec<StructView>,
    errors: Vec<ErrorView>,
    function: Vec<String>,
    about: String,
    constructor: &'static str,
    gives: &'static str,
    closure: String,
    call: String,
}

struct ErrorView {
    code: String,
    status: u16,
    variant: String,
    arm: Vec<String>,
}

/// `src/contract.rs`.
pub(super) fn contract(service: &Service) -> String {
    let endpoints = &service.endpoints;
    let mut seen = BTreeSet::new();
    let views = endpoints.iter().map(|it| view(it, service, &mut seen));
    let endpoints: Vec<EndpointView> = views.collect();
    let named = |line: &String| line.contains("resources::");
    let resources = endpoints.iter().any(|view| {
        let fields = view.structs.iter().flat_map(|it| &it.fields);
        let mut fields = fields.flat_map(|field| &field.lines);
        view.output.iter().any(named) || fields.any(named)
    });
    text(&Contract {
        uses: imports(service),
        resources,
        endpoints,
    })
}

/// `src/endpoints/place_order.rs`, as it is written once.
pub(super) fn code(endpoint: &Endpoint, service: &Service) -> String {
    let (stem, id) = (endpoint.type_stem(), &*endpoint.id);
    let on = on(endpoint);
    let mut own = vec![stem.clone()];
    let mut arguments = vec![
        "&self".to_owned(),
        "_context: &Context".to_owned(),
        format!("_{}: &mut {on}", on.to_lowercase()),
    ];
    if takes_input(endpoint) {
        arguments.push(format!("_input: {stem}Input"));
        own.push(format!("{stem}Input"));
    }
    if let Outcome::Object(object) = &endpoint.result {
        own.push(object.type_name.to_string());
    }
    let mut uses = vec![
        format!("use chassis::db::{on};"),
        "use chassis::{Context, Error, Kind};".to_owned(),
        String::new(),
        import("crate::contract", &own),
    ];
    let taken = |name: &str| {
        let others = ["Code", "Context", "Error", "Kind", on];
        others.contains(&name) || own.iter().any(|own| own == name)
    };
    let output = match result_of(endpoint, service) {
        Some((module, name)) if !taken(&name) => {
            uses.push(format!("use crate::resources::{module}::{name};"));
            wrap(endpoint, &name)
        }
        Some((module, name)) => {
            uses.push("use crate::resources;".to_owned());
            wrap(endpoint, &format!("resources::{module}::{name}"))
        }
        None => output(endpoint, service),
    };
    text(&Code {
        route: &prose::code(&route(endpoint)),
        summary: endpoint.summary.as_deref().and_then(prose::doc).as_deref(),
        uses,
        id,
        stem: &stem,
        signature: signature(id, &arguments, &output),
    })
}

/// The file stem of an endpoint's module, which is also its name in Rust.
pub(super) fn module(endpoint: &Endpoint) -> String {
    let id = &*endpoint.id;
    // `mod.rs` is the list of modules, and Windows has devices of the other names.
    match ["mod", "aux", "con", "nul", "prn"].contains(&id) || is_keyword(id) {
        true => format!("{id}_"),
        false => id.to_owned(),
    }
}

fn view(endpoint: &Endpoint, service: &Service, seen: &mut BTreeSet<String>) -> EndpointView {
    let (id, stem) = (endpoint.id.to_string(), endpoint.type_stem());
    let on = on(endpoint);
    let mut arguments = vec![
        "&self".to_owned(),
        "context: &Context".to_owned(),
        format!("{}: &mut {on}", on.to_lowercase()),
    ];
    if takes_input(endpoint) {
        arguments.push(format!("input: {stem}Input"));
    }
    let (input, given) = match takes_input(endpoint) {
        true => ("input", ", input"),
        false => ("()", ""),
    };
    let summary = endpoint.summary.as_deref().and_then(prose::doc);
    EndpointView {
        route: prose::code(&route(endpoint)),
        summary: summary.unwrap_or_else(|| format!("The endpoint `{id}`.")),
        note: match endpoint.transaction {
            true => {
                "Runs it in a transaction, which an error rolls back; other writers may make it run again."
            }
            false => "Runs it; what it writes is not undone by an error.",
        },
        arguments,
        output: future(&output(endpoint, service)),
        structs: structs(endpoint, seen),
        errors: endpoint.errors.iter().map(|it| error(it, &stem)).collect(),
        function: function(&id, &stem),
        about: about(endpoint),
        constructor: match endpoint.transaction {
            true => "in_transaction",
            false => "on_database",
        },
        gives: match &endpoint.result {
            Outcome::Nothing => "nothing",
            Outcome::Row(_) => "row",
            Outcome::Rows(_) => "rows",
            Outcome::Object(_) => "object",
        },
        closure: format!("|code, context, on, {input}|"),
        call: format!("{id}(context, on{given})"),
        id,
        stem,
    }
}

fn on(endpoint: &Endpoint) -> &'static str {
    match endpoint.transaction {
        true => "Transaction",
        false => "Database",
    }
}

fn takes_input(endpoint: &Endpoint) -> bool {
    !endpoint.input.members.is_empty()
}

fn route(endpoint: &Endpoint) -> String {
    format!("{} /api/v1{}", endpoint.method.as_str(), endpoint.path)
}

/// The module and type of the resource whose rows an endpoint gives.
fn result_of(endpoint: &Endpoint, service: &Service) -> Option<(String, String)> {
    let (Outcome::Row(name) | Outcome::Rows(name)) = &endpoint.result else {
        return None;
    };
    let mut resources = service.resources.iter();
    let resource = resources.find(|resource| resource.type_name == *name)?;
    Some((module_name(resource), name.to_string()))
}

/// The type of one row as that of what an endpoint gives.
fn wrap(endpoint: &Endpoint, row: &str) -> String {
    match endpoint.result {
        Outcome::Rows(_) => format!("Vec<{row}>"),
        _ => row.to_owned(),
    }
}

/// The type of what an endpoint gives.
fn output(endpoint: &Endpoint, service: &Service) -> String {
    match (&endpoint.result, result_of(endpoint, service)) {
        (Outcome::Object(object), _) => object.type_name.to_string(),
        (_, Some((module, name))) => wrap(endpoint, &format!("resources::{module}::{name}")),
        (_, None) => "()".to_owned(),
    }
}

fn error(failure: &Failure, stem: &str) -> ErrorView {
    let variant = failure.code.to_upper_camel_case();
    let (pattern, value) = (
        format!("            {stem}Error::{variant} =>"),
        format!("({}, {})", literal(&failure.code), failure.status),
    );
    let line = format!("{pattern} {value},");
    let arm = match line.width() <= LINE {
        true => vec![line],
        false => vec![
            format!("{pattern} {{"),
            format!("                {value}"),
            "            }".to_owned(),
        ],
    };
    ErrorView {
        code: failure.code.to_string(),
        status: failure.status,
        variant,
        arm,
    }
}

/// What is said of an endpoint beside its types.
fn about(endpoint: &Endpoint) -> String {
    let head = Call::new(
        "model::Endpoint::new",
        [
            literal(&endpoint.id),
            format!("Method::{:?}", endpoint.method),
            literal(&endpoint.path),
        ],
    );
    let mut methods = Vec::new();
    let said = |name: &str, value: String| Call::new(name, [value]);
    if let Some(summary) = &endpoint.summary {
        methods.push(said(".summary", prose::literal(summary)));
    }
    if let Some(timeout) = endpoint.timeout {
        methods.push(said(".timeout", duration(timeout)));
    }
    for Failure { code, status } in endpoint.errors.iter() {
        methods.push(Call::new(".error", [literal(code), status.to_string()]));
    }
    let access = endpoint.access.iter();
    methods.extend(access.map(|rule| said(".access", literal(rule))));
    let events = endpoint.emits.iter();
    methods.extend(events.map(|event| said(".emits", literal(event))));
    assigned("about", &head, &methods)
}

/// Whether a file needs `std::time::Duration`.
fn is_timed(service: &Service) -> bool {
    let timeout = |endpoint: &Endpoint| endpoint.timeout.unwrap_or(Duration::ZERO);
    service
        .endpoints
        .iter()
        .any(|it| timeout(it) > Duration::ZERO)
}

/// Every member of what an endpoint takes and gives, however deep.
pub(super) fn members(endpoint: &Endpoint) -> impl Iterator<Item = &Member> {
    let objects = input::objects(endpoint).into_iter();
    objects.flat_map(|object| object.members.iter())
}

/// Whether a name in Rust has letters beyond ASCII.
pub(super) fn has_foreign_names(endpoint: &Endpoint) -> bool {
    input::objects(endpoint).into_iter().any(|object| {
        let mut members = object.members.iter();
        !object.type_name.is_ascii() || members.any(|member| !member.field.ident.is_ascii())
    })
}
