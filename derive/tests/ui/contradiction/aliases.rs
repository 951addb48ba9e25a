use chassis::Resource;

#[derive(Debug, Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key, alias = "state")]
    id: u64,
    state: u8,
    #[resource(alias = "")]
    note: Option<String>,
    #[resource(hidden, alias = "secret")]
    token: Option<String>,
}

fn main() {}
