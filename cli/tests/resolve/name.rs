//! Names, and the places of what is wrong with a spec.

use super::{database, good, messages, resource, row};

#[test]
fn the_service_takes_its_names_from_project_and_spec() {
    let resolved = good("CREATE TABLE a (id int);", "");
    assert_eq!(
        (
            resolved.service.name.as_str(),
            resolved.service.title.as_str()
        ),
        ("my-shop", "My Shop API")
    );
    assert_eq!(resolved.timeout.as_secs(), 10);
    let resolved = good(
        "CREATE TABLE a (id int);",
        "service: {title: T, name: x}\ndefaults: {timeout: 3s}\n",
    );
    assert_eq!(
        (
            resolved.service.name.as_str(),
            resolved.service.title.as_str()
        ),
        ("my-shop", "T")
    );
    assert_eq!(resolved.timeout.as_secs(), 3);
}

#[test]
fn names_that_collide_get_numbers() {
    let dump = "CREATE TABLE orders (`a b` int, a_b int, self int, `1st` int);
        CREATE TABLE `order` (id int); CREATE TABLE order_update (id int); CREATE TABLE options (id int);";
    let resolved = good(dump, "");
    let ty = |table: &str| resource(&resolved, table).type_name.to_string();
    assert_eq!(
        (ty("order"), ty("orders")),
        ("Order".to_owned(), "Order2".to_owned())
    );
    assert_eq!(
        (ty("order_update"), ty("options")),
        ("OrderUpdate2".to_owned(), "OptionRow".to_owned())
    );
    let idents: Vec<&str> = resource(&resolved, "orders")
        .fields
        .iter()
        .map(|field| field.ident.as_ref())
        .collect();
    assert_eq!(idents, ["a_b2", "a_b", "self_", "col_1st"]);
    assert_eq!(
        resolved
            .notes
            .iter()
            .filter(|note| note.contains("would collide"))
            .count(),
        2
    );
}

#[test]
fn listed_prefixes_are_stripped_where_paths_stay_apart() {
    let dump =
        "CREATE TABLE t_user (id int); CREATE TABLE t_role (id int); CREATE TABLE role (id int);";
    let resolved = good(dump, "defaults: {strip_prefix: [t_]}\n");
    let names = |table: &str| {
        let resource = resource(&resolved, table);
        (resource.path.to_string(), resource.type_name.to_string())
    };
    assert_eq!(names("t_user"), ("user".to_owned(), "User".to_owned()));
    assert_eq!(names("t_role"), ("t_role".to_owned(), "TRole".to_owned()));
    assert!(
        resolved
            .notes
            .iter()
            .any(|note| note.contains("`t_role` keeps its prefix"))
    );
    let paths: Vec<&str> = resolved
        .service
        .resources
        .iter()
        .map(|resource| resource.path.as_ref())
        .collect();
    assert_eq!(paths, ["role", "t_role", "user"]);
    let taken = messages(dump, "resources:\n  t_user:\n    path: role\n");
    assert_eq!(taken.len(), 1, "{taken:?}");
    assert!(
        taken[0].starts_with("api.yaml:3: path `role` is taken by table `role`"),
        "{taken:?}"
    );
}

#[test]
fn faults_of_the_spec_are_at_its_places() {
    let dump = "CREATE TABLE orders (id int PRIMARY KEY, total decimal(9,2) NOT NULL, at int);";
    let api = "resources:\n  order:\n    path: x\n  Orders:\n    columns:\n      totals: {name: a}\n      total: {read_only: true}\n      \
               at: {zero_date: text, type: At}\n";
    let found = messages(dump, api);
    let expected = [
        "api.yaml:2: the dump has no table `order` (did you mean `orders`?)",
        "api.yaml:6: `orders` has no column `totals` (did you mean `total`?)",
        "api.yaml:8: `type` is for ENUM, SET and TINYINT, and this column is none of them (leave `type` out)",
        "api.yaml:7: `total` is NOT NULL without a default and read_only, so `create` could never succeed",
        "api.yaml:8: `zero_date` does not apply to `at`",
    ];
    for start in expected {
        assert!(
            found.iter().any(|message| message.starts_with(start)),
            "{start}\n{found:#?}"
        );
    }
    let reserved = messages(dump, "resources: {orders: {type: Option}}\n");
    assert!(reserved[0].contains("`Option` would hide"), "{reserved:?}");
}

/// Two tables to a server on Linux, whatever the order of the script.
#[test]
fn names_that_differ_in_case_alone_are_names_of_two_resources() {
    let tables = [
        "CREATE TABLE orders (id int PRIMARY KEY, c char(2), at timestamp ON UPDATE CURRENT_TIMESTAMP, KEY c (c));",
        "CREATE TABLE Orders (no int AUTO_INCREMENT, a int, PRIMARY KEY (a, no), KEY no (no));",
        "CREATE TABLE orders_ (id int PRIMARY KEY);",
        "CREATE TABLE l (x int, a int, y int, FOREIGN KEY (x) REFERENCES orders (id), FOREIGN KEY (a, y) REFERENCES Orders (a, no));",
        "CREATE VIEW v AS SELECT orders.id, o.a FROM orders JOIN Orders AS o ON o.no = orders.id;",
        "CREATE VIEW V AS SELECT orders.id, Orders.a FROM orders JOIN Orders ON Orders.no = orders.id;",
    ];
    let resolved = good(
        &tables.concat(),
        "resources: {orders: {page_size: {max: 7}}, Orders: {page_size: {max: 9}}}\n",
    );
    let mut backwards = tables;
    backwards.reverse();
    let names = |resolved: &super::Resolved| -> Vec<String> {
        let resources = resolved.service.resources.iter();
        let words = |it: &chassis_model::Resource| {
            let other = it.sqlite.as_deref().unwrap_or("-");
            format!(
                "{} {} {} {other} {}",
                it.table, it.path, it.type_name, it.page_size.max
            )
        };
        resources.map(words).collect()
    };
    let expected = [
        "Orders Orders Order - 9",
        "V V V - 100",
        "l l L - 100",
        "orders orders Order2 orders__ 7",
        "orders_ orders_ Order3 - 100",
        "v v V2 v_ 100",
    ];
    assert_eq!(names(&resolved), expected);
    let api = "resources: {orders: {page_size: {max: 7}}, Orders: {page_size: {max: 9}}}\n";
    assert_eq!(names(&good(&backwards.concat(), api)), expected);
    let said = resolved
        .notes
        .iter()
        .filter(|note| note.contains("case tells no names apart"));
    assert_eq!(said.count(), 2, "{:?}", resolved.notes);
    let connection = database(&resolved);
    connection
        .execute_batch(
            "INSERT INTO orders__ VALUES (1, 'x ', NULL); INSERT INTO Orders (a) VALUES (5); INSERT INTO l VALUES (1, 5, 1);",
        )
        .expect("rows");
    assert_eq!(
        row(
            &connection,
            "SELECT id, a, (SELECT length(c) FROM orders__) FROM v_"
        ),
        "1 5 1"
    );
    // A query of both under names that differ in case alone has no meaning there.
    let both = row(
        &connection,
        "SELECT count(*) FROM sqlite_schema WHERE type = 'view'",
    );
    assert_eq!(both, "1");
    let keys = &resource(&resolved, "l").belongs_to;
    let keys: Vec<&str> = keys.iter().map(|key| key.table.as_ref()).collect();
    assert_eq!(keys, ["Orders", "orders"]);
}

#[test]
fn a_subquery_that_hides_a_name_in_another_case_has_no_meaning_on_sqlite() {
    let tables = "CREATE TABLE Orders (id int, of_id int); CREATE TABLE orders (id int);";
    let is_there = |query: &str| {
        let resolved = good(&format!("{tables} CREATE VIEW v AS {query};"), "");
        let count = "SELECT count(*) FROM sqlite_schema WHERE type = 'view'";
        row(&database(&resolved), count) == "1"
    };
    assert!(!is_there(
        "SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM Orders WHERE Orders.of_id = orders.id)"
    ));
    assert!(!is_there(
        "SELECT orders.id FROM orders JOIN (SELECT of_id FROM Orders) AS ORDERS ON ORDERS.of_id = orders.id"
    ));
    // Names of their own tell them apart, and the very same name hides the other on both.
    assert!(is_there(
        "SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM Orders AS o WHERE o.of_id = orders.id)"
    ));
    assert!(is_there(
        "SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM orders WHERE orders.id = 1)"
    ));
}

#[test]
fn names_in_another_case_mean_the_only_table_that_has_it() {
    let dump = "CREATE TABLE Users (id int PRIMARY KEY); CREATE TABLE o (u int, FOREIGN KEY (u) REFERENCES users (id));";
    let resolved = good(dump, "resources: {USERS: {path: people}}\n");
    assert_eq!(resource(&resolved, "Users").path, "people");
    assert_eq!(resource(&resolved, "o").belongs_to[0].table, "Users");
    assert!(resolved.notes.is_empty(), "{:?}", resolved.notes);
    let two = format!("{dump} CREATE TABLE users (id int PRIMARY KEY);");
    let found = messages(&two, "resources: {USERS: {path: people}}\n");
    assert!(
        found[0].contains("the dump has no table `USERS`"),
        "{found:?}"
    );
}
