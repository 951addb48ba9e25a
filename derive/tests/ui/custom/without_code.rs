use chassis::{App, Resource};

#[derive(Resource)]
#[resource(table = "orders", custom(update))]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {
    let _ = App::new("shop", "Shop").resource::<Order>();
}
