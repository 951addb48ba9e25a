//! JSON objects as structs: what custom endpoints take and give.
//!
//! `#[derive(Object)]` implements the trait; the rest of the module is what it writes code with.

mod read;
mod write;

use std::vec::IntoIter;

pub(crate) use self::read::{Given, read};
pub(crate) use self::write::write;
use crate::model;
use crate::resource::{FromValue, IntoValue, Mismatch};
use crate::value::Value;

/// A struct that is a JSON object.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no JSON object",
    note = "a struct of members derives `chassis::Object`"
)]
pub trait Object: Sized + Send + 'static {
    /// Its members.
    const OBJECT: model::Object;

    /// The struct of a part for each member, in their order.
    fn from_parts(parts: Vec<Part>) -> Result<Self, Mismatch>;

    /// A part for each member, in their order.
    fn into_parts(self) -> Vec<Part>;
}

/// What takes no input, or gives no output.
impl Object for () {
    const OBJECT: model::Object = model::Object::NOTHING;

    fn from_parts(_parts: Vec<Part>) -> Result<Self, Mismatch> {
        Ok(())
    }

    fn into_parts(self) -> Vec<Part> {
        Vec::new()
    }
}

/// A member's value, checked and canonical.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A value; NULL stands for anything that was left out.
    Value(Value),
    /// An object: a part for each member.
    Object(Vec<Part>),
    /// A list.
    List(Vec<Part>),
}

/// The parts of an object, member by member.
pub struct Parts(IntoIter<Part>);

impl Parts {
    /// The parts of an object.
    pub fn new(parts: Vec<Part>) -> Self {
        Self(parts.into_iter())
    }

    /// The next member.
    pub fn next<T>(
        &mut self,
        name: &'static str,
        read: fn(Part) -> Result<T, Mismatch>,
    ) -> Result<T, Mismatch> {
        self.perhaps(name, read)?.ok_or_else(|| Mismatch {
            column: name.into(),
            ..Mismatch::new("a value", &Value::Null)
        })
    }

    /// The next member, which may have been left out.
    pub fn perhaps<T>(
        &mut self,
        name: &'static str,
        read: fn(Part) -> Result<T, Mismatch>,
    ) -> Result<Option<T>, Mismatch> {
        let read = match self.0.next() {
            None | Some(Part::Value(Value::Null)) => None,
            Some(part) => Some(read(part)),
        };
        read.transpose().map_err(|mismatch| named(name, mismatch))
    }

    /// The next member, a list.
    pub fn list<T>(
        &mut self,
        name: &'static str,
        read: fn(Part) -> Result<T, Mismatch>,
    ) -> Result<Vec<T>, Mismatch> {
        Ok(self.perhaps_list(name, read)?.unwrap_or_default())
    }

    /// The next member, a list that may have been left out.
    pub fn perhaps_list<T>(
        &mut self,
        name: &'static str,
        read: fn(Part) -> Result<T, Mismatch>,
    ) -> Result<Option<Vec<T>>, Mismatch> {
        let Some(Part::List(parts)) = self.0.next() else {
            return Ok(None);
        };
        let list = parts.into_iter().map(read).collect::<Result<_, _>>();
        list.map(Some).map_err(|mismatch| named(name, mismatch))
    }
}

fn named(name: &'static str, mismatch: Mismatch) -> Mismatch {
    Mismatch {
        column: name.into(),
        ..mismatch
    }
}

/// The value that a part is.
pub fn value<T: FromValue>(part: Part) -> Result<T, Mismatch> {
    match part {
        Part::Value(value) => T::from_value(value),
        Part::Object(_) | Part::List(_) => Err(Mismatch::new("a value", &Value::Null)),
    }
}

/// The object that a part is.
pub fn object<T: Object>(part: Part) -> Result<T, Mismatch> {
    match part {
        Part::Object(parts) => T::from_parts(parts),
        Part::Value(_) | Part::List(_) => Err(Mismatch::new("an object", &Value::Null)),
    }
}

/// The part of a value.
pub fn of_value<T: IntoValue>(value: T) -> Part {
    Part::Value(value.into_value())
}

/// The part of an object.
pub fn of_object<T: Object>(object: T) -> Part {
    Part::Object(object.into_parts())
}

/// The part of a list.
pub fn of_list<T>(list: Vec<T>, part: impl Fn(T) -> Part) -> Part {
    Part::List(list.into_iter().map(part).collect())
}

/// The part of what may be left out.
pub fn of_option<T>(option: Option<T>, part: impl Fn(T) -> Part) -> Part {
    option.map_or(Part::Value(Value::Null), part)
}
