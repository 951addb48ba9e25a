//! Custom endpoints of a spec, with the tables and columns that they name.

mod member;

use std::borrow::Cow;

use chassis_model::{
    Condition, Endpoint, Failure, Object, Outcome, Resource, Service, Text, check_endpoints,
};
use heck::ToUpperCamelCase;

use self::member::Members;
use super::catalog::Catalog;
use super::names;
use crate::diagnostic::{Diagnostics, nearest};
use crate::spec::{self, Spanned, Spec};

/// Names that the contract's file uses for something else, besides those of every file.
const RESERVED: [&str; 8] = [
    "Context",
    "Database",
    "Endpoint",
    "Error",
    "Gives",
    "Kind",
    "Object",
    "Transaction",
];

/// What endpoints can name.
pub(super) struct Known<'a> {
    pub(super) catalog: &'a Catalog<'a>,
    pub(super) resources: &'a [Resource],
    pub(super) time_zone: Option<&'a str>,
}

impl<'a> Known<'a> {
    /// The resource of a table, or none after reporting why there is none.
    fn resource(
        &self,
        table: &Spanned<String>,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'a Resource> {
        let name = &table.value;
        let entry = self.catalog.get(name).map(super::catalog::Entry::name);
        let of = |resource: &&Resource| entry.is_some_and(|entry| resource.table == entry);
        let found = self.resources.iter().find(of);
        if found.is_none() {
            let (message, help) = match entry {
                Some(_) => (
                    format!("`{name}` is no resource"),
                    "offer it, or name another table".to_owned(),
                ),
                None => (
                    format!("there is no table `{name}`"),
                    match nearest(name, self.catalog.names()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "write a table's own name".to_owned(),
                    },
                ),
            };
            diagnostics.error(&table.place, message, help);
        }
        found
    }
}

/// Adds the endpoints of a spec to a service; what is wrong with them is reported.
pub(super) fn add(
    service: &mut Service,
    catalog: &Catalog<'_>,
    spec: &Spec,
    diagnostics: &mut Diagnostics,
) {
    let zone = spec.service.time_zone.as_ref();
    let known = Known {
        catalog,
        resources: &service.resources,
        time_zone: zone.map(|zone| zone.value.as_str()),
    };
    let before = diagnostics.error_count();
    let said: Vec<&spec::Endpoint> = spec.endpoints.values().collect();
    let endpoints = spec.endpoints.iter();
    let endpoints = endpoints.map(|(id, said)| endpoint(id, said, &known, diagnostics));
    service.endpoints = endpoints.collect();
    // What could not be resolved would only be told again.
    if diagnostics.error_count() > before {
        return;
    }
    for fault in check_endpoints(service) {
        if let Some(said) = said.get(fault.endpoint) {
            let place = said.place_of(fault.key);
            diagnostics.error(place, fault.kind.to_string(), fault.kind.help());
        }
    }
}

fn endpoint(
    id: &str,
    said: &spec::Endpoint,
    known: &Known<'_>,
    diagnostics: &mut Diagnostics,
) -> Endpoint {
    let stem = id.to_upper_camel_case();
    let mut members = Members::new(known, diagnostics);
    let mut input = members.all(&said.params, &stem);
    for member in &mut input {
        member.parameter = true;
    }
    input.extend(members.all(&said.body, &stem));
    members.unique(&mut input);
    let result = outcome(&stem, said, known, diagnostics);
    let endpoint = Endpoint {
        id: owned(id),
        method: said.method,
        path: owned(&said.path.value),
        summary: said.summary.as_ref().map(|it| owned(&it.value)),
        input: Object {
            type_name: Cow::Owned(format!("{stem}Input")),
            members: Cow::Owned(input),
        },
        result,
        errors: said.errors.iter().map(failure).collect(),
        access: said
            .access
            .iter()
            .map(|it| owned(&Condition::text(&it.value)))
            .collect(),
        transaction: said.transaction,
        timeout: said.timeout.as_ref().map(|it| it.value),
        emits: said.emits.iter().map(|it| owned(&it.value)).collect(),
    };
    types(&endpoint, said, diagnostics);
    not_yet(said, diagnostics);
    endpoint
}

fn failure((code, status): &(Spanned<String>, u16)) -> Failure {
    Failure {
        code: owned(&code.value),
        status: *status,
    }
}

fn outcome(
    stem: &str,
    said: &spec::Endpoint,
    known: &Known<'_>,
    diagnostics: &mut Diagnostics,
) -> Outcome {
    let type_of = |resource: Option<&Resource>| {
        resource.map_or(Cow::Borrowed(""), |resource| resource.type_name.clone())
    };
    match &said.result {
        None => Outcome::Nothing,
        Some(spec::Outcome::Row(table)) => {
            Outcome::Row(type_of(known.resource(table, diagnostics)))
        }
        Some(spec::Outcome::Rows(table)) => {
            Outcome::Rows(type_of(known.resource(table, diagnostics)))
        }
        Some(spec::Outcome::Object(said)) => {
            let type_name = format!("{stem}Output");
            let mut members = Members::new(known, diagnostics);
            let object = members.object(said, type_name);
            Outcome::Object(object)
        }
    }
}

/// No type hides a name that the contract's file uses, and no two errors are one variant.
fn types(endpoint: &Endpoint, said: &spec::Endpoint, diagnostics: &mut Diagnostics) {
    let stem = endpoint.type_stem();
    let objects = endpoint.objects().into_iter();
    let objects = objects.map(|object| object.type_name.to_string());
    for name in [stem].into_iter().chain(objects) {
        if names::is_reserved(&name) || RESERVED.contains(&name.as_str()) {
            let message = format!("type `{name}` would hide a name that the generated code uses");
            diagnostics.error(&said.place, message, "take another name");
        }
    }
    let mut variants: Vec<String> = Vec::new();
    for (code, _) in &said.errors {
        let variant = code.value.to_upper_camel_case();
        if variant == "Self" || variants.contains(&variant) {
            let message = format!("the error `{}` has no Rust name of its own", code.value);
            diagnostics.error(&code.place, message, "take another name");
        }
        variants.push(variant);
    }
}

/// Says what is carried and does nothing yet.
fn not_yet(said: &spec::Endpoint, diagnostics: &mut Diagnostics) {
    let warnings = [
        (
            "access",
            "`access` is not enforced yet: everybody may call it",
            "keep it: it will hold",
        ),
        (
            "emits",
            "events are not recorded yet",
            "keep it: it will hold",
        ),
    ];
    for (key, message, help) in warnings {
        if said.places.contains_key(key) {
            diagnostics.warning(said.place_of(Some(key)), message, help);
        }
    }
}

fn owned(text: &str) -> Text {
    Cow::Owned(text.to_owned())
}
