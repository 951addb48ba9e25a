use chassis::Resource;

#[derive(Debug, Resource)]
#[resource(table = "orders", crate = "::chassis::<u8>")]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
