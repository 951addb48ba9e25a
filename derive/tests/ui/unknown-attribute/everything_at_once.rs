use chassis::Resource;

#[derive(Resource)]
#[resource(tabel = "orders", operations(list, fetch))]
struct Order {
    #[resource(kye)]
    id: u64,
    #[resource(lenght = 20)]
    number: usize,
}

fn main() {}
