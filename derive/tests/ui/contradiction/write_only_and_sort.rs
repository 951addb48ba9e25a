use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    #[resource(write_only, sort)]
    number: String,
}

fn main() {}
