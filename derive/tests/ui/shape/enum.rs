use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
enum Order {
    A,
}

fn main() {}
