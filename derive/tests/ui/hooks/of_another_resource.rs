use chassis::{App, Hooks};

mod order {
    #[derive(chassis::Resource)]
    #[resource(table = "orders")]
    pub struct Order {
        #[resource(key)]
        pub id: u64,
    }
}

mod line {
    #[derive(chassis::Resource)]
    #[resource(table = "lines")]
    pub struct Line {
        #[resource(key)]
        pub id: u64,
    }
}

struct Code;

impl Hooks<line::Line> for Code {}

fn main() {
    let _ = App::new("shop", "Shop").resource_with::<order::Order, _>(Code);
}
