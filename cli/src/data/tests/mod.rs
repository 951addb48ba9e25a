//! Dumps from their text to the rows of a database.

use std::path::Path;

use rusqlite::Connection;

use super::{DataError, Report, Source, load};
use crate::ddl::{self, Schema};
use crate::diagnostic::Diagnostics;
use crate::progress::Progress;
use crate::resolve::resolve;
use crate::spec::Spec;

struct Loaded {
    folder: tempfile::TempDir,
    report: Report,
}

impl Loaded {
    /// The first column of a query's rows, as text.
    fn column(&self, sql: &str) -> Vec<String> {
        let connection = Connection::open(self.folder.path().join("data/t.db")).unwrap();
        chassis::db::register_collations(&connection).unwrap();
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map((), |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    fn reasons(&self) -> Vec<String> {
        let refused = self.report.refused.iter();
        refused
            .map(|it| format!("{}:{} {}", it.table, it.line, it.reason))
            .collect()
    }
}

fn schema(dump: &str) -> Schema {
    let mut diagnostics = Diagnostics::default();
    ddl::read(Path::new("t.sql"), dump.as_bytes(), None, &mut diagnostics).unwrap()
}

fn try_load(dump: &str, schema_sql: &str, folder: &Path) -> Result<Report, DataError> {
    let schema = schema(dump);
    let source = Source {
        schema: &schema,
        schema_sql,
        hints: ddl::Hints::default(),
    };
    let scripts: Vec<super::Script> = vec![(
        "t.sql".into(),
        Box::new(std::io::Cursor::new(dump.to_owned())),
    )];
    load(&source, scripts, &folder.join("data/t.db"), Progress::new())
}

fn loaded(dump: &str) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let mut diagnostics = Diagnostics::default();
    let resolved = resolve("t", &schema(dump), &Spec::default(), &mut diagnostics).unwrap();
    let report = try_load(dump, &resolved.schema_sql, folder.path()).unwrap();
    Loaded { folder, report }
}

#[test]
fn duplicates_by_the_kind_of_the_statement() {
    let found = loaded(
        "CREATE TABLE a (id int PRIMARY KEY, b varchar(9));\n\
         INSERT INTO a VALUES (1, 'first'),\n(1, 'refused');\n\
         INSERT IGNORE INTO a VALUES (1, 'ignored'), (2, 'two');\n\
         INSERT INTO a VALUES (2, 'changed'), (3, 'three') ON DUPLICATE KEY UPDATE b = VALUES(b);\n\
         INSERT INTO a (id, b) VALUES (4, 'x') AS new ON DUPLICATE KEY UPDATE b = new.b;\n\
         REPLACE INTO a VALUES (3, 'replaced');\n",
    );
    assert_eq!(
        found.column("SELECT b FROM a ORDER BY id"),
        ["first", "two", "replaced", "x"]
    );
    assert_eq!(found.reasons(), ["a:3 another row has the same a.id"]);
    assert_eq!((found.report.ignored, found.report.not_updated), (1, 1));
    assert_eq!(found.report.rows(), 5);
}

#[test]
fn refused_rows_are_listed_with_their_lines() {
    let mut dump = "CREATE TABLE a (id int PRIMARY KEY, b tinyint NOT NULL);\n".to_owned();
    dump.push_str("INSERT INTO a VALUES (1, 300),\n  (2, 2), -- (9, 9)\n  (3, NULL),\n(4),(5, 5, 5), (6, 1+1);\n");
    dump.push_str(
        "INSERT INTO nowhere VALUES (1);\nINSERT INTO a SELECT 1;\nINSERT INTO a (x) VALUES (1);\n",
    );
    dump.push_str("INSERT INTO a SET id = 7, b = UUID();\nLOAD DATA INFILE 'x' INTO TABLE a;\n");
    let found = loaded(&dump);
    assert_eq!(found.column("SELECT CAST(id AS TEXT) FROM a"), ["2"]);
    assert_eq!(
        found.reasons(),
        [
            "a:2 300 is out of range for `b`",
            "a:4 a.b must not be NULL",
            "a:5 the row has 1 values for 2 columns",
            "a:5 the row has more than 2 values",
            "a:5 `1+1` is no constant, and only a server can compute it",
            "nowhere:6 the dump does not create this table",
            "a:7 its rows come from a query, which only a server can run",
            "a:8 the table has no column `x`",
            "a:9 `UUID()` is no constant, and only a server can compute it",
            ":10 LOAD reads its rows from another file",
        ]
    );
    let rows = "(1),".repeat(29);
    let many = loaded(&format!(
        "CREATE TABLE a (id tinyint, b int);\nINSERT INTO a VALUES {rows}(1);"
    ));
    assert_eq!(
        (many.report.refused.len(), many.report.refused_count),
        (20, 30)
    );
    let told = many.report.to_string();
    assert!(
        told.starts_with("warning: 30 rows were refused\n  t.sql:2: `a`: "),
        "{told}"
    );
    assert!(told.ends_with("and 10 more\n"), "{told}");
}

#[test]
fn tables_are_followed_through_changes() {
    let found = loaded(
        "CREATE TABLE a (id int, b int);\nINSERT INTO a VALUES (1, 2);\nDROP TABLE a;\n\
         CREATE TABLE a (b int, id int PRIMARY KEY AUTO_INCREMENT);\nINSERT INTO a (id) VALUES (DEFAULT), (NULL), (0);\n\
         INSERT INTO `db`.`a` SET b = 5, id = 9;\nALTER TABLE a DROP COLUMN b;\nRENAME TABLE a TO c;\n\
         INSERT INTO c VALUES (12);\n",
    );
    assert_eq!(
        found.column("SELECT CAST(id AS TEXT) FROM c ORDER BY id"),
        ["1", "2", "3", "9", "12"]
    );
    assert_eq!(found.report.dropped, 1);
    assert_eq!(found.reasons(), [""; 0]);
}

#[test]
fn broken_references_are_counted() {
    let found = loaded(
        "CREATE TABLE p (id int PRIMARY KEY) ENGINE=InnoDB;\n\
         CREATE TABLE c (p_id int, FOREIGN KEY (p_id) REFERENCES p (id)) ENGINE=InnoDB;\n\
         INSERT INTO c VALUES (1), (2), (NULL);\nINSERT INTO p VALUES (1);",
    );
    assert_eq!(
        found.report.to_string(),
        "warning: 1 row of `c` refer to rows of `p` that are not there\n"
    );
}

#[test]
fn old_values_of_an_enum_are_kept_and_implied_values_filled_in() {
    let found = loaded(
        "CREATE TABLE a (id int PRIMARY KEY, b enum('x') NOT NULL, c int NOT NULL, CHECK (id < 5));\n\
         SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO';\nINSERT INTO a (id, b) VALUES (0, ''), (1, 'x'), (9, 'x');",
    );
    assert_eq!(
        found.column("SELECT id || b || c FROM a ORDER BY id"),
        ["00", "1x0"]
    );
    assert_eq!(found.report.refused_count, 1);
}

#[test]
fn a_database_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let failed = try_load("CREATE TABLE a (id int);", "CREATE NONSENSE", folder.path());
    assert!(matches!(failed, Err(DataError::Sqlite(_))));
    let left = std::fs::read_dir(folder.path().join("data")).unwrap();
    assert_eq!(left.count(), 0);
}

#[test]
fn tables_whose_names_differ_in_case_alone_have_their_own_rows() {
    let found = loaded(
        "CREATE TABLE T (id int PRIMARY KEY AUTO_INCREMENT); CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT, p int,\n\
         FOREIGN KEY (p) REFERENCES T (id)) AUTO_INCREMENT=50;\n\
         INSERT INTO T VALUES (1),(2); INSERT INTO t VALUES (7, 1),(8, 3);\n",
    );
    assert_eq!(found.column("SELECT CAST(id AS TEXT) FROM T"), ["1", "2"]);
    assert_eq!(found.column("SELECT CAST(id AS TEXT) FROM t_"), ["7", "8"]);
    let next = "SELECT CAST(seq AS TEXT) FROM sqlite_sequence WHERE name = 't_'";
    assert_eq!(found.column(next), ["49"]);
    let loaded: Vec<_> = found.report.loaded.iter().collect();
    assert_eq!(loaded, [(&"T".to_owned(), &2), (&"t".to_owned(), &2)]);
    let broken = &found.report.broken[0];
    assert_eq!((broken.table.as_str(), broken.parent.as_str()), ("t", "T"));
}
