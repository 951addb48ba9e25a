use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order<T> {
    #[resource(key)]
    id: T,
}

fn main() {
    let _ = chassis::App::new("shop", "Shop").resource::<Order<u64>>();
}
