use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    #[resource(zero_date = "nul")]
    day: chassis::Date,
}

fn main() {}
