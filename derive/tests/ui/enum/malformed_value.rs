use chassis::Enum;

#[derive(Debug, Clone, Copy, Enum)]
enum Status {
    #[value = "paid"]
    Paid,
}

fn main() {}
