use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key, auto)]
    id: String,
}

fn main() {}
