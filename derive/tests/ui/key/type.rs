use chassis::Resource;

#[derive(Debug, Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    document: chassis::Json,
    #[resource(key)]
    place: chassis::Geometry,
}

fn main() {}
