//! Code of the service's own around the operations of a resource.

mod erased;

use std::marker::PhantomData;

pub(crate) use erased::{Change, Erased, RowHooks};

use crate::context::Context;
use crate::db::Transaction;
use crate::error::{Error, Fault};
use crate::resource::{Mismatch, Resource};
use crate::value::Row;

/// Code around the operations of a resource, whatever asked for them: each function may refuse by an error.
///
/// Those of a write run in its transaction, which an error rolls back; it may run again when other writers were in the
/// way, so that what cannot be undone belongs behind it. Write each as `async fn`; one that is left out does nothing.
///
/// ```
/// # use chassis::{Context, Error, Hooks, Kind, Resource, db::Transaction};
/// /// A customer.
/// #[derive(Debug, Clone, Resource)]
/// #[resource(table = "customers")]
/// pub struct Customer {
///     /// Number.
///     #[resource(key, auto)]
///     pub id: u64,
///     /// Name.
///     #[resource(length = 80)]
///     pub name: String,
/// }
///
/// /// Names are stored without blanks around them.
/// struct Trimmed;
///
/// impl Hooks<Customer> for Trimmed {
///     async fn before_create(&self, _: &Context, _: &mut Transaction, new: &mut Create) -> Result<(), Error> {
///         new.name = new.name.trim().to_owned();
///         if new.name.is_empty() {
///             return Err(Error::new(Kind::Invalid).detail("a name has letters"));
///         }
///         Ok(())
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no hooks of `{R}`",
    label = "it is given to `resource_with::<{R}, _>`, and must implement `chassis::Hooks<{R}>`"
)]
pub trait Hooks<R: Resource>: Send + Sync + 'static {
    /// Adds what is wrong with a new row or a change to the faults that the client is told, all at once. It runs once
    /// every member by itself fits its column.
    fn validate(&self, context: &Context, proposal: Proposal<'_, R>, faults: &mut Vec<Fault>) {
        let _nothing = (context, proposal, faults);
    }

    /// Before a row is inserted; the code may change it.
    fn before_create(
        &self,
        _context: &Context,
        _transaction: &mut Transaction,
        _new: &mut R::Create,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }

    /// After a row was inserted.
    fn after_create(
        &self,
        _context: &Context,
        _transaction: &mut Transaction,
        _row: &Stored<R>,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }

    /// Before a row is replaced or changed; the code may change what is written.
    fn before_update(
        &self,
        _context: &Context,
        _transaction: &mut Transaction,
        _key: &R::Key,
        _patch: &mut R::Patch,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }

    /// After a row was replaced or changed.
    fn after_update(
        &self,
        _context: &Context,
        _transaction: &mut Transaction,
        _row: &Stored<R>,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }

    /// Before a row is deleted.
    fn before_delete(
        &self,
        _context: &Context,
        _transaction: &mut Transaction,
        _key: &R::Key,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }

    /// After a row was deleted.
    fn after_delete(
        &self,
        _context: &Context,
        _transaction: &mut Transaction,
        _key: &R::Key,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }

    /// Before rows are read, one or a list.
    fn before_read(&self, _context: &Context) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }

    /// Before a row is shown, one or each of a list; the code may change what is shown.
    fn after_read(
        &self,
        _context: &Context,
        _row: &mut Stored<R>,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }
}

/// A row as the database has it, a struct when it is asked for: old rows may hold what the struct cannot, and only code
/// that looks at them shall fail.
pub struct Stored<R> {
    row: Row,
    of: PhantomData<fn() -> R>,
}

impl<R: Resource> Stored<R> {
    pub(crate) const fn new(row: Row) -> Self {
        Self {
            row,
            of: PhantomData,
        }
    }

    /// The row.
    pub fn get(&self) -> Result<R, Mismatch> {
        R::from_row(self.row.clone())
    }

    /// Puts another in its place: what clients are shown of it.
    pub fn set(&mut self, row: R) {
        self.row = row.into_row();
    }

    pub(crate) fn into_row(self) -> Row {
        self.row
    }
}

/// What a client wants to write.
pub enum Proposal<'a, R: Resource> {
    /// A new row.
    Create(&'a R::Create),
    /// New values for the row with a key, all or some.
    Update(&'a R::Key, &'a R::Patch),
}

/// No code at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoHooks;

impl<R: Resource> Hooks<R> for NoHooks {}
