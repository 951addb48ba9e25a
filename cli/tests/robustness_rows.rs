//! Rows of any number: passed over fast, in memory that does not grow with them.

#![cfg(test)]

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::time::Instant;

use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;

/// A dump with one INSERT on one line, made as it is read.
struct Rows {
    left: usize,
    part: &'static [u8],
    pending: Vec<u8>,
    ended: bool,
}

impl Read for Rows {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.pending.len() < into.len() && !self.ended {
            if self.left == 0 {
                self.pending
                    .extend_from_slice(b"(0);\nCREATE TABLE `after` (`id` int);\n");
                self.ended = true;
            } else {
                self.pending.extend_from_slice(self.part);
                self.left = self.left.saturating_sub(self.part.len());
            }
        }
        let length = into.len().min(self.pending.len());
        into[..length].copy_from_slice(&self.pending[..length]);
        self.pending.drain(..length);
        Ok(length)
    }
}

/// Most memory that this process ever had, in KiB; none where the system does not say.
fn peak_memory() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
#[ignore = "a measurement: bench/rows"]
fn a_huge_insert_is_passed_over_in_flat_memory() {
    const SIZE: usize = 200 << 20;
    const UTF8: &str = "";
    const GBK: &str = "SET NAMES gbk;";
    let parts: [(&str, &str, &'static [u8]); 5] = [
        (
            "mysqldump's rows",
            UTF8,
            b"(17,'Ann O\\'Hara','ann@example.com',NULL,-3.50,'2024-01-02 03:04:05','Some words of a text that is a little longer.'),",
        ),
        ("numbers", UTF8, b"(1,22,333,4444,-5,6.5,7,8,9),"),
        ("long texts", UTF8, b"('Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. Ut enim ad minim veniam'),"),
        ("lines", UTF8, b"(1,'a'),\n"),
        (
            "rows in GBK",
            GBK,
            b"(17,'\xD5\x5C\xB6\xA9\xB5\xA5\\'\x81\x60','ann@example.com',NULL,-3.50,'\xB6\xA9\xB5\xA5\xB5\xC4\xB1\xB8\xD7\xA2\xD5\x5C'),",
        ),
    ];
    for (name, says, part) in parts {
        let before = peak_memory();
        let rows = Rows {
            left: SIZE,
            part,
            pending: format!("{says}INSERT INTO `t` VALUES ").into_bytes(),
            ended: false,
        };
        let start = Instant::now();
        let mut diagnostics = Diagnostics::default();
        let schema =
            ddl::read(Path::new("dump.sql"), rows, None, &mut diagnostics).expect("no I/O");
        let took = start.elapsed();
        assert_eq!(schema.tables.len(), 1, "the table behind the rows");
        assert_eq!(schema.skipped.get("INSERT"), Some(&1));
        let speed = (SIZE >> 20) as f64 / took.as_secs_f64();
        println!("{name}: {speed:.0} MB/s");
        if let (Some(before), Some(after)) = (before, peak_memory()) {
            println!("  {} KiB more than before", after - before);
            assert!(after - before < 4096, "memory grows with the rows");
        }
    }
}
