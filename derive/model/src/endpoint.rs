//! A custom endpoint: what it is called, takes and gives. What it does is the service's own code.

mod check;
mod fault;
mod route;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::time::Duration;

use serde::Serialize;

pub use self::check::check_endpoints;
pub use self::fault::{EndpointFault, EndpointFaultKind};
pub use self::route::{Segment, segments};
use crate::resource::{Field, List, Text, encode_segment};

/// An operation of the service's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Endpoint {
    /// Name in documents and logs, and of the Rust function: `place_order`.
    pub id: Text,
    /// HTTP method.
    pub method: Method,
    /// Path below `/api/v1`, as it is written: `/orders/{id}/place`.
    pub path: Text,
    /// What it does, in a line.
    pub summary: Option<Text>,
    /// Parameters and members of the body.
    pub input: Object,
    /// What it gives.
    pub result: Outcome,
    /// Failures of its own.
    pub errors: List<Failure>,
    /// Who may call it; carried, and not yet enforced.
    pub access: List<Text>,
    /// Whether it runs in a transaction.
    pub transaction: bool,
    /// Longest time it may take, when it is not the service's.
    pub timeout: Option<Duration>,
    /// Events that it records; carried, and not yet recorded.
    pub emits: List<Text>,
}

/// An HTTP method (RFC 9110 section 9.3, RFC 5789).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// DELETE.
    Delete,
}

impl Method {
    /// Every method that an endpoint may have.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// The name in requests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether requests have a body: that of GET and DELETE means nothing (RFC 9110 sections 9.3.1 and 9.3.5).
    pub const fn takes_body(self) -> bool {
        !matches!(self, Self::Get | Self::Delete)
    }
}

/// A struct that is a JSON object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Object {
    /// Name of the Rust type.
    pub type_name: Text,
    /// Its members, in the order of the struct.
    pub members: List<Member>,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Its names, and the type and limits of the value; of each value, in a list. `nullable` says that it may be left out.
    pub field: Field,
    /// Whether it is a list.
    pub list: bool,
    /// The object that it is, or that each item is, in place of a value.
    pub object: Option<Object>,
    /// Whether the path or the query gives it.
    pub parameter: bool,
}

/// What an endpoint gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing: 204.
    Nothing,
    /// A row of the resource whose type has this name.
    Row(Text),
    /// Rows of the resource whose type has this name.
    Rows(Text),
    /// An object.
    Object(Object),
}

/// A failure of an endpoint's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The stable code.
    pub code: Text,
    /// The HTTP status.
    pub status: u16,
}

impl Endpoint {
    /// An endpoint in a transaction that takes and gives nothing.
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id: Cow::Borrowed(id),
            method,
            path: Cow::Borrowed(path),
            summary: None,
            input: Object::NOTHING,
            result: Outcome::Nothing,
            errors: Cow::Borrowed(&[]),
            access: Cow::Borrowed(&[]),
            transaction: true,
            timeout: None,
            emits: Cow::Borrowed(&[]),
        }
    }

    /// What it does, in a line.
    #[must_use]
    pub fn summary(mut self, summary: &'static str) -> Self {
        self.summary = Some(Cow::Borrowed(summary));
        self
    }

    /// Longest time it may take.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// A failure of its own.
    #[must_use]
    pub fn error(mut self, code: &'static str, status: u16) -> Self {
        let code = Cow::Borrowed(code);
        self.errors.to_mut().push(Failure { code, status });
        self
    }

    /// Who may call it: one more rule, of which any is enough.
    #[must_use]
    pub fn access(mut self, rule: &'static str) -> Self {
        self.access.to_mut().push(Cow::Borrowed(rule));
        self
    }

    /// An event that it records.
    #[must_use]
    pub fn emits(mut self, event: &'static str) -> Self {
        self.emits.to_mut().push(Cow::Borrowed(event));
        self
    }

    /// The path in documents, percent-encoded but for its parameters.
    pub fn full_path(&self) -> String {
        let segment = |segment: Segment<'_>| match segment {
            Segment::Literal(text) => format!("/{}", encode_segment(text)),
            Segment::Parameter(name) => format!("/{{{name}}}"),
        };
        let path: String = segments(&self.path).map(segment).collect();
        format!("/api/v1{path}")
    }

    /// The parameters of the path and of the query, each with whether it is one of the path.
    pub fn parameters(&self) -> impl Iterator<Item = (&Member, bool)> {
        let names: BTreeSet<&str> = route::parameters(&self.path).collect();
        let members = self.input.members.iter().filter(|it| it.parameter);
        members.map(move |member| (member, names.contains(&*member.field.name)))
    }

    /// The members of the body.
    pub fn body(&self) -> impl Iterator<Item = &Member> + Clone {
        self.input.members.iter().filter(|it| !it.parameter)
    }

    /// The UpperCamel name that its types begin with.
    pub fn type_stem(&self) -> String {
        let words = self.id.split('_').filter(|word| !word.is_empty());
        let camel = words.map(|word| {
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            first.to_uppercase() + rest
        });
        camel.collect()
    }

    /// The name of the body's schema in the document.
    pub fn body_name(&self) -> String {
        format!("{}Body", self.type_stem())
    }

    /// The objects that it takes and gives, and those within them: not what it takes itself, which no document shows whole.
    pub fn objects(&self) -> Vec<&Object> {
        let mut objects = Vec::new();
        within(&self.input, &mut objects);
        if let Outcome::Object(object) = &self.result {
            objects.push(object);
            within(object, &mut objects);
        }
        objects
    }
}

fn within<'a>(object: &'a Object, objects: &mut Vec<&'a Object>) {
    for object in object.members.iter().filter_map(|it| it.object.as_ref()) {
        objects.push(object);
        within(object, objects);
    }
}

impl Object {
    /// What has no members.
    pub const NOTHING: Self = Self::new("", &[]);

    /// The object of the Rust struct of that name.
    pub const fn new(type_name: &'static str, members: &'static [Member]) -> Self {
        Self {
            type_name: Cow::Borrowed(type_name),
            members: Cow::Borrowed(members),
        }
    }
}

impl Member {
    /// A value.
    pub const fn value(field: Field) -> Self {
        Self {
            field,
            list: false,
            object: None,
            parameter: false,
        }
    }

    /// An object; of the field, only names and whether it may be left out count.
    pub const fn object(field: Field, object: Object) -> Self {
        Self {
            field,
            list: false,
            object: Some(object),
            parameter: false,
        }
    }

    /// It is a list of such.
    #[must_use]
    pub const fn list(mut self) -> Self {
        self.list = true;
        self
    }

    /// The path or the query gives it.
    #[must_use]
    pub const fn parameter(mut self) -> Self {
        self.parameter = true;
        self
    }

    /// Whether it must be given.
    pub const fn is_required(&self) -> bool {
        !self.field.nullable && self.field.default.is_none()
    }
}
