//! Brackets that say something, and those that do not.

use super::{change, lines, same, schema};
use crate::diff::{Comparison, Renames};

fn check(expression: &str) -> String {
    format!("CREATE TABLE t (a int, b int, c int, CONSTRAINT k CHECK ({expression}))")
}

#[test]
fn another_tree_is_another_expression() {
    for (old, new) in [
        ("a = 1 AND (b = 2 OR c = 3)", "(a = 1 AND b = 2) OR c = 3"),
        ("NOT (a = 1 OR b = 2)", "NOT a = 1 OR b = 2"),
        ("(a + b) * c > 0", "a + b * c > 0"),
        ("a - (b - c) > 0", "a - b - c > 0"),
        ("-(a + b) > 0", "-a + b > 0"),
        ("a ^ (b * c) > 0", "a ^ b * c > 0"),
        ("(a XOR b) = 1", "a XOR (b = 1)"),
        ("a IN (1, 2) OR b", "a IN (1, 2 OR b)"),
        (r"a = 'x\\' OR (b AND c)", r"(a = 'x\\' OR b) AND c"),
    ] {
        let found = lines(&change(&check(old), &check(new)));
        assert_eq!(found.len(), 2, "{old} → {new}: {found:?}");
        let (old, new) = (schema(&check(old)), schema(&check(new)));
        let comparison = Comparison::new(&old, &new, &Renames::default());
        let sql = comparison.mysql();
        assert!(sql[0].sql.contains("DROP CONSTRAINT `k`"), "{sql:?}");
        assert!(sql[0].sql.contains("ADD CONSTRAINT `k` CHECK"), "{sql:?}");
    }
    let column =
        |sql: &str| format!("CREATE TABLE t (a int, b int, c int, d int AS ({sql}) STORED)");
    let found = change(&column("(a + b) * c"), &column("a + b * c"));
    assert_eq!(lines(&found), ["retyped d: computed as a + b * c"]);
    let default = |sql: &str| format!("CREATE TABLE t (a int DEFAULT ({sql}))");
    let found = change(&default("(1 + 2) * 3"), &default("1 + 2 * 3"));
    assert_eq!(lines(&found).len(), 1, "{found:?}");
}

#[test]
fn brackets_around_the_same_tree_are_the_servers() {
    for (old, new) in [
        ("a = 1", "((`a` = 1))"),
        (
            "a = 1 AND b = 2 OR c = 3",
            "((((`a` = 1) AND (`b` = 2))) OR (`c` = 3))",
        ),
        ("a AND (b AND c)", "a AND b AND c"),
        ("a OR (b OR c) OR a", "((a OR b) OR (c OR a))"),
        ("a + b * c > 0", "((`a` + (`b` * `c`)) > 0)"),
        ("a * b ^ c > 0", "((`a` * (`b` ^ `c`)) > 0)"),
        ("a XOR b = 1", "(`a` XOR (`b` = 1))"),
        ("a | b & c << 1", "(`a` | (`b` & (`c` << 1)))"),
        ("a DIV 2 = 1", "((`a` DIV 2) = 1)"),
        ("NOT a = 1", "(NOT (`a` = 1))"),
        (
            "a IS NOT NULL AND b BETWEEN 1 AND 2 + 3",
            "((`a` IS NOT NULL) AND (`b` BETWEEN 1 AND (2 + 3)))",
        ),
        ("a IN (1, 2)", "(`a` IN ((1), (2)))"),
        ("(a, b) = (1, 2)", "((`a`,`b`) = (1,2))"),
        ("abs(a - b) > 1", "(abs((`a` - `b`)) > 1)"),
        (
            "CASE WHEN a = 1 THEN b + 1 ELSE c END",
            "(CASE WHEN (`a` = 1) THEN (`b` + 1) ELSE `c` END)",
        ),
        (
            "a LIKE 'x' OR a LIKE 'y(z'",
            "((`a` LIKE _utf8mb4'x') OR (`a` LIKE _utf8mb4'y(z'))",
        ),
    ] {
        same(&check(old), &check(new));
        same(&check(new), &check(old));
    }
}

#[test]
fn a_view_of_another_tree_is_another_view() {
    let view = |query: &str| {
        format!("CREATE TABLE t (a int, b int, c int); CREATE VIEW v AS SELECT {query}")
    };
    for (old, new) in [
        (
            "a FROM t WHERE a = 1 AND (b = 2 OR c = 3)",
            "a FROM t WHERE (a = 1 AND b = 2) OR c = 3",
        ),
        ("(a + b) * c AS d FROM t", "a + b * c AS d FROM t"),
        ("a FROM t WHERE b = 'X'", "a FROM t WHERE b = 'x'"),
        (
            "x.a FROM t x LEFT JOIN (t y JOIN t z ON y.a = z.a) ON x.a = y.a",
            "x.a FROM t x LEFT JOIN t y JOIN t z ON y.a = z.a ON x.a = y.a AND x.b = 1",
        ),
    ] {
        let found = lines(&change(&view(old), &view(new)));
        assert_eq!(found, ["changed v: another query"], "{old} → {new}");
    }
    for (old, new) in [
        (
            "x.a FROM t x JOIN t y ON x.a = y.a LEFT JOIN t z ON y.a = z.a WHERE x.b = 1 OR y.b = 2",
            "`x`.`a` AS `a` FROM ((`t` `x` JOIN `t` `y` ON((`x`.`a` = `y`.`a`))) LEFT JOIN `t` `z` ON((`y`.`a` = `z`.`a`))) WHERE ((`x`.`b` = 1) OR (`y`.`b` = 2))",
        ),
        (
            "a FROM t UNION SELECT b FROM t",
            "a FROM t UNION (SELECT b FROM t)",
        ),
        (
            "a FROM (SELECT a FROM t WHERE b = 1) d",
            "a FROM (SELECT a FROM t WHERE ((b = 1))) d",
        ),
    ] {
        same(&view(old), &view(new));
    }
}
