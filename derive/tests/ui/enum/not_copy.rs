use chassis::Enum;

#[derive(Debug, Enum)]
enum Status {
    Paid,
}

fn main() {}
