use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", operations(list, fetch))]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
