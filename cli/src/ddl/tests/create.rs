//! Statements that create and remove: tables, indexes, views.

use super::super::schema::{IndexKind, KeyPart, Table};
use super::{columns, faults, names, read_all, schema, table};

/// A table's indexes as `kind name(parts)`.
fn indexes(table: &Table) -> Vec<String> {
    let part = |part: &KeyPart| {
        let prefix = part.prefix.map(|prefix| format!("({prefix})"));
        let descending = if part.descending { " desc" } else { "" };
        let column = part.column.as_deref().unwrap_or("expression");
        format!("{column}{}{descending}", prefix.unwrap_or_default())
    };
    let indexes = table.indexes.iter().map(|index| {
        let kind = match index.kind {
            IndexKind::Plain => "plain",
            IndexKind::Unique => "unique",
            IndexKind::Fulltext => "fulltext",
            IndexKind::Spatial => "spatial",
        };
        let parts: Vec<String> = index.parts.iter().map(part).collect();
        let name = index.name.as_deref().unwrap_or_default();
        format!("{kind} {name}({})", parts.join(","))
    });
    indexes.collect()
}

#[test]
fn primary_keys() {
    for (key, expected) in [
        ("PRIMARY KEY (a)", &["a"] as &[&str]),
        ("PRIMARY KEY (`b`,`a`) USING BTREE", &["b", "a"]),
        ("PRIMARY KEY USING BTREE (a)", &["a"]),
        (
            "CONSTRAINT `pk` PRIMARY KEY (a) COMMENT 'x' KEY_BLOCK_SIZE=8",
            &["a"],
        ),
        ("PRIMARY KEY (a DESC)", &["a"]),
        ("PRIMARY KEY (\"a\")", &["a"]),
    ] {
        let table = table(&format!("CREATE TABLE t (a int, b int, {key});"));
        assert_eq!(table.primary_key, expected, "{key}");
        assert!(!table.column("a").unwrap().nullable, "{key}");
    }
}

#[test]
fn indexes_of_every_kind() {
    for (key, expected) in [
        ("KEY (a)", "plain (a)"),
        ("INDEX `i` (`a`(10),b DESC)", "plain i(a(10),b desc)"),
        ("KEY i USING HASH (a)", "plain i(a)"),
        ("KEY i (a) USING BTREE VISIBLE COMMENT 'x'", "plain i(a)"),
        ("UNIQUE (a)", "unique (a)"),
        ("UNIQUE KEY u (a,b)", "unique u(a,b)"),
        ("CONSTRAINT u UNIQUE INDEX (a)", "unique u(a)"),
        (
            "FULLTEXT KEY f (a) /*!50100 WITH PARSER `ngram` */ COMMENT 'x'",
            "fulltext f(a)",
        ),
        ("SPATIAL INDEX s (a)", "spatial s(a)"),
        ("KEY i ((lower(a)),b)", "plain i(expression,b)"),
        ("KEY i (substring(10))", "plain i(substring(10))"),
        ("UNIQUE KEY IF NOT EXISTS u (a)", "unique u(a)"),
        ("KEY i (a) KEY_BLOCK_SIZE=8 INVISIBLE", "plain i(a)"),
    ] {
        let text = format!("CREATE TABLE t (a text, b int, substring text, {key});");
        assert_eq!(indexes(&table(&text)), [expected], "{key}");
    }
    for (statement, expected) in [
        ("CREATE INDEX i ON t (a)", "plain i(a)"),
        (
            "CREATE UNIQUE INDEX i USING BTREE ON t (a(3))",
            "unique i(a(3))",
        ),
        (
            "CREATE FULLTEXT INDEX i ON `x`.`t` (a) WITH PARSER ngram",
            "fulltext i(a)",
        ),
        (
            "CREATE SPATIAL INDEX IF NOT EXISTS i ON t (a) ALGORITHM=INPLACE",
            "spatial i(a)",
        ),
        ("CREATE OR REPLACE INDEX i ON t (a)", "plain i(a)"),
    ] {
        let table = table(&format!("CREATE TABLE t (a text); {statement};"));
        assert_eq!(indexes(&table), [expected], "{statement}");
    }
}

#[test]
fn foreign_keys() {
    let table = table(
        "CREATE TABLE t (a int, b int, c int REFERENCES `x` (id) ON DELETE CASCADE,
         CONSTRAINT `f` FOREIGN KEY `i` (a, `b`) REFERENCES `db`.`o` (`x`,`y`) ON DELETE SET NULL ON UPDATE NO ACTION,
         FOREIGN KEY (a) REFERENCES t (b));",
    );
    let keys: Vec<_> = table.foreign_keys.iter().collect();
    assert_eq!(keys.len(), 3);
    assert_eq!(
        (keys[0].columns.join(","), keys[0].table.as_str()),
        ("c".to_owned(), "x")
    );
    assert_eq!(keys[0].on_delete.as_deref(), Some("CASCADE"));
    assert_eq!(keys[1].name.as_deref(), Some("f"));
    assert_eq!(keys[1].columns, ["a", "b"]);
    assert_eq!(
        (keys[1].table.as_str(), keys[1].referred.join(",")),
        ("o", "x,y".to_owned())
    );
    assert_eq!(keys[1].on_delete.as_deref(), Some("SET NULL"));
    assert_eq!(keys[1].on_update.as_deref(), Some("NO ACTION"));
    assert_eq!(keys[2].table, "t");
}

#[test]
fn checks() {
    let table = table(
        "CREATE TABLE t (a int CHECK (a > 0), CONSTRAINT `c` CHECK ((`a` < 9)) NOT ENFORCED, CHECK (a in (1,2)));",
    );
    let checks: Vec<_> = table
        .checks
        .iter()
        .map(|check| {
            (
                check.name.as_deref(),
                check.expression.as_str(),
                check.enforced,
            )
        })
        .collect();
    assert_eq!(
        checks,
        [
            (None, "a > 0", true),
            (Some("c"), "(`a` < 9)", false),
            (None, "a IN (1, 2)", true)
        ]
    );
}

#[test]
fn options_of_tables() {
    let table = table(
        "CREATE TABLE `x`.`t` (a int) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=UTF8MB4 COLLATE utf8mb4_bin
         ROW_FORMAT=DYNAMIC COMMENT='it''s, a; table' STATS_PERSISTENT=1 /*!50100 PARTITION BY HASH (a) PARTITIONS 4 */;",
    );
    assert_eq!(table.name, "t");
    assert_eq!(table.engine.as_deref(), Some("InnoDB"));
    assert_eq!(table.charset.as_deref(), Some("utf8mb4"));
    assert_eq!(table.collation.as_deref(), Some("utf8mb4_bin"));
    assert_eq!(table.comment, "it's, a; table");
}

#[test]
fn tables_that_are_there_already() {
    let two = "CREATE TABLE t (a int); CREATE TABLE IF NOT EXISTS t (b int);";
    assert_eq!(columns(&table(two)), ["a"]);
    let two = "CREATE TABLE t (a int); CREATE OR REPLACE TABLE t (b int);";
    assert_eq!(columns(&table(two)), ["b"]);
    let two = "CREATE TABLE t (a int); DROP TABLE IF EXISTS `x`.`t`; CREATE TABLE t (b int);";
    assert_eq!(columns(&table(two)), ["b"]);
    let (found, faults) = read_all(b"CREATE TABLE t (a int);\nCREATE TABLE t (b int);", None);
    assert_eq!(names(&found), ["t"]);
    assert_eq!(
        faults,
        [
            "warning 2:14:1 table `t` is created again, which servers refuse: what line 1 created stays | drop it first, or take one of the two out; tables of several databases are read as one schema"
        ]
    );
}

#[test]
fn the_first_primary_key_stays() {
    for (text, expected) in [
        (
            "CREATE TABLE t (a int PRIMARY KEY, b int PRIMARY KEY);",
            "1:36:1",
        ),
        (
            "CREATE TABLE t (a int, b int, PRIMARY KEY (a), PRIMARY KEY (b));",
            "1:48:7",
        ),
    ] {
        let (found, faults) = read_all(text.as_bytes(), None);
        assert_eq!(found.tables[0].primary_key, ["a"]);
        let expected =
            format!("warning {expected} `t` has a primary key already | this one is passed over");
        assert_eq!(faults, [expected]);
    }
}

#[test]
fn tables_like_others() {
    let text =
        "CREATE TABLE a (x int PRIMARY KEY, KEY (x), FOREIGN KEY (x) REFERENCES b (y)) COMMENT='c';
                CREATE TABLE b LIKE a; CREATE TABLE c (LIKE `a`);";
    let found = schema(text);
    assert_eq!(names(&found), ["a", "b", "c"]);
    for copy in &found.tables[1..] {
        assert_eq!(copy.primary_key, ["x"]);
        assert_eq!((copy.indexes.len(), copy.foreign_keys.len()), (1, 0));
        assert_eq!((copy.place.line, copy.comment.as_str()), (2, "c"));
    }
}

#[test]
fn tables_are_dropped_and_renamed() {
    let abc = "CREATE TABLE a (x int); CREATE TABLE b (y int); CREATE TABLE c (z int, FOREIGN KEY (z) REFERENCES a (x));";
    let left = |rest: &str| {
        let found = schema(&format!("{abc} {rest};"));
        let names = names(&found).join(",");
        let column = found.tables[0].columns[0].name.clone();
        (names, column, found)
    };
    assert_eq!(left("DROP TABLE a, `b`").0, "c");
    assert_eq!(left("DROP TABLES IF EXISTS a, nothing CASCADE").0, "b,c");
    assert_eq!(left("DROP TEMPORARY TABLE a").0, "a,b,c");
    assert_eq!(left("RENAME TABLE a TO d").0, "d,b,c");
    let (names, column, found) = left("RENAME TABLE a TO t, b TO a, t TO b");
    assert_eq!((names.as_str(), column.as_str()), ("b,a,c", "x"));
    assert_eq!(found.tables[2].foreign_keys[0].table, "b");
    assert_eq!(left("RENAME TABLES x.a TO y.d, b TO e").0, "d,e,c");
    assert_eq!(left("RENAME TABLE a TO A").0, "A,b,c");
    let text = format!("{abc} RENAME TABLE a b, a TO b, nothing TO d;");
    assert_eq!(
        faults(&text),
        [
            "error 1:120:1 two names with TO in between were expected here | write RENAME TABLE `old` TO `new`",
            "warning 1:125:1 `a` cannot be renamed, so the statement is passed over: there is a table `b` already | drop or rename the other table first",
            "warning 1:133:7 table `nothing` is not in the dump, so this statement is passed over | give the dump that creates it first",
        ]
    );
}

#[test]
fn views() {
    let found = schema(
        "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;
         CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`%` SQL SECURITY DEFINER VIEW `x`.`w` (`c`,`d`) AS select 1, 2 WITH CASCADED CHECK OPTION;
         CREATE OR REPLACE VIEW v AS SELECT a AS b FROM t WITH CHECK OPTION; ALTER VIEW w AS SELECT 3;
         CREATE VIEW gone AS SELECT 1; DROP VIEW IF EXISTS gone; RENAME TABLE w TO z;",
    );
    let views: Vec<_> = found
        .views
        .iter()
        .map(|view| {
            (
                view.name.as_str(),
                view.columns.len(),
                view.query.to_string(),
            )
        })
        .collect();
    assert_eq!(
        views,
        [
            ("v", 0, "SELECT a AS b FROM t".to_owned()),
            ("z", 0, "SELECT 3".to_owned())
        ]
    );
}

#[test]
fn stand_ins_of_mysqldump_give_way_to_their_views() {
    let found = schema(
        "/*!50001 CREATE TABLE `v` (`a` tinyint NOT NULL) ENGINE=MyISAM */;
         /*!50001 CREATE TABLE `lost` (`a` tinyint NOT NULL) ENGINE=MyISAM */;
         /*!50001 DROP TABLE IF EXISTS `v`*/;
         /*!50001 CREATE ALGORITHM=UNDEFINED */ /*!50013 DEFINER=`a`@`b` SQL SECURITY DEFINER */
         /*!50001 VIEW `v` AS select 1 AS `a` */;",
    );
    assert_eq!(names(&found), [] as [&str; 0]);
    assert_eq!(found.views.len(), 1);
}

#[test]
fn a_view_over_as_many_tables_as_mysql_joins() {
    let mut from = "`t0`".to_owned();
    for n in 1..61 {
        from = format!("({from} join `t{n}` on((`t0`.`id` = `t{n}`.`id`)))");
    }
    let found = schema(&format!("CREATE VIEW v AS select 1 AS `a` from {from};"));
    assert_eq!(found.views.len(), 1);
}

#[test]
fn a_view_that_cannot_be_read_is_left_out() {
    let (found, faults) = read_all(b"CREATE VIEW v AS\nSELECT FROM WHERE;", None);
    assert_eq!(found.views.len(), 0);
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].starts_with("warning 2:13:5 view `v` is left out: "),
        "{faults:?}"
    );
}

#[test]
fn what_describes_no_table_is_counted() {
    let found = schema(
        "SET NAMES utf8; SET @a = 1; USE `db`; CREATE DATABASE x; LOCK TABLES t WRITE; UNLOCK TABLES;
         CREATE TEMPORARY TABLE t (a int); INSERT INTO t VALUES (1); DELETE FROM t; (SELECT 1); @x;
         DELIMITER $$
         CREATE DEFINER=`a`@`b` PROCEDURE p() BEGIN CREATE TABLE t (a int); END$$
         CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1$$
         DELIMITER ;
         GRANT ALL ON x TO y; START TRANSACTION; COMMIT;",
    );
    assert_eq!(names(&found), [] as [&str; 0]);
    let skipped: Vec<_> = found
        .skipped
        .iter()
        .map(|(kind, count)| (kind.as_str(), *count))
        .collect();
    assert_eq!(
        skipped,
        [
            ("COMMIT", 1),
            ("CREATE DATABASE", 1),
            ("CREATE PROCEDURE", 1),
            ("CREATE TEMPORARY TABLE", 1),
            ("CREATE TRIGGER", 1),
            ("DELETE", 1),
            ("GRANT", 1),
            ("INSERT", 1),
            ("LOCK", 1),
            ("SELECT", 1),
            ("SET", 2),
            ("START", 1),
            ("UNLOCK", 1),
            ("USE", 1),
            ("X", 1)
        ]
    );
}

#[test]
fn the_character_set_of_the_database_goes_without_saying() {
    for option in ["CHARACTER SET = DEFAULT", "CHARSET DEFAULT COLLATE DEFAULT"] {
        let found = table(&format!("CREATE TABLE t (a int) {option} COMMENT 'c';"));
        assert_eq!(
            (&found.charset, &found.collation),
            (&None, &None),
            "{option}"
        );
        assert_eq!(found.comment, "c", "{option}");
    }
}

#[test]
fn settings_of_one_statement_stand_before_it() {
    let set = "SET STATEMENT max_statement_time=60, x='FOR' FOR\n  CREATE TABLE t (a int);";
    let found = table(set);
    assert_eq!(
        (found.name.as_str(), found.place.line, found.place.column),
        ("t", 2, 16)
    );
    assert!(
        schema("SET STATEMENT = 1; SET STATEMENT a=1 FOR SET STATEMENT b=1 FOR SELECT 1;")
            .tables
            .is_empty()
    );
}
