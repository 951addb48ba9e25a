//! A dump of a gigabyte: read fast, by the library and by the command, in memory that does not grow with it.

#![cfg(test)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;

const SIZE: u64 = 1 << 30;

const TABLES: u64 = 36;

/// Most memory that a reader may take, in KiB.
const MOST: u64 = 64 << 10;

/// A dump as mysqldump and phpMyAdmin write them: a few dozen tables with rows between them.
struct Dump<W> {
    file: W,
    written: u64,
    random: u64,
}

impl<W: Write> Dump<W> {
    fn write(&mut self, text: &str) -> io::Result<()> {
        self.written += text.len() as u64;
        self.file.write_all(text.as_bytes())
    }

    fn random(&mut self, bound: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % bound
    }

    fn whole(&mut self) -> io::Result<()> {
        self.write("-- MySQL dump 10.13  Distrib 8.0.36\n/*!40101 SET NAMES utf8mb4 */;\n")?;
        for number in 0..TABLES {
            self.table(number)?;
            while self.written < SIZE / TABLES * (number + 1) {
                self.rows(number)?;
            }
            self.write("UNLOCK TABLES;\n")?;
        }
        Ok(())
    }

    fn table(&mut self, number: u64) -> io::Result<()> {
        let parent = number / 2;
        self.write(&format!(
            "--\n-- Table structure for table `entity_{number}`; it isn't \"quoted\"\n--\n\
             DROP TABLE IF EXISTS `entity_{number}`;\n\
             CREATE TABLE `entity_{number}` (\n  `id` bigint unsigned NOT NULL AUTO_INCREMENT,\n  \
             `parent_id` bigint unsigned DEFAULT NULL,\n  `name` varchar(120) NOT NULL COMMENT '姓名; it''s (one)',\n  \
             `amount` decimal(12,2) NOT NULL DEFAULT '0.00',\n  `notes` text,\n  `image` blob,\n  \
             `created_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,\n  PRIMARY KEY (`id`),\n  \
             CONSTRAINT `of_{number}` FOREIGN KEY (`parent_id`) REFERENCES `entity_{parent}` (`id`)\n\
             ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\nLOCK TABLES `entity_{number}` WRITE;\n"
        ))
    }

    /// A statement of a megabyte: on one line, or with a line for each row and comments between them.
    fn rows(&mut self, number: u64) -> io::Result<()> {
        let by_lines = self.random(4) == 0;
        let mut text = format!("INSERT INTO `entity_{number}` VALUES ");
        let mut id = self.random(1 << 40);
        while text.len() < 1 << 20 {
            id += 1;
            let (cents, kind) = (self.random(1_000_000), self.random(8));
            let (whole, cents) = (cents / 100, cents % 100);
            let notes = match kind {
                0 => "NULL".to_owned(),
                1 => "'it\\'s \\\"quoted\\\"; -- no comment\\r\\n(),\\\\'".to_owned(),
                2 => "'订单''的备注; /* 没有 */ # `注释`'".to_owned(),
                _ => format!(
                    "'{}'",
                    "Words of a text of some length. ".repeat(kind as usize)
                ),
            };
            let image = match kind {
                3 => format!("0x{id:064X}"),
                4 => format!("_binary '\\0\\Z\\'{id:x}'"),
                _ => "NULL".to_owned(),
            };
            // Writing to a string cannot fail.
            let _ = write!(
                text,
                "({id},{kind},'Ann O\\'Hara {id}',-{whole}.{cents:02},{notes},{image},'2024-01-02 03:04:05'),"
            );
            if by_lines {
                text.push_str(if kind == 5 { " -- it's a row\n" } else { "\n" });
            }
        }
        text.push_str("(1,NULL,'last',0,NULL,NULL,'2024-01-02 03:04:05');\n");
        self.write(&text)
    }
}

/// Most memory that a process ever had, in KiB; none where the system does not say.
fn peak_memory(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn tell(what: &str, took: Duration, peak: Option<u64>) {
    let (seconds, megabytes) = (took.as_secs_f64(), (SIZE >> 20) as f64);
    let speed = megabytes / seconds;
    let memory = peak.map_or("unknown".to_owned(), |peak| format!("{peak} KiB"));
    println!("{what}: {seconds:.2} s, {speed:.0} MB/s, peak of memory {memory}");
    assert!(
        peak.is_none_or(|peak| peak < MOST),
        "memory grows with the dump"
    );
}

/// Runs the command with words that hold no white space, and looks how much memory it takes.
fn command(folder: &Path, words: &str) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_scaffold"))
        .args(words.split_whitespace())
        .current_dir(folder)
        .stdout(Stdio::null())
        .spawn()
        .expect("it runs");
    let mut peak = None;
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        peak = peak_memory(&child.id().to_string()).max(peak);
        thread::sleep(Duration::from_millis(5));
    };
    assert!(status.success(), "{words}");
    tell(&format!("scaffold {words}"), start.elapsed(), peak);
}

#[test]
#[ignore = "a measurement: bench/rows"]
fn a_gigabyte_is_read_in_flat_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dump.sql");
    let mut dump = Dump {
        file: BufWriter::new(File::create(&path).expect("a file")),
        written: 0,
        random: 0x5EED,
    };
    dump.whole()
        .and_then(|()| dump.file.flush())
        .expect("written");
    let start = Instant::now();
    let mut diagnostics = Diagnostics::default();
    let file = File::open(&path).expect("the dump");
    let schema = ddl::read(&path, file, None, &mut diagnostics).expect("no I/O");
    tell("the reader", start.elapsed(), peak_memory("self"));
    assert_eq!(schema.tables.len() as u64, TABLES);
    assert!(schema.skipped["INSERT"] > 900, "{:?}", schema.skipped);
    command(folder.path(), "inspect dump.sql");
    command(folder.path(), "new shop --ddl dump.sql");
    let copy = folder.path().join("shop/.scaffold/inputs/schema.sql");
    let copy = fs::metadata(copy).expect("the project's copy").len();
    assert!(copy < 8 << 20, "the copy has {copy} bytes, rows among them");
}
