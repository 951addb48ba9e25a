//! Custom endpoints: operations of the service's own, with typed input and output.
//!
//! The generated `contract.rs` has a trait for each, and a function that makes an [`Endpoint`] of what implements it.

use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use crate::context::Context;
use crate::db::{Database, Transaction};
use crate::error::{Error, Kind};
use crate::model::{self, Outcome};
use crate::object::{Object, Part};
use crate::operation::Answer;
use crate::resource::Resource;

/// A custom endpoint with its code.
pub struct Endpoint {
    about: model::Endpoint,
    code: Code,
}

/// The code, by what it runs on.
enum Code {
    InTransaction(Box<dyn Run<Transaction>>),
    OnDatabase(Box<dyn Run<Database>>),
}

/// What an endpoint gives, and how that becomes an answer.
pub struct Gives<O> {
    outcome: Outcome,
    answer: fn(O) -> Answer,
}

impl Gives<()> {
    /// Nothing: 204.
    pub const fn nothing() -> Self {
        Self {
            outcome: Outcome::Nothing,
            answer: |()| Answer::Nothing,
        }
    }
}

impl<R: Resource> Gives<R> {
    /// A row of a resource.
    pub fn row() -> Self {
        Self {
            outcome: Outcome::Row(R::resource().type_name.clone()),
            answer: |row| Answer::Row(R::resource(), row.into_row()),
        }
    }
}

impl<R: Resource> Gives<Vec<R>> {
    /// Rows of a resource.
    pub fn rows() -> Self {
        Self {
            outcome: Outcome::Rows(R::resource().type_name.clone()),
            answer: |rows| {
                let rows = rows.into_iter().map(R::into_row).collect();
                Answer::Rows(R::resource(), rows)
            },
        }
    }
}

impl<T: Object> Gives<T> {
    /// An object.
    pub fn object() -> Self {
        Self {
            outcome: Outcome::Object(T::OBJECT),
            answer: |object| Answer::Object(T::OBJECT, object.into_parts()),
        }
    }
}

impl Endpoint {
    /// An endpoint whose code runs in a transaction, which an error rolls back.
    ///
    /// It may run again when other writers were in the way, so that what cannot be undone belongs behind it.
    pub fn in_transaction<C, I, O, F>(
        about: model::Endpoint,
        gives: Gives<O>,
        code: C,
        call: F,
    ) -> Self
    where
        C: Send + Sync + 'static,
        I: Object,
        O: Send + 'static,
        F: Send + Sync + 'static,
        F: for<'a> Fn(
            &'a C,
            &'a Context,
            &'a mut Transaction,
            I,
        ) -> BoxFuture<'a, Result<O, Error>>,
    {
        Self {
            about: of_types::<I, O>(about, true, &gives),
            code: Code::InTransaction(Box::new(Call::new(code, call, gives))),
        }
    }

    /// An endpoint whose code has the database, and makes its own transactions.
    pub fn on_database<C, I, O, F>(
        about: model::Endpoint,
        gives: Gives<O>,
        code: C,
        call: F,
    ) -> Self
    where
        C: Send + Sync + 'static,
        I: Object,
        O: Send + 'static,
        F: Send + Sync + 'static,
        F: for<'a> Fn(&'a C, &'a Context, &'a mut Database, I) -> BoxFuture<'a, Result<O, Error>>,
    {
        Self {
            about: of_types::<I, O>(about, false, &gives),
            code: Code::OnDatabase(Box::new(Call::new(code, call, gives))),
        }
    }

    /// What it is called, takes and gives.
    pub const fn about(&self) -> &model::Endpoint {
        &self.about
    }

    /// Runs code that has a transaction.
    pub(crate) async fn run(
        &self,
        context: &Context,
        transaction: &mut Transaction,
        input: Vec<Part>,
    ) -> Result<Answer, Error> {
        match &self.code {
            Code::InTransaction(code) => code.run(context, transaction, input).await,
            Code::OnDatabase(_) => Err(misplaced()),
        }
    }

    /// Runs code that has none.
    pub(crate) async fn run_on(
        &self,
        context: &Context,
        database: &mut Database,
        input: Vec<Part>,
    ) -> Result<Answer, Error> {
        match &self.code {
            Code::InTransaction(_) => Err(misplaced()),
            Code::OnDatabase(code) => code.run(context, database, input).await,
        }
    }
}

/// Code was given what it does not run on.
fn misplaced() -> Error {
    Error::new(Kind::Internal).cause("an endpoint was run on what its code does not take")
}

fn of_types<I: Object, O>(
    about: model::Endpoint,
    transaction: bool,
    gives: &Gives<O>,
) -> model::Endpoint {
    model::Endpoint {
        input: I::OBJECT,
        result: gives.outcome.clone(),
        transaction,
        ..about
    }
}

/// Code that runs on a database or in a transaction, whatever its types.
trait Run<D>: Send + Sync {
    fn run<'a>(
        &'a self,
        context: &'a Context,
        on: &'a mut D,
        input: Vec<Part>,
    ) -> BoxFuture<'a, Result<Answer, Error>>;
}

/// Code with its types.
struct Call<C, I, O, F> {
    code: C,
    call: F,
    answer: fn(O) -> Answer,
    input: PhantomData<fn(I)>,
}

impl<C, I, O, F> Call<C, I, O, F> {
    fn new(code: C, call: F, gives: Gives<O>) -> Self {
        Self {
            code,
            call,
            answer: gives.answer,
            input: PhantomData,
        }
    }
}

impl<D, C, I, O, F> Run<D> for Call<C, I, O, F>
where
    D: Send,
    C: Send + Sync,
    I: Object,
    O: Send,
    F: Send + Sync,
    F: for<'a> Fn(&'a C, &'a Context, &'a mut D, I) -> BoxFuture<'a, Result<O, Error>>,
{
    fn run<'a>(
        &'a self,
        context: &'a Context,
        on: &'a mut D,
        input: Vec<Part>,
    ) -> BoxFuture<'a, Result<Answer, Error>> {
        Box::pin(async move {
            let input = I::from_parts(input)?;
            let output = (self.call)(&self.code, context, on, input).await?;
            Ok((self.answer)(output))
        })
    }
}
