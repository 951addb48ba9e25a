//! Random edits of random schemas: the SQL takes the rows along.

use scaffold::ddl::Schema;
use scaffold::diagnostic::Diagnostics;
use scaffold::diff::{Comparison, Rename, Renames};
use scaffold::spec::Spec;

use crate::edits::{self, Random};
use crate::embedded::Embedded;
use crate::history::{History, Version};
use crate::rows::kept;
use crate::{generate, read, resolved};

/// How many edits SQLite sees.
const ON_SQLITE: u64 = 300;
/// How many of them both databases see.
const ON_BOTH: u64 = 12;

/// A schema and an edited one, and what was renamed.
fn case(seed: u64) -> (String, String, Vec<String>) {
    let mut random = Random(seed);
    let mut schema = edits::Schema::new(&mut random);
    let old = schema.sql();
    let renames = schema.edit(&mut random);
    (old, schema.sql(), renames)
}

fn renames(said: &[String], old: &Schema, new: &Schema) -> Renames {
    let mut diagnostics = Diagnostics::default();
    let said: Vec<Rename> = said
        .iter()
        .map(|it| it.parse().expect("a rename"))
        .collect();
    let renames = Renames::gather(&said, &Spec::default(), old, new, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(false));
    renames
}

#[test]
fn random_edits_keep_every_row_on_sqlite() {
    let mut changed = 0;
    for seed in 1..=ON_SQLITE {
        let (before, after, said) = case(seed);
        println!("seed {seed}\n{before}\n{after}\n{said:?}");
        let (old, new) = (read("old.sql", &before), read("new.sql", &after));
        let renames = renames(&said, &old, &new);
        let comparison = Comparison::new(&old, &new, &renames);
        let (source, target) = (resolved(&old), resolved(&new));
        let database = Embedded::new(&source.schema_sql);
        for table in &old.tables {
            database.run(&generate::inserts(table).1);
        }
        let rows = database.rows(&old);
        let script = comparison.sqlite(&source.embedded, &target.embedded);
        assert_eq!(script.notes, Vec::<String>::new());
        database.migrate(&script.text());
        database.assert_schema(&target.schema_sql);
        let now = database.rows(&new);
        for pair in &comparison.pairs {
            kept(pair, &rows[&pair.old.name], &now[&pair.new.name]);
        }
        changed += usize::from(!comparison.changes().is_empty());
    }
    assert!(changed > 250, "only {changed} edits changed anything");
}

#[test]
fn random_edits_give_both_databases_the_same_rows() {
    for seed in 1001..1001 + ON_BOTH {
        let (before, after, said) = case(seed);
        println!("seed {seed}\n{before}\n{after}\n{said:?}");
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let history = History {
            name: "random",
            versions: vec![
                Version::new("old.sql", before.clone(), &[]),
                Version::new("new.sql", after.clone(), &said),
            ],
            spec: String::new(),
            is_generated: true,
        };
        history.run();
    }
}
