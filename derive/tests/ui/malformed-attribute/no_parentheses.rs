use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
#[resource = "orders"]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
