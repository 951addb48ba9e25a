//! The one resource model: what the `scaffold` CLI resolves from a schema, what `#[derive(Resource)]` reads from a
//! struct, and what the chassis runs.
//!
//! A [`Draft`] is what was said; [`check`] turns it into a [`Resource`], which is what is true. A [`Service`] is the
//! checked set of resources. The model is plain data without I/O; text is [`Text`] and lists are [`List`], so that the
//! same types live in a `static` and in memory built at run time.

mod build;
mod check;
mod draft;
mod endpoint;
#[cfg(feature = "expand")]
pub mod expand;
mod fault;
mod kind;
mod lookup;
#[cfg(feature = "parse")]
mod nearest;
#[cfg(feature = "openapi")]
pub mod openapi;
mod origin;
#[cfg(feature = "parse")]
pub mod parse;
mod policy;
mod relation;
mod resource;
mod rule;
mod service;
mod types;

pub use build::{all, list, text};
pub use check::check;
pub use draft::{Draft, FieldDraft};
pub use endpoint::{
    Endpoint, EndpointFault, EndpointFaultKind, Failure, Member, Method, Object, Outcome, Segment,
    check_endpoints, segments,
};
pub use fault::{Fault, FaultKind, PolicyFault, Site};
pub use kind::{About, FAULT_CODES, Kind};
pub use lookup::{LIST_WORDS, Lookup, MOST_VALUES, Operand};
pub use origin::is_origin;
pub use policy::{
    Amendment, Condition, Delete, Event, Extra, Grant, Marks, NoCondition, Policy, Renamed, Soft,
    Target, Unique, Version, without_effect,
};
pub use relation::{MOST_RELATED, Relation, relations};
pub use resource::{
    Action, Belongs, Bond, DefaultValue, Exposure, Field, Index, List, PageSize, Range, Resource,
    Source, Text, ZeroDate, encode_segment,
};
pub use rule::{Check, Operator, Rule};
pub use service::{
    DOCUMENT_SCHEMAS, Envelope, Service, check_service, payload_schema, payload_schemas,
};
pub use types::{Choices, GeometryKind, Int, Type};
