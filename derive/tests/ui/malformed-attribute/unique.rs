use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", unique("number"))]
#[resource(unique = "number", fulltext("notes", note))]
struct Order {
    #[resource(key)]
    id: u64,
    number: i32,
    note: String,
}

fn main() {}
