use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    #[resource(column = "number")]
    first: String,
    number: String,
}

fn main() {}
