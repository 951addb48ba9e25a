//! What becomes of every definition of a script.

use super::schema;
use crate::ddl::schema::{Fate, ObjectKind};

/// Names, lines and fates, in the order of the script.
fn fates(text: &str) -> Vec<(String, u32, Fate)> {
    let definitions = schema(text).definitions.into_iter();
    definitions
        .map(|it| (it.name, it.place.line, it.fate))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, u32, Fate)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, line, fate)| ((*name).to_owned(), *line, *fate))
        .collect();
    assert_eq!(fates(text), expected, "{text}");
}

#[test]
fn tables_are_kept_dropped_or_replaced() {
    check(
        "CREATE TABLE a (id int);\nCREATE TABLE IF NOT EXISTS a (id int);\nCREATE OR REPLACE TABLE a (id int);\n\
         CREATE TABLE b LIKE a;\nRENAME TABLE a TO c;\nDROP TABLE b;\nCREATE TEMPORARY TABLE d (id int);\n",
        &[
            ("a", 1, Fate::Replaced(3)),
            ("a", 2, Fate::Repeated(1)),
            ("a", 3, Fate::Kept),
            ("b", 4, Fate::Dropped(6)),
            ("d", 7, Fate::Temporary),
        ],
    );
}

#[test]
fn the_table_of_migrations_is_no_resource() {
    let text = "CREATE TABLE a (id int);\nCREATE TABLE `scaffold_migration` (`version` int unsigned NOT NULL, PRIMARY KEY (`version`));\n";
    check(
        text,
        &[
            ("a", 1, Fate::Kept),
            ("scaffold_migration", 2, Fate::Versions),
        ],
    );
}

#[test]
fn views_take_the_place_of_their_stand_ins() {
    check(
        "/*!50001 CREATE TABLE `v` (`id` tinyint) ENGINE=MyISAM */;\n/*!50001 DROP TABLE IF EXISTS `v`*/;\n\
         CREATE VIEW v AS SELECT 1 AS id;\nCREATE OR REPLACE VIEW v AS SELECT 2 AS id;\n\
         /*!50001 CREATE TABLE `w` (`id` tinyint) ENGINE=MyISAM */;\n",
        &[
            ("v", 1, Fate::StandIn),
            ("v", 3, Fate::Replaced(4)),
            ("v", 4, Fate::Kept),
            ("w", 5, Fate::StandIn),
        ],
    );
}

#[test]
fn routines_are_named_and_may_be_dropped() {
    let text = "DROP PROCEDURE IF EXISTS p;\nDELIMITER ;;\nCREATE DEFINER=`root`@`localhost`\n PROCEDURE db.`p`() BEGIN SELECT 1; END;;\n\
                CREATE FUNCTION p() RETURNS int RETURN 1;;\nDELIMITER ;\nCREATE EVENT e ON SCHEDULE EVERY 1 DAY DO CALL p();\n\
                DROP PROCEDURE db.P;\n";
    check(
        text,
        &[
            ("p", 4, Fate::Dropped(8)),
            ("p", 5, Fate::NotRead),
            ("e", 7, Fate::NotRead),
        ],
    );
    let kinds: Vec<ObjectKind> = schema(text).definitions.iter().map(|it| it.kind).collect();
    assert_eq!(
        kinds,
        [
            ObjectKind::Procedure,
            ObjectKind::Function,
            ObjectKind::Event
        ]
    );
}
