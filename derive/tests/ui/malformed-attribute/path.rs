use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", path = "a/b")]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
