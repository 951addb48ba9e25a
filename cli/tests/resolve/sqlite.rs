//! The script for SQLite, by running it.

use chassis_model::Type;

use super::{database, good, row};

#[test]
fn sqlite_stores_canonical_defaults() {
    let resolved = good(
        "CREATE TABLE t (id int PRIMARY KEY, a decimal(6,2) NOT NULL DEFAULT '1', b bigint unsigned DEFAULT 18446744073709551615,
            c datetime(2) DEFAULT '2024-01-02', d timestamp NOT NULL DEFAULT 0, e enum('Yes','No') DEFAULT 'yes', f float DEFAULT 1,
            g bit(4) DEFAULT b'101', h binary(3) DEFAULT 'a', i char(36) DEFAULT (uuid()), j varchar(20) DEFAULT 'it''s \\\\ x',
            k int NOT NULL DEFAULT (unknown_function(1)), l time DEFAULT '-01:02:03', m decimal(4,1) DEFAULT -0.25) COLLATE utf8mb4_bin;",
        "",
    );
    let connection = database(&resolved);
    connection
        .execute_batch("INSERT INTO t (id) VALUES (1)")
        .expect("a row");
    let stored = row(
        &connection,
        "SELECT a, b, c, d, e, f, g, h, j, k, l, m, length(i) FROM t",
    );
    assert_eq!(
        stored,
        "1.00 -1 2024-01-02 00:00:00.00 0000-00-00 00:00:00 Yes 1.0 5 [61, 00, 00] it's \\ x 0 -01:02:03 -0.3 36"
    );
    assert!(
        resolved
            .schema_sql
            .contains("\"j\" TEXT COLLATE MYSQL_BIN DEFAULT"),
        "{}",
        resolved.schema_sql
    );
    assert!(
        resolved
            .notes
            .iter()
            .any(|note| note.contains("default of `t.k`"))
    );
}

#[test]
fn sqlite_stores_long_decimals_and_texts_with_nul() {
    let resolved = good(
        "CREATE TABLE t (id int PRIMARY KEY, a decimal(65,30) DEFAULT -12345678901234567890123456789012345.123456789012345678901234567890,
            b decimal(40,1) DEFAULT 99999999999999999999999999999999999999.95, c varchar(9) DEFAULT 'a\\0\\'b', e enum('x\\0y','z') DEFAULT 'x\\0y',
            f decimal(3,2) DEFAULT -0.001);",
        "",
    );
    let connection = database(&resolved);
    connection
        .execute_batch("INSERT INTO t (id) VALUES (1)")
        .expect("a row");
    assert_eq!(
        row(&connection, "SELECT a, b, hex(c), hex(e), f FROM t"),
        "-12345678901234567890123456789012345.123456789012345678901234567890 \
         100000000000000000000000000000000000000.0 61002762 780079 0.00"
    );
    assert!(resolved.notes.is_empty(), "{:?}", resolved.notes);
}

#[test]
fn no_two_triggers_have_one_name() {
    let resolved = good(
        "CREATE TABLE user (id int PRIMARY KEY, role_at timestamp NULL ON UPDATE CURRENT_TIMESTAMP, v int);
         CREATE TABLE user_role (id int PRIMARY KEY, at timestamp NULL ON UPDATE CURRENT_TIMESTAMP, v int);",
        "",
    );
    let connection = database(&resolved);
    for (table, column) in [("user", "role_at"), ("user_role", "at")] {
        let change = format!("INSERT INTO {table} (id, v) VALUES (1, 1); UPDATE {table} SET v = 2");
        connection.execute_batch(&change).expect("a change");
        let set = row(
            &connection,
            &format!("SELECT {column} IS NOT NULL FROM {table}"),
        );
        assert_eq!(set, "1", "{table}");
    }
}

#[test]
fn sqlite_counts_as_mysql_does() {
    let resolved = good(
        "CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY, v int);
         CREATE TABLE b (id int AUTO_INCREMENT, lang int, PRIMARY KEY (id, lang));
         CREATE TABLE c (code char(2) PRIMARY KEY, id bigint unsigned AUTO_INCREMENT, UNIQUE (id));",
        "",
    );
    let connection = database(&resolved);
    let run = |sql: &str| connection.execute_batch(sql);
    run("INSERT INTO a (v) VALUES (1), (2); DELETE FROM a WHERE id = 2; INSERT INTO a (v) VALUES (3)").expect("rows");
    assert_eq!(row(&connection, "SELECT max(id) FROM a"), "3");
    run("INSERT INTO b (lang) VALUES (1); INSERT INTO b VALUES (1, 2); INSERT INTO b (lang) VALUES (1)").expect("rows");
    assert_eq!(
        row(&connection, "SELECT group_concat(id || '/' || lang) FROM b"),
        "1/1,1/2,3/1"
    );
    run("INSERT INTO b VALUES (1, 2)").expect_err("the primary key is still one");
    run("INSERT INTO c (code) VALUES ('a'), ('b')").expect("rows");
    assert_eq!(
        row(&connection, "SELECT group_concat(code || id) FROM c"),
        "a1,b2"
    );
    run("INSERT INTO c (code) VALUES ('a')").expect_err("the primary key is still one");
}

#[test]
fn sqlite_computes_checks_and_stamps() {
    let resolved = good(
        "CREATE TABLE t (id int PRIMARY KEY, q int unsigned NOT NULL, p decimal(10,2) NOT NULL, s varchar(9),
            total decimal(12,2) GENERATED ALWAYS AS (q * p) STORED, up varchar(20) AS (concat(upper(s), '-', q)),
            third decimal(10,4) AS (p / 3), odd varchar(9) AS (soundex(s)), at datetime NOT NULL DEFAULT '2000-01-01' ON UPDATE now(),
            CHECK (p >= 0.5 AND s <> 'bad'), CHECK (soundex(s) = 'x'));",
        "",
    );
    let connection = database(&resolved);
    let run = |sql: &str| connection.execute_batch(sql);
    run("INSERT INTO t (id, q, p, s) VALUES (1, 3, '19.99', 'ab')").expect("a row");
    assert_eq!(
        row(&connection, "SELECT total, up, third, odd, at FROM t"),
        "59.97 AB-3 6.6633 NULL 2000-01-01 00:00:00"
    );
    run("UPDATE t SET q = 3").expect("nothing changes");
    assert_eq!(row(&connection, "SELECT at FROM t"), "2000-01-01 00:00:00");
    run("UPDATE t SET q = 4").expect("a change");
    assert_ne!(row(&connection, "SELECT at FROM t"), "2000-01-01 00:00:00");
    run("UPDATE t SET q = 5, at = '2001-01-01 00:00:00'").expect("a change");
    assert_eq!(row(&connection, "SELECT at FROM t"), "2001-01-01 00:00:00");
    run("UPDATE t SET p = '0.40'").expect_err("below the bound");
    run("UPDATE t SET s = 'bad'").expect_err("the other check");
    let about_sqlite = resolved
        .notes
        .iter()
        .filter(|note| note.starts_with("On SQLite"));
    assert_eq!(about_sqlite.count(), 2, "{:#?}", resolved.notes);
}

#[test]
fn sqlite_keeps_foreign_keys_that_it_can() {
    let resolved = good(
        "CREATE TABLE a (id int PRIMARY KEY, b_id int NOT NULL, FOREIGN KEY (b_id) REFERENCES b (id) ON DELETE CASCADE);
         CREATE TABLE b (id int PRIMARY KEY, k int, KEY (k));
         CREATE TABLE c (k int, FOREIGN KEY (k) REFERENCES b (k));",
        "",
    );
    let connection = database(&resolved);
    connection
        .execute_batch("INSERT INTO a VALUES (1, 1)")
        .expect_err("no such parent");
    connection
        .execute_batch(
            "INSERT INTO b VALUES (1, 5); INSERT INTO a VALUES (1, 1); INSERT INTO c VALUES (9)",
        )
        .expect("rows");
    connection
        .execute_batch("DELETE FROM b")
        .expect("it cascades");
    assert_eq!(row(&connection, "SELECT count(*) FROM a"), "0");
    assert!(
        resolved
            .notes
            .iter()
            .any(|note| note.contains("foreign key of `c`"))
    );
}

#[test]
fn sqlite_never_gives_a_wrong_decimal() {
    let resolved = good(
        "CREATE TABLE t (id int PRIMARY KEY, d decimal(30,2) NOT NULL, e decimal(40,25) NOT NULL, big bigint unsigned, small int);
         CREATE VIEW v AS SELECT sum(d) AS total, min(d) AS least FROM t;
         CREATE VIEW w AS SELECT sum(e) AS total FROM t;
         CREATE VIEW x AS SELECT coalesce(small, big) AS any_int FROM t;",
        "",
    );
    let connection = database(&resolved);
    let run = |sql: &str| connection.execute_batch(sql).expect("rows");
    run("INSERT INTO t (id, d, e) VALUES (1, '-0.05', '0.0'), (2, '0.01', '0.0')");
    assert_eq!(
        row(&connection, "SELECT total, least FROM v"),
        "-0.04 -0.05"
    );
    // Beyond what SQLite counts exactly a REAL comes out, which is no DECIMAL's form: an error, not a wrong sum.
    run("INSERT INTO t (id, d, e) VALUES (3, '99999999999999999999.00', '0.0')");
    assert_eq!(row(&connection, "SELECT typeof(total) FROM v"), "real");
    assert!(
        resolved
            .notes
            .iter()
            .any(|note| note.starts_with("View `w` is not created on SQLite"))
    );
    let any = resolved
        .service
        .resources
        .iter()
        .find(|resource| resource.table == "x");
    let any = any.and_then(|resource| resource.field_of_column("any_int"));
    assert_eq!(
        any.map(|field| &field.ty),
        Some(&Type::Decimal {
            precision: 20,
            scale: 0
        })
    );
}

#[test]
fn a_table_of_computed_columns_alone_has_a_plain_one() {
    let resolved = good("CREATE TABLE t (a int AS (1), b int AS (2));", "");
    database(&resolved);
    assert!(resolved.notes.iter().any(|note| note.contains("`t.a`")));
}
