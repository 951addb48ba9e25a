//! Policies, code, and files of structs.

use chassis_model::{Action, Condition, Delete, Extra, Target, Unique};

use super::{faults, spec};
use crate::spec::{Resource, Spec};

const FULL: &str = r#"
defaults:
  access: {read: user, write: "role:editor", delete: "role:admin"}
  delete: forbidden
resources:
  orders:
    operations: [list, get, create, replace, update, delete, restore, bulk]
    access:
      list: "owner:customer_id"
      get: ["owner:customer_id", "role:support & scope:orders"]
      write: user
    delete: {soft: {column: state, deleted: 9, alive: '1'}, unique: restore}
    etag: row_version
    require_if_match: true
    filter: {add: [note], remove: [state]}
    sort: {add: [total]}
    expand: [customer, items]
    nested: [items]
    hooks: true
    update: custom
    events: [created, updated, deleted]
    versions:
      v1: {delete: hard, columns: {total: {name: sum}}, operations: [list, get]}
      v2:
  a: {delete: custom, get: custom}
  b: {delete: hard, access: public}
  c: {}
  reports: {source: src/reports.rs}
"#;

fn resource<'s>(spec: &'s Spec, table: &str) -> &'s Resource {
    spec.tables[table].resource().unwrap()
}

#[test]
fn every_word_is_read() {
    let spec = spec(FULL);
    let orders = &resource(&spec, "orders").policy;
    let policy = orders.or(&spec.defaults);
    let targets: Vec<Target> = policy.access.iter().map(|grant| grant.to).collect();
    // What the defaults say of reading stays, what they say of writing does not.
    let one = Target::One;
    assert_eq!(
        targets,
        [
            Target::Read,
            Target::Write,
            one(Action::List),
            one(Action::Get)
        ]
    );
    let any = &policy.access[3].any;
    let both = [
        Condition::Role("support".into()),
        Condition::Scope("orders".into()),
    ];
    assert_eq!((any.len(), &*any[1]), (2, both.as_slice()));
    let Delete::Soft(soft) = &policy.delete else {
        panic!("{:?}", policy.delete)
    };
    let marks = soft.marks.as_ref().unwrap();
    assert_eq!((&*marks.deleted, &*marks.alive), ("9", "1"));
    assert_eq!(soft.unique, Unique::Restore);
    assert_eq!(policy.etag.as_deref(), Some("row_version"));
    assert!(policy.require_if_match);
    assert_eq!(*policy.extras, [Extra::Restore, Extra::Bulk]);
    assert_eq!(*policy.expand, ["customer", "items"]);
    assert_eq!(*policy.nested, ["items"]);
    assert_eq!(policy.events.len(), 3);
    let [first, second] = &*policy.versions else {
        panic!("{:?}", policy.versions)
    };
    assert_eq!((&*first.name, &*second.name), ("v1", "v2"));
    assert_eq!(first.delete, Some(Delete::Hard));
    assert_eq!(
        (&*first.names[0].column, &*first.names[0].name),
        ("total", "sum")
    );
    assert_eq!(
        first.operations.as_deref(),
        Some([Action::List, Action::Get].as_slice())
    );
    let filter = &orders.filter.as_ref().unwrap().value;
    assert_eq!(
        (&filter.add[..], &filter.remove[..]),
        (&["note".to_owned()][..], &["state".to_owned()][..])
    );
    assert_eq!(orders.sort.as_ref().unwrap().value.add, ["total"]);
    assert!(orders.hooks.as_ref().unwrap().value);
    assert_eq!(orders.custom[0].value, Action::Update);
    let source = resource(&spec, "reports").source.as_ref().unwrap();
    assert_eq!((&*source.value, source.place.line), ("src/reports.rs", 28));
}

#[test]
fn defaults_hold_for_what_a_resource_does_not_say() {
    let spec = spec(FULL);
    let of = |table| resource(&spec, table).policy.or(&spec.defaults);
    let custom = &resource(&spec, "a").policy.custom;
    let custom: Vec<Action> = custom.iter().map(|said| said.value).collect();
    assert_eq!(custom, [Action::Get, Action::Delete]);
    assert_eq!(
        (of("b").delete, of("c").delete),
        (Delete::Hard, Delete::Forbidden)
    );
    assert_eq!(of("b").access.len(), 1);
    assert_eq!(of("c").access.len(), 3);
}

#[test]
fn words_without_effect_are_listed_once_where_they_are_first_said() {
    let spec = spec(FULL);
    let words: Vec<(&str, u32)> = spec
        .unenforced()
        .into_iter()
        .map(|(word, place)| (word, place.line))
        .collect();
    let expected = [
        ("access", 3),
        ("restore", 7),
        ("bulk", 7),
        ("delete", 12),
        ("require_if_match", 14),
        ("nested", 18),
        ("events", 21),
        ("versions", 23),
    ];
    assert_eq!(words, expected);
    let enforced =
        "resources: {a: {delete: forbidden, filter: {add: [x]}, hooks: true, get: custom}}";
    assert_eq!(super::spec(enforced).unenforced(), []);
}

#[test]
fn what_is_wrong_is_told_where_it_is() {
    let rule = "write `public`, `user`, `role:x`, `scope:x` or `owner:column`, several that all must hold with ` & ` between them";
    for (words, expected) in [
        ("access: admin", format!("1:25:5 `admin` is no rule of access | {rule}")),
        ("access: {list: [user, 'role:']}", format!("1:39:7 `role:` is no rule of access | {rule}")),
        ("access: []", "1:25:1 `access` is empty | name one at least, or leave it out".to_owned()),
        (
            "access: {reed: user}",
            "1:26:4 unknown key `reed` | did you mean `read`?; keys of `access`: `read`, `write`, `list`, `get`, `create`, `replace`, `update` or `delete`".to_owned(),
        ),
        (
            "delete: soft",
            "1:25:4 `delete` needs `hard`, `forbidden` or `custom`, not `soft` | write `hard`, `forbidden` or `custom`".to_owned(),
        ),
        (
            "delete: {unique: restore}",
            "1:25:1 the column that marks deleted rows is missing | write `{soft: deleted_at}`".to_owned(),
        ),
        (
            "delete: {soft: {column: x}}",
            "1:32:1 `soft` is half said | write `{column: is_deleted, deleted: 1, alive: 0}`".to_owned(),
        ),
        (
            "events: [create]",
            "1:26:6 `events` needs `created`, `updated` or `deleted`, not `create` | did you mean `created`?".to_owned(),
        ),
        ("update: true", "1:25:4 `update` needs `custom`, not the boolean `true` | write `custom`".to_owned()),
        (
            "sort: {remove: [x]}",
            "1:24:6 unknown key `remove` | it is a key of `filter`; keys of `sort`: `add`".to_owned(),
        ),
        (
            "source: reports.rs",
            "1:25:10 `source` needs a file in `src/` that is no other module's, such as `src/reports.rs`, not `reports.rs` | write `src/reports.rs`".to_owned(),
        ),
        (
            "source: src/lib.rs",
            "1:25:10 `source` needs a file in `src/` that is no other module's, such as `src/reports.rs`, not `src/lib.rs` | choose another name".to_owned(),
        ),
        (
            "source: src/a.rs, path: x",
            "1:41:1 `path` stands beside `source` | say it in the attributes of the struct, or leave `source` out".to_owned(),
        ),
    ] {
        assert_eq!(faults(&format!("resources: {{a: {{{words}}}}}")), [expected], "{words}");
    }
    assert_eq!(
        faults("defaults: {delete: custom}"),
        ["1:20:6 `delete` needs `hard` or `forbidden`, not `custom` | write `hard` or `forbidden`"]
    );
}
