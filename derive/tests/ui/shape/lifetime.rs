use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders")]
struct Order<'a> {
    #[resource(key)]
    id: u64,
    number: &'a str,
}

fn main() {
    let _ = chassis::App::new("shop", "Shop").resource::<Order<'static>>();
}
