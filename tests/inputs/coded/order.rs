//! The hooks of orders, as a user goes on writing the file that was made once.

use chassis::{Context, Error, Hooks, Kind, Resource, custom, db::Transaction};

use crate::resources::order::Order;

/// Code of this service around the operations of `Order`, and in the place of some.
pub struct OrderHooks;

impl Hooks<Order> for OrderHooks {
    async fn before_create(
        &self,
        _context: &Context,
        _transaction: &mut Transaction,
        new: &mut <Order as Resource>::Create,
    ) -> Result<(), Error> {
        new.note = Some("made by a hook".to_owned());
        Ok(())
    }
}

impl custom::Update<Order> for OrderHooks {
    async fn update(
        &self,
        _context: &Context,
        transaction: &mut Transaction,
        key: <Order as Resource>::Key,
        patch: <Order as Resource>::Patch,
    ) -> Result<Order, Error> {
        if patch.note.is_none() {
            return Err(Error::new(Kind::Invalid).detail("only the note changes"));
        }
        Order::update(transaction, key, patch).await
    }
}
