use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
union Order {
    a: u8,
}

fn main() {}
