//! What can be wrong with an endpoint, and where.

use thiserror::Error;

use crate::policy::NoCondition;

/// One thing that is wrong with an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointFault {
    /// The endpoint's place in the service's list.
    pub endpoint: usize,
    /// The word of the spec that it is about; none for the endpoint as a whole.
    pub key: Option<&'static str>,
    /// What.
    pub kind: EndpointFaultKind,
}

/// The kinds of faults, worded for whoever wrote the endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EndpointFaultKind {
    /// A path that is none.
    #[error("`{0}` is no path below `/api/v1`")]
    BadPath(String),
    /// A parameter of the path that is not declared.
    #[error("`{{{0}}}` in the path is no parameter")]
    Undeclared(String),
    /// A parameter of the path that may be left out.
    #[error("parameter `{0}` is in the path, so it is always given")]
    AlwaysGiven(String),
    /// A parameter that is no single value.
    #[error("parameter `{0}` is more than one value")]
    NoValue(String),
    /// A body where the method has none.
    #[error("{0} has no body")]
    Bodiless(&'static str),
    /// Two members, or a member and a parameter, with one name.
    #[error("`{name}` is taken by another parameter or member of `{object}`")]
    Member {
        /// The name.
        name: String,
        /// The object.
        object: String,
    },
    /// Two operations for one request.
    #[error("{method} {path} is taken by `{other}`")]
    Route {
        /// Method.
        method: &'static str,
        /// Path below `/api/v1`.
        path: String,
        /// The other operation.
        other: String,
    },
    /// A path that is another's, with other names of parameters.
    #[error("`{path}` differs from `{other}` only by the names of parameters")]
    ParameterNames {
        /// Path below `/api/v1`.
        path: String,
        /// The other path.
        other: String,
    },
    /// A type name that something else has.
    #[error("type `{name}` is taken by {other}")]
    Type {
        /// The name.
        name: String,
        /// What has it.
        other: String,
    },
    /// Rows of a resource that is not there.
    #[error("there is no resource of type `{0}`")]
    UnknownResult(String),
    /// A code that means something else already, or is said twice.
    #[error("the code `{0}` is taken")]
    Code(String),
    /// A status that is no failure.
    #[error("{0} is no status of a failure")]
    Status(u16),
    /// A rule of access that is none.
    #[error(transparent)]
    Access(#[from] NoCondition),
}

impl EndpointFaultKind {
    /// What to write instead.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::BadPath(_) => {
                "begin with `/`, and write segments of letters, digits, `-`, `_`, `.` and `~`, or `{name}`, each once"
            }
            Self::Undeclared(_) => "say what it is under `params`, such as `id: orders.id`",
            Self::AlwaysGiven(_) => "drop `optional` and `default`, or move it out of the path",
            Self::NoValue(_) => "lists and mappings belong into `body`",
            Self::Bodiless(_) => "move the members to `params`, or choose `post`, `put` or `patch`",
            Self::Member { .. } | Self::Type { .. } => "choose another name",
            Self::Route { .. } => "choose another path or method",
            Self::ParameterNames { .. } => "name the parameters alike",
            Self::UnknownResult(_) => "offer the resource, or give something else",
            Self::Code(_) => "choose another code",
            Self::Status(_) => "choose one from 400 to 599, such as 409",
            Self::Access(_) => NoCondition::HELP,
        }
    }
}
