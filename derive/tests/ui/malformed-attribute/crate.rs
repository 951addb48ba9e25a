use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", crate = "not a path")]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
