use chassis::Resource;

#[derive(Resource)]
#[resource(table = 5)]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
