// Yours: scaffold wrote it once.
//! `POST /api/v1/provoke`

use chassis::db::Transaction;
use chassis::{Context, Error, Kind};

use crate::contract::{Provoke, ProvokeError, ProvokeInput};

/// The code of `provoke`: fails in the way that it is told, or as the database does with a statement.
pub struct Code;

impl Provoke for Code {
    async fn provoke(
        &self,
        _context: &Context,
        transaction: &mut Transaction,
        input: ProvokeInput,
    ) -> Result<(), Error> {
        match input.what.as_str() {
            "panic" => panic!("zq_panic"),
            "slow" => std::future::pending().await,
            "own" => Err(ProvokeError::Broken.into()),
            "cause" => Err(Error::new(Kind::Internal).cause("zq_cause")),
            sql => {
                transaction.execute(sql.to_owned(), Vec::new()).await?;
                Ok(())
            }
        }
    }
}
