use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", check("positive", rules("total > 0 OR total < 9")))]
struct Order {
    #[resource(key)]
    id: u64,
    total: i32,
}

fn main() {}
