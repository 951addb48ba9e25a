use chassis::Object;

#[derive(Debug, Object)]
struct Basket {
    lines: Vec<Option<u32>>,
    lists: Vec<Vec<u32>>,
    #[resource(lenght = 3)]
    code: String,
    #[resource(default(sql = "now()"))]
    count: u32,
    #[resource(name = "")]
    nameless: u32,
}

fn main() {
    let _ = Basket::OBJECT;
}
