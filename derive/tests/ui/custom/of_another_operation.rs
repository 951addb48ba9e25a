use chassis::db::Transaction;
use chassis::{App, Context, Error, Hooks, Resource, custom};

#[derive(Resource)]
#[resource(table = "orders", custom(update))]
struct Order {
    #[resource(key)]
    id: u64,
}

struct Code;

impl Hooks<Order> for Code {}

impl custom::Delete<Order> for Code {
    async fn delete(&self, _: &Context, _: &mut Transaction, _: u64) -> Result<(), Error> {
        Ok(())
    }
}

fn main() {
    let _ = App::new("shop", "Shop").resource_with::<Order, _>(Code);
}
