// Yours: scaffold wrote it once.
//! `GET /api/v1/statistics`

use chassis::db::Database;
use chassis::{Context, Decimal, Error, Query, Resource};

use crate::contract::{Statistics, StatisticsInput, StatisticsOutput, StatisticsOutputDay};
use crate::resources::order::Order;

/// The code of `statistics`.
pub struct Code;

impl Statistics for Code {
    async fn statistics(
        &self,
        _context: &Context,
        database: &mut Database,
        input: StatisticsInput,
    ) -> Result<StatisticsOutput, Error> {
        let query = Query::all().equals(Order::STATUS, input.status);
        let orders = Order::list(database, query).await?;
        let total: Decimal = orders.iter().map(|order| &order.shipping).sum();
        let days = input.since.map(|day| StatisticsOutputDay {
            day,
            tags: vec!["since".to_owned()],
        });
        Ok(StatisticsOutput {
            status: input.status,
            total,
            days: days.into_iter().collect(),
        })
    }
}
