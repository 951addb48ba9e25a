//! What is written of a row, as Rust values: of a new one, or of one that changes.

use super::{Absent, FromValue, IntoValue, Mismatch};
use crate::value::Value;

/// The values of some columns of a resource: `#[derive(Resource)]` writes a struct for a new row, `OrderCreate`, and one
/// for a change, `OrderPatch`.
pub trait Payload: Sized + Send + Sync + 'static {
    /// A slot for each field of the resource, in their order; none where the payload gives nothing.
    fn into_slots(self) -> Vec<Option<Value>>;

    /// The payload of such slots.
    fn from_slots(slots: Vec<Option<Value>>) -> Result<Self, Mismatch>;
}

impl Payload for Absent {
    fn into_slots(self) -> Vec<Option<Value>> {
        match self {}
    }

    fn from_slots(_slots: Vec<Option<Value>>) -> Result<Self, Mismatch> {
        Err(Mismatch::new("a table that takes rows", &Value::Null))
    }
}

/// Slots on their way into a payload.
pub type Slots = std::vec::IntoIter<Option<Value>>;

/// The slot of a member that is always given; `None` of a column that may be NULL is NULL.
pub fn give(value: impl IntoValue) -> Option<Value> {
    Some(value.into_value())
}

/// The slot of a member that need not be given.
pub fn give_some(value: Option<impl IntoValue>) -> Option<Value> {
    value.map(IntoValue::into_value)
}

/// The next member, which must be given.
pub fn given<T: FromValue>(slots: &mut Slots, column: &'static str) -> Result<T, Mismatch> {
    let value = slots.next().flatten();
    let value = value.ok_or_else(|| Mismatch::new("a value", &Value::Null));
    of_column(value.and_then(T::from_value), column)
}

/// The next member, which is NULL when it is not given.
pub fn given_or_null<T: FromValue>(slots: &mut Slots, column: &'static str) -> Result<T, Mismatch> {
    let value = slots.next().flatten().unwrap_or(Value::Null);
    of_column(T::from_value(value), column)
}

/// The next member, if it is given.
pub fn given_some<T: FromValue>(
    slots: &mut Slots,
    column: &'static str,
) -> Result<Option<T>, Mismatch> {
    let value = slots.next().flatten();
    of_column(value.map(T::from_value).transpose(), column)
}

fn of_column<T>(result: Result<T, Mismatch>, column: &'static str) -> Result<T, Mismatch> {
    result.map_err(|mismatch| Mismatch {
        column: column.into(),
        ..mismatch
    })
}
