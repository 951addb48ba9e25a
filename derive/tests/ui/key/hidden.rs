use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key, hidden, auto)]
    id: u64,
}

fn main() {}
