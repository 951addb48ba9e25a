//! Code of the user's own: hooks that are made once, and structs in files that the spec names.

use std::fs;

use crate::place::Place;

const SPEC: &str = "\
resources:
  customers: {source: src/people.rs}
  orders: {hooks: true, update: custom}
";

const PEOPLE: &str = "\
//! People.

use chassis::Resource;

/// Somebody.
#[derive(Debug, Clone, PartialEq, Resource)]
#[resource(table = \"customers\", path = \"people\", custom(list))]
pub struct Person {
    /// Number.
    #[resource(key, auto)]
    pub id: i32,
    /// Name.
    #[resource(length = 40)]
    pub name: String,
}
";

const NEW: &str = "new shop --ddl shop.sql --spec spec/api.yaml --chassis-path chassis";

fn place(spec: &str, people: &str) -> Place {
    let place = Place::new();
    place.write("spec/api.yaml", spec);
    place.write("spec/src/people.rs", people);
    place
}

#[test]
fn code_is_written_once_and_joins_what_is_generated() {
    let place = place(SPEC, PEOPLE);
    place.run(NEW).is_quiet();
    let hooks = place.names("shop/src/hooks");
    assert_eq!(hooks, ["mod.rs", "order.rs", "person.rs"]);
    assert_eq!(place.read("shop/src/people.rs"), PEOPLE);
    assert_eq!(place.names("shop/src/resources"), ["mod.rs", "order.rs"]);
    let app = place.read("shop/src/lib.rs");
    for line in [
        "pub mod hooks;\npub mod people;\npub mod resources;\n",
        ".resource_with::<resources::order::Order, _>(hooks::order::OrderHooks)\n",
        ".resource_with::<people::Person, _>(hooks::person::PersonHooks)\n",
    ] {
        assert!(app.contains(line), "{app}");
    }
    let order = place.read("shop/src/resources/order.rs");
    assert!(order.contains("custom(update), hooks)]"), "{order}");
    assert!(
        place
            .read("shop/src/hooks/person.rs")
            .contains("impl custom::List<Person> for")
    );
    let document = place.read("shop/openapi.json");
    assert!(document.contains("\"/api/v1/people/{id}\""));
    assert!(!document.contains("\"/api/v1/customers"));

    place.run("check shop").is_quiet();
    place.write("shop/src/hooks/order.rs", "// mine\n");
    place.write("shop/src/people.rs", format!("// mine\n{PEOPLE}"));
    place.run("check shop").is_quiet();
}

#[test]
fn check_reads_structs_where_they_are_and_misses_code_that_is_gone() {
    let place = place(SPEC, PEOPLE);
    place.run(NEW).is_quiet();
    place.write(
        "shop/src/people.rs",
        PEOPLE.replace("\"people\"", "\"persons\""),
    );
    fs::remove_file(place.path("shop/src/hooks/order.rs")).expect("it was there");
    let outcome = place.run("check shop");
    // Paths that are gone break clients.
    assert_eq!(outcome.code, Some(1 + 64), "{outcome:?}");
    let listed: Vec<&str> = outcome
        .stdout
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| !line.starts_with("openapi.json: persons."))
        .filter(|line| !line.contains("people.") || line.contains("people.list"))
        .collect();
    assert_eq!(
        listed,
        [
            "README.md: stale: the inputs give another text",
            "openapi.json: stale: the inputs give another text",
            "src/hooks/order.rs: missing",
            "openapi.json: breaking: people.list: the operation is gone",
        ]
    );

    fs::remove_file(place.path("shop/src/people.rs")).expect("it was there");
    let outcome = place.run("check shop");
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome
            .stderr
            .contains("cannot read shop/src/people.rs: No such file"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn what_is_wrong_with_a_struct_is_told_at_its_place() {
    let refused = |spec: &str, people: &str| {
        let outcome = place(spec, people).run(NEW);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""));
        outcome.stderr
    };
    for (from, to, message, position) in [
        (
            "auto)",
            "auot)",
            "unknown word `auot`: did you mean `auto`?",
            "spec/src/people.rs:10:21",
        ),
        (
            "pub name",
            "pub nam",
            "`customers` has no column `nam`",
            "spec/src/people.rs:8:12",
        ),
        (
            "\"customers\"",
            "\"clients\"",
            "the dump has no table `clients`",
            "spec/src/people.rs:8:12",
        ),
        (
            "\"people\"",
            "\"orders\"",
            "path `orders` is taken",
            "api.yaml:3:3",
        ),
        (
            "Person",
            "Result",
            "type `Result` would hide",
            "spec/src/people.rs:8:12",
        ),
        (
            "pub struct",
            "struct {",
            "cannot parse",
            "spec/src/people.rs:8:8",
        ),
    ] {
        let said = refused(SPEC, &PEOPLE.replace(from, to));
        assert!(
            said.contains(message) && said.contains(position),
            "{from}\n{said}"
        );
    }
    let said = refused(&SPEC.replace("people.rs", "persons.rs"), PEOPLE);
    assert!(said.contains("cannot read spec/src/persons.rs"), "{said}");
    let said = refused(SPEC, "//! Nobody.\n");
    assert!(
        said.contains("`src/people.rs` has no resource of table `customers`"),
        "{said}"
    );
    assert!(said.contains("spec/api.yaml:2:23"), "{said}");
}

#[test]
fn a_generated_type_gives_way_to_one_of_the_users() {
    // The table `orders` would be `Order`.
    let people = PEOPLE.replace("Person", "Order");
    let place = place("resources: {customers: {source: src/people.rs}}\n", &people);
    let outcome = place.run(NEW);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(place.names("shop/src/resources"), ["mod.rs", "order2.rs"]);
    place.run("check shop").is_quiet();
}

#[test]
fn what_a_struct_says_without_effect_is_told_where_it_stands() {
    let people = PEOPLE.replace("custom(list)", "access = \"user\"");
    let place = place("resources: {customers: {source: src/people.rs}}\n", &people);
    let outcome = place.run(NEW);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(
        outcome.stderr.starts_with(
            "warning: `access` is not enforced yet: the service is open to everybody\n --> spec/src/people.rs:8:12\n"
        ),
        "{}",
        outcome.stderr
    );
    assert!(
        place
            .read("shop/README.md")
            .contains("`access` is not enforced yet")
    );
}
