use std::borrow::Cow;

use super::*;
use crate::{Bond, Draft, Exposure, FieldDraft, Int, Type, check};

fn resource(
    type_name: &str,
    table: &str,
    columns: &[&str],
    keys: &[(&str, &str)],
    edit: impl FnOnce(&mut Draft),
) -> Resource {
    let mut draft = Draft::new(type_name, table);
    let field = |name: &&str| FieldDraft::new(*name, Type::Int(Int::U64));
    draft.fields = ["id"].iter().chain(columns).map(field).collect();
    draft.fields[0].key = Some(0);
    let belongs = |(column, table): &(&str, &str)| Belongs {
        columns: Cow::Owned(vec![Cow::Owned((*column).to_owned())]),
        table: Cow::Owned((*table).to_owned()),
        keys: Cow::Owned(vec![Cow::Borrowed("id")]),
        bond: Bond::Restrict,
        name: None,
    };
    draft.belongs_to = keys.iter().map(belongs).collect();
    edit(&mut draft);
    check(0, &draft).expect("a sound resource")
}

/// The names of the relations of each resource, with what they lead to.
fn names(resources: &[Resource]) -> Vec<Vec<String>> {
    let resources: Vec<&Resource> = resources.iter().collect();
    let all = relations(&resources).into_iter();
    let name = |it: Relation| {
        let many = if it.is_many { "*" } else { "" };
        format!("{} {}{many}", it.name, resources[it.target].path)
    };
    all.map(|relations| relations.into_iter().map(name).collect())
        .collect()
}

#[test]
fn foreign_keys_lead_both_ways() {
    let all = [
        resource("Customer", "customers", &[], &[], |_| {}),
        resource(
            "Order",
            "orders",
            &["customer_id"],
            &[("customer_id", "customers")],
            |_| {},
        ),
        resource(
            "OrderItem",
            "order_items",
            &["order_id"],
            &[("order_id", "orders")],
            |_| {},
        ),
    ];
    assert_eq!(
        names(&all),
        [
            vec!["orders orders*"],
            vec!["customer customers", "items order_items*"],
            vec!["order orders"],
        ]
    );
}

#[test]
fn names_are_no_others() {
    let all = [
        resource(
            "Employee",
            "employees",
            &["boss", "team"],
            &[("boss", "employees"), ("team", "teams")],
            |_| {},
        ),
        resource(
            "Team",
            "teams",
            &["employees", "lead_id", "lead"],
            &[("lead_id", "employees")],
            |_| {},
        ),
        resource(
            "Gift",
            "gifts",
            &["from_id", "to_id"],
            &[("from_id", "employees"), ("to_id", "employees")],
            |_| {},
        ),
    ];
    assert_eq!(
        names(&all),
        [
            vec![
                "employee employees",
                "employees employees*",
                "gifts_by_from_id gifts*",
                "gifts_by_to_id gifts*",
                "team_team teams",
                "teams teams*"
            ],
            // `lead` and `employees` are columns.
            vec!["employee employees", "employees_by_team employees*"],
            vec!["from employees", "to employees"],
        ]
    );
}

#[test]
fn what_clients_do_not_see_leads_nowhere() {
    let hidden = |draft: &mut Draft| {
        draft.fields[1].exposure = Exposure::Hidden;
        draft.fields[1].nullable = true;
    };
    let key = [("customer_id", "customers")];
    let all = [
        resource("Customer", "customers", &[], &[], |draft| {
            draft.operations = Some(vec![Action::List]);
        }),
        resource("Order", "orders", &["customer_id"], &key, hidden),
        resource("Note", "notes", &["customer_id"], &key, |_| {}),
        resource("Visit", "visits", &["customer_id"], &key, |draft| {
            draft.operations = Some(vec![Action::Get]);
        }),
    ];
    let none: Vec<String> = Vec::new();
    let notes = vec!["notes notes*".to_owned()];
    assert_eq!(names(&all), [notes, none.clone(), none.clone(), none]);
}

#[test]
fn a_policy_chooses() {
    let all = [
        resource("Customer", "customers", &[], &[], |draft| {
            draft.policy.expand = vec!["orders".into()].into();
        }),
        resource(
            "Order",
            "orders",
            &["customer_id"],
            &[("customer_id", "customers")],
            |_| {},
        ),
        resource(
            "Note",
            "notes",
            &["customer_id"],
            &[("customer_id", "customers")],
            |_| {},
        ),
    ];
    assert_eq!(names(&all)[0], ["orders orders*"]);
}

#[test]
fn a_foreign_key_may_name_its_row() {
    let key = [("customer_id", "customers")];
    let named = |draft: &mut Draft| draft.belongs_to[0].name = Some("buyer".into());
    let all = [
        resource("Customer", "customers", &[], &[], |_| {}),
        resource("Order", "orders", &["customer_id"], &key, named),
        resource("Note", "notes", &["customer_id", "buyer"], &key, named),
    ];
    assert_eq!(names(&all)[1], ["buyer customers"]);
    // A column has the name.
    assert_eq!(names(&all)[2], ["customer customers"]);
}
