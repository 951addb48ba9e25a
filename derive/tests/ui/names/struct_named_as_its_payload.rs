use chassis::Resource;

#[derive(Resource)]
#[resource(table = "patches")]
struct Patch {
    #[resource(key)]
    id: u64,
}

fn main() {}
