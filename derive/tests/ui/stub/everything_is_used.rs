//! One fault, and code that uses all that the derive would have given.

use chassis::db::Database;
use chassis::{App, Context, Enum, Error, Hooks, Query, Resource, custom, db::Transaction};

#[derive(Debug, Clone, Copy, Enum)]
enum Status {
    Paid,
}

#[derive(Debug, Clone, Resource)]
#[resource(table = "orders", custom(update), tabel = "x")]
struct Order {
    #[resource(key, auto)]
    id: u64,
    #[resource(lenght = 20)]
    number: String,
    status: Status,
    total: Option<usize>,
    #[resource(default = "0")]
    paid: bool,
}

struct Code;

impl Hooks<Order> for Code {
    async fn before_create(
        &self,
        _: &Context,
        _: &mut Transaction,
        new: &mut Create,
    ) -> Result<(), Error> {
        new.number.push('!');
        Ok(())
    }
}

impl custom::Update<Order> for Code {
    async fn update(
        &self,
        _: &Context,
        transaction: &mut Transaction,
        key: u64,
        patch: Patch,
    ) -> Result<Order, Error> {
        Order::update(transaction, key, patch).await
    }
}

async fn used(mut database: Database) -> Result<Vec<Order>, Error> {
    let new = Create {
        id: None,
        number: "1".to_owned(),
        status: Status::Paid,
        total: None,
        paid: Some(true),
    };
    let order = Order::insert(&mut database, new.clone()).await?;
    let patch = Patch {
        paid: Some(false),
        ..Patch::default()
    };
    println!("{new:?} {patch:?}");
    Order::update(&mut database, order.id, patch).await?;
    Order::delete(&mut database, 5).await?;
    let paid = Query::all().equals(Order::STATUS, Status::Paid);
    Order::list(&mut database, paid.descending(Order::TOTAL)).await
}

fn main() {
    let _ = (
        App::new("shop", "Shop").resource_with::<Order, _>(Code),
        used,
    );
}
