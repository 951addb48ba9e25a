use super::*;
use crate::migrate::history::Record;

const MIGRATIONS: [Migration; 2] = [
    Migration {
        version: 2,
        mysql: "SELECT 1;\nSELECT 2;\nSELECT 3;",
        sqlite: "SELECT 1;",
    },
    Migration {
        version: 3,
        mysql: "SELECT 4",
        sqlite: "SELECT 2;",
    },
];

fn applied(version: u32, script: Option<&str>) -> Record {
    Record {
        version,
        checksum: script.map(checksum::of_script),
        applied_at: Some("2026-01-02 03:04:05".to_owned()),
        progress: None,
    }
}

fn started(version: u32) -> Record {
    let started = Started {
        sql: "SELECT 2".to_owned(),
        schema: String::new(),
    };
    Record {
        progress: Some(Progress {
            done: 1,
            checksum: String::new(),
            started: Some(started),
        }),
        applied_at: None,
        ..applied(version, None)
    }
}

#[test]
fn what_is_missing() {
    let missing = |records: Vec<Record>| {
        let missing = History(records).missing(&MIGRATIONS, Dialect::Mysql)?;
        Ok(missing.iter().map(|migration| migration.version).collect())
    };
    assert_eq!(missing(vec![]), Ok(vec![2, 3]));
    assert_eq!(missing(vec![applied(1, None)]), Ok(vec![2, 3]));
    assert_eq!(missing(vec![applied(1, None), started(2)]), Ok(vec![2, 3]));
    assert_eq!(missing(vec![applied(2, None)]), Ok(vec![3]));
    let done = vec![applied(2, Some(MIGRATIONS[0].mysql)), applied(3, None)];
    assert_eq!(missing(done), Ok(vec![]));
    let (found, latest) = (4, 3);
    assert_eq!(
        missing(vec![applied(4, None)]),
        Err(MigrateError::Newer { found, latest })
    );
    // Also when it is not whole yet.
    assert_eq!(
        missing(vec![applied(3, None), started(4)]),
        Err(MigrateError::Newer { found, latest })
    );
    let file = "migrations/0002.mysql.sql".to_owned();
    assert_eq!(
        missing(vec![applied(2, Some("SELECT 5"))]),
        Err(MigrateError::Changed { file })
    );
}

#[test]
fn numbers_have_no_gaps() {
    let numbers = |first, second| {
        let migrations = [
            Migration {
                version: first,
                ..MIGRATIONS[0]
            },
            Migration {
                version: second,
                ..MIGRATIONS[0]
            },
        ];
        latest(&migrations)
    };
    assert_eq!(numbers(2, 3), Ok(3));
    assert_eq!(numbers(1, 2), Err(MigrateError::Numbers(1, 2)));
    assert_eq!(numbers(2, 4), Err(MigrateError::Numbers(4, 3)));
    assert_eq!(numbers(2, 2), Err(MigrateError::Numbers(2, 3)));
}

#[test]
fn status_and_dry_run() {
    let history = History(vec![applied(1, None), started(2)]);
    assert_eq!(
        history.status(&MIGRATIONS, Dialect::Mysql).expect("sound"),
        "the database is at version 1, the program at 3\n    1  the schema that the project was made with\n    \
         2  in progress: 1 of 3 statements; statement 2 was cut off  migrations/0002.mysql.sql\n    \
         3  to be applied  migrations/0003.mysql.sql\n"
    );
    assert_eq!(
        history.dry_run(&MIGRATIONS, Dialect::Mysql).expect("sound"),
        "-- migrations/0002.mysql.sql: 3 statements, 1 executed\n-- The next one was cut off: it runs if it did not.\n\
         SELECT 2;\nSELECT 3;\n-- migrations/0003.mysql.sql: 1 statements, 0 executed\nSELECT 4;\n"
    );
    let history = History(vec![
        applied(2, Some("SELECT 0")),
        applied(3, None),
        applied(4, None),
    ]);
    assert_eq!(
        history.status(&MIGRATIONS, Dialect::Sqlite).expect("sound"),
        "the database is at version 4, the program at 3\n    1  the schema that the project was made with\n    \
         2  applied 2026-01-02 03:04:05 UTC, and changed since  migrations/0002.sqlite.sql\n    \
         3  recorded 2026-01-02 03:04:05 UTC, not run  migrations/0003.sqlite.sql\n    4  not known to this program\n"
    );
}
