use chassis::Enum;

#[derive(Debug, Clone, Copy, Enum)]
struct Status;

fn main() {}
