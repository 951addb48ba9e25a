//! Custom operations of any resource behind one type.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::Rows;
use crate::context::Context;
use crate::custom;
use crate::db::Transaction;
use crate::error::{Error, Kind};
use crate::hooks::{Erased, Hooks, RowHooks};
use crate::model::{Action, Field};
use crate::operation::{Input, ListQuery, Output};
use crate::resource::{Key, Resource};
use crate::typed::payload;
use crate::value::{Row, Value};

/// An operation on some resource.
pub(crate) trait RowOperation: Send + Sync {
    /// Runs it; an error rolls the transaction back.
    fn run<'a>(
        &'a self,
        context: &'a Context,
        transaction: &'a mut Transaction,
        input: Input,
    ) -> BoxFuture<'a, Result<Output, Error>>;
}

/// Code of any resource: its hooks, and its custom operations.
pub(crate) struct Code {
    pub(crate) hooks: Arc<dyn RowHooks>,
    pub(crate) custom: BTreeMap<Action, Arc<dyn RowOperation>>,
}

/// The code of a resource. `#[derive(Resource)]` says which operations are custom, so that the compiler asks for their
/// code.
pub struct Wired<R, H> {
    hooks: Arc<H>,
    custom: BTreeMap<Action, Arc<dyn RowOperation>>,
    of: PhantomData<fn() -> R>,
}

impl<R: Resource, H: Hooks<R>> Wired<R, H> {
    /// Hooks, with every operation the standard one.
    pub fn new(hooks: H) -> Self {
        Self {
            hooks: Arc::new(hooks),
            custom: BTreeMap::new(),
            of: PhantomData,
        }
    }

    pub(crate) fn erased(self) -> Code {
        Code {
            hooks: Arc::new(Erased::<R, H>::new(self.hooks)),
            custom: self.custom,
        }
    }
}

/// What the code of an operation takes and gives, and how `Wired` gets it.
macro_rules! operation {
    ($name:ident, $method:ident, $input:pat => ($($argument:expr),*), $output:ident => $result:expr) => {
        struct $name<R, H> {
            code: Arc<H>,
            of: PhantomData<fn() -> R>,
        }

        impl<R: Resource, H: custom::$name<R>> RowOperation for $name<R, H> {
            fn run<'a>(
                &'a self,
                context: &'a Context,
                transaction: &'a mut Transaction,
                input: Input,
            ) -> BoxFuture<'a, Result<Output, Error>> {
                Box::pin(async move {
                    let $input = input else {
                        return Err(mismatched());
                    };
                    let $output = self.code.$method(context, transaction, $($argument),*).await?;
                    Ok($result)
                })
            }
        }

        impl<R: Resource, H: Hooks<R> + custom::$name<R>> Wired<R, H> {
            /// The operation is the code's own.
            #[must_use]
            pub fn $method(mut self) -> Self {
                let operation = $name {
                    code: Arc::clone(&self.hooks),
                    of: PhantomData::<fn() -> R>,
                };
                self.custom.insert(Action::$name, Arc::new(operation));
                self
            }
        }
    };
}

operation!(List, list, Input::List(query) => (&query), page => shown(query, page));
operation!(Get, get, Input::Row(key) => (self::key::<R>(key)?), row => Output::Row(row.into_row()));
operation!(Create, create, Input::New(new) => (payload::<R, R::Create>(&new)?), row => Output::Created(row.into_row()));
operation!(
    Replace, replace,
    Input::Change(key, row) => (self::key::<R>(key)?, payload::<R, R::Patch>(&row)?),
    row => Output::Row(row.into_row())
);
operation!(
    Update, update,
    Input::Change(key, patch) => (self::key::<R>(key)?, payload::<R, R::Patch>(&patch)?),
    row => Output::Row(row.into_row())
);
operation!(Delete, delete, Input::Row(key) => (self::key::<R>(key)?), _done => Output::Done);

fn key<R: Resource>(values: Vec<Value>) -> Result<R::Key, Error> {
    Ok(R::Key::from_values(values)?)
}

/// Whole rows as the page of a query, which may ask for some columns only.
fn shown<R: Resource>(query: ListQuery, page: Rows<R>) -> Output {
    let columns: Vec<&Field> = R::resource().fields.iter().collect();
    let rows: Vec<Row> = page.rows.into_iter().map(R::into_row).collect();
    let next = query.next(&columns, rows.last().filter(|_| page.more));
    let rows = query.shown(&columns, rows);
    // Only the code itself could tell how many rows its list has.
    Output::Page {
        query,
        rows,
        next,
        total: None,
        related: Vec::new(),
    }
}

/// An adapter gave an operation the input of another.
fn mismatched() -> Error {
    Error::new(Kind::Internal).cause("a custom operation was given another's input")
}
