use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    #[resource(name = "id")]
    number: String,
}

fn main() {}
