//! Relations guessed from real schemas whose foreign keys are hidden, against those foreign keys.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::{Confidence, infer};

/// The folder of third-party schemas beside the checkout, when there is one.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        println!(
            "the corpus is not here ({}): nothing of it was guessed",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

/// The real schemas that declare foreign keys.
fn schemas(corpus: &Path) -> Vec<(String, ddl::Schema)> {
    let loads = fs::read_to_string(corpus.join("../corpus-loads.tsv")).expect("the table of loads");
    let rows = loads
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let read = |row: Vec<&str>| {
        let path = corpus.join(format!("{}.sql", row[0]));
        let file = fs::File::open(&path).expect("a file of the corpus");
        let schema = ddl::read(&path, file, None, &mut Diagnostics::default()).expect("readable");
        let declares = schema
            .tables
            .iter()
            .any(|table| !table.foreign_keys.is_empty());
        (row[1] == "real" && declares).then(|| (row[0].to_owned(), schema))
    };
    rows.filter_map(read).collect()
}

type Relation = (String, String, String);

/// The foreign keys of one column, by table, column and other table in lower case.
fn declared(schema: &ddl::Schema) -> BTreeSet<Relation> {
    let keys = schema.tables.iter().flat_map(|table| {
        table
            .foreign_keys
            .iter()
            .filter(|key| key.columns.len() == 1)
            .map(|key| {
                (
                    table.name.to_lowercase(),
                    key.columns[0].to_lowercase(),
                    key.table.to_lowercase(),
                )
            })
    });
    // Of one that leads nowhere nothing can be guessed.
    keys.filter(|(_, _, to)| schema.table(to).is_some())
        .collect()
}

#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    /// Another table than the declared one.
    wrong: usize,
    /// Nothing is declared of the column, though the table declares others.
    undeclared: usize,
    /// The table declares nothing, so that nobody knows.
    unknown: usize,
}

impl Count {
    /// Right ones among all; a table that declares some foreign keys is taken to declare all that it has.
    fn precision(self, more: usize) -> f64 {
        self.right as f64 / (self.right + self.wrong + self.undeclared + more).max(1) as f64
    }
}

#[test]
fn hidden_foreign_keys_are_found_again() {
    let Some(corpus) = corpus() else { return };
    let mut counts: BTreeMap<Confidence, Count> = BTreeMap::new();
    let mut all = 0;
    for (file, mut schema) in schemas(&corpus) {
        let truth = declared(&schema);
        for table in &mut schema.tables {
            table.foreign_keys.clear();
        }
        all += truth.len();
        let mut found = 0;
        let proposals = infer(&schema);
        for guess in &proposals {
            let (table, column) = (guess.table.to_lowercase(), guess.column.to_lowercase());
            let count = counts.entry(guess.confidence).or_default();
            if truth.contains(&(table.clone(), column.clone(), guess.to_table.to_lowercase())) {
                count.right += 1;
                found += 1;
                continue;
            }
            let other = truth.iter().find(|(t, c, _)| (t, c) == (&table, &column));
            match other {
                Some(_) => count.wrong += 1,
                None if truth.iter().any(|(t, ..)| *t == table) => count.undeclared += 1,
                None => count.unknown += 1,
            }
        }
        println!(
            "{file}: {found} of {} found, {} guesses",
            truth.len(),
            proposals.len()
        );
    }
    println!("{all} foreign keys of one column were hidden");
    let mut right = 0;
    for (confidence, count) in counts.iter().rev() {
        right += count.right;
        println!(
            "{}: {} right, {} to another table, {} undeclared, {} in tables that declare nothing; precision {:.3} \
             ({:.3} with the last as wrong), recall so far {:.3}",
            confidence.as_str(),
            count.right,
            count.wrong,
            count.undeclared,
            count.unknown,
            count.precision(0),
            count.precision(count.unknown),
            right as f64 / all as f64
        );
    }
    let high = counts[&Confidence::High].precision(0);
    assert!(high >= 0.9, "precision of high confidence: {high:.3}");
    let recall = right as f64 / all as f64;
    assert!(recall >= 0.75, "recall of all: {recall:.3}");
}
