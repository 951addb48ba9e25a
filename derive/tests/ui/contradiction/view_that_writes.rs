use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", view, operations(list, create))]
struct Order {
    id: u64,
}

fn main() {}
