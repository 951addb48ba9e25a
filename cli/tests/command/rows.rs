//! `scaffold new … --with-data`: what it tells of rows.

use std::fmt::Write;
use std::process::Command;

use super::place::{Outcome, Place};

const TABLE: &str = "CREATE TABLE `guests` (`id` int NOT NULL PRIMARY KEY, `age` tinyint unsigned NOT NULL, `name` varchar(20));\n";

fn names(place: &Place, sql: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(place.path("inn/data/inn.db")).expect("SQLite");
    let mut statement = connection.prepare(sql).expect("a statement");
    let rows = statement.query_map((), |row| row.get(0)).expect("rows");
    rows.collect::<Result<_, _>>().expect("texts")
}

#[test]
fn refused_rows_are_listed_with_the_reason_and_the_others_are_there() {
    let place = Place::new();
    let rows = "INSERT INTO `guests` VALUES (1,30,'Ada'),\n(2,300,'Bob'),\n(3,NULL,'Cyd'),(1,4,'Dan'),(5,50,'Eve');\n\
                INSERT INTO `guests` VALUES (6,UUID(),'Fay');\nINSERT INTO `rooms` VALUES (1);\n";
    place.write("inn.sql", format!("{TABLE}{rows}"));
    let outcome = place.run("new inn --with-data --ddl inn.sql --chassis-path chassis");
    let told = "warning: 5 rows were refused\n  \
                  inn.sql:3: `guests`: 300 is out of range for `age`\n  \
                  inn.sql:4: `guests`: guests.age must not be NULL\n  \
                  inn.sql:5: `guests`: `UUID()` is no constant, and only a server can compute it\n  \
                  inn.sql:6: `rooms`: the dump does not create this table\n  \
                  inn.sql:4: `guests`: another row has the same guests.id\n";
    let mut listed: Vec<&str> = outcome.stderr.lines().collect();
    let mut wanted: Vec<&str> = told.lines().collect();
    assert_eq!(listed.first(), wanted.first());
    listed.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(listed, wanted);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""));
    let stored = names(&place, "SELECT name FROM guests ORDER BY id");
    assert_eq!(stored, ["Ada", "Eve"]);
}

#[test]
fn of_many_refused_rows_the_first_are_listed() {
    let place = Place::new();
    let rows: Vec<String> = (1..=30).map(|id| format!("\n({id},-1,'x')")).collect();
    let rows = rows.join(",");
    place.write(
        "inn.sql",
        format!("{TABLE}INSERT INTO `guests` VALUES {rows};\n"),
    );
    let outcome = place.run("new inn --with-data --ddl inn.sql --chassis-path chassis");
    assert_eq!(outcome.code, Some(0));
    let lines: Vec<&str> = outcome.stderr.lines().collect();
    assert_eq!(lines.len(), 22, "{lines:?}");
    assert_eq!(lines[0], "warning: 30 rows were refused");
    assert_eq!(
        lines[20],
        "  inn.sql:22: `guests`: -1 is out of range for `age`"
    );
    assert_eq!(lines[21], "  and 10 more");
}

/// Rows enough to take longer than it takes until something is told.
fn many_rows() -> String {
    let mut dump = format!("{TABLE}INSERT INTO `guests` VALUES ");
    for id in 1..200_000 {
        let _written = write!(dump, "({id},{},'guest {id}'),", id % 100);
    }
    dump + "(0,0,'last');\n"
}

#[test]
fn progress_is_shown_on_a_terminal_only() {
    let place = Place::new();
    place.write("inn.sql", many_rows());
    let words = "new inn --with-data --ddl inn.sql --chassis-path chassis";
    place.run(words).is_quiet();
    std::fs::remove_dir_all(place.path("inn")).expect("removed");
    let Some(outcome) = on_a_terminal(&place, words) else {
        println!("there is no `script` of util-linux here: not tested");
        return;
    };
    let shown = outcome.stdout;
    assert_eq!(outcome.code, Some(0), "{shown}");
    // Each takes the place of the one before.
    let passing: Vec<&str> = shown.split("\r\u{1b}[K").skip(1).collect();
    let counts = passing.iter().filter_map(|line| {
        let count = line.strip_suffix(" rows loaded, at `guests`")?;
        Some(count.parse::<u64>().expect("a number"))
    });
    let counts: Vec<u64> = counts.collect();
    assert!(!counts.is_empty() && counts.is_sorted(), "{shown}");
    assert!(passing.contains(&"making indexes"), "{shown}");
    // The last one is cleared, and what the user needs stays.
    let last = passing.last().expect("a line");
    assert!(last.contains("is ready"), "{shown}");
}

/// The command on a terminal of its own, whose output is all that it shows; none where that cannot be had.
fn on_a_terminal(place: &Place, words: &str) -> Option<Outcome> {
    let version = Command::new("script").arg("--version").output().ok()?;
    if !String::from_utf8_lossy(&version.stdout).contains("util-linux") {
        return None;
    }
    let program = env!("CARGO_BIN_EXE_scaffold");
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command"])
        .arg(format!("'{program}' {words}"))
        .arg("/dev/null")
        .current_dir(place.path("."))
        .output()
        .expect("script runs");
    Some(Outcome {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::new(),
    })
}
