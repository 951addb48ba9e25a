use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    #[resource(filter, sort, filter)]
    number: String,
}

fn main() {}
