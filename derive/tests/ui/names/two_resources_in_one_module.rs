use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
}

#[derive(Resource)]
#[resource(table = "lines")]
struct Line {
    #[resource(key)]
    id: u64,
}

fn main() {}
