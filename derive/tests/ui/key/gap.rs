use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key = 0)]
    a: u64,
    #[resource(key = 2)]
    b: u64,
}

fn main() {}
