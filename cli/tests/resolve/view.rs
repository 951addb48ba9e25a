//! Views: types of their columns, and their queries on SQLite.

use chassis_model::{Exposure, Int, Source, Type};

use super::{database, field, good, resource, row};

#[test]
fn views_have_the_types_that_the_server_gives_them() {
    let resolved = good(
        "CREATE TABLE t (id int unsigned AUTO_INCREMENT PRIMARY KEY, n int NOT NULL, d decimal(5,2) NOT NULL, s enum('a') NOT NULL,
            password varchar(9), x double, at datetime);
         CREATE VIEW v2 AS SELECT w.*, w.sum_d AS again FROM v1 w;
         CREATE VIEW v1 AS SELECT count(*) AS c, sum(n) AS sum_n, sum(d) AS sum_d, avg(n) AS avg_n, avg(d) AS avg_d, max(s) AS max_s,
            sum(x) AS sum_x, n + 1 AS plus, n * d AS mul, n / 2 AS quot, concat(n, 'x') AS text, if(n > 1, 'a', 'bc') AS iff,
            coalesce(max(at), now()) AS moment, password AS shown, case when n = 1 then 1 else 2.5 end AS num, cast(n as char) AS ch
            FROM t GROUP BY n;
         CREATE VIEW outside AS SELECT a.id, b.n AS maybe FROM t a LEFT JOIN t b ON a.id = b.n UNION ALL SELECT 1, 2;
         CREATE VIEW unknown AS SELECT soundslike(n) AS q FROM t;",
        "",
    );
    let ty = |view: &str, column: &str| field(&resolved, view, column).ty.clone();
    let decimal = |precision, scale| Type::Decimal { precision, scale };
    assert_eq!(resource(&resolved, "v1").source, Source::View);
    assert_eq!(ty("v1", "c"), Type::Int(Int::I64));
    assert_eq!(ty("v1", "sum_n"), decimal(32, 0));
    assert_eq!(ty("v1", "sum_d"), decimal(27, 2));
    assert_eq!(ty("v1", "avg_n"), decimal(14, 4));
    assert_eq!(ty("v1", "avg_d"), decimal(9, 6));
    assert_eq!(ty("v1", "max_s"), Type::Text { max_length: None });
    assert_eq!(ty("v1", "sum_x"), Type::Double);
    assert_eq!(ty("v1", "plus"), Type::Int(Int::I64));
    assert_eq!(ty("v1", "mul"), decimal(15, 2));
    assert_eq!(ty("v1", "quot"), decimal(14, 4));
    assert_eq!(ty("v1", "num"), decimal(11, 1));
    assert_eq!(ty("v1", "moment"), Type::DateTime { fraction: 0 });
    assert_eq!(field(&resolved, "v1", "shown").exposure, Exposure::Hidden);
    assert_eq!(ty("v2", "again"), decimal(27, 2));
    assert!(
        field(&resolved, "outside", "maybe").nullable
            && !field(&resolved, "outside", "id").nullable
    );
    assert!(
        resolved
            .notes
            .iter()
            .any(|note| note.starts_with("View `unknown` is left out: the type of its column `q`"))
    );
    let connection = database(&resolved);
    let rows = "INSERT INTO t (n, d, s, x) VALUES (3, '1.25', 'a', 0.5), (3, '-7.50', 'a', 1.0), (4, '0.10', 'a', 2.0)";
    connection.execute_batch(rows).expect("rows");
    let sums =
        "SELECT c, sum_n, sum_d, avg_n, avg_d, max_s, sum_x, plus, text, iff FROM v2 WHERE c = 2";
    assert_eq!(
        row(&connection, sums),
        "2 6 -6.25 3.0000 -3.125000 a 1.5 4 3x a"
    );
    assert_eq!(
        row(&connection, "SELECT mul, quot, num FROM v1 WHERE c = 1"),
        "0.40 2.0000 2.5"
    );
}
