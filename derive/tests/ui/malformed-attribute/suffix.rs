use chassis::Resource;

#[derive(Debug, Resource)]
#[resource(table = "orders"x)]
struct Order {
    #[resource(key = 0u8)]
    id: u64,
    #[resource(precision = 10_u8, scale = 2)]
    total: chassis::Decimal,
}

fn main() {}
