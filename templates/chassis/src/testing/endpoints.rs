//! Custom endpoints in the smoke test: each is called once with values that its contract takes.

use serde_json::{Map, Value as Json};

use super::client::Client;
use super::rows::value;
use super::sample::Samples;
use crate::codec;
use crate::model::{Endpoint, Member, Segment, encode_segment, segments};

/// How custom endpoints answered.
#[derive(Default)]
pub(super) struct Calls {
    /// With what their code gives or refuses.
    pub(super) answered: usize,
    /// 501: nobody has written them yet.
    pub(super) unwritten: usize,
    /// What went wrong.
    pub(super) failures: Vec<String>,
}

/// Calls every endpoint. What its code does with made-up values is its own affair, but for a fault of the service.
pub(super) async fn call(endpoints: &[Endpoint], client: &Client, samples: &mut Samples) -> Calls {
    let mut calls = Calls::default();
    for endpoint in endpoints {
        let path = path(endpoint, samples);
        let body = object(endpoint.body(), samples);
        let body = Some(&body).filter(|_| endpoint.method.takes_body());
        let method = endpoint.method.as_str().parse().unwrap_or_default();
        let (status, answer) = client.send(method, &path, body).await;
        match status {
            501 => calls.unwritten += 1,
            0 | 405 | 500 => {
                let id = &endpoint.id;
                let failure = format!("{id} answered {status} at {path}: {answer}; sent {body:?}");
                calls.failures.push(failure);
            }
            _ => calls.answered += 1,
        }
    }
    calls
}

/// A path with its parameters, and those of the query that must be given.
fn path(endpoint: &Endpoint, samples: &mut Samples) -> String {
    let mut texts: Vec<(&Member, bool, String)> = Vec::new();
    for (member, in_path) in endpoint.parameters() {
        if member.is_required() {
            let field = &member.field;
            let sample = value(field, &samples.value(field));
            let text = sample.map(|value| codec::to_text(field, &value));
            let text = encode_segment(&text.unwrap_or_default());
            texts.push((member, in_path, text));
        }
    }
    let given = |name: &str| {
        let mut texts = texts.iter();
        let found = texts.find(|(member, ..)| member.field.name == name);
        found.map_or("", |(_, _, text)| text)
    };
    let mut path = "/api/v1".to_owned();
    for segment in segments(&endpoint.path) {
        path.push('/');
        match segment {
            Segment::Literal(text) => path.push_str(&encode_segment(text)),
            Segment::Parameter(name) => path.push_str(given(name)),
        }
    }
    let query = texts.iter().filter(|(_, in_path, _)| !in_path);
    for (index, (member, _, text)) in query.enumerate() {
        let name = encode_segment(&member.field.name);
        path.push(if index == 0 { '?' } else { '&' });
        path.push_str(&format!("{name}={text}"));
    }
    path
}

/// The members that must be given; lists have one item.
fn object<'a>(members: impl Iterator<Item = &'a Member>, samples: &mut Samples) -> Json {
    let mut given = Map::new();
    for member in members.filter(|member| member.is_required()) {
        let item = match &member.object {
            Some(inner) => object(inner.members.iter(), samples),
            None => samples.value(&member.field),
        };
        let sample = match member.list {
            true => Json::Array(vec![item]),
            false => item,
        };
        given.insert(member.field.name.to_string(), sample);
    }
    Json::Object(given)
}
