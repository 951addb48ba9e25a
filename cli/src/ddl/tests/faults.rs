//! What is said of typical mistakes, and where.

use super::{faults, names, read_all};

/// A help that fits everything.
const MANUAL: &str = "write it as MySQL's manual gives it, or take the statement out of the dump";

#[test]
fn a_missing_comma() {
    let help = "put a comma between two columns or keys";
    assert_eq!(
        faults("CREATE TABLE `t` (\n  `a` int NOT NULL\n  `b` int,\n  `c` int\n);"),
        [format!(
            "error 3:3:3 `b` was not expected here: the comma before it is missing | {help}"
        )]
    );
    assert_eq!(
        faults("CREATE TABLE t (a int b varchar(9));"),
        [format!(
            "error 1:23:1 `b` was not expected here: the comma before it is missing | {help}"
        )]
    );
    assert_eq!(faults("CREATE TABLE t (a enum('x' 'y'));").len(), 1);
}

#[test]
fn a_bracket_that_is_never_closed() {
    assert_eq!(
        faults("CREATE TABLE t (\n  a int,\n  b"),
        [
            "error 1:16:1 this `(` is never closed: the statement ends before its `)` | close it, or look for a quote that is not closed; if the dump was cut off, make it again"
        ]
    );
}

#[test]
fn a_quote_that_is_never_closed() {
    assert_eq!(
        faults(
            "CREATE TABLE a (x int);\nCREATE TABLE t (a int COMMENT 'x);\nCREATE TABLE u (b int);\n"
        ),
        [
            "error 2:31:1 this string is never closed: the script ends inside of it | close it with `'`, or look for a stray one before it; if the dump was cut off, make it again"
        ]
    );
    assert!(
        faults("CREATE TABLE `t (a int)")[0]
            .starts_with("error 1:14:1 this quoted name is never closed")
    );
    assert!(
        faults("CREATE TABLE t (a int); /* x")[0]
            .starts_with("error 1:25:1 this comment is never closed")
    );
}

#[test]
fn rows_that_are_cut_off() {
    let (schema, faults) = read_all(b"CREATE TABLE t (a int);\nINSERT INTO t VALUES (1,'x", None);
    assert_eq!(names(&schema), ["t"]);
    assert_eq!(schema.skipped.get("INSERT"), Some(&1));
    assert_eq!(
        faults,
        [
            "warning 2:1:1 the script ends inside of this INSERT; tables behind it, if there were any, are missing | if the dump was cut off, make it again"
        ]
    );
}

#[test]
fn names_that_are_missing() {
    for (text, expected) in [
        (
            "CREATE TABLE",
            format!(
                "error 1:8:5 a table's name was expected, and the statement ends here | {MANUAL}"
            ),
        ),
        (
            "CREATE TABLE (a int);",
            format!("error 1:14:1 a table's name was expected here, not `(` | {MANUAL}"),
        ),
        (
            "ALTER TABLE 5 ADD a int;",
            format!("error 1:13:1 a table's name was expected here, not `5` | {MANUAL}"),
        ),
        (
            "CREATE VIEW v SELECT 1;",
            format!("error 1:15:6 AS and a query was expected here, not `SELECT` | {MANUAL}"),
        ),
        (
            "CREATE INDEX i t (a);",
            format!("error 1:16:1 ON and a table's name was expected here, not `t` | {MANUAL}"),
        ),
        (
            "CREATE INDEX i ON t;",
            format!(
                "error 1:19:1 a list of columns was expected, and the statement ends here | {MANUAL}"
            ),
        ),
        (
            "DROP TABLE a b;",
            format!("error 1:14:1 a comma or the end was expected here, not `b` | {MANUAL}"),
        ),
        (
            "DROP INDEX i;",
            format!(
                "error 1:12:1 ON and a table's name was expected, and the statement ends here | {MANUAL}"
            ),
        ),
        (
            "DROP TABLE a,;",
            format!("error 1:13:1 a name was expected, and the statement ends here | {MANUAL}"),
        ),
    ] {
        assert_eq!(faults(text), [expected], "{text}");
    }
}

#[test]
fn definitions_that_are_incomplete() {
    let help = "write the name and its type, such as `a` INT";
    for (text, expected) in [
        ("CREATE TABLE t (a);", format!("error 1:17:1 column `a` has no type | {help}")),
        ("CREATE TABLE t (a 5);", format!("error 1:19:1 a type was expected behind column `a`, not `5` | {help}")),
        ("CREATE TABLE t (a int NOT);",
            "error 1:23:3 `NOT` was not expected here | did you mean `NOT NULL`?".to_owned(),
        ),
        ("CREATE TABLE t (a int DEFAULT);", format!("error 1:23:7 an expression is missing behind this | {MANUAL}")),
        ("CREATE TABLE t (a int COMMENT 5);", format!("error 1:31:1 a string in quotes was expected here, not `5` | {MANUAL}")),
        ("CREATE TABLE t (a varchar(x));", format!("error 1:27:1 a whole number was expected here, not `x` | {MANUAL}")),
        ("CREATE TABLE t (a int, a int);", "error 1:24:1 column `a` is defined twice; line 1 has the first | take one of the two out, or rename it".to_owned()),
        ("CREATE TABLE t (a int,\n PRIMARY KEY (ab));", "error 2:15:2 the key names column `ab`, which `t` does not have | did you mean `a`?".to_owned()),
        ("CREATE TABLE t;", "error 1:14:1 table `t` has no list of columns | list the columns; CREATE TABLE … SELECT is not read".to_owned()),
        ("CREATE TABLE t LIKE u;", "error 1:21:1 table `u` does not exist, so `t` cannot be like it | create the other table first".to_owned()),
    ] {
        assert_eq!(faults(text), [expected], "{text}");
    }
}

#[test]
fn places_hold_behind_comments_and_other_scripts() {
    let text = "-- 订单\r\n/* x\r\n*/ CREATE TABLE t ( /* 订单 */ `订` int, -- '\r\n\t`b` /*!40101 inte */);";
    let found = faults(text);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("error 4:15:4 there is no type `inte`"),
        "{found:?}"
    );
}

#[test]
fn all_faults_of_a_script_are_found() {
    let found = faults(
        "CREATE TABLE t (a inte, b, c int c int);\nCREATE TABLE u (a int);\nCREATE TABLE u (a int);\nALTER TABLE u FOO;",
    );
    let lines: Vec<_> = found
        .iter()
        .map(|fault| fault.split(' ').nth(1).unwrap())
        .collect();
    assert_eq!(lines, ["1:19:4", "1:25:1", "1:34:1", "3:14:1", "4:15:3"]);
}

#[test]
fn expressions_that_are_too_long_or_too_deep() {
    let long = format!("CREATE TABLE t (a int CHECK (a{}));", " + 1".repeat(500));
    assert_eq!(
        faults(&long)[0].split(" | ").next().unwrap(),
        "error 1:820:1 this expression is too long or nested too deeply"
    );
    let deep = format!(
        "CREATE TABLE t (a int DEFAULT {}1{});",
        "(".repeat(200),
        ")".repeat(200)
    );
    assert!(
        faults(&deep)[0]
            .starts_with("error 1:229:1 this expression is too long or nested too deeply"),
        "{:?}",
        faults(&deep)
    );
    let rows = format!("CREATE VIEW v AS SELECT 1 IN (1{});", ",1".repeat(5000));
    assert_eq!(faults(&rows), [] as [&str; 0]);
}

#[test]
fn expressions_that_are_nearly_too_long_or_too_deep() {
    let deep = |count: usize| format!("{}1{}", "(".repeat(count), ")".repeat(count));
    for text in [
        format!("CREATE TABLE t (a int CHECK (a{}));", " + 1".repeat(190)),
        format!("CREATE TABLE t (a int CHECK (a{}));", " IS NULL".repeat(60)),
        format!("CREATE TABLE t (a int DEFAULT {});", deep(100)),
        format!("CREATE VIEW v AS SELECT {};", deep(100)),
        format!(
            "CREATE VIEW v AS SELECT 1{};",
            " UNION SELECT 1".repeat(190)
        ),
        format!(
            "CREATE VIEW v AS SELECT 1 FROM a{};",
            " JOIN b ON 1".repeat(190)
        ),
    ] {
        assert_eq!(faults(&text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn words_that_are_misspelt() {
    for (text, expected) in [
        (
            "CREATE TABLE t (a int COMMENTS 'x');",
            "error 1:23:8 `COMMENTS` was not expected here | did you mean `COMMENT`?",
        ),
        (
            "CREATE TABLE t (a int AUTOINCREMENT);",
            "error 1:23:13 `AUTOINCREMENT` was not expected here | did you mean `AUTO_INCREMENT`?",
        ),
        (
            "CREATE TABLE t (a enum('x' 'y'));",
            "error 1:28:3 `)` was expected here, not `'y'` | put a comma between two values",
        ),
    ] {
        assert_eq!(faults(text), [expected], "{text}");
    }
}

#[test]
fn keys_and_statements_that_run_into_each_other() {
    let comma = "was not expected here: the comma before it is missing | put a comma between two columns or keys";
    for (text, expected) in [
        (
            "CREATE TABLE t (a int, PRIMARY KEY (a) KEY k (a));",
            format!("error 1:40:3 `KEY` {comma}"),
        ),
        (
            "CREATE TABLE t (a int, KEY (a)\n`b` int);",
            format!("error 2:1:3 `b` {comma}"),
        ),
        (
            "CREATE TABLE t (a int) COMMENT='x'\nCREATE TABLE u (b int);",
            "error 2:1:6 the `;` before this statement is missing | end every statement with `;`"
                .to_owned(),
        ),
    ] {
        assert_eq!(faults(text), [expected], "{text}");
    }
}

#[test]
fn one_fault_does_not_make_another() {
    let text = "CREATE TABLE t (a int NOT, PRIMARY KEY (a));";
    assert_eq!(faults(text).len(), 1);
}
