// Yours: scaffold wrote it once.
//! `POST /api/v1/orders/{id}/place`

use chassis::db::Transaction;
use chassis::{Context, Error, Resource};

use crate::contract::{PlaceOrder, PlaceOrderError, PlaceOrderInput};
use crate::resources::order::{Order, Patch};

/// The code of `place_order`.
pub struct Code;

impl PlaceOrder for Code {
    async fn place_order(
        &self,
        _context: &Context,
        transaction: &mut Transaction,
        input: PlaceOrderInput,
    ) -> Result<Order, Error> {
        let lines = input.lines.iter();
        let lines: Vec<String> = lines
            .map(|line| format!("{} of {}", line.quantity, line.sku))
            .collect();
        let note = format!(
            "{}; {:?}; {}",
            lines.join(", "),
            input.coupon,
            input.dry_run
        );
        let patch = Patch {
            note: Some(Some(note)),
            ..Patch::default()
        };
        let order = Order::update(transaction, input.id, patch).await?;
        for line in input.lines {
            match line.sku.as_str() {
                "gone" => return Err(PlaceOrderError::OutOfStock.into()),
                "slow" => std::future::pending::<()>().await,
                _ => {}
            }
        }
        Ok(order)
    }
}
