use chassis::Resource;

#[derive(Debug, Resource)]
#[resource(,)]
#[resource(table = concat!("or", "ders"))]
struct Order {
    #[resource(key)]
    id: u64,
}

fn main() {}
