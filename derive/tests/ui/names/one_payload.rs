use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", payloads(NewOrder))]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
