use chassis::Resource;

#[derive(Resource)]
#[resource(view)]
struct Order {
    id: u64,
}

fn main() {}
