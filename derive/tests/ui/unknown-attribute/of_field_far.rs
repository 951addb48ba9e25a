use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    #[resource(encrypted)]
    number: String,
}

fn main() {}
