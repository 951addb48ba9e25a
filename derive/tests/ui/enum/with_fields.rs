use chassis::Enum;

#[derive(Debug, Clone, Copy, Enum)]
enum Status {
    Paid(u8),
}

fn main() {}
