//! ALTER TABLE, DROP INDEX.

use super::super::schema::{ColumnDefault, IndexKind, SqlType, Table};
use super::{columns, faults, read_all, schema, table};

const START: &str = "CREATE TABLE o (id int PRIMARY KEY);
    CREATE TABLE t (a int, b varchar(9) DEFAULT 'x' COMMENT 'y', c int, PRIMARY KEY (a), KEY k (b,c), UNIQUE KEY u (c),
    CONSTRAINT f FOREIGN KEY (c) REFERENCES o (id), CONSTRAINT ch CHECK (c > 0)) CHARSET=latin1;\n";

/// The second table after an ALTER TABLE of it.
fn altered(change: &str) -> Table {
    schema(&format!("{START}ALTER TABLE t {change};"))
        .tables
        .remove(1)
}

/// The faults of an ALTER TABLE in the fourth line.
fn refused(change: &str) -> Vec<String> {
    faults(&format!("{START}ALTER TABLE t {change};"))
}

fn index_names(table: &Table) -> Vec<&str> {
    let names = table.indexes.iter().map(|index| index.name.as_deref());
    names.map(Option::unwrap_or_default).collect()
}

#[test]
fn columns_are_added_in_their_places() {
    for (change, expected) in [
        ("ADD d int", "a,b,c,d"),
        ("ADD COLUMN d int NOT NULL FIRST", "d,a,b,c"),
        ("ADD COLUMN d int DEFAULT 1 AFTER `a`", "a,d,b,c"),
        ("ADD d int AFTER c", "a,b,c,d"),
        ("ADD (d int, e int, KEY x (d))", "a,b,c,d,e"),
        ("ADD d int FIRST, ADD e int AFTER d", "d,e,a,b,c"),
        ("ADD COLUMN IF NOT EXISTS a text", "a,b,c"),
        ("ADD COLUMN IF NOT EXISTS d text", "a,b,c,d"),
        ("ADD `first` int", "a,b,c,first"),
        ("ADD KEY x (a), ADD d int", "a,b,c,d"),
    ] {
        assert_eq!(columns(&altered(change)).join(","), expected, "{change}");
    }
}

#[test]
fn columns_are_redefined_renamed_and_moved() {
    for (change, expected) in [
        ("MODIFY c bigint FIRST", "c,a,b"),
        ("MODIFY COLUMN a int AFTER c", "b,c,a"),
        ("MODIFY c int AFTER a", "a,c,b"),
        ("MODIFY b int AFTER b", "a,b,c"),
        ("CHANGE c d bigint", "a,b,d"),
        ("CHANGE COLUMN `a` `d` int AFTER `b`", "b,d,c"),
        ("RENAME COLUMN c TO d", "a,b,d"),
        ("MODIFY COLUMN IF EXISTS c int FIRST", "c,a,b"),
    ] {
        assert_eq!(columns(&altered(change)).join(","), expected, "{change}");
    }
    let found = altered("MODIFY b text");
    assert_eq!(found.columns[1].ty, SqlType::Text { bytes: 65_535 });
    assert_eq!(
        (&found.columns[1].default, found.columns[1].comment.as_str()),
        (&None, "")
    );
    assert_eq!(found.primary_key, ["a"]);
    assert!(!altered("MODIFY a bigint NULL").columns[0].nullable);
}

#[test]
fn keys_follow_a_new_name() {
    for change in ["CHANGE c d int", "RENAME COLUMN C TO d"] {
        let found = altered(change);
        assert_eq!(found.indexes[0].parts[1].column.as_deref(), Some("d"));
        assert_eq!(found.foreign_keys[0].columns, ["d"]);
    }
    assert_eq!(altered("CHANGE a d int").primary_key, ["d"]);
    let text = format!("{START}ALTER TABLE o CHANGE id nr int;");
    assert_eq!(schema(&text).tables[1].foreign_keys[0].referred, ["nr"]);
    let text = "CREATE TABLE t (a int PRIMARY KEY, p int, FOREIGN KEY (p) REFERENCES t (a)); ALTER TABLE t RENAME COLUMN a TO b, RENAME u;";
    let key = &table(text).foreign_keys[0];
    assert_eq!(
        (key.table.as_str(), key.referred.join(",")),
        ("u", "b".to_owned())
    );
}

#[test]
fn columns_and_keys_are_dropped() {
    let found = altered("DROP COLUMN c");
    assert_eq!(columns(&found), ["a", "b"]);
    assert_eq!(index_names(&found), ["k"]);
    assert_eq!(found.indexes[0].parts.len(), 1);
    assert_eq!(found.foreign_keys.len(), 0);
    assert_eq!(columns(&altered("DROP `b`, DROP c")), ["a"]);
    assert_eq!(
        columns(&altered("DROP COLUMN IF EXISTS x, DROP IF EXISTS b")),
        ["a", "c"]
    );
    assert_eq!(altered("DROP PRIMARY KEY").primary_key, [] as [&str; 0]);
    assert_eq!(
        altered("DROP PRIMARY KEY, ADD PRIMARY KEY (a, c)").primary_key,
        ["a", "c"]
    );
    assert_eq!(
        index_names(&altered("DROP INDEX k, DROP KEY IF EXISTS U")),
        [] as [&str; 0]
    );
    assert_eq!(altered("DROP FOREIGN KEY f").foreign_keys.len(), 0);
    assert_eq!(altered("DROP CONSTRAINT f").foreign_keys.len(), 0);
    assert_eq!(altered("DROP CHECK ch").checks.len(), 0);
    assert_eq!(altered("DROP CONSTRAINT ch").checks.len(), 0);
    assert_eq!(index_names(&altered("DROP CONSTRAINT u")), ["k"]);
    let text = |statement: &str| format!("{START}{statement};");
    assert_eq!(
        index_names(&schema(&text("DROP INDEX IF EXISTS k ON `x`.`t`")).tables[1]),
        ["u"]
    );
    assert_eq!(
        schema(&text("DROP INDEX `PRIMARY` ON t")).tables[1]
            .primary_key
            .len(),
        0
    );
}

#[test]
fn keys_are_added_and_renamed() {
    let found = altered(
        "ADD INDEX i (a), ADD UNIQUE (b), ADD FULLTEXT KEY ft (b), ADD CONSTRAINT g FOREIGN KEY (a) REFERENCES o (id)",
    );
    assert_eq!(index_names(&found), ["k", "u", "i", "", "ft"]);
    assert_eq!(found.foreign_keys.len(), 2);
    assert_eq!(
        index_names(&altered("RENAME INDEX k TO l, RENAME KEY u TO v")),
        ["l", "v"]
    );
    assert_eq!(altered("ADD CONSTRAINT CHECK (a > 1)").checks.len(), 2);
}

#[test]
fn defaults_are_set_and_dropped() {
    let default = |change: &str| altered(change).columns[1].default.clone();
    let literal = |text: &str| Some(ColumnDefault::Literal(text.to_owned()));
    assert_eq!(default("ALTER b SET DEFAULT 'z'"), literal("z"));
    assert_eq!(default("ALTER COLUMN b SET DEFAULT -1"), literal("-1"));
    assert_eq!(
        default("ALTER COLUMN b SET DEFAULT NULL"),
        Some(ColumnDefault::Null)
    );
    assert_eq!(
        default("ALTER COLUMN b SET DEFAULT CURRENT_TIMESTAMP"),
        Some(ColumnDefault::Now)
    );
    assert_eq!(
        default("ALTER COLUMN b SET DEFAULT (uuid())"),
        Some(ColumnDefault::Expression("(uuid())".to_owned()))
    );
    assert_eq!(default("ALTER b DROP DEFAULT"), None);
    assert!(altered("ALTER COLUMN b SET INVISIBLE").columns[1].invisible);
    assert!(!altered("ALTER b SET INVISIBLE, ALTER b SET VISIBLE").columns[1].invisible);
    assert_eq!(index_names(&altered("ALTER INDEX k INVISIBLE")), ["k", "u"]);
}

#[test]
fn options_and_character_sets() {
    let found = altered("COMMENT='c', ENGINE=MyISAM, AUTO_INCREMENT=7 ROW_FORMAT=COMPACT");
    assert_eq!(
        (found.comment.as_str(), found.engine.as_deref()),
        ("c", Some("MyISAM"))
    );
    // Columns keep the character set that they were made with.
    let found = altered("DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    assert_eq!(found.charset.as_deref(), Some("utf8mb4"));
    assert_eq!(found.collation.as_deref(), Some("utf8mb4_bin"));
    assert_eq!(found.columns[1].charset.as_deref(), Some("latin1"));
    assert_eq!(altered("COLLATE utf8_bin").charset.as_deref(), Some("utf8"));
    let found =
        altered("MODIFY b varchar(9) CHARACTER SET ascii, CONVERT TO CHARACTER SET utf8mb4");
    assert_eq!(
        (found.charset.as_deref(), found.collation.as_deref()),
        (Some("utf8mb4"), None)
    );
    assert_eq!(found.columns[1].charset, None);
}

#[test]
fn the_rest_changes_nothing() {
    for change in [
        "DISABLE KEYS",
        "ENABLE KEYS",
        "ORDER BY a",
        "ALGORITHM=INPLACE, LOCK=NONE",
        "FORCE",
        "ADD PARTITION (PARTITION p VALUES LESS THAN (1))",
        "DROP PARTITION p, DROP PARTITION q",
        "PARTITION BY HASH (a) PARTITIONS 4",
        "REMOVE PARTITIONING",
        "ADD SYSTEM VERSIONING",
        "DISCARD TABLESPACE",
        "WITHOUT VALIDATION",
        "KEY_BLOCK_SIZE 8",
        "SOME_NEW_OPTION=1",
        "",
    ] {
        assert_eq!(altered(change), altered(""), "{change}");
    }
}

#[test]
fn tables_are_renamed() {
    for change in [
        "RENAME TO x",
        "RENAME AS x",
        "RENAME x",
        "RENAME = x",
        "RENAME `y`.`x`, ADD d int",
    ] {
        assert_eq!(altered(change).name, "x", "{change}");
    }
}

#[test]
fn changes_of_what_is_not_there_are_passed_over() {
    for (change, expected) in [
        (
            "DROP COLUMN bb",
            "warning 4:27:2 `t` has no column `bb`, so the statement is passed over | did you mean `b`?",
        ),
        (
            "MODIFY zzz int",
            "warning 4:22:3 `t` has no column `zzz`, so the statement is passed over | name one of its columns",
        ),
        (
            "ADD d int AFTER zzz",
            "warning 4:31:3 `t` has no column `zzz`, so the statement is passed over | name one of its columns",
        ),
        (
            "ALTER zzz DROP DEFAULT",
            "warning 4:21:3 `t` has no column `zzz`, so the statement is passed over | name one of its columns",
        ),
        (
            "ADD b int",
            "warning 4:19:1 `t` has a column `b` already | the statement is passed over",
        ),
        (
            "ADD KEY twice (a), ADD UNIQUE KEY Twice (b)",
            "warning 4:38:6 `t` has a key `Twice` already | the statement is passed over",
        ),
        (
            "ADD CONSTRAINT g FOREIGN KEY (a) REFERENCES o (x), ADD CONSTRAINT g FOREIGN KEY (b) REFERENCES o (y)",
            "warning 4:70:10 `t` has a foreign key `g` already | the statement is passed over",
        ),
        (
            "DROP PRIMARY KEY, ADD PRIMARY KEY (a), ADD PRIMARY KEY (b)",
            "warning 4:58:7 `t` has a primary key already | the statement is passed over",
        ),
    ] {
        assert_eq!(refused(change), [expected], "{change}");
    }
    assert_eq!(
        faults("ALTER TABLE IF EXISTS nothing ADD a int;\nDROP INDEX i ON nothing;"),
        [
            "warning 1:23:7 table `nothing` is not in the dump, so this statement is passed over | give the dump that creates it first",
            "warning 2:17:7 table `nothing` is not in the dump, so this statement is passed over | give the dump that creates it first",
        ]
    );
}

#[test]
fn what_is_no_change_is_refused() {
    for (change, expected) in [
        (
            "ADDD COLUMN d int",
            "error 4:15:4 `ADDD` is no change that ALTER TABLE knows | did you mean `ADD`?",
        ),
        (
            "XYZZY",
            "error 4:15:5 `XYZZY` is no change that ALTER TABLE knows | write ADD, DROP, CHANGE, MODIFY, RENAME, ALTER or an option",
        ),
        (
            "RENAME TO",
            "error 4:22:2 the new name is missing | write RENAME TO `new`",
        ),
        (
            "DROP COLUMN",
            "error 4:15:4 the name of what is dropped is missing | write it as MySQL's manual gives it, or take the statement out of the dump",
        ),
        (
            "ADD KEY (zzz)",
            "warning 4:24:3 the key names column `zzz`, which `t` does not have | name one of the table's columns",
        ),
        (
            "ALTER b SET",
            "error 4:23:3 SET DEFAULT, DROP DEFAULT or SET INVISIBLE was expected here | write it as MySQL's manual gives it, or take the statement out of the dump",
        ),
        (
            "ADD d",
            "error 4:19:1 column `d` has no type | write the name and its type, such as `a` INT",
        ),
    ] {
        assert_eq!(refused(change), [expected], "{change}");
    }
}

#[test]
fn a_change_that_no_server_accepts_leaves_the_table_as_it_was() {
    let created = "CREATE TABLE t (a int, b int);";
    for change in ["CHANGE a b int", "RENAME COLUMN a TO B", "DROP a, DROP b"] {
        let script = format!("{created} ALTER TABLE t {change};");
        let (schema, faults) = read_all(script.as_bytes(), None);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(columns(&schema.tables[0]), ["a", "b"], "{change}");
    }
}

#[test]
fn a_statement_that_servers_refuse_in_part_changes_nothing() {
    let created = "CREATE TABLE t (a int, b int, PRIMARY KEY (a), KEY k (b));";
    for change in [
        "ADD c int, ADD b int",
        "ADD c int, ADD (d int, a int)",
        "ADD c int, DROP COLUMN d",
        "ADD c int AFTER d",
        "ADD c int, ADD PRIMARY KEY (b)",
        "ADD c int, ADD KEY k (a)",
        "ADD c int, ADD KEY (d)",
        "ADD c int, RENAME COLUMN d TO e",
        "ADD c int, RENAME TO u, DROP COLUMN d",
    ] {
        let script = format!("{created} ALTER TABLE t {change};");
        let (found, faults) = read_all(script.as_bytes(), None);
        assert_eq!(faults.len(), 1, "{change}: {faults:?}");
        assert!(faults[0].starts_with("warning"), "{change}: {faults:?}");
        let mut before = schema(created);
        before.definitions.clone_from(&found.definitions);
        assert_eq!(found, before, "{change}");
    }
    let index = format!("{created} CREATE INDEX i ON t (c);");
    let (found, faults) = read_all(index.as_bytes(), None);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(index_names(&found.tables[0]), ["k"]);
}

#[test]
fn what_may_be_there_or_not_is_no_reason_to_refuse() {
    let found = table(
        "CREATE TABLE t (a int, b int, KEY k (b)); ALTER TABLE t ADD c int, ADD COLUMN IF NOT EXISTS b int,
            ADD KEY IF NOT EXISTS k (a), DROP COLUMN IF EXISTS d, MODIFY COLUMN IF EXISTS d int, ALTER COLUMN IF EXISTS d DROP DEFAULT;",
    );
    assert_eq!(columns(&found), ["a", "b", "c"]);
    assert_eq!(index_names(&found), ["k"]);
}

#[test]
fn what_is_dropped_goes_first() {
    let found = altered("ADD PRIMARY KEY (b), DROP PRIMARY KEY");
    assert_eq!(found.primary_key, ["b"]);
    let found = table("CREATE TABLE t (a int, b int); ALTER TABLE t ADD b date FIRST, DROP b;");
    assert_eq!(columns(&found), ["b", "a"]);
    let found =
        table("CREATE TABLE t (a int, KEY k (a)); ALTER TABLE t ADD UNIQUE k (a), DROP KEY k;");
    assert_eq!(found.indexes[0].kind, IndexKind::Unique);
}

#[test]
fn work_on_partitions_is_no_change_and_hides_none() {
    for change in [
        "DROP PARTITION p, q",
        "REORGANIZE PARTITION p, q INTO (PARTITION r VALUES IN (1, 2))",
        "TRUNCATE PARTITION p, q",
    ] {
        assert_eq!(altered(change), altered(""), "{change}");
    }
    let added = altered("ADD d int");
    for change in [
        "ADD d int REMOVE PARTITIONING",
        "ADD d int PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (1), PARTITION q VALUES LESS THAN (2))",
        "WAIT 10 ADD d int",
        "NOWAIT ADD d int",
    ] {
        assert_eq!(columns(&altered(change)), columns(&added), "{change}");
    }
}

#[test]
fn foreign_keys_go_by_the_names_that_the_server_gave_them() {
    let table = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (x int, y int, z int, FOREIGN KEY (x) REFERENCES p (id),
        CONSTRAINT own FOREIGN KEY (y) REFERENCES p (id), FOREIGN KEY (z) REFERENCES p (id));";
    let left = |changes: &str| -> Vec<String> {
        let found = schema(&format!("{table}{changes}")).tables.remove(1);
        let keys = found.foreign_keys.into_iter();
        keys.map(|key| key.columns.join(",")).collect()
    };
    assert_eq!(left("ALTER TABLE c DROP FOREIGN KEY c_ibfk_1;"), ["y", "z"]);
    assert_eq!(left("ALTER TABLE c DROP CONSTRAINT c_ibfk_2;"), ["x", "y"]);
    // None is numbered anew when another goes.
    let both = "ALTER TABLE c DROP FOREIGN KEY c_ibfk_1; ALTER TABLE c DROP FOREIGN KEY c_ibfk_2;";
    assert_eq!(left(both), ["y"]);
    let again = "ALTER TABLE c DROP FOREIGN KEY c_ibfk_1; ALTER TABLE c ADD FOREIGN KEY (x) REFERENCES p (id);
        ALTER TABLE c DROP FOREIGN KEY c_ibfk_3;";
    assert_eq!(left(again), ["y", "z"]);
    assert_eq!(left("ALTER TABLE c DROP FOREIGN KEY own;"), ["x", "z"]);
}
