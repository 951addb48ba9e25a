use chassis::Enum;

#[derive(Debug, Clone, Copy, Enum)]
enum Status {
    #[value("paid")]
    Paid,
    #[value("paid")]
    Settled,
}

fn main() {}
