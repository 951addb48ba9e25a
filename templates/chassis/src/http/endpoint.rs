//! Requests for custom endpoints.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, HttpBody};
use axum::http::request::Parts;

use super::read;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::model::{self, Segment, segments};
use crate::object::{self, Given};
use crate::operation::{Input, Operation, Run};

/// A custom endpoint and its operation.
pub(super) struct Route {
    endpoint: Arc<Endpoint>,
    pub(super) operation: Operation,
}

impl Route {
    /// The route of an operation that is a custom endpoint.
    pub(super) fn of(operation: &Operation) -> Option<Self> {
        match &operation.run {
            Run::Action(..) => None,
            Run::Endpoint(endpoint) => Some(Self {
                endpoint: Arc::clone(endpoint),
                operation: operation.clone(),
            }),
        }
    }

    pub(super) fn method(&self) -> &'static str {
        self.endpoint.about().method.as_str()
    }

    /// Whether a path, decoded segment by segment, is the endpoint's.
    pub(super) fn fits(&self, path: &[String]) -> bool {
        let own = || segments(&self.endpoint.about().path);
        let same = |(own, given): (Segment<'_>, &String)| match own {
            Segment::Literal(text) => text == given,
            Segment::Parameter(_) => true,
        };
        own().count() == path.len() && own().zip(path).all(same)
    }

    /// What a request gives.
    pub(super) async fn input(
        &self,
        path: &[String],
        parts: &Parts,
        body: Body,
    ) -> Result<Input, Error> {
        let about = self.endpoint.about();
        let parameter = |(own, given)| match own {
            Segment::Literal(_) => None,
            Segment::Parameter(name) => Some((name, given)),
        };
        let given = path.iter().map(String::as_str);
        let path: BTreeMap<&str, &str> = segments(&about.path)
            .zip(given)
            .filter_map(parameter)
            .collect();
        let query = read::parameters(parts.uri.query().unwrap_or_default())?;
        let body = match takes_body(about, &body) {
            true => read::body(parts, body).await?,
            false => b"{}".to_vec(),
        };
        let given = Given {
            path,
            query: &query,
            body: &body,
        };
        object::read(about, &given).map(Input::Object)
    }
}

/// Whether the body of a request is to be read: one that says nothing may be left out.
fn takes_body(about: &model::Endpoint, body: &Body) -> bool {
    let mut members = about.body();
    let is_empty = || body.size_hint().exact() == Some(0);
    members.clone().next().is_some() && (members.any(model::Member::is_required) || !is_empty())
}
