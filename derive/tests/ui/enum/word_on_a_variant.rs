#[derive(Debug, Clone, Copy, chassis::Enum)]
enum State {
    #[resource(value = "new")]
    New,
    #[value("paid"x)]
    Paid,
}

fn main() {}
