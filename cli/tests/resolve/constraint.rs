//! CHECK constraints: their names, their columns, and what of them can be told without the database.

use chassis_model::Rule;

use super::{database, good, resource};

/// The columns and rules of each constraint of a table `t` with these lines.
fn read(lines: &str) -> Vec<(String, Vec<String>)> {
    let dump = format!(
        "CREATE TABLE t (id int PRIMARY KEY, n int, u bigint unsigned, flag tinyint(1), price decimal(10,2), f float,
            y year, a date, b date, at datetime, e enum('x'), name varchar(20), code char(3), doc json, {lines});"
    );
    let resolved = good(&dump, "");
    let checks = resource(&resolved, "t").checks.iter();
    checks
        .map(|check| {
            let rules = check.rules.iter().map(Rule::to_sql).collect();
            (check.columns.join(","), rules)
        })
        .collect()
}

fn rules(expression: &str) -> Vec<String> {
    let mut checks = read(&format!("CHECK ({expression})"));
    assert_eq!(checks.len(), 1, "{expression}");
    checks.remove(0).1
}

#[test]
fn what_people_write_becomes_rules() {
    for (expression, wanted) in [
        ("price >= 0", ["price >= 0"].as_slice()),
        ("((`price` >= 0.00))", &["price >= 0.00"]),
        ("0 < n", &["n > 0"]),
        ("-5 <= `n`", &["n >= -5"]),
        ("n != 3", &["n <> 3"]),
        ("n BETWEEN 1 AND 100", &["n >= 1", "n <= 100"]),
        ("`n` > 0 and `u` <= 9", &["n > 0", "u <= 9"]),
        ("flag IN (0, 1)", &["flag IN (0, 1)"]),
        ("n NOT IN (1, 2)", &["n <> 1", "n <> 2"]),
        ("y >= 1900", &["y >= 1900"]),
        ("b >= a", &["b >= a"]),
        ("price > n", &["price > n"]),
        ("char_length(name) > 2", &["char_length(name) > 2"]),
        ("CHARACTER_LENGTH(code) = 3", &["char_length(code) = 3"]),
        ("name <> ''", &["char_length(name) > 0"]),
        ("_utf8mb4'' <> `name`", &["char_length(name) > 0"]),
        ("trim(name) <> ''", &["char_length(name) > 0"]),
        ("length(name) > 0", &["char_length(name) > 0"]),
        ("length(trim(name)) >= 1", &["char_length(name) > 0"]),
        // What can be told of a conjunction is told.
        ("name <> 'bob' AND n > 1", &["n > 1"]),
    ] {
        assert_eq!(rules(expression), wanted, "{expression}");
    }
}

#[test]
fn what_only_the_database_can_tell_is_left_to_it() {
    for expression in [
        "name IN ('a', 'b')",
        "name <> 'x'",
        "name = ''",
        "e IN ('x')",
        "f >= 0",
        "f > n",
        "a <= at",
        "a >= '2000-01-01'",
        "y > 20",
        "n > 0 OR u > 0",
        "NOT (n > 0)",
        "NOT (n BETWEEN 1 AND 2)",
        "n NOT BETWEEN 1 AND 2",
        "n + 1 > 2",
        "n > 1e3",
        "n > '1'",
        "length(name) > 3",
        "char_length(trim(name)) > 3",
        "char_length(doc) > 3",
        "n IN (1, u)",
        "n IS NOT NULL",
        "name REGEXP '^[a-z]'",
    ] {
        assert_eq!(rules(expression), [""; 0], "{expression}");
    }
}

#[test]
fn columns_are_those_that_the_expression_names() {
    let checks =
        read("CHECK (name <> 'n' OR `U` > 1), CHECK (left(code, 1) = 'price'), CHECK (1 < 2)");
    let columns: Vec<&str> = checks.iter().map(|(columns, _)| columns.as_str()).collect();
    assert_eq!(columns, ["u,name", "code"]);
}

#[test]
fn every_name_that_a_server_gives_is_known_and_the_first_is_sqlites() {
    let resolved = good(
        "CREATE TABLE t (a int CHECK (a > 0), b int CONSTRAINT own CHECK (b > 0), c int, CHECK (c > 0),
            CONSTRAINT CONSTRAINT_2 CHECK (c < 9), CHECK (c <> 5), CHECK (b < 9) NOT ENFORCED, CHECK (a < 9));",
        "",
    );
    let checks = resource(&resolved, "t").checks.iter();
    let names: Vec<String> = checks.map(|check| check.names.join(" ")).collect();
    let wanted = [
        "t_chk_1 t.a",
        "own",
        "t_chk_2 CONSTRAINT_1",
        "CONSTRAINT_2",
        "t_chk_3 CONSTRAINT_3",
        "t_chk_5 CONSTRAINT_5",
    ];
    assert_eq!(names, wanted);
    let connection = database(&resolved);
    for (values, name) in [
        ("0, 1, 1", "t_chk_1"),
        ("1, 0, 1", "own"),
        ("1, 1, 5", "t_chk_3"),
    ] {
        let insert = format!("INSERT INTO t (a, b, c) VALUES ({values})");
        let refused = connection
            .execute(&insert, [])
            .expect_err("a broken constraint");
        assert!(
            refused.to_string().ends_with(&format!("failed: {name}")),
            "{refused}"
        );
    }
}
