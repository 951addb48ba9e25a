//! Policies, code and amendments of the spec on tables of the dump.

use chassis_model::{Action, Delete, Target};

use crate::{field, good, messages, resource};

const DUMP: &str = "CREATE TABLE orders (\n\
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,\n\
    user_id INT NOT NULL,\n\
    state INT NOT NULL,\n\
    note TEXT,\n\
    place POINT NULL,\n\
    deleted_at DATETIME NULL,\n\
    KEY (state)\n\
    );\n\
    CREATE TABLE notes (id INT NOT NULL PRIMARY KEY, deleted_at DATETIME NULL);\n\
    CREATE VIEW latest AS SELECT id FROM orders;\n";

#[test]
fn lists_filter_and_sort_by_what_the_spec_adds_and_removes() {
    let api =
        "resources: {orders: {filter: {add: [note], remove: [state]}, sort: {add: [user_id]}}}";
    let resolved = good(DUMP, api);
    let flags = |column| {
        let field = field(&resolved, "orders", column);
        (field.filter, field.sort)
    };
    assert_eq!(flags("id"), (true, true));
    assert_eq!(flags("state"), (false, true));
    assert_eq!(flags("note"), (true, false));
    assert_eq!(flags("user_id"), (false, true));
    let listed = |api: &str| messages(DUMP, &format!("resources:\n  orders:\n    {api}\n"));
    assert_eq!(
        listed("filter: {add: [nope]}"),
        [
            "api.yaml:3: `orders` has no column `nope`, which `filter` names (name a column of this table)"
        ]
    );
    assert_eq!(
        listed("filter: {remove: [note]}"),
        ["api.yaml:3: `filter` removes `note`, which it does not have, or adds, too (drop it)"]
    );
    assert_eq!(
        listed("filter: {add: [place]}"),
        [
            "api.yaml:3: `place` has a type that values are not compared by, so it cannot be used to filter (leave the column out)"
        ]
    );
    assert_eq!(
        listed("sort: {add: [place]}"),
        [
            "api.yaml:3: `place` has a type without an order, so it cannot be used to sort (drop `sort`)"
        ]
    );
}

#[test]
fn a_policy_is_carried_and_what_is_not_enforced_is_told() {
    let api = "defaults:\n  access: {read: public, write: user}\n  delete: {soft: deleted_at}\n\
               resources:\n  orders:\n    access: {update: \"owner:user_id\"}\n    update: custom\n    events: [created]\n";
    let resolved = good(DUMP, api);
    let orders = resource(&resolved, "orders");
    let rule = |action| orders.policy.grant(action).map(|grant| grant.to);
    assert_eq!(rule(Action::List), Some(Target::Read));
    assert_eq!(rule(Action::Delete), Some(Target::Write));
    assert_eq!(rule(Action::Update), Some(Target::One(Action::Update)));
    assert_eq!(*orders.custom, [Action::Update]);
    assert!(orders.is_unsupported(Action::Delete));
    let view = resource(&resolved, "latest");
    assert_eq!(view.policy.delete, Delete::Hard);
    let told = "it is checked and kept for a later version; do not rely on it";
    assert_eq!(
        messages(DUMP, api),
        [
            format!(
                "api.yaml:2: `access` is not enforced yet: the service is open to everybody ({told})"
            ),
            format!(
                "api.yaml:3: `delete` is not enforced yet: a soft `delete` answers 501 and touches no row ({told})"
            ),
            format!("api.yaml:8: `events` is not enforced yet: nobody is told ({told})"),
        ]
    );
    let notes = ["access", "delete", "events"].map(|word| format!("`{word}` is not enforced yet"));
    for note in notes {
        assert!(
            resolved.notes.iter().any(|it| it.starts_with(&note)),
            "{note}"
        );
    }
}

#[test]
fn what_is_forbidden_is_not_offered() {
    let resolved = good(
        DUMP,
        "defaults: {delete: forbidden}\nresources: {notes: {delete: hard}}",
    );
    assert!(!resource(&resolved, "orders").allows(Action::Delete));
    assert!(resource(&resolved, "notes").allows(Action::Delete));
    assert_eq!(
        messages(
            DUMP,
            "resources:\n  notes:\n    operations: [delete]\n    delete: forbidden\n"
        ),
        [
            "api.yaml:4: `delete` is forbidden, and an operation of this resource (drop one of the two)"
        ]
    );
}

#[test]
fn contradictions_are_told_where_they_are_said() {
    let errors = |api: &str| -> Vec<String> {
        let all = messages(DUMP, api).into_iter();
        all.filter(|message| !message.contains("not enforced"))
            .collect()
    };
    assert_eq!(
        errors(
            "defaults:\n  delete: {soft: deleted_at}\nresources:\n  orders:\n    delete: {soft: state}\n"
        ),
        [
            "api.yaml:5: `state` cannot mark deleted rows: it is NOT NULL (name a date or time that may be NULL, or say what it holds: `deleted` and `alive`)"
        ]
    );
    // Said for every table, and one does not have the column.
    assert_eq!(
        errors("defaults:\n  access: \"owner:user_id\"\nresources:\n  latest: skip\n"),
        [
            "api.yaml:2: `notes` has no column `user_id`, which `access` names (name a column of this table)"
        ]
    );
    assert_eq!(
        errors("resources:\n  orders:\n    operations: [list]\n    update: custom\n"),
        [
            "api.yaml:4: `update` is custom, and no operation of this resource (drop it, or offer the operation)"
        ]
    );
    assert_eq!(
        errors("resources:\n  orders:\n    versions: {v1: {operations: [list]}, one: {}}\n"),
        [
            "api.yaml:3: the version `one` is none: versions are `v1`, `v2` and so on (write `v1` or the like once, with columns and operations of this resource)"
        ]
    );
}
