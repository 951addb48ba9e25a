use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", check("positive", rules("totl > 0")))]
struct Order {
    #[resource(key)]
    id: u64,
    total: i32,
}

fn main() {}
