use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
#[resource(table = "order")]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
