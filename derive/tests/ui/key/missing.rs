use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", operations(list, get))]
struct Order {
    number: String,
}

fn main() {}
