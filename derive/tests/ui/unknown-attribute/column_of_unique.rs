use chassis::Resource;

#[derive(Resource)]
#[resource(table = "orders", unique("no", "nomber"))]
#[resource(unique("twice", "number", "number"), unique("NO", "number"))]
#[resource(fulltext("words", "note", "number"))]
struct Order {
    #[resource(key)]
    id: u64,
    number: i32,
    note: String,
}

fn main() {}
