use chassis::Resource;

#[derive(Debug, Resource)]
#[resource(table = "totals", view, payloads(NewTotal, TotalPatch))]
struct Total {
    sum: u64,
}

fn main() {}
