use chassis::Resource;

#[derive(Debug, Resource)]
#[resource(table = "orders")]
struct Order {
    #[resource(key)]
    k0: u8,
    #[resource(key)]
    k1: u8,
    #[resource(key)]
    k2: u8,
    #[resource(key)]
    k3: u8,
    #[resource(key)]
    k4: u8,
    #[resource(key)]
    k5: u8,
    #[resource(key)]
    k6: u8,
    #[resource(key)]
    k7: u8,
    #[resource(key)]
    k8: u8,
    #[resource(key)]
    k9: u8,
    #[resource(key)]
    k10: u8,
    #[resource(key)]
    k11: u8,
    #[resource(key)]
    k12: u8,
    #[resource(key)]
    k13: u8,
    #[resource(key)]
    k14: u8,
    #[resource(key)]
    k15: u8,
    #[resource(key)]
    k16: u8,
}

fn main() {}
