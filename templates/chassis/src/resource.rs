//! What a struct needs to be a resource: its metadata, and its way from a row and back.
//!
//! `#[derive(Resource)]` and `#[derive(Enum)]` implement these traits; nobody writes them by hand.

mod canonical;
mod convert;
mod key;
mod payload;

use std::borrow::Cow;
use std::fmt::Debug;

pub use self::canonical::{canonical, fit};
pub use self::key::{Absent, Key};
pub use self::payload::{Payload, Slots, give, give_some};
use crate::custom::Wired;
use crate::db::Connection;
use crate::error::Error;
use crate::typed::{self, Query};
use crate::value::{Row, Value};

/// A struct that is one row of a table or view.
///
#[doc = include_str!("resource/attributes.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no resource",
    note = "a struct becomes one by `#[derive(chassis::Resource)]` and `#[resource(table = \"…\")]`"
)]
pub trait Resource: Sized + Send + Sync + 'static {
    /// What addresses a row: the type of the key column, or a tuple of those of several.
    type Key: Key;
    /// A new row: `order::Create`.
    type Create: Payload;
    /// A change of a row: `order::Patch`.
    type Patch: Payload;

    /// The table, its columns, and what the API offers of them.
    fn resource() -> &'static crate::model::Resource;

    /// The struct of a row that has one value for each field, in the order of the fields.
    fn from_row(row: Row) -> Result<Self, Mismatch>;

    /// The row of the struct: one canonical value for each field, in the order of the fields.
    fn into_row(self) -> Row;

    /// The row with a key.
    fn find(
        on: &mut impl Connection,
        key: Self::Key,
    ) -> impl Future<Output = Result<Option<Self>, Error>> + Send {
        typed::find(on, key)
    }

    /// The rows that a query asks for.
    fn list(
        on: &mut impl Connection,
        query: Query<Self>,
    ) -> impl Future<Output = Result<Vec<Self>, Error>> + Send {
        typed::list(on, query)
    }

    /// The rows of a query of your own; it gives the resource's columns in the order of the struct's fields.
    fn select(
        on: &mut impl Connection,
        sql: impl Into<String>,
        params: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<Self>, Error>> + Send {
        typed::rows(on, sql.into(), params)
    }

    /// Inserts a row, and gives what the database made of it.
    fn insert(
        on: &mut impl Connection,
        new: Self::Create,
    ) -> impl Future<Output = Result<Self, Error>> + Send {
        typed::insert(on, new)
    }

    /// Changes the row with a key; an error of kind `NotFound` when there is none.
    fn update(
        on: &mut impl Connection,
        key: Self::Key,
        patch: Self::Patch,
    ) -> impl Future<Output = Result<Self, Error>> + Send {
        typed::update(on, key, patch)
    }

    /// Deletes the row with a key; an error of kind `NotFound` when there is none.
    fn delete(
        on: &mut impl Connection,
        key: Self::Key,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        typed::delete::<Self>(on, key)
    }
}

/// A resource that a service offers with some code; `#[derive(Resource)]` asks for what its custom operations need.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no resource that `{H}` could be the code of",
    note = "a struct becomes one by `#[derive(chassis::Resource)]` and `#[resource(table = \"…\")]`"
)]
pub trait Wire<H>: Resource {
    /// The code, and which operations are its own.
    fn wire(code: H) -> Wired<Self, H>;
}

/// A fieldless enum that is the closed list of an ENUM or SET column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a column type nor an enum of column values",
    note = "an enum of column values derives `chassis::Enum`"
)]
pub trait Enum: Copy + Debug + Send + Sync + 'static {
    /// The values in the order of the column's definition.
    const VALUES: &'static [Cow<'static, str>];

    /// The variants in the same order.
    const VARIANTS: &'static [Self];

    /// The place of this value in [`Enum::VALUES`].
    fn ordinal(self) -> usize;

    /// The value at a place of [`Enum::VALUES`].
    fn from_ordinal(ordinal: usize) -> Option<Self> {
        Self::VARIANTS.get(ordinal).copied()
    }
}

/// A Rust type that reads a column's value.
#[diagnostic::on_unimplemented(
    message = "no column is of the type `{Self}`",
    note = "columns have Rust's own types, those of `chassis::types`, or enums that derive `chassis::Enum`"
)]
pub trait FromValue: Sized {
    /// The Rust value of a canonical value.
    fn from_value(value: Value) -> Result<Self, Mismatch>;

    /// Stands in for a value that cannot be read until that is told; nobody sees it.
    fn stand_in() -> Self;

    /// Whether `Option<Self>` reads the value as `None`: NULL, and zero dates for types that have no other way to hold them.
    fn is_absent(value: &Value) -> bool {
        matches!(value, Value::Null)
    }
}

/// A Rust type that a column stores.
#[diagnostic::on_unimplemented(
    message = "no column is of the type `{Self}`",
    note = "columns have Rust's own types, those of `chassis::types`, or enums that derive `chassis::Enum`"
)]
pub trait IntoValue {
    /// The value, in its canonical form as far as the Rust type alone tells; [`canonical`] does what the column tells.
    fn into_value(self) -> Value;
}

/// A value that the Rust type of its column cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column `{column}` holds {found} instead of {wanted}")]
pub struct Mismatch {
    /// The column; empty until whoever knows it has named it.
    pub column: Cow<'static, str>,
    /// What the Rust type takes.
    pub wanted: Cow<'static, str>,
    /// What there was.
    pub found: String,
}

impl Mismatch {
    /// A value that is not what a type takes.
    pub fn new(wanted: impl Into<Cow<'static, str>>, value: &Value) -> Self {
        Self {
            column: Cow::Borrowed(""),
            wanted: wanted.into(),
            found: found(value),
        }
    }
}

/// A value in words; long text is cut, since rows may hold megabytes.
fn found(value: &Value) -> String {
    const SHOWN: usize = 60;
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Unsigned(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Text(text) => match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{:?} and more", &text[..end]),
            None => format!("{text:?}"),
        },
        Value::Bytes(bytes) => format!("{} bytes", bytes.len()),
    }
}
