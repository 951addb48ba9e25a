//! Resources that do not go together: each fault is told, with what mends it.
#![cfg(test)]

use chassis::db::Database;
use chassis::{App, Resource};

#[derive(Debug, Resource)]
#[resource(table = "orders", belongs_to("customers", columns("id"), keys("idd")))]
struct Order {
    #[resource(key, belongs_to("elsewhere", "id"))]
    id: u64,
}

#[derive(Debug, Resource)]
#[resource(
    table = "customers",
    path = "orders",
    payloads(NewCustomer, CustomerPatch)
)]
struct Customer {
    #[resource(key)]
    id: u64,
}

#[derive(Debug, Resource)]
#[resource(table = "order_updates", payloads(NewUpdate, UpdatePatch))]
struct OrderUpdate {
    #[resource(key)]
    id: u64,
}

#[tokio::test]
async fn every_fault_between_resources_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("shop.db").display());
    let database = Database::connect(&url).await.expect("a database");
    let app = App::new("shop", "Shop")
        .resource::<Order>()
        .resource::<Customer>()
        .resource::<OrderUpdate>();
    let refused = app.build(database).expect_err("faults").to_string();
    let expected = [
        "the resources do not go together:",
        "  `Customer` of table `customers`: path `orders` is taken by table `orders`: give one of them another `path` or `type`",
        "  `OrderUpdate` of table `order_updates`: the schema `OrderUpdate` of the API document is one of table `orders`, too: give the type another name",
        "  `Order` of table `orders`: the foreign key to `customers` names `idd`, which is no column of it: it has id: name the columns that it refers to",
    ];
    assert_eq!(refused, expected.join("\n"));
}
