use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", time_zone = "Asia/Shanghai")]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
