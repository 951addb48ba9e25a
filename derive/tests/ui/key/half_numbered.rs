use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key = 0)]
    a: u64,
    #[resource(key)]
    b: u64,
}

fn main() {}
