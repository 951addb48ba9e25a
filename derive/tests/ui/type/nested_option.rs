use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    value: Option<Option<u8>>,
}

fn main() {}
