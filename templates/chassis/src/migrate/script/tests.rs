use super::*;

fn texts(text: &str, dialect: Dialect) -> Vec<&str> {
    let statements = split(text, dialect).expect("closed");
    statements.iter().map(|statement| statement.sql).collect()
}

fn mysql(text: &str) -> Vec<&str> {
    texts(text, Dialect::Mysql)
}

fn sqlite(text: &str) -> Vec<&str> {
    texts(text, Dialect::Sqlite)
}

#[test]
fn a_semicolon_in_quotes_ends_nothing() {
    let script =
        "INSERT INTO a VALUES ('x;\\';', \"y;\\\"\", 'it''s; ');\nALTER TABLE `a;``b` ADD c int";
    assert_eq!(
        mysql(script),
        [
            "INSERT INTO a VALUES ('x;\\';', \"y;\\\"\", 'it''s; ')",
            "ALTER TABLE `a;``b` ADD c int",
        ]
    );
    // A backslash is nothing special to SQLite.
    assert_eq!(
        sqlite("SELECT 'a\\'; SELECT [b;c], `d;`, \"e;\""),
        ["SELECT 'a\\'", "SELECT [b;c], `d;`, \"e;\""]
    );
}

#[test]
fn comments_around_statements_are_left_out() {
    let script = "\u{feff}-- one; 'two\n# three;\n/* four; */\r\nSELECT 5--1, 2 -- five;\n /* six; */ ; -- seven\n;;\n";
    assert_eq!(mysql(script), ["SELECT 5--1, 2"]);
    assert_eq!(sqlite("SELECT 1 --;\n;--\n"), ["SELECT 1"]);
    assert_eq!(mysql("--"), [""; 0]);
    assert_eq!(mysql("-- 'open\n/* ' */"), [""; 0]);
    // What the server executes is no comment.
    let versioned = "/*!40101 SET NAMES utf8mb4; */";
    assert_eq!(mysql(&format!("{versioned};")), [versioned]);
    assert_eq!(mysql("/*M!100301 SELECT 1 */"), ["/*M!100301 SELECT 1 */"]);
}

#[test]
fn lines_are_those_of_statements() {
    let script = "-- a\n\nSELECT 'b\n;';\n\n  SELECT 2;SELECT 3";
    let lines: Vec<usize> = split(script, Dialect::Mysql)
        .expect("closed")
        .iter()
        .map(|statement| statement.line)
        .collect();
    assert_eq!(lines, [3, 6, 6]);
}

#[test]
fn triggers_are_whole() {
    let trigger = "CREATE TEMP TRIGGER t AFTER UPDATE ON a BEGIN\n  UPDATE a SET b = CASE WHEN c THEN 1 ELSE 2 END;\n  -- END;\n  SELECT 'END;';\nEND";
    let script = format!("{trigger};\nDROP TABLE b;");
    assert_eq!(sqlite(&script), [trigger, "DROP TABLE b"]);
    let plain = "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END";
    assert_eq!(sqlite(plain), [plain]);
    let script = "delimiter $$\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = 1; END$$\nDELIMITER ;\nDROP TABLE b;";
    assert_eq!(
        mysql(script),
        [
            "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = 1; END",
            "DROP TABLE b",
        ]
    );
}

#[test]
fn what_is_not_closed_is_told() {
    for (text, line, what) in [
        ("SELECT 1;\nSELECT 'a", 2, "the string `'`"),
        ("\n\n/* a;", 3, "the comment `/*`"),
        ("SELECT `a;\n", 1, "the name in backticks"),
        ("SELECT \"a\\\"", 1, "the string or name `\"`"),
    ] {
        assert_eq!(split(text, Dialect::Mysql), Err(Unclosed { line, what }));
    }
}

#[test]
fn other_scripts_than_latin() {
    assert_eq!(
        mysql("ALTER TABLE 订单 COMMENT '（；;）';\u{3000}DROP TABLE é;"),
        ["ALTER TABLE 订单 COMMENT '（；;）'", "DROP TABLE é"]
    );
}

#[test]
fn transactions_are_refused() {
    let migration = Migration {
        version: 2,
        mysql: "SELECT 1;\n\nstart transaction;",
        sqlite: "COMMIT",
    };
    let forbidden = |dialect, line, keyword: &str| {
        let file = migration.file(dialect);
        let keyword = keyword.to_owned();
        Err(MigrateError::Forbidden {
            file,
            line,
            keyword,
        })
    };
    assert_eq!(
        statements(&migration, Dialect::Mysql),
        forbidden(Dialect::Mysql, 3, "START")
    );
    assert_eq!(
        statements(&migration, Dialect::Sqlite),
        forbidden(Dialect::Sqlite, 1, "COMMIT")
    );
}
