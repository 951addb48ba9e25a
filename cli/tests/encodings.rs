//! Dumps in other character sets than UTF-8: the same service as of their twins in UTF-8, problems at the same places.

#![cfg(test)]

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Output};

use scaffold::ddl::{self, Hints, Item, Schema, Splitter};
use scaffold::diagnostic::Diagnostics;

/// A dump in UTF-8 and its twin in GBK.
fn twins() -> (String, Vec<u8>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/inputs/chinese.sql");
    let text = fs::read_to_string(path).expect("a dump");
    let twin = gbk(&text.replace("SET NAMES utf8mb4", "SET NAMES gbk"));
    (text, twin)
}

fn gbk(text: &str) -> Vec<u8> {
    let (bytes, _, has_errors) = encoding_rs::GBK.encode(text);
    assert!(!has_errors, "not in GBK");
    bytes.into_owned()
}

fn read(bytes: &[u8], encoding: Option<&str>) -> (Schema, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let hints = Hints {
        server: None,
        encoding: encoding.map(|name| name.parse().expect("an encoding")),
    };
    let mut reader = ddl::Reader::new(hints, &mut diagnostics);
    reader.script(Path::new("dump.sql"), bytes).expect("no I/O");
    (reader.finish(), diagnostics)
}

fn scaffold(folder: &Path, words: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_scaffold"))
        .args(words.split_whitespace())
        .current_dir(folder)
        .output()
        .expect("it runs")
}

#[test]
fn a_dump_in_gbk_is_its_twin_in_utf_8() {
    let (text, twin) = twins();
    let (expected, diagnostics) = read(text.as_bytes(), None);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(false));
    let comment = &expected.tables[0].columns[1].comment;
    assert_eq!(comment, "顧客的'姓名'，乣 `誠`");
    assert_eq!(read(&twin, None).0, expected);
    let unsaid = text.replace("SET NAMES utf8mb4;", "");
    let (expected, _) = read(unsaid.as_bytes(), None);
    assert_eq!(read(&gbk(&unsaid), Some("gbk")).0, expected);
    // The user's word weighs more than the script's.
    let (expected, _) = read(text.as_bytes(), None);
    assert_eq!(read(&gbk(&text), Some("gb18030")).0, expected);
}

#[test]
fn problems_have_the_same_places() {
    let (text, _) = twins();
    let broken = text
        .replace("`等級` enum", "`等級` `誠` enum")
        .replace("PRIMARY KEY (`編號`)", "PRIMARY KEY (`編號`), KEY (`乣`)");
    let places = |bytes: &[u8]| {
        let (_, diagnostics) = read(bytes, None);
        let found: Vec<_> = diagnostics.iter().cloned().collect();
        assert!(!found.is_empty());
        found
    };
    let twin = gbk(&broken.replace("SET NAMES utf8mb4", "SET NAMES gbk"));
    assert_eq!(places(&twin), places(broken.as_bytes()));
}

#[test]
fn a_project_of_a_dump_in_gbk_stays_as_it_is() {
    let (text, twin) = twins();
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::create_dir(folder.join("chassis")).expect("made");
    fs::write(folder.join("chassis/Cargo.toml"), "").expect("written");
    fs::write(folder.join("utf8.sql"), &text).expect("written");
    fs::write(folder.join("said.sql"), &twin).expect("written");
    let unsaid = text.replace("SET NAMES utf8mb4;", "");
    fs::write(folder.join("unsaid.sql"), gbk(&unsaid)).expect("written");
    let made = |name: &str, more: &str| {
        let output = scaffold(
            folder,
            &format!("new shop --ddl {name}.sql --into {name} --chassis-path chassis {more}"),
        );
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        let check = scaffold(folder, &format!("check {name}"));
        let said = String::from_utf8_lossy(&check.stdout);
        assert!(check.status.success(), "{said}");
        let model = |path: &str| fs::read_to_string(folder.join(name).join(path)).expect("a file");
        (model("openapi.json"), model("schema.sql"))
    };
    let expected = made("utf8", "");
    assert_eq!(made("said", ""), expected);
    assert_eq!(made("unsaid", "--encoding gbk"), expected);
    // What was said of the dump holds for every later run.
    fs::write(folder.join("unsaid/openapi.json"), "").expect("written");
    let output = scaffold(folder, "regenerate unsaid --force openapi.json");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let document = fs::read_to_string(folder.join("unsaid/openapi.json"));
    assert_eq!(document.expect("a file"), expected.0);
}

#[test]
fn an_error_shows_the_line_as_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let dump = "SET NAMES gbk;\nCREATE TABLE `誠` (\n  `訂單` klingon\n  `備註` int);\n";
    fs::write(folder.path().join("dump.sql"), gbk(dump)).expect("written");
    let output = scaffold(folder.path(), "inspect dump.sql");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    for part in ["dump.sql:4:3", "  `備註` int);", "  ^^^^"] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_dump_that_looks_like_gbk_is_told() {
    let (_, diagnostics) = read(&gbk("CREATE TABLE t (id int COMMENT '订单');"), None);
    let said = diagnostics.render(false);
    assert!(said.contains("looks like Chinese in GBK"), "{said}");
    assert!(said.contains("--encoding gbk"), "{said}");
    let (schema, diagnostics) = read(b"CREATE TABLE t (id int COMMENT 'caf\xE9');", None);
    assert_eq!(diagnostics.warning_count(), 0);
    assert_eq!(schema.tables[0].columns[0].comment, "café");
    assert!(schema.notes[0].contains("latin1"), "{:?}", schema.notes);
}

#[test]
fn an_encoding_that_nobody_knows_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = scaffold(folder.path(), "inspect dump.sql --encoding klingon");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("klingon") && said.contains("gbk, gb2312"),
        "{said}"
    );
}

#[test]
fn every_prefix_is_read() {
    let (_, twin) = twins();
    for end in 0..twin.len() {
        let (_, diagnostics) = read(&twin[..end], None);
        for diagnostic in diagnostics.iter() {
            let place = diagnostic.place.as_ref().expect("a place");
            assert!(place.line >= 1 && place.column >= 1 && place.width >= 1);
        }
    }
}

/// Bytes that mean something to the splitter, or begin or end a character.
const BYTES: &[u8] = b"'\"`\\;,()/*-#|\n09aZ\x7F\x80\x81\x8E\x8F\xA1\xFE\xFF";

#[test]
fn statements_do_not_depend_on_what_is_in_sight() {
    let (_, twin) = twins();
    for name in ["gbk", "big5", "cp932", "ujis", "euckr", "cp1251", "utf8"] {
        let hints = Hints {
            server: None,
            encoding: Some(name.parse().expect("an encoding")),
        };
        for at in 0..twin.len() {
            let mut bytes = twin.clone();
            bytes[at] = BYTES[at * 7 % BYTES.len()];
            let whole = items(&bytes, usize::MAX, hints);
            assert_eq!(items(&bytes, 1 + at % 700, hints), whole, "{name} {at}");
        }
    }
}

fn items(bytes: &[u8], most: usize, hints: Hints) -> Vec<Item> {
    let mut splitter = Splitter::new(Parts { bytes, most }, hints);
    let next = || splitter.next_item().expect("no I/O");
    std::iter::from_fn(next).collect()
}

/// Gives some bytes at a time, as a pipe may.
struct Parts<'a> {
    bytes: &'a [u8],
    most: usize,
}

impl Read for Parts<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = self.most.min(into.len());
        self.bytes.read(&mut into[..most])
    }
}
