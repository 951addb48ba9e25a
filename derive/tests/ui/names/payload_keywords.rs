use chassis::Resource;

#[derive(Debug, Resource)]
#[resource(table = "orders", payloads(struct, _))]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
