//! The built command, run in a folder of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Two tables, one row.
pub const SHOP: &str = "\
-- MySQL dump 10.13  Distrib 8.0.36
CREATE TABLE `customers` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(40) NOT NULL COMMENT '姓名',
  PRIMARY KEY (`id`)
);
INSERT INTO `customers` VALUES (1,'Ada Lovelace');
CREATE TABLE `orders` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `customer_id` int NOT NULL,
  `state` enum('new','paid') NOT NULL DEFAULT 'new',
  PRIMARY KEY (`id`),
  CONSTRAINT `orders_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`)
);
";

/// A folder to run commands in.
pub struct Place {
    folder: TempDir,
}

/// What a command did.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    /// A folder with `shop.sql` and a stand-in for the support crate.
    pub fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        place.write("shop.sql", SHOP);
        place.write("chassis/Cargo.toml", "");
        place
    }

    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a text")
    }

    /// Runs `scaffold` with words that hold no white space.
    pub fn run(&self, words: &str) -> Outcome {
        self.run_in(".", words)
    }

    pub fn run_in(&self, folder: &str, words: &str) -> Outcome {
        let output = Command::new(env!("CARGO_BIN_EXE_scaffold"))
            .args(words.split_whitespace())
            .current_dir(self.path(folder))
            .output()
            .expect("it runs");
        Outcome {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Every file below a folder, by its path there.
    pub fn tree(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    walk(root, &path, files);
                } else {
                    let name = path.strip_prefix(root).expect("below").to_owned();
                    files.insert(name, fs::read(&path).expect("a file"));
                }
            }
        }
        let root = self.path(folder);
        let mut files = BTreeMap::new();
        walk(&root, &root, &mut files);
        files
    }

    /// The names in a folder.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(folder))
            .expect("a folder")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

impl Outcome {
    /// Asserts success without a word.
    pub fn is_quiet(&self) {
        let quiet = Self {
            code: Some(0),
            stdout: String::new(),
            stderr: String::new(),
        };
        assert_eq!(*self, quiet);
    }

    /// Asserts a refusal that says all of this, and gives what it said.
    pub fn is_refused(&self, parts: &[&str]) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.stdout, "");
        for part in parts {
            assert!(self.stderr.contains(part), "no {part:?} in {}", self.stderr);
        }
    }
}
