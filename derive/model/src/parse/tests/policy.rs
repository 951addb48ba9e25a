//! Words of the policy, and what is wrong with them.

use syn::{DeriveInput, parse_quote, parse_str};

use super::{messages, resource};
use crate::policy::{Condition, Delete, Event, Extra, Marks, Target, Unique};
use crate::resource::Action;

/// The messages of words on a struct that is sound but for them.
fn of_words(words: &str) -> Vec<String> {
    let source = format!(
        "#[resource(table = \"t\", {words})] struct T {{ #[resource(key)] id: u64, \
         #[resource(filter)] a: Option<DateTime>, b: i32, c: Json }}"
    );
    messages(&parse_str(&source).expect("a struct"))
}

#[test]
fn every_word_is_read() {
    let input: DeriveInput = parse_quote! {
        #[resource(table = "orders", operations(list, get, delete, restore, bulk), hooks, custom(get))]
        #[resource(access(read("public", "role:a & owner:user_id"), delete = "scope:b"))]
        #[resource(delete(soft(column = "state", deleted = "9", alive = "1"), unique = "tombstone"))]
        #[resource(etag = "state", require_if_match, expand("customer"), nested("items"))]
        #[resource(events(deleted, created), filter(add("state")), sort(add("state")))]
        #[resource(version("v2"), version("v1", delete = "hard", operations(list), column("state", name = "s")))]
        struct Order { #[resource(key)] id: u64, user_id: u64, state: i32 }
    };
    let parsed = resource(&input).expect("no errors");
    let (resource, policy) = (parsed.resource.clone(), parsed.resource.policy);
    assert!(resource.hooks && resource.has_code());
    assert_eq!(*resource.custom, [Action::Get]);
    assert_eq!(
        *resource.operations,
        [Action::List, Action::Get, Action::Delete]
    );
    assert!(resource.fields[2].filter && resource.fields[2].sort);
    let targets: Vec<Target> = policy.access.iter().map(|grant| grant.to).collect();
    assert_eq!(targets, [Target::Read, Target::One(Action::Delete)]);
    let both = [
        Condition::Role("a".into()),
        Condition::Owner("user_id".into()),
    ];
    assert_eq!(*policy.access[0].any[1], both);
    let Delete::Soft(soft) = &policy.delete else {
        panic!("{:?}", policy.delete)
    };
    let marks = Marks {
        deleted: "9".into(),
        alive: "1".into(),
    };
    assert_eq!(
        (&soft.marks, soft.unique),
        (&Some(marks), Unique::Tombstone)
    );
    assert_eq!(policy.etag.as_deref(), Some("state"));
    assert!(policy.require_if_match);
    assert_eq!(*policy.extras, [Extra::Restore, Extra::Bulk]);
    assert_eq!(*policy.events, [Event::Created, Event::Deleted]);
    assert_eq!(
        (&*policy.expand[0], &*policy.nested[0]),
        ("customer", "items")
    );
    let [first, second] = &*policy.versions else {
        panic!("{:?}", policy.versions)
    };
    assert_eq!((&*first.name, &*second.name), ("v1", "v2"));
    assert_eq!(first.operations.as_deref(), Some([Action::List].as_slice()));
    assert_eq!(&*first.names[0].name, "s");
    let carried: Vec<&str> = policy.unenforced().iter().map(|(word, _)| *word).collect();
    assert_eq!(
        carried,
        [
            "access",
            "delete",
            "require_if_match",
            "restore",
            "bulk",
            "nested",
            "events",
            "versions"
        ]
    );
}

#[test]
fn what_is_forbidden_is_not_offered() {
    let input: DeriveInput = parse_quote! {
        #[resource(table = "t", delete = "forbidden")]
        struct T { #[resource(key)] id: u64 }
    };
    let resource = resource(&input).expect("no errors").resource;
    assert!(!resource.allows(Action::Delete) && resource.allows(Action::Update));
    assert_eq!(resource.policy.unenforced(), []);
}

#[test]
fn words_of_another_form_are_refused() {
    for (words, expected) in [
        ("hooks = true", "`hooks` takes no value: write it alone"),
        (
            "access",
            "`access` takes a rule or several: `access = \"user\"`",
        ),
        (
            "access(read)",
            "`read` takes a rule or several: `read = \"user\"`",
        ),
        (
            "access(reed = \"user\")",
            "unknown word `reed`: did you mean `read`?",
        ),
        (
            "delete = \"soft\"",
            "unknown treatment `soft`: known are hard, forbidden",
        ),
        (
            "delete(unique = \"restore\")",
            "write the column: `delete(soft = \"deleted_at\")`",
        ),
        (
            "delete(soft = \"a\", unique = \"restor\")",
            "unknown treatment `restor`: did you mean `restore`?",
        ),
        (
            "delete(soft(column = \"a\"))",
            "write all three: `soft(column = \"is_deleted\", deleted = \"1\", alive = \"0\")`",
        ),
        (
            "events(create)",
            "unknown event `create`: did you mean `created`?",
        ),
        ("expand(items)", "`expand` takes texts: `expand(\"…\")`"),
        (
            "sort(remove(\"a\"))",
            "unknown word `remove`: known are add",
        ),
        (
            "version(v1)",
            "write the version, and what is otherwise there: `version(\"v1\", operations(list))`",
        ),
        (
            "custom(bulk)",
            "unknown operation `bulk`: known are list, get, create, replace, update, delete",
        ),
    ] {
        assert_eq!(of_words(words), [expected], "{words}");
    }
    let rule = "`admin` is no rule of access: write `public`, `user`, `role:x`, `scope:x` or `owner:column`, \
                several that all must hold with ` & ` between them";
    assert_eq!(of_words("access = \"user & admin\""), [rule]);
}

#[test]
fn what_contradicts_is_refused() {
    for (words, expected) in [
        (
            "access(create = \"owner:user\")",
            "`t` has no column `user`, which `access` names: name a column of this table",
        ),
        (
            "operations(list), access(create = \"user\")",
            "`access` has a rule for `create`, which is no operation of this resource: drop the rule, or offer the operation",
        ),
        (
            "operations(list, delete), delete = \"forbidden\"",
            "`delete` is forbidden, and an operation of this resource: drop one of the two",
        ),
        (
            "delete(soft = \"b\")",
            "`b` cannot mark deleted rows: it is NOT NULL: name a date or time that may be NULL, or say what it holds: `deleted` and `alive`",
        ),
        (
            "delete(soft(column = \"b\", deleted = \"1\", alive = \"1\"))",
            "`b` cannot mark deleted rows: `deleted` and `alive` are the same: name a date or time that may be NULL, or say what it holds: `deleted` and `alive`",
        ),
        (
            "operations(list, restore)",
            "`restore` needs rows that `delete` only marks: drop `restore`, or say the column: `delete: {soft: deleted_at}`",
        ),
        (
            "etag = \"version\"",
            "`t` has no column `version`, which `etag` names: name a column of this table",
        ),
        (
            "operations(list), require_if_match",
            "`require_if_match` is about `replace`, `update` and `delete`, and none is an operation of this resource: drop it, or offer one of them",
        ),
        (
            "nested(\"items\", \"items\")",
            "`nested` names `items` twice, or nothing: name each once",
        ),
        (
            "version(\"1\")",
            "the version `1` is none: versions are `v1`, `v2` and so on: write `v1` or the like once, with columns and operations of this resource",
        ),
        (
            "operations(list), version(\"v1\", operations(get))",
            "the version `v1` offers an operation that the resource does not: write `v1` or the like once, with columns and operations of this resource",
        ),
        (
            "version(\"v1\", column(\"a\", name = \"b\"))",
            "the version `v1` has one JSON name twice, or an empty one: write `v1` or the like once, with columns and operations of this resource",
        ),
        (
            "filter(remove(\"b\"))",
            "`filter` removes `b`, which it does not have, or adds, too: drop it",
        ),
        (
            "filter(add(\"c\"))",
            "`c` has a type that values are not compared by, so it cannot be used to filter: leave the column out",
        ),
        (
            "sort(add(\"d\"))",
            "`t` has no column `d`, which `sort` names: name a column of this table",
        ),
    ] {
        assert_eq!(of_words(words), [expected], "{words}");
    }
    assert_eq!(
        of_words("filter(add(\"b\"), remove(\"a\")), sort(add(\"a\"))"),
        [""; 0]
    );
}
