use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    #[resource(fraction = 9)]
    at: chassis::DateTime,
}

fn main() {}
