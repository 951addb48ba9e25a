//! What is written of a row, as Rust values: of a new one, or of one that changes.

use super::{Absent, FromValue, IntoValue, Mismatch};
use crate::model::Resource;
use crate::value::{Row, Value};

/// The values of some columns of a resource: `#[derive(Resource)]` writes a struct for a new row, `order::Create`, and one
/// for a change, `order::Patch`.
pub trait Payload: Sized + Send + Sync + 'static {
    /// A slot for each field of the resource, in their order; none where the payload gives nothing.
    fn into_slots(self) -> Vec<Option<Value>>;

    /// The payload of such slots.
    fn from_slots(slots: Slots) -> Result<Self, Mismatch>;
}

impl Payload for Absent {
    fn into_slots(self) -> Vec<Option<Value>> {
        match self {}
    }

    fn from_slots(_slots: Slots) -> Result<Self, Mismatch> {
        Err(Mismatch::new("a table that takes rows", &Value::Null))
    }
}

/// The slot of a member that is always given; `None` of a column that may be NULL is NULL.
pub fn give(value: impl IntoValue) -> Option<Value> {
    Some(value.into_value())
}

/// The slot of a member that need not be given.
pub fn give_some(value: Option<impl IntoValue>) -> Option<Value> {
    value.map(IntoValue::into_value)
}

/// The slots of a payload that is made of them, by the positions of the resource's fields.
///
/// A member that cannot be read is told at the end, in [`Slots::finish`]: what derived code asks for each member is a plain
/// value, since `?` at each took the compiler a fifth of its time.
pub struct Slots {
    resource: &'static Resource,
    slots: Vec<Option<Value>>,
    mismatch: Option<Mismatch>,
}

impl Slots {
    pub(crate) const fn new(resource: &'static Resource, slots: Vec<Option<Value>>) -> Self {
        Self {
            resource,
            slots,
            mismatch: None,
        }
    }

    /// The slots of a row, which gives all of them.
    pub fn of_row(resource: &'static Resource, row: Row) -> Self {
        Self::new(resource, row.into_iter().map(Some).collect())
    }

    /// A member that must be given.
    pub fn given<T: FromValue>(&mut self, position: usize) -> T {
        match self.take(position) {
            Some(value) => self.read(position, value),
            None => self.mismatch(position, Mismatch::new("a value", &Value::Null)),
        }
    }

    /// A member that is NULL when it is not given.
    pub fn given_or_null<T: FromValue>(&mut self, position: usize) -> T {
        let value = self.take(position).unwrap_or(Value::Null);
        self.read(position, value)
    }

    /// A member, if it is given.
    pub fn given_some<T: FromValue>(&mut self, position: usize) -> Option<T> {
        let value = self.take(position)?;
        Some(self.read(position, value))
    }

    /// What was made of the members; the first mismatch when there was one.
    pub fn finish<T>(self, made: T) -> Result<T, Mismatch> {
        match self.mismatch {
            None => Ok(made),
            Some(mismatch) => Err(mismatch),
        }
    }

    fn take(&mut self, position: usize) -> Option<Value> {
        self.slots.get_mut(position)?.take()
    }

    fn read<T: FromValue>(&mut self, position: usize, value: Value) -> T {
        T::from_value(value).unwrap_or_else(|mismatch| self.mismatch(position, mismatch))
    }

    fn mismatch<T: FromValue>(&mut self, position: usize, mismatch: Mismatch) -> T {
        let field = self.resource.fields.get(position);
        let column = field.map_or_else(Default::default, |field| field.column.clone());
        let mismatch = Mismatch { column, ..mismatch };
        self.mismatch.get_or_insert(mismatch);
        T::stand_in()
    }
}
