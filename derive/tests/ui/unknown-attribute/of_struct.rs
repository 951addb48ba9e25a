use chassis::Resource;

#[derive(Resource)]
#[resource(tabel = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
