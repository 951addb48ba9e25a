use chassis::Enum;

#[derive(Debug, Clone, Copy, Enum)]
enum Status {}

fn main() {}
