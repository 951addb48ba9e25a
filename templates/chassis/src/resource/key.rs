//! Keys of rows as Rust values.

use std::borrow::Cow;

use super::{FromValue, IntoValue, Mismatch};
use crate::value::Value;

/// The key of a resource's rows: the type of its key column, or a tuple of those of several, in key order.
pub trait Key: Sized + Clone + Send + Sync + 'static {
    /// A value for each key column, as far as the Rust types alone tell.
    fn into_values(self) -> Vec<Value>;

    /// The key of such values.
    fn from_values(values: Vec<Value>) -> Result<Self, Mismatch>;
}

/// What does not exist: the key of a table without one, the payload of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {}

impl Key for Absent {
    fn into_values(self) -> Vec<Value> {
        match self {}
    }

    fn from_values(_values: Vec<Value>) -> Result<Self, Mismatch> {
        Err(Mismatch::new("a table with a key", &Value::Null))
    }
}

impl<T: FromValue + IntoValue + Clone + Send + Sync + 'static> Key for T {
    fn into_values(self) -> Vec<Value> {
        vec![self.into_value()]
    }

    fn from_values(values: Vec<Value>) -> Result<Self, Mismatch> {
        next(&mut values.into_iter())
    }
}

/// The next value of a key.
fn next<T: FromValue>(values: &mut std::vec::IntoIter<Value>) -> Result<T, Mismatch> {
    let value = values.next();
    let value = value.ok_or_else(|| Mismatch::new("a value", &Value::Null));
    value.and_then(T::from_value).map_err(|mismatch| Mismatch {
        column: Cow::Borrowed("key"),
        ..mismatch
    })
}

macro_rules! tuples {
    ($($name:ident)*) => {
        impl<$($name: FromValue + IntoValue + Clone + Send + Sync + 'static),*> Key for ($($name,)*) {
            fn into_values(self) -> Vec<Value> {
                #[expect(non_snake_case, reason = "a variable for each type")]
                let ($($name,)*) = self;
                vec![$($name.into_value()),*]
            }

            fn from_values(values: Vec<Value>) -> Result<Self, Mismatch> {
                let mut values = values.into_iter();
                Ok(($(next::<$name>(&mut values)?,)*))
            }
        }
    };
}

// MySQL's keys have 16 columns at most.
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);
tuples!(A B C D E F G H I J K L M);
tuples!(A B C D E F G H I J K L M N);
tuples!(A B C D E F G H I J K L M N O);
tuples!(A B C D E F G H I J K L M N O P);
