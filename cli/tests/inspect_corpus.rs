//! Reports on real schemas: nothing of a file is dropped without a line that says so.

#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use scaffold::ddl::{self, Hints, Item, Splitter};
use scaffold::diagnostic::Diagnostics;
use scaffold::inspect::{LeftOut, Report};
use scaffold::resolve::outline;
use scaffold::spec::Spec;

/// The folder of third-party schemas beside the checkout, when there is one.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        println!(
            "the corpus is not here ({}): nothing of it was inspected",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

fn files(corpus: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(corpus).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "sql"))
        .collect();
    files.sort();
    files
}

fn report(path: &Path) -> (Report, usize) {
    let mut diagnostics = Diagnostics::default();
    let file = fs::File::open(path).expect("a file of the corpus");
    let schema = ddl::read(path, file, None, &mut diagnostics).expect("readable");
    let outline = outline("corpus", &schema, &Spec::default(), &mut diagnostics);
    (Report::new(&schema, &outline), diagnostics.error_count())
}

/// The first and last line of every statement that creates one of the six kinds, by a reading of its own.
fn created(path: &Path) -> Vec<(u32, u32, String)> {
    const KINDS: [&str; 6] = ["TABLE", "VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT"];
    const OTHER: [&str; 9] = [
        "INDEX",
        "DATABASE",
        "SCHEMA",
        "USER",
        "SERVER",
        "SEQUENCE",
        "TABLESPACE",
        "LOGFILE",
        "ROLE",
    ];
    let file = fs::File::open(path).expect("a file of the corpus");
    let mut splitter = Splitter::new(file, Hints::default());
    let mut found = Vec::new();
    while let Some(item) = splitter.next_item().expect("readable") {
        let Item::Statement(statement) = item else {
            continue;
        };
        let all = statement.text.split_whitespace().map(str::to_uppercase);
        let mut words: Vec<String> = all.take(12).collect();
        // MariaDB's settings of one statement.
        if words.starts_with(&["SET".to_owned(), "STATEMENT".to_owned()]) {
            words = words.split_off(
                words
                    .iter()
                    .position(|it| it == "FOR")
                    .map_or(0, |at| at + 1),
            );
        }
        if words.first().is_none_or(|word| word != "CREATE") {
            continue;
        }
        let object = words.iter().find_map(|word| {
            let word = word.split(['(', '`']).next().unwrap_or(word);
            KINDS.iter().chain(&OTHER).find(|known| **known == word)
        });
        if let Some(kind) = object.filter(|kind| KINDS.contains(kind)) {
            let lines = u32::try_from(statement.text.matches('\n').count()).expect("few");
            found.push((statement.line, statement.line + lines, kind.to_lowercase()));
        }
    }
    found
}

#[test]
fn every_definition_appears_once() {
    let Some(corpus) = corpus() else { return };
    let (mut total, mut faults) = (0, Vec::new());
    for path in files(&corpus) {
        let (report, _) = report(&path);
        let entries = report
            .entries
            .iter()
            .map(|it| (&it.place, serde_json::to_value(it.kind).expect("a word")));
        let gone = report.left_out.iter().map(|it| (&it.place, it.kind.into()));
        let mut places: Vec<(u32, String)> = entries
            .chain(gone)
            .map(|(place, kind)| (place.line, kind.as_str().expect("a word").to_owned()))
            .collect();
        // `CREATE TABLE;` has no name to show.
        let named = |it: &&LeftOut| !it.name.is_empty() || it.why.starts_with("it cannot be read");
        let nameless = report.left_out.iter().filter(|it| !named(it));
        faults.extend(nameless.map(|it| format!("{}: nameless", it.place.line)));
        let name = path.file_stem().expect("a name").to_string_lossy();
        for (first, last, kind) in created(&path) {
            total += 1;
            let found = places
                .iter()
                .position(|(line, it)| (first..=last).contains(line) && *it == kind);
            match found {
                Some(found) => drop(places.remove(found)),
                None => faults.push(format!("{name}:{first}: this {kind} is nowhere")),
            }
        }
        // What is left was created by ALTER VIEW, or appears twice.
        faults.extend(
            places
                .iter()
                .map(|(line, kind)| format!("{name}:{line}: no such {kind}")),
        );
    }
    println!("{total} definitions");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(total > 3_000, "only {total} definitions");
}

#[test]
fn reports_are_of_use() {
    let Some(corpus) = corpus() else { return };
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut left_out, mut wide) = (0, Vec::new());
    for path in files(&corpus) {
        let (report, errors) = report(&path);
        let names = report.entries.iter().filter(|it| it.becomes.is_none());
        left_out += names.clone().count();
        if errors == 0 {
            assert!(
                names.clone().all(|it| it.why != "it has errors"),
                "{}",
                path.display()
            );
        }
        for warning in report.entries.iter().flat_map(|entry| &entry.warnings) {
            *kinds.entry(warning.kind.as_str()).or_default() += 1;
        }
        let text = report.text(false);
        assert!(!text.contains('\x1b'));
        let long = text
            .lines()
            .filter(|line| unicode_width::UnicodeWidthStr::width(*line) > 100);
        wide.extend(long.map(|line| format!("{}: {line}", path.display())));
    }
    println!("{kinds:#?}\n{left_out} tables and views left out");
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}
