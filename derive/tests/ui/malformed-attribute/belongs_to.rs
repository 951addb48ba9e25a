use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    id: u64,
    #[resource(belongs_to("customers"))]
    customer_id: u64,
}

fn main() {}
