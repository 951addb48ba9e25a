// Yours: scaffold wrote it once.
//! `POST /api/v1/cross/{first}/{second}`

use chassis::db::Transaction;
use chassis::{Context, Error};

use crate::contract::{Cross, CrossInput};

/// The code of `cross`: changes two rows with time between, so that another one may come in the way.
pub struct Code;

impl Cross for Code {
    async fn cross(
        &self,
        _context: &Context,
        transaction: &mut Transaction,
        input: CrossInput,
    ) -> Result<(), Error> {
        let update = |id: u32| format!("UPDATE customers SET score = score + 1 WHERE id = {id}");
        for sql in [update(input.first), "DO SLEEP(0.5)".to_owned(), update(input.second)] {
            transaction.execute(sql, Vec::new()).await?;
        }
        Ok(())
    }
}
