use std::borrow::Cow;

use super::{Envelope, Service, check_service};
use crate::{Action, Belongs, Bond, Draft, FieldDraft, Int, Resource, Type, check};

fn resource(type_name: &str, table: &str, edit: impl FnOnce(&mut Draft)) -> Resource {
    let mut draft = Draft::new(type_name, table);
    let mut id = FieldDraft::new("id", Type::Int(Int::U64));
    id.key = Some(0);
    draft.fields = vec![id];
    edit(&mut draft);
    check(0, &draft).expect("a sound resource")
}

/// What is wrong between resources, each with the number of the resource that is blamed.
fn faults(resources: Vec<Resource>) -> Vec<String> {
    let service = Service {
        name: "s".to_owned(),
        title: "S".to_owned(),
        description: None,
        envelope: Envelope::Data,
        cors: Vec::new(),
        resources,
        endpoints: Vec::new(),
    };
    let faults = check_service(&service).into_iter();
    faults
        .map(|fault| format!("{:?} {}", fault.site, fault.kind))
        .collect()
}

#[test]
fn paths_and_types_are_taken_once() {
    let same = |table| {
        resource("Order", table, |draft| {
            draft.path = Some("orders".to_owned())
        })
    };
    assert_eq!(
        faults(vec![same("order"), same("orders")]),
        [
            "Key(1, None, \"path\") path `orders` is taken by table `order`",
            "Key(1, None, \"type\") type `Order` is taken by table `order`",
        ]
    );
}

#[test]
fn schemas_of_the_document_differ() {
    let order = resource("Order", "orders", |_| {});
    let plain = |name: &str| resource(name, &name.to_lowercase(), |_| {});
    assert_eq!(
        faults(vec![
            order,
            plain("OrderUpdate"),
            plain("OrderDelete"),
            plain("Page")
        ]),
        [
            "Key(1, None, \"type\") the schema `OrderUpdate` of the API document is one of table `orders`, too",
            "Key(3, None, \"type\") the API document has a schema `Page` of its own",
        ]
    );
    // What an operation would take is no schema where there is no such operation.
    let order = resource("Order", "orders", |draft| {
        draft.operations = Some(vec![Action::Get])
    });
    assert_eq!(
        faults(vec![order, plain("OrderUpdate")]),
        Vec::<String>::new()
    );
}

#[test]
fn foreign_keys_name_columns_of_resources() {
    let item = |table: &str, key: &str| {
        let belongs = Belongs {
            columns: Cow::Owned(vec![Cow::Borrowed("id")]),
            table: Cow::Owned(table.to_owned()),
            keys: Cow::Owned(vec![Cow::Owned(key.to_owned())]),
            bond: Bond::Restrict,
            name: None,
        };
        resource("Item", "items", |draft| draft.belongs_to = vec![belongs])
    };
    let order = || resource("Order", "orders", |_| {});
    assert_eq!(
        faults(vec![item("orders", "idd"), order()]),
        [
            "Key(0, None, \"belongs_to\") the foreign key to `orders` names `idd`, which is no column of it: it has id"
        ]
    );
    for (table, key) in [("orders", "ID"), ("customers", "idd")] {
        assert_eq!(
            faults(vec![item(table, key), order()]),
            Vec::<String>::new()
        );
    }
}
