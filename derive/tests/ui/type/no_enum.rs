use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", view)]
struct Order {
    #[resource(key)]
    id: u64,
    status: Status,
}

#[derive(Debug, Clone, Copy)]
enum Status {
    Paid,
}

fn main() {
    let _ = Status::Paid;
}
