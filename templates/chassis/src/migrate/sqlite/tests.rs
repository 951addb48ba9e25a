use rusqlite::OpenFlags;

use super::*;

const MIGRATIONS: &[Migration] = &[Migration {
    version: 2,
    mysql: "",
    sqlite: "ALTER TABLE t ADD COLUMN b INTEGER;",
}];

const SCHEMA: &str = "CREATE TABLE t (a INTEGER)";

fn version(connection: &Connection) -> u32 {
    let history = read(connection).expect("records");
    history.expect("tables").version()
}

#[test]
fn a_database_in_memory_has_no_backup() {
    let connection = Connection::open_in_memory().expect("a database");
    assert_eq!(start(&connection, SCHEMA, &[]), Ok(()));
    assert_eq!(start(&connection, SCHEMA, MIGRATIONS), Ok(()));
    assert_eq!(version(&connection), 2);
}

#[test]
fn a_read_only_database_serves_its_own_version() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.db");
    let connection = Connection::open(&path).expect("a database");
    assert_eq!(start(&connection, SCHEMA, &[]), Ok(()));
    drop(connection);
    let only = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(&path, only).expect("a database");
    assert_eq!(start(&connection, SCHEMA, &[]), Ok(()));
    let refused = start(&connection, SCHEMA, MIGRATIONS);
    let is_read_only = matches!(&refused, Err(MigrateError::Database(DbError::ReadOnly(_))));
    assert!(is_read_only, "{refused:?}");
    assert_eq!(version(&connection), 1);
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        1
    );
}
