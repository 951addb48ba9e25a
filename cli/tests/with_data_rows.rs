//! Rows of any number are loaded in memory that does not grow with them. `bench/with-data` prints how fast.

#![cfg(test)]

use std::fmt::Write;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::time::Instant;

use scaffold::data::{self, Script, Source};
use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;
use scaffold::progress::Progress;
use scaffold::resolve::resolve;
use scaffold::spec::Spec;

const TABLE: &str = "\
CREATE TABLE `orders` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `customer_id` int unsigned NOT NULL,
  `email` varchar(120) NOT NULL,
  `state` enum('new','paid','sent') NOT NULL DEFAULT 'new',
  `total` decimal(12,2) NOT NULL,
  `note` text,
  `token` binary(8) NOT NULL,
  `created_at` datetime NOT NULL,
  `is_gift` tinyint(1) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `email` (`email`),
  KEY `customer` (`customer_id`, `state`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
";

/// Rows of a statement, about as many as mysqldump writes into its megabyte.
const PER_STATEMENT: usize = 8_000;

/// A dump of so many rows, made as it is read.
struct Dump {
    rows: usize,
    next: usize,
    pending: String,
}

impl Read for Dump {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.pending.len() < into.len() && self.next < self.rows {
            let n = self.next;
            self.next += 1;
            let before = match n % PER_STATEMENT {
                0 if n == 0 => "INSERT INTO `orders` VALUES ",
                0 => ";\nINSERT INTO `orders` VALUES ",
                _ => ",",
            };
            let state = ["new", "paid", "sent"][n % 3];
            write!(
                self.pending,
                "{before}({},{},'user{}@example.com','{state}',{}.{:02},'it\\'s order\\n{n}',0x{n:016X},'2026-11-{:02} 12:{:02}:00',{})",
                n + 1,
                n * 7919 % 100_003,
                n * 1_000_003 % 9_999_991,
                n % 10_000,
                n % 100,
                n % 28 + 1,
                n % 60,
                n % 2
            )
            .map_err(io::Error::other)?;
        }
        let length = into.len().min(self.pending.len());
        into[..length].copy_from_slice(&self.pending.as_bytes()[..length]);
        self.pending.drain(..length);
        Ok(length)
    }
}

/// Most memory that this process ever had, in KiB; none where the system does not say.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// Loads a dump of so many rows; the bytes of the database and the seconds that it took.
fn load(rows: usize) -> (u64, f64) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut diagnostics = Diagnostics::default();
    let schema = ddl::read(Path::new("t"), TABLE.as_bytes(), None, &mut diagnostics).expect("read");
    let resolved =
        resolve("bench", &schema, &Spec::default(), &mut diagnostics).expect("a service");
    let source = Source {
        schema: &schema,
        schema_sql: &resolved.schema_sql,
        hints: ddl::Hints::default(),
    };
    let dump = Dump {
        rows,
        next: 0,
        pending: String::new(),
    };
    let scripts: Vec<Script> = vec![("t".into(), Box::new(TABLE.as_bytes().chain(dump)))];
    let database = folder.path().join("data.db");
    let start = Instant::now();
    let report = data::load(&source, scripts, &database, Progress::new()).expect("loaded");
    let spent = start.elapsed().as_secs_f64();
    assert_eq!(report.rows(), rows as u64, "{report}");
    assert_eq!(report.to_string(), "");
    (fs::metadata(&database).expect("a file").len(), spent)
}

#[test]
#[ignore = "takes a while: bench/with-data runs it"]
fn a_million_rows() {
    load(500_000);
    let before = peak();
    let (bytes, spent) = load(1_000_000);
    let after = peak();
    println!(
        "1,000,000 rows in {spent:.1} s: {:.0} rows/s, a database of {} MB",
        1e6 / spent,
        bytes >> 20
    );
    if let (Some(before), Some(after)) = (before, after) {
        let (before, after) = (before >> 10, after >> 10);
        println!("peak memory {after} MB, and {before} MB for 500,000 rows");
        assert!(after < before + 32, "memory grows with the rows");
    }
}
