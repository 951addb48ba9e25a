//! What can be wrong with endpoints, by themselves and among each other and the resources.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{EndpointFault, EndpointFaultKind};
use super::route::{differ_in_names, of_resource, overlap, parameters, segments};
use super::{Endpoint, Member, Object, Outcome, Segment};
use crate::policy::Condition;
use crate::resource::{Action, Resource};
use crate::service::Service;

/// Codes that every operation may fail with.
const CODES: [&str; 13] = [
    "malformed_body",
    "invalid_parameter",
    "not_found",
    "method_not_allowed",
    "duplicate",
    "foreign_key",
    "body_too_large",
    "unsupported_media_type",
    "invalid",
    "internal",
    "not_implemented",
    "unavailable",
    "timeout",
];

/// Schemas that every document has.
const SCHEMAS: [&str; 2] = ["Page", "Problem"];

/// Everything that is wrong with the endpoints of a service.
pub fn check_endpoints(service: &Service) -> Vec<EndpointFault> {
    let mut faults = Vec::new();
    let mut types = taken_types(&service.resources);
    for (index, endpoint) in service.endpoints.iter().enumerate() {
        let mut checker = Checker {
            index,
            endpoint,
            faults: &mut faults,
        };
        checker.path();
        checker.input();
        checker.result(&service.resources);
        checker.errors();
        checker.access();
        checker.routes(service);
        checker.types(&mut types);
    }
    faults
}

/// What has the name of a type or schema.
struct Owner<'a> {
    name: String,
    /// The object that is named so, which may be used more than once.
    object: Option<&'a Object>,
}

impl Owner<'_> {
    const fn of(name: String) -> Self {
        Self { name, object: None }
    }
}

type Owners<'a> = BTreeMap<String, Owner<'a>>;

/// The names of types and schemas, and what has them.
fn taken_types<'a>(resources: &[Resource]) -> Owners<'a> {
    let every = || Owner::of("every document".to_owned());
    let mut taken = BTreeMap::from(SCHEMAS.map(|name| (name.to_owned(), every())));
    for resource in resources {
        for suffix in ["", "ListItem", "Create", "Replace", "Update"] {
            let owner = Owner::of(format!("table `{}`", resource.table));
            taken.insert(format!("{}{suffix}", resource.type_name), owner);
        }
    }
    taken
}

struct Checker<'a, 'f> {
    index: usize,
    endpoint: &'a Endpoint,
    faults: &'f mut Vec<EndpointFault>,
}

impl<'a> Checker<'a, '_> {
    fn fault(&mut self, key: impl Into<Option<&'static str>>, kind: EndpointFaultKind) {
        self.faults.push(EndpointFault {
            endpoint: self.index,
            key: key.into(),
            kind,
        });
    }

    fn path(&mut self) {
        let path = &*self.endpoint.path;
        let is_sound = |segment: Segment<'_>| match segment {
            Segment::Literal(text) => is_segment(text),
            Segment::Parameter(name) => is_name(name),
        };
        let names: BTreeSet<&str> = parameters(path).collect();
        let distinct = names.len() == parameters(path).count();
        if !path.starts_with('/') || !segments(path).all(is_sound) || !distinct {
            return self.fault("path", EndpointFaultKind::BadPath(path.to_owned()));
        }
        for name in names {
            let is_it = |(member, _): &(&Member, bool)| member.field.name == name;
            match self.endpoint.parameters().find(is_it) {
                None => self.fault("path", EndpointFaultKind::Undeclared(name.to_owned())),
                Some((member, _)) if !member.is_required() => {
                    self.fault("params", EndpointFaultKind::AlwaysGiven(name.to_owned()));
                }
                Some(_) => {}
            }
        }
    }

    fn input(&mut self) {
        let endpoint = self.endpoint;
        for (member, _) in endpoint.parameters() {
            if member.list || member.object.is_some() {
                let name = member.field.name.to_string();
                self.fault("params", EndpointFaultKind::NoValue(name));
            }
        }
        if !endpoint.method.takes_body() && endpoint.body().next().is_some() {
            let method = endpoint.method.as_str();
            self.fault("body", EndpointFaultKind::Bodiless(method));
        }
        self.members(&endpoint.input, "body");
        if let Outcome::Object(object) = &endpoint.result {
            self.members(object, "result");
        }
    }

    /// No two members of an object, or of one within it, share a name.
    fn members(&mut self, object: &Object, key: &'static str) {
        let (mut names, mut idents) = (BTreeSet::new(), BTreeSet::new());
        for member in object.members.iter() {
            let Member {
                field,
                object: inner,
                ..
            } = member;
            let free = names.insert(&field.name) & idents.insert(&field.ident);
            if !free {
                let (name, object) = (field.name.to_string(), object.type_name.to_string());
                self.fault(key, EndpointFaultKind::Member { name, object });
            }
            if let Some(inner) = inner {
                self.members(inner, key);
            }
        }
    }

    fn result(&mut self, resources: &[Resource]) {
        if let Outcome::Row(name) | Outcome::Rows(name) = &self.endpoint.result
            && !resources.iter().any(|resource| resource.type_name == *name)
        {
            self.fault("result", EndpointFaultKind::UnknownResult(name.to_string()));
        }
    }

    fn errors(&mut self) {
        let mut seen: BTreeSet<&str> = CODES.into_iter().collect();
        for error in self.endpoint.errors.iter() {
            if !seen.insert(&error.code) {
                self.fault("errors", EndpointFaultKind::Code(error.code.to_string()));
            }
            if !(400..600).contains(&error.status) {
                self.fault("errors", EndpointFaultKind::Status(error.status));
            }
        }
    }

    fn access(&mut self) {
        for rule in self.endpoint.access.iter() {
            if let Err(error) = Condition::all(rule) {
                self.fault("access", EndpointFaultKind::Access(error));
            }
        }
    }

    /// No request fits two operations, and no path has two spellings.
    fn routes(&mut self, service: &Service) {
        let (path, method) = (&self.endpoint.path, self.endpoint.method.as_str());
        let own = service.endpoints.iter().take(self.index);
        let mut others: Vec<(String, &'static str, String)> = own
            .map(|other| {
                (
                    other.path.to_string(),
                    other.method.as_str(),
                    other.id.to_string(),
                )
            })
            .collect();
        for resource in &service.resources {
            let paths = of_resource(resource);
            let of = |action: &Action| {
                let path = paths[usize::from(action.needs_key())].clone();
                let id = format!("{}.{}", resource.path, action.as_str());
                (path, action.method(), id)
            };
            others.extend(resource.operations.iter().map(of));
        }
        let mut renamed = BTreeSet::new();
        for (other_path, other_method, other) in others {
            if method == other_method && overlap(path, &other_path) {
                let path = path.to_string();
                self.fault(
                    "path",
                    EndpointFaultKind::Route {
                        method,
                        path,
                        other,
                    },
                );
            } else if differ_in_names(path, &other_path) && renamed.insert(other_path.clone()) {
                let (path, other) = (path.to_string(), other_path);
                self.fault("path", EndpointFaultKind::ParameterNames { path, other });
            }
        }
    }

    fn types(&mut self, taken: &mut Owners<'a>) {
        let stem = self.endpoint.type_stem();
        let objects = self.endpoint.objects();
        let of_object = |name: &String| objects.iter().any(|it| it.type_name == **name);
        let own = ["", "Input", "Body", "Output", "Error"].map(|suffix| format!("{stem}{suffix}"));
        let own = own.into_iter().filter(|name| !of_object(name));
        let mut names: Vec<(String, Option<&Object>)> = own.map(|name| (name, None)).collect();
        names.extend(
            objects
                .iter()
                .map(|it| (it.type_name.to_string(), Some(*it))),
        );
        for (name, object) in names {
            let owner = Owner {
                name: format!("endpoint `{}`", self.endpoint.id),
                object,
            };
            match taken.insert(name.clone(), owner) {
                Some(other) if object.is_none() || other.object != object => {
                    let other = other.name;
                    self.fault(None, EndpointFaultKind::Type { name, other });
                }
                Some(_) | None => {}
            }
        }
    }
}

fn is_segment(text: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || "-_.~".contains(c);
    !matches!(text, "" | "." | "..") && text.chars().all(allowed)
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests;
