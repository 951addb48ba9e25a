use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", page_size(default = 5, maximum = 10))]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
