use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    #[resource(range(min = 9, max = 1))]
    number: u8,
}

fn main() {}
