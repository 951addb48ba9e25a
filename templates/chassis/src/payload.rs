//! JSON bodies into checked values, every fault of a body at once.

use std::collections::BTreeSet;

use crate::codec;
use crate::error::{Error, Fault, Kind};
use crate::model::{Action, DefaultValue, Field, Resource};
use crate::operation::Assignment;
use crate::rules;
use crate::value::Value;

/// The values of a new row.
pub fn create(resource: &'static Resource, body: &[u8]) -> Result<Vec<Assignment>, Error> {
    let mut reader = Reader::new(resource, Action::Create);
    let given = reader.members(body)?;
    for field in resource.fields.iter().filter(|field| field.is_required()) {
        reader.require(field, &given);
    }
    reader.finish(&[], given)
}

/// The values of a row that replaces another: what is not given becomes its default, but for what clients never see,
/// which keeps its value: who sends back what they read must not erase a password.
pub fn replace(
    resource: &'static Resource,
    key: &[Value],
    body: &[u8],
) -> Result<Vec<Assignment>, Error> {
    let mut reader = Reader::new(resource, Action::Replace);
    let mut given = reader.members(body)?;
    reader.same_key(&mut given, key);
    for field in resource.fields.iter() {
        let is_seen = field.is_writable() && field.is_readable();
        if !is_seen || field.key.is_some() || is_given(field, &given) {
            continue;
        }
        match &field.default {
            Some(DefaultValue::Literal(text)) => {
                if let Some(value) = codec::literal(field, text) {
                    given.push(Assignment { field, value });
                }
            }
            // What the database computes keeps its value.
            Some(_) => {}
            None if field.nullable => given.push(Assignment {
                field,
                value: Value::Null,
            }),
            None => reader.require(field, &given),
        }
    }
    reader.finish(key, given)
}

/// The values of a row that are to change.
pub fn update(
    resource: &'static Resource,
    key: &[Value],
    body: &[u8],
) -> Result<Vec<Assignment>, Error> {
    let mut reader = Reader::new(resource, Action::Update);
    let mut given = reader.members(body)?;
    reader.same_key(&mut given, key);
    reader.finish(key, given)
}

fn is_given(field: &Field, given: &[Assignment]) -> bool {
    given.iter().any(|assignment| assignment.field == field)
}

/// A reader of one body, which collects the faults.
struct Reader {
    resource: &'static Resource,
    action: Action,
    faults: Vec<Fault>,
}

impl Reader {
    const fn new(resource: &'static Resource, action: Action) -> Self {
        Self {
            resource,
            action,
            faults: Vec::new(),
        }
    }

    fn finish(mut self, key: &[Value], given: Vec<Assignment>) -> Result<Vec<Assignment>, Error> {
        if !self.resource.checks.is_empty() {
            self.check(key, &given);
        }
        if self.faults.is_empty() {
            Ok(given)
        } else {
            Err(Error::invalid(self.faults))
        }
    }

    /// CHECK constraints, on values that are no faults themselves.
    fn check(&mut self, key: &[Value], given: &[Assignment]) {
        let at_fault = |given: &&Assignment| {
            let at = Fault::member(&given.field.name, "", "").at;
            self.faults.iter().any(|fault| fault.at == at)
        };
        // A replacement has a default in place of what could not be read.
        let sound = given.iter().filter(|given| !at_fault(given)).collect();
        let broken = rules::faults(self.resource, key, sound);
        self.faults.extend(broken);
    }

    /// The members of a body that are columns.
    fn members(&mut self, body: &[u8]) -> Result<Vec<Assignment>, Error> {
        let malformed =
            |error: serde_json::Error| Error::new(Kind::MalformedBody).detail(error.to_string());
        let members = codec::members::of_slice(body).map_err(malformed)?;
        let resource = self.resource;
        let mut given: Vec<Assignment> = Vec::with_capacity(members.len());
        let mut names = BTreeSet::new();
        for (name, raw) in members {
            let known =
                |field: &&Field| field.is_named(&name) && field.is_readable() | field.is_writable();
            let Some(field) = resource.fields.iter().find(known) else {
                let message = format!("{} has no such member", resource.type_name);
                self.faults
                    .push(Fault::member(&name, "unknown_member", message));
                continue;
            };
            if !names.insert(name.clone()) {
                let message = "it is given twice";
                self.faults
                    .push(Fault::member(&name, "duplicate_member", message));
                continue;
            }
            let of_path = field.key.is_some() && self.action != Action::Create;
            if !field.is_writable() && !of_path {
                let message = "clients cannot write it";
                self.faults.push(Fault::member(&name, "read_only", message));
                continue;
            }
            let other = given.iter().find(|given| given.field == field);
            match (codec::from_json(field, raw.get()), other) {
                (Ok(value), None) => given.push(Assignment { field, value }),
                // A client that sends back what it was given sends both names.
                (Ok(value), Some(other)) if other.value == value => {}
                (Ok(_), Some(_)) => {
                    let message = "its other name is given with another value";
                    self.faults
                        .push(Fault::member(&name, "contradiction", message));
                }
                (Err(invalid), _) => self.faults.push(Fault::of_member(&name, invalid)),
            }
        }
        Ok(given)
    }

    /// Key members may be repeated in the body, not changed; they are not written.
    fn same_key(&mut self, given: &mut Vec<Assignment>, key: &[Value]) {
        for (field, value) in self.resource.key().into_iter().zip(key) {
            let repeated = given
                .iter()
                .find(|assignment| assignment.field == field)
                .map(|assignment| &assignment.value);
            if repeated.is_some_and(|repeated| repeated != value) {
                let message = "the key is given by the path and cannot change";
                self.faults.push(Fault::member(&field.name, "key", message));
            }
        }
        given.retain(|assignment| assignment.field.key.is_none());
    }

    fn require(&mut self, field: &Field, given: &[Assignment]) {
        let pointer = Fault::member(&field.name, "required", "it must be given");
        let faulty = self.faults.iter().any(|fault| fault.at == pointer.at);
        if !is_given(field, given) && !faulty {
            self.faults.push(pointer);
        }
    }
}

#[cfg(test)]
mod tests;
