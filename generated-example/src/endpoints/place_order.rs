// Yours: scaffold wrote it once.
//! `POST /api/v1/orders/{id}/place`
//!
//! Place an order and reserve its stock

use chassis::db::Transaction;
use chassis::{Context, Error, Kind};

use crate::contract::{PlaceOrder, PlaceOrderInput};
use crate::resources::order::Order;

/// The code of `place_order`.
pub struct Code;

impl PlaceOrder for Code {
    async fn place_order(
        &self,
        _context: &Context,
        _transaction: &mut Transaction,
        _input: PlaceOrderInput,
    ) -> Result<Order, Error> {
        Err(Error::new(Kind::NotImplemented).detail("nobody has written it yet"))
    }
}
