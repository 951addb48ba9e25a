use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order;

fn main() {}
