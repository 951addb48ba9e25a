//! Tables and views whose names differ in case alone.

use std::path::Path;

use super::{change, lines, renames, same, schema};
use crate::ddl::Schema;
use crate::diagnostic::Diagnostics;
use crate::diff::{Comparison, Renames, diff};
use crate::resolve::resolve;
use crate::spec;

#[test]
fn tables_whose_names_differ_in_case_alone_are_told_apart() {
    let lower = "CREATE TABLE orders (id int PRIMARY KEY);";
    let both =
        "CREATE TABLE Orders (code int PRIMARY KEY); CREATE TABLE orders (id int PRIMARY KEY);";
    same(both, both);
    let diff = change(lower, both);
    assert_eq!(lines(&diff), ["additive Orders: table with code"]);
    let diff = change(both, lower);
    assert_eq!(lines(&diff), ["removed Orders: table with code"]);
    // A server on Windows writes another case.
    same(lower, "CREATE TABLE ORDERS (id int PRIMARY KEY);");
}

/// Tables `Orders` and `orders` with a column each, and a table with a foreign key to the one or the other.
fn two_orders(first: &str, second: &str, parent: &str) -> Schema {
    schema(&format!(
        "CREATE TABLE Orders (id int PRIMARY KEY, {first} int); CREATE TABLE orders (id int PRIMARY KEY, {second} int);
         CREATE TABLE `lines` (id int PRIMARY KEY, order_id int, KEY o (order_id),
             CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES {parent} (id));"
    ))
}

#[test]
fn a_rename_means_the_table_of_its_very_case() {
    let (old, new) = (
        two_orders("a", "a", "orders"),
        two_orders("b", "b", "orders"),
    );
    let found = renames(&["orders.a=b"], "", &old, &new).unwrap();
    assert_eq!(
        (found.column("orders", "b"), found.column("Orders", "b")),
        (Some("a"), None)
    );
    let found = renames(&["orders.a=b", "Orders.a=b"], "", &old, &new).unwrap();
    assert_eq!(found.column("Orders", "b"), Some("a"));
    let spec = "scaffold: 1\nresources: {orders: {columns: {b: {was: a}}}}\n";
    let found = renames(&[], spec, &old, &new).unwrap();
    assert_eq!(
        (found.column("orders", "b"), found.column("Orders", "b")),
        (Some("a"), None)
    );
    let error = renames(&["orders=Orders"], "", &old, &new).unwrap_err();
    assert!(
        error.contains("table `orders` cannot be `Orders` now: `orders` is in both schemas"),
        "{error}"
    );
}

#[test]
fn tables_may_swap_names_that_differ_in_case_alone() {
    let old = two_orders("a", "b", "orders");
    let new = two_orders("b", "a", "Orders");
    let found = renames(&["orders=Orders", "Orders=orders"], "", &old, &new).unwrap();
    assert_eq!(
        lines(&diff(&old, &new, &found)),
        ["renamed Orders: was orders", "renamed orders: was Orders"]
    );
    let sql = Comparison::new(&old, &new, &found).mysql();
    let sql: Vec<&str> = sql.iter().map(|statement| statement.sql.as_str()).collect();
    assert_eq!(
        sql,
        [
            "RENAME TABLE `orders` TO `scaffold_Orders`, `Orders` TO `scaffold_orders`",
            "RENAME TABLE `scaffold_Orders` TO `Orders`, `scaffold_orders` TO `orders`",
        ]
    );
}

#[test]
fn another_case_is_a_rename_when_it_is_said() {
    let old = schema("CREATE TABLE orders (id int PRIMARY KEY)");
    let new = schema("CREATE TABLE ORDERS (id int PRIMARY KEY)");
    let found = renames(&["orders=ORDERS"], "", &old, &new).unwrap();
    assert_eq!(
        lines(&diff(&old, &new, &found)),
        ["renamed ORDERS: was orders"]
    );
}

#[test]
fn a_foreign_key_to_the_table_of_another_case_is_another() {
    let diff = diff(
        &two_orders("a", "b", "orders"),
        &two_orders("a", "b", "Orders"),
        &Renames::default(),
    );
    let [removed, added] = &lines(&diff)[..] else {
        panic!("{:?}", lines(&diff));
    };
    assert!(
        removed.contains("orders") && added.contains("Orders"),
        "{removed}, {added}"
    );
}

#[test]
fn views_whose_names_differ_in_case_alone_are_told_apart() {
    let table = "CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t;";
    let both = format!("{table} CREATE VIEW V AS SELECT b FROM t;");
    assert_eq!(
        change(table, &both)
            .views
            .iter()
            .map(|it| it.name.as_str())
            .collect::<Vec<_>>(),
        ["V"]
    );
    assert_eq!(
        change(&both, table)
            .views
            .iter()
            .map(|it| it.name.as_str())
            .collect::<Vec<_>>(),
        ["V"]
    );
    same(&both, &both);
}

#[test]
fn an_old_name_that_is_still_there_in_its_very_case_is_an_error_of_the_spec() {
    let schema = two_orders("a", "b", "orders");
    let refused = |text: &str| {
        let mut diagnostics = Diagnostics::default();
        let spec = spec::read(Path::new("api.yaml"), text, &mut diagnostics).unwrap();
        let resolved = resolve("shop", &schema, &spec, &mut diagnostics);
        (resolved.is_none(), diagnostics.render(false))
    };
    let (is_refused, said) = refused("scaffold: 1\nresources:\n  orders: {was: Orders}\n");
    assert!(is_refused, "{said}");
    assert!(
        said.contains("`orders` cannot have been `Orders`: the dump still has `Orders`"),
        "{said}"
    );
    // Two that swap names, and one whose own case is another now.
    let (is_refused, said) =
        refused("scaffold: 1\nresources:\n  orders: {was: Orders}\n  Orders: {was: orders}\n");
    assert!(!is_refused, "{said}");
    let (is_refused, said) = refused("scaffold: 1\nresources:\n  lines: {was: Lines}\n");
    assert!(!is_refused, "{said}");
}
