//! What derived code calls, under names that nothing beside a struct can hide. It is no interface: it changes with the derive.

use std::borrow::Cow;

pub use std::clone::Clone;
pub use std::default::Default;
pub use std::fmt::{self, Debug, Formatter};
pub use std::marker::{Copy, Send, Sync};
pub use std::option::Option::{None, Some};

pub use crate::custom::{self, Wired};
pub use crate::hooks::Hooks;
pub use crate::model::{
    self, Action, Belongs, Bond, Check, Delete, Event, Extra, Field, GeometryKind, Index, Operator,
    Resource as Meta, Rule, Target, Unique, ZeroDate, list, text,
};
pub use crate::object::{self, Object};
pub use crate::resource::{
    Absent, Enum, Mismatch, Payload, Resource, Slots, Wire, give, give_some,
};
pub use crate::value::{self, Row};

use crate::model::Choices;
use crate::resource::{IntoValue, canonical};
use crate::value::Value;

/// What reading a row or a payload gives.
pub type Result<T> = std::result::Result<T, Mismatch>;

/// What a payload gives of each column.
pub type Given = Vec<Option<Value>>;

/// Text that is static.
pub type Text = Cow<'static, str>;

/// The closed list of an enum that a struct calls by that name.
pub const fn choices<E: Enum>(rust: &'static str) -> Choices {
    Choices::new(rust, E::VALUES)
}

/// The value of a field.
pub fn value(field: impl IntoValue) -> Value {
    field.into_value()
}

/// The row of the values of a struct's fields.
pub fn row<const N: usize>(resource: &Meta, values: [Value; N]) -> Row {
    canonical(resource, Vec::from(values))
}

/// What a payload gives of each column, by the slots of its members.
pub fn given<const N: usize>(slots: [Option<Value>; N]) -> Given {
    Vec::from(slots)
}

/// What code of a struct with errors gives; it never runs, since errors leave no program.
pub fn never<T>() -> T {
    unreachable!("a struct with errors")
}

/// What a struct with errors is read as; it never runs.
pub fn broken<T>() -> Result<T> {
    Err(Mismatch::new("a struct without errors", &Value::Null))
}
