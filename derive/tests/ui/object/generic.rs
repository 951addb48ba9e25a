use chassis::Object;

#[derive(Debug, Object)]
struct Basket<T> {
    lines: Vec<T>,
}

#[derive(Debug, Object)]
struct Nothing;

fn main() {
    let _ = <Basket<u8> as Object>::OBJECT;
    let _ = Nothing.into_parts();
}
