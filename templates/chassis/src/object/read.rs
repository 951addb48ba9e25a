//! Requests into the parts of an endpoint's input, every fault of a request at once.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::Part;
use crate::codec::{self, Invalid};
use crate::error::{At, Error, Fault, Kind};
use crate::model::{DefaultValue, Endpoint, Field, Member};
use crate::value::Value;

/// Faults that are told at most: a list of two megabytes may have more than anybody reads.
const MOST_FAULTS: usize = 1000;

/// What a request gives.
pub(crate) struct Given<'a> {
    /// The parameters of the path.
    pub(crate) path: BTreeMap<&'a str, &'a str>,
    /// The pairs of the query.
    pub(crate) query: &'a [(String, String)],
    /// The bytes of the body.
    pub(crate) body: &'a [u8],
}

/// The parts of an endpoint's input, in the order of its members.
pub(crate) fn read(endpoint: &Endpoint, given: &Given<'_>) -> Result<Vec<Part>, Error> {
    let mut reader = Reader { faults: Vec::new() };
    let mut parameters = reader.parameters(endpoint, given).into_iter();
    let mut members = Vec::new().into_iter();
    if endpoint.method.takes_body() {
        let malformed =
            |error: serde_json::Error| Error::new(Kind::MalformedBody).detail(error.to_string());
        let body = codec::members::of_slice(given.body).map_err(malformed)?;
        let expected = endpoint.body();
        members = reader.members(expected, &body, "").into_iter();
    }
    if reader.faults.is_empty() {
        let of_member = |member: &Member| match member.parameter {
            true => parameters.next(),
            false => members.next(),
        };
        return Ok(endpoint
            .input
            .members
            .iter()
            .filter_map(of_member)
            .collect());
    }
    let of_parameter = |fault: &Fault| matches!(fault.at, At::Parameter(_));
    Err(match reader.faults.iter().any(of_parameter) {
        true => Error::parameters(reader.faults),
        false => Error::invalid(reader.faults),
    })
}

/// A reader of one request, which collects the faults; where there are some, parts are missing.
struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, at: At, code: &'static str, message: impl Into<String>) {
        if self.faults.len() < MOST_FAULTS {
            let message = message.into();
            self.faults.push(Fault { at, code, message });
        }
    }

    fn invalid(&mut self, at: At, invalid: Invalid) {
        self.fault(at, invalid.code, invalid.message);
    }

    fn parameters(&mut self, endpoint: &Endpoint, given: &Given<'_>) -> Vec<Part> {
        let mut of_query: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, text) in given.query {
            let known = |(member, in_path): (&Member, bool)| !in_path && member.field.name == *name;
            let at = || At::Parameter(name.clone());
            if !endpoint.parameters().any(known) {
                self.fault(at(), "unknown_parameter", "there is no such parameter");
            } else if of_query.contains_key(name.as_str()) {
                self.fault(at(), "duplicate_parameter", "it is given twice");
            } else {
                of_query.insert(name, text);
            }
        }
        let mut parts = Vec::new();
        for (member, in_path) in endpoint.parameters() {
            let field = &member.field;
            let source = if in_path { &given.path } else { &of_query };
            let at = At::Parameter(field.name.to_string());
            match source
                .get(&*field.name)
                .map(|text| codec::from_text(field, text))
            {
                Some(Ok(value)) => parts.push(Part::Value(value)),
                Some(Err(invalid)) => self.invalid(at, invalid),
                None => parts.extend(self.absent(member, at)),
            }
        }
        parts
    }

    /// The parts of an object's members, from those that are given at a place.
    fn members<'m>(
        &mut self,
        members: impl Iterator<Item = &'m Member> + Clone,
        given: &[(String, &RawValue)],
        place: &str,
    ) -> Vec<Part> {
        let mut values: BTreeMap<&str, &RawValue> = BTreeMap::new();
        for (name, raw) in given {
            let known = |member: &Member| member.field.name == *name;
            let at = || At::Pointer(below(place, name));
            if !members.clone().any(known) {
                self.fault(at(), "unknown_member", "there is no such member");
            } else if values.contains_key(name.as_str()) {
                self.fault(at(), "duplicate_member", "it is given twice");
            } else {
                values.insert(name, raw);
            }
        }
        let mut parts = Vec::new();
        for member in members {
            let place = below(place, &member.field.name);
            parts.extend(match values.get(&*member.field.name) {
                Some(raw) => self.member(member, raw.get().trim(), place),
                None => self.absent(member, At::Pointer(place)),
            });
        }
        parts
    }

    /// What a member is that is not given.
    fn absent(&mut self, member: &Member, at: At) -> Option<Part> {
        let field = &member.field;
        if let Some(DefaultValue::Literal(text)) = &field.default
            && let Some(value) = codec::literal(field, text)
        {
            return Some(Part::Value(value));
        }
        if field.nullable {
            return Some(Part::Value(Value::Null));
        }
        self.fault(at, "required", "it must be given");
        None
    }

    fn member(&mut self, member: &Member, raw: &str, place: String) -> Option<Part> {
        if raw == "null" && member.field.nullable {
            return Some(Part::Value(Value::Null));
        }
        // Items of a list that may be left out are there.
        let field = Field {
            nullable: false,
            ..member.field.clone()
        };
        if !member.list {
            return self.element(member, &field, raw, place);
        }
        let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw) else {
            self.mismatch(raw, "an array", place);
            return None;
        };
        let mut parts = Vec::with_capacity(items.len());
        for (index, raw) in items.into_iter().enumerate() {
            let place = format!("{place}/{index}");
            parts.extend(self.element(member, &field, raw.get().trim(), place));
        }
        Some(Part::List(parts))
    }

    /// A value or an object: a member, or an item of a list.
    fn element(
        &mut self,
        member: &Member,
        field: &Field,
        raw: &str,
        place: String,
    ) -> Option<Part> {
        if let Some(object) = &member.object {
            let Ok(given) = codec::members::of_object(raw) else {
                self.mismatch(raw, "an object", place);
                return None;
            };
            let members = object.members.iter();
            return Some(Part::Object(self.members(members, &given, &place)));
        }
        match codec::from_json(field, raw) {
            Ok(value) => Some(Part::Value(value)),
            Err(invalid) => {
                self.invalid(At::Pointer(place), invalid);
                None
            }
        }
    }

    fn mismatch(&mut self, raw: &str, wanted: &str, place: String) {
        let (code, message) = match raw {
            "null" => ("not_null", format!("it cannot be null: expected {wanted}")),
            _ => ("type", format!("expected {wanted}")),
        };
        self.fault(At::Pointer(place), code, message);
    }
}

/// The pointer to a member of what a pointer leads to (RFC 6901 section 3).
fn below(place: &str, name: &str) -> String {
    let name = name.replace('~', "~0").replace('/', "~1");
    format!("{place}/{name}")
}
