//! Statements for MySQL and MariaDB.

use super::{renames, schema};
use crate::diff::Comparison;

fn statements(old: &str, new: &str, said: &[&str]) -> Vec<String> {
    let (old, new) = (schema(old), schema(new));
    let renames = renames(said, "", &old, &new).unwrap();
    let statements = Comparison::new(&old, &new, &renames).mysql();
    statements.iter().map(ToString::to_string).collect()
}

#[test]
fn a_definition_says_all_of_a_column() {
    let columns = "\
        a int(11) unsigned NOT NULL AUTO_INCREMENT COMMENT 'it''s \\\\ a\\nkey', \
        b varchar(9) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'a''\\\\', \
        c timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), \
        d timestamp NULL, \
        e bit(4) DEFAULT b'101', \
        f enum('x','y''z') NOT NULL DEFAULT 'x', \
        g int GENERATED ALWAYS AS (a + 1) STORED, \
        h binary(2) DEFAULT x'00ff', \
        i text DEFAULT ('t'), \
        j int INVISIBLE, \
        k varchar(36) DEFAULT (uuid())";
    let found = statements(
        "",
        &format!(
            "CREATE TABLE `t``x` ({columns}, PRIMARY KEY (a), UNIQUE KEY u (b(3) DESC, d), FULLTEXT KEY i (i)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COMMENT='c'"
        ),
        &[],
    );
    let expected = "\
CREATE TABLE `t``x` (
  `a` int(11) unsigned NOT NULL AUTO_INCREMENT COMMENT 'it''s \\\\ a\\nkey',
  `b` varchar(9) CHARACTER SET latin1 COLLATE latin1_bin NULL DEFAULT 'a''\\\\',
  `c` timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  `d` timestamp NULL DEFAULT NULL,
  `e` bit(4) NULL DEFAULT 5,
  `f` enum('x','y''z') CHARACTER SET utf8 NOT NULL DEFAULT 'x',
  `g` int GENERATED ALWAYS AS (a + 1) STORED,
  `h` binary(2) NULL DEFAULT x'00ff',
  `i` text CHARACTER SET utf8 NULL DEFAULT ('t'),
  `j` int NULL DEFAULT NULL INVISIBLE,
  `k` varchar(36) CHARACTER SET utf8 NULL DEFAULT ((uuid())),
  PRIMARY KEY (`a`),
  UNIQUE KEY `u` (`b`(3) DESC, `d`),
  FULLTEXT KEY `i` (`i`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8 COMMENT='c';
";
    assert_eq!(found, [expected]);
}

#[test]
fn foreign_keys_in_the_way_are_dropped_first_and_added_last() {
    let old = "CREATE TABLE p (id int PRIMARY KEY); \
               CREATE TABLE c (id int PRIMARY KEY, p int, q int, KEY (p), KEY (q), \
                 FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT same FOREIGN KEY (q) REFERENCES c (id)); \
               CREATE TABLE gone (id int PRIMARY KEY, FOREIGN KEY (id) REFERENCES gone_too (id)); \
               CREATE TABLE gone_too (id int PRIMARY KEY)";
    let new = "CREATE TABLE p (id bigint PRIMARY KEY); \
               CREATE TABLE c (id int PRIMARY KEY, p bigint, q int, KEY (p), KEY (q), \
                 FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT same FOREIGN KEY (q) REFERENCES c (id)); \
               CREATE TABLE late (id int PRIMARY KEY, FOREIGN KEY (id) REFERENCES c (id))";
    assert_eq!(
        statements(old, new, &[]),
        [
            "ALTER TABLE `c`\n  DROP FOREIGN KEY `c_ibfk_1`;\n",
            "ALTER TABLE `gone`\n  DROP FOREIGN KEY `gone_ibfk_1`;\n",
            "CREATE TABLE `late` (\n  `id` int NOT NULL,\n  PRIMARY KEY (`id`)\n);\n",
            "ALTER TABLE `p`\n  MODIFY COLUMN `id` bigint NOT NULL;\n",
            "ALTER TABLE `c`\n  MODIFY COLUMN `p` bigint NULL DEFAULT NULL;\n",
            "ALTER TABLE `c`\n  ADD FOREIGN KEY (`p`) REFERENCES `p` (`id`) ON DELETE CASCADE;\n",
            "ALTER TABLE `late`\n  ADD FOREIGN KEY (`id`) REFERENCES `c` (`id`);\n",
            "-- Lost: table gone with all its rows.\nDROP TABLE `gone`;\n",
            "-- Lost: table gone_too with all its rows.\nDROP TABLE `gone_too`;\n",
        ]
    );
}

#[test]
fn keys_checks_and_options_of_a_table_change_in_one_statement() {
    let old = "CREATE TABLE a (x int NOT NULL, y int NOT NULL, PRIMARY KEY (x), KEY (y), KEY (y, x), CHECK (y > 1), CONSTRAINT named CHECK (x < y)) COMMENT 'old'";
    let new = "CREATE TABLE a (x int NOT NULL, z int NOT NULL, PRIMARY KEY (x, z), CONSTRAINT named CHECK (x < z), CONSTRAINT more CHECK (z <> 7)) ENGINE=MyISAM COMMENT 'new'";
    assert_eq!(
        statements(old, new, &["a.y=z"]),
        ["ALTER TABLE `a`
  DROP CONSTRAINT `CONSTRAINT_1`,
  DROP CONSTRAINT `named`,
  DROP INDEX `y`,
  DROP INDEX `y_2`,
  DROP PRIMARY KEY,
  CHANGE COLUMN `y` `z` int NOT NULL,
  ADD PRIMARY KEY (`x`, `z`),
  ADD CONSTRAINT `more` CHECK (z <> 7),
  ADD CONSTRAINT `named` CHECK (x < z),
  ENGINE=MyISAM,
  COMMENT='new';
"]
    );
}

#[test]
fn a_check_that_stands_with_a_column_goes_along_with_it_on_mariadb() {
    let found = statements(
        "CREATE TABLE a (x int CHECK (x > 0))",
        "CREATE TABLE a (x bigint CHECK (x > 0))",
        &[],
    );
    assert_eq!(
        found,
        ["ALTER TABLE `a`\n  MODIFY COLUMN `x` bigint NULL DEFAULT NULL /*M! CHECK (x > 0) */;\n"]
    );
}

#[test]
fn columns_come_and_move_to_their_places() {
    let found = statements(
        "CREATE TABLE a (p int, q int, r int)",
        "CREATE TABLE a (n int, r int, p int, m int, q int, o int)",
        &[],
    );
    assert_eq!(
        found,
        ["ALTER TABLE `a`
  ADD COLUMN `n` int NULL DEFAULT NULL FIRST,
  MODIFY COLUMN `r` int NULL DEFAULT NULL AFTER `n`,
  ADD COLUMN `m` int NULL DEFAULT NULL AFTER `p`,
  ADD COLUMN `o` int NULL DEFAULT NULL;
"]
    );
}

#[test]
fn null_gives_way_to_the_default_before_the_type_changes_or_after() {
    let old = "CREATE TABLE a (x int, y int, at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)";
    let new = "CREATE TABLE a (x int NOT NULL DEFAULT 1, y varchar(9) NOT NULL DEFAULT 'none', at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)";
    assert_eq!(
        statements(old, new, &[]),
        [
            "-- x: rows without a value get '1'.\nUPDATE `a` SET `x` = '1', `at` = `at` WHERE `x` IS NULL;\n",
            "-- x: NULL → NOT NULL: stops at a row that does not fit.
-- y: int → varchar(9): values are converted.
-- y: NULL → NOT NULL: stops at a row that does not fit.
ALTER TABLE `a`
  MODIFY COLUMN `x` int NOT NULL DEFAULT '1',
  MODIFY COLUMN `y` varchar(9) NULL DEFAULT 'none';
",
            "-- y: rows without a value get 'none'.\nUPDATE `a` SET `y` = 'none', `at` = `at` WHERE `y` IS NULL;\n",
            "ALTER TABLE `a`\n  MODIFY COLUMN `y` varchar(9) NOT NULL DEFAULT 'none';\n",
        ]
    );
}

#[test]
fn a_computed_column_comes_anew_where_no_statement_turns_it_into_another() {
    let found = statements(
        "CREATE TABLE a (x int, y int AS (x + 1) VIRTUAL)",
        "CREATE TABLE a (x int, y int AS (x + 2) VIRTUAL)",
        &[],
    );
    assert_eq!(
        found,
        ["-- y: computed as x + 2: values are converted.
ALTER TABLE `a`
  DROP COLUMN `y`,
  ADD COLUMN `y` int GENERATED ALWAYS AS (x + 2) VIRTUAL;
"]
    );
}

#[test]
fn a_collation_of_the_table_comes_before_its_columns() {
    let found = statements(
        "CREATE TABLE a (x varchar(9)) DEFAULT CHARSET=latin1",
        "CREATE TABLE a (x varchar(9)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci",
        &[],
    );
    assert_eq!(
        found,
        [
            "ALTER TABLE `a`\n  DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;\n",
            "ALTER TABLE `a`\n  MODIFY COLUMN `x` varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NULL DEFAULT NULL;\n",
        ]
    );
}

#[test]
fn views_are_created_anew_where_they_must_be() {
    let old = "CREATE TABLE a (x int); CREATE VIEW v AS SELECT x FROM a; CREATE VIEW w AS SELECT * FROM a; CREATE VIEW gone AS SELECT 1";
    let new = "CREATE TABLE a (x int, y int); CREATE VIEW v AS SELECT x FROM a; CREATE VIEW w AS SELECT * FROM a; CREATE VIEW more (n) AS SELECT x FROM a WHERE x <> 'a\\\\b'";
    let anew =
        "-- DEFINER and SQL SECURITY of the view are not known here: they become the defaults.\n";
    assert_eq!(
        statements(old, new, &[]),
        [
            "DROP VIEW IF EXISTS `gone`;\n".to_owned(),
            "ALTER TABLE `a`\n  ADD COLUMN `y` int NULL DEFAULT NULL;\n".to_owned(),
            format!("{anew}CREATE OR REPLACE VIEW `w` AS SELECT * FROM a;\n"),
            "CREATE OR REPLACE VIEW `more` (`n`) AS SELECT x FROM a WHERE x <> 'a\\\\b';\n"
                .to_owned(),
        ]
    );
}

#[test]
fn names_that_only_move_on_need_no_mark() {
    let old = "CREATE TABLE a (x int, y int, z int) COMMENT 'it'";
    let new = "CREATE TABLE a (x int, y int, z int) COMMENT 'it'";
    let circle = statements(old, new, &["a.x=y", "a.y=z", "a.z=x"]);
    assert_eq!(circle.len(), 2, "{circle:?}");
    assert!(
        circle[0].ends_with("COMMENT='scaffold: columns have swapped names';\n"),
        "{circle:?}"
    );
    assert_eq!(circle[1], "ALTER TABLE `a`\n  COMMENT='it';\n");
    let moved = "CREATE TABLE a (y int, z int, w int) COMMENT 'it'";
    let chain = statements(old, moved, &["a.x=y", "a.y=z", "a.z=w"]);
    assert_eq!(chain.len(), 1, "{chain:?}");
    assert!(!chain[0].contains("COMMENT"), "{chain:?}");
}
