use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", page_size(default = 50, max = 10))]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
