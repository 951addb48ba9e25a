use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key, auto, default = "1")]
    id: u64,
}

fn main() {}
