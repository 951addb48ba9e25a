use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", view)]
struct Order {
    #[resource(key)]
    id: u64,
    features: chassis::Set<Feature>,
}

#[derive(Debug, Clone, Copy)]
enum Feature {
    Fast,
}

fn main() {
    let _ = Feature::Fast;
}
