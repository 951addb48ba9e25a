//! Hostile input: cut off, flipped, nested, endless. Never a panic, a hang or a stack that overflows.

#![cfg(test)]

use std::fs;
use std::path::Path;
use std::time::Instant;

use scaffold::diagnostic::Diagnostics;
use scaffold::{ddl, spec};

/// A schema with most of what the reader knows, for checkouts without a corpus.
const SCHEMA: &str = r#"
-- MySQL dump 10.13  Distrib 8.0.33
/*!40101 SET NAMES utf8mb4 */;
USE `shop`;
CREATE TABLE IF NOT EXISTS `orders` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT COMMENT '订单''s "id" \\ `x`; -- no',
  `state` enum('new','it''s','(,)') CHARACTER SET latin1 DEFAULT 'new', # comment ' "
  `flags` set("a","b") NOT NULL /* comment ' ; */ DEFAULT '',
  `total` decimal(10,2) zerofill DEFAULT '0.00' CHECK (`total` >= 0 and (`total` < 1e6)),
  `twice` decimal(11,2) GENERATED ALWAYS AS ((`total` * 2)) VIRTUAL,
  `at` timestamp(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  `where` point NOT NULL /*!80003 SRID 4326 */,
  `bits` bit(9) DEFAULT b'101',
  PRIMARY KEY (`id`) USING BTREE,
  UNIQUE KEY `u` (`state`(3),`id` DESC) COMMENT 'x' /*!80000 INVISIBLE */,
  SPATIAL KEY `s` (`where`),
  CONSTRAINT `f` FOREIGN KEY (`id`) REFERENCES `other` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci COMMENT='订单'
/*!50100 PARTITION BY RANGE (`id`) (PARTITION p0 VALUES LESS THAN (10)) */;
INSERT INTO `orders` VALUES (1,'a;b\'c','''',NULL),(2,'--','/*',x'00');
ALTER TABLE `orders` ADD COLUMN `more` int FIRST, DROP KEY `u`, MODIFY `state` varchar(9) AFTER `flags`, RENAME TO `o`;
CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `v` (`a`,`b`) AS
  select `o`.`id` AS `a`,count(0) AS `b` from ((`o` join `p` on((`o`.`id` = `p`.`id`))) left join `q` on(1)) group by 1;
DELIMITER //
CREATE TRIGGER t BEFORE INSERT ON o FOR EACH ROW BEGIN SET NEW.total = 1; END//
DELIMITER ;
RENAME TABLE `o` TO `x`, `v` TO `w`; DROP TABLE IF EXISTS `x`;
"#;

/// A spec with every key that is read.
const SPEC: &str = r#"scaffold: 1
service:
  name: shop
  title: "Shop \u00e9 API"
  description: >-
    Orders, stock
    and customers.
  envelope: data
defaults:
  page_size: {default: 20, max: 100}
  delete: hard
  zero_date: "null"
  big_integers: number
  timeout: 10s
  strip_prefix: [t_, sys_]
resources:
  orders:
    type: Order
    path: orders
    operations: [list, get, create, replace, update, delete]
    page_size: {default: 5, max: 50}
    delete: hard
    columns:
      total: {name: amount, read_only: true}
      state: {type: OrderState}
      '订单': {hidden: true}
      paid_at: {zero_date: error, big_integers: string}
      secret: {write_only: true}   # a comment
  tmp_import: skip
"#;

/// Pseudo-random numbers that are the same in every run (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let value = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
        value as usize % bound.max(1)
    }
}

/// Bytes that mean something to one of the readers.
const BYTES: &[u8] = b"'\"`\\;,()/*-#!\0\n\r\t :{}[]&|>?%@\xFF\xE8\xEF09aZ";

fn read_ddl(bytes: &[u8]) -> ddl::Schema {
    let mut diagnostics = Diagnostics::default();
    let schema = ddl::read(Path::new("dump.sql"), bytes, None, &mut diagnostics).expect("no I/O");
    for diagnostic in diagnostics.iter() {
        let place = diagnostic.place.as_ref().expect("a place");
        assert!(place.line >= 1 && place.column >= 1 && place.width >= 1);
    }
    schema
}

fn read_spec(bytes: &[u8]) {
    let mut diagnostics = Diagnostics::default();
    let text = String::from_utf8_lossy(bytes);
    let spec = spec::read(Path::new("api.yaml"), &text, &mut diagnostics);
    assert_eq!(spec.is_none(), diagnostics.has_errors());
    let lines = text.split('\n').count().max(1);
    for diagnostic in diagnostics.iter() {
        let place = diagnostic.place.as_ref().expect("a place");
        assert!(place.line as usize <= lines, "{place:?} of {lines} lines");
        assert!(place.line >= 1 && place.column >= 1 && place.width >= 1);
    }
}

/// A text cut at some point, or with some bytes flipped, taken out, doubled or put in.
fn mutated(text: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = text.to_vec();
    match random.below(4) {
        0 => bytes.truncate(random.below(text.len())),
        1 => {
            bytes.drain(..random.below(text.len()));
        }
        _ => {
            for _ in 0..=random.below(8) {
                let at = random.below(bytes.len());
                let byte = BYTES[random.below(BYTES.len())];
                match random.below(4) {
                    0 => bytes.insert(at, byte),
                    1 if bytes.len() > 1 => {
                        bytes.remove(at);
                    }
                    2 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
                    _ if !bytes.is_empty() => bytes[at] = byte,
                    _ => {}
                }
            }
        }
    }
    bytes
}

fn corpus() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("the corpus is not here: only the schema in this file is mutated");
        return Vec::new();
    };
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let texts = paths.iter().map(|path| fs::read(path).expect("a file"));
    texts.collect()
}

#[test]
fn mutated_schemas_are_no_panic_and_no_hang() {
    let mut random = Random(0x5EED);
    for _ in 0..400 {
        read_ddl(&mutated(SCHEMA.as_bytes(), &mut random));
    }
    for text in corpus() {
        for _ in 0..6 {
            read_ddl(&mutated(&text, &mut random));
        }
    }
}

#[test]
fn mutated_specs_are_no_panic_and_no_hang() {
    let mut random = Random(0x5EED);
    read_spec(SPEC.as_bytes());
    for _ in 0..4000 {
        read_spec(&mutated(SPEC.as_bytes(), &mut random));
    }
}

#[test]
fn every_prefix_is_read() {
    for end in 0..SCHEMA.len() {
        read_ddl(&SCHEMA.as_bytes()[..end]);
    }
    for end in 0..SPEC.len() {
        read_spec(&SPEC.as_bytes()[..end]);
    }
}

/// Something around a part that is repeated so often that time beyond linear, or recursion, would show.
fn repeated(before: &str, part: &str, after: &str) -> Vec<u8> {
    const SIZE: usize = 100_000;
    let count = SIZE / part.len();
    format!("{before}{}{after}", part.repeat(count)).into_bytes()
}

/// Reads to the end, which time beyond linear would put off for hours at this size.
fn ends(name: &str, read: impl FnOnce()) {
    let start = Instant::now();
    read();
    println!("{:>10.1?}  {name}", start.elapsed());
}

#[test]
fn deep_and_long_schemas_take_linear_time_and_little_stack() {
    let open = "CREATE TABLE t (a int ";
    let shapes: &[(&str, &str, &str)] = &[
        ("CREATE TABLE t (a int DEFAULT ", "(", ""),
        ("CREATE TABLE t (a int DEFAULT (1", "+1", "));"),
        ("CREATE TABLE t (a int CHECK (a", " AND a", "));"),
        ("CREATE TABLE t (a int CHECK (", "NOT ", "a));"),
        ("CREATE TABLE t (a int DEFAULT ", "-", "1);"),
        ("CREATE TABLE t (a int CHECK (a", " IS NULL", "));"),
        ("CREATE TABLE t (a int CHECK (a", " COLLATE x", "));"),
        ("CREATE TABLE t (a int AS (", "f(", ""),
        ("CREATE TABLE t (a int AS (a", "[1]", "));"),
        ("CREATE TABLE t (a int AS (a", "->'$.b'", "));"),
        ("CREATE TABLE t (a int AS (a", "::int", "));"),
        ("CREATE TABLE t (a int AS (", "CASE WHEN 1 THEN ", ""),
        ("CREATE TABLE t (a ", "ARRAY<", ""),
        ("CREATE VIEW v AS SELECT * FROM ", "(", ""),
        ("CREATE VIEW v AS ", "(", ""),
        ("CREATE VIEW v AS ", "SELECT (", ""),
        ("CREATE VIEW v AS SELECT 1", " UNION SELECT 1", ";"),
        ("CREATE VIEW v AS SELECT * FROM a", " JOIN b", ";"),
        ("CREATE VIEW v AS SELECT * FROM a", " JOIN b ON 1", ";"),
        ("CREATE VIEW v AS SELECT * FROM a WHERE a IN (1", ",1", ");"),
        ("CREATE VIEW v AS SELECT CASE", " WHEN 1 THEN 2", " END;"),
        ("CREATE VIEW v AS ", "WITH a AS (", ""),
        ("CREATE VIEW v AS SELECT 1 ", "WITH ", ""),
        (open, "NOT NULL ", ");"),
        (open, "COMMENT 'a' ", ");"),
        (open, "'a' ", ");"),
        (open, ", a int", ");"),
        (open, ", KEY (a)", ");"),
        (open, ", KEY (b)", ");"),
        ("CREATE TABLE t (a int, KEY ", "k ", "(a));"),
        ("CREATE TABLE t (a int, KEY k (a", ",a", "));"),
        ("CREATE TABLE t (a enum('a'", ",'b'", "));"),
        ("CREATE TABLE t (a int) ", "ENGINE ", ";"),
        ("CREATE TABLE t (a int); ALTER TABLE t ", "ADD b int,", ";"),
        (
            "CREATE TABLE t (a int); ALTER TABLE t ",
            "RENAME TO u,",
            ";",
        ),
        ("CREATE TABLE t (a int);", "ALTER TABLE t COMMENT='a';", ""),
        ("CREATE TABLE t (a int);", "RENAME TABLE t TO t;", ""),
        ("DROP TABLE ", "a,", ""),
        ("", "CREATE TABLE t (a int);", ""),
        ("", "/*!50000 ", ""),
        ("", "/*!99999 /*", ""),
        ("", "/*", ""),
        ("", "'", ""),
        ("", "\\'", ""),
        ("", "`", ""),
        ("", "--\n", ""),
        ("", ";", ""),
        ("", "a;", ""),
        ("DELIMITER $$\n", "a;", ""),
        ("DELIMITER $$\nCREATE PROCEDURE p() ", "a;", ""),
        ("", "DELIMITER a\n", ""),
        ("", "\n", ""),
        ("", "订;", ""),
        ("", "\u{0}", ""),
    ];
    for (before, part, after) in shapes {
        let text = repeated(before, part, after);
        ends(&format!("{before}{part}…{after}"), || {
            read_ddl(&text);
        });
    }
}

#[test]
fn a_column_more_than_a_table_may_have_ends_it() {
    let columns: Vec<String> = (0..30_000).map(|n| format!("c{n} int")).collect();
    let text = format!("CREATE TABLE t ({});", columns.join(","));
    ends("30,000 columns", || {
        assert_eq!(read_ddl(text.as_bytes()).tables[0].columns.len(), 4096);
    });
}

#[test]
fn many_tables_take_linear_time() {
    let table = |n: usize| {
        format!(
            "DROP TABLE IF EXISTS `t{n}`;CREATE TABLE `t{n}` (`id` int);ALTER TABLE `t{n}` ADD PRIMARY KEY (`id`);"
        )
    };
    let text: String = (0..5_000).map(table).collect();
    ends("5,000 tables", || {
        assert_eq!(read_ddl(text.as_bytes()).tables.len(), 5_000);
    });
}

#[test]
fn deep_and_long_specs_take_linear_time_and_little_stack() {
    let shapes: &[(&str, &str, &str)] = &[
        ("a: ", "[", ""),
        ("a: ", "{", ""),
        ("", "{a: ", ""),
        ("", "- ", "a"),
        ("", "? ", "a"),
        ("", "!a ", "a"),
        ("", "&a ", "a"),
        ("", "a: ", "a"),
        ("resources:\n", "  a: skip\n", ""),
        ("resources: {", "a: skip, ", "}"),
        ("defaults: {strip_prefix: [", "a, ", "]}"),
        ("service: {title: \"", "\\n", "\"}"),
        ("service: {title: '", "''", "'}"),
        ("service:\n  title: |\n", "    a\n", ""),
        ("service:\n  title: ", "a ", ""),
        ("service:\n  title: a\n", "    b\n", ""),
        ("", "#\n", ""),
        ("", "\n", ""),
        ("", "---\n", ""),
        ("", "%YAML 1.2\n", ""),
        ("", "订: 1\n", ""),
        ("a: ", "*a ", ""),
        ("", "\t", ""),
        ("", "[a]: ", ""),
    ];
    for (before, part, after) in shapes {
        let text = repeated(before, part, after);
        ends(&format!("{before}{part}…{after}"), || read_spec(&text));
    }
    let mut nested = String::new();
    for depth in 0..1_000 {
        nested.push_str(&format!("{}a:\n", " ".repeat(depth)));
    }
    ends("indented a:", || read_spec(nested.as_bytes()));
    let names: String = (0..10_000)
        .map(|n| format!("  t{n}: {{path: p{n}}}\n"))
        .collect();
    ends("10,000 resources", || {
        read_spec(format!("resources:\n{names}").as_bytes());
    });
}
