use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order(u64);

fn main() {}
