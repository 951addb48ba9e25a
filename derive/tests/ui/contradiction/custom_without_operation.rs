use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", operations(list, get), custom(update))]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
