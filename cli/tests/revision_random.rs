//! Random changes of a schema against random edits of its project: no line of the user's is lost.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use scaffold::base;
use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;
use scaffold::manifest::{Manifest, Options};
use scaffold::merge::merge;
use scaffold::resolve::resolve;
use scaffold::revision::{Fate, Plan};
use scaffold::spec::Spec;
use scaffold::tree::FileTree;
use scaffold_templates::{Chassis, Project, project};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How many projects are revised.
const CASES: usize = 80;

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

/// A table: the types of its columns by their names, in order.
type Table = Vec<(String, &'static str)>;

const TYPES: [&str; 6] = [
    "int NOT NULL",
    "varchar(40) DEFAULT NULL COMMENT 'as said'",
    "decimal(10,2) NOT NULL DEFAULT '0.00'",
    "enum('new','paid') NOT NULL DEFAULT 'new'",
    "datetime DEFAULT NULL",
    "tinyint(1) NOT NULL DEFAULT '0'",
];

fn columns(random: &mut Random) -> Table {
    let count = 1 + random.below(6);
    let column = |index| (format!("c{index}"), TYPES[random.below(TYPES.len())]);
    (0..count).map(column).collect()
}

/// Some changes of a schema.
fn evolve(random: &mut Random, tables: &mut BTreeMap<String, Table>) {
    for _ in 0..1 + random.below(3) {
        let names: Vec<String> = tables.keys().cloned().collect();
        let name = names[random.below(names.len())].clone();
        match random.below(6) {
            0 if tables.len() > 1 => {
                tables.remove(&name);
            }
            1 => {
                tables.insert(format!("n{}", random.below(100)), columns(random));
            }
            change => {
                let Some(table) = tables.get_mut(&name) else {
                    continue;
                };
                let index = random.below(table.len());
                match change {
                    2 if table.len() > 1 => {
                        table.remove(index);
                    }
                    3 => table[index].1 = TYPES[random.below(TYPES.len())],
                    _ => table.insert(
                        index,
                        (
                            format!("x{}", random.below(1000)),
                            TYPES[random.below(TYPES.len())],
                        ),
                    ),
                }
            }
        }
    }
}

/// The project of a schema.
fn generate(tables: &BTreeMap<String, Table>) -> FileTree {
    let mut sql = String::new();
    for (name, columns) in tables {
        sql += &format!("CREATE TABLE `{name}` (`id` int NOT NULL AUTO_INCREMENT");
        for (column, ty) in columns {
            sql += &format!(", `{column}` {ty}");
        }
        sql += ", PRIMARY KEY (`id`));\n";
    }
    let mut diagnostics = Diagnostics::default();
    let schema =
        ddl::read(Path::new("a.sql"), sql.as_bytes(), None, &mut diagnostics).expect("read");
    let resolved = resolve("shop", &schema, &Spec::default(), &mut diagnostics).expect("resolved");
    let openapi = chassis_model::openapi::text(&resolved.service).expect("a document");
    let texts = project(&Project {
        service: &resolved.service,
        timeout: Duration::from_secs(10),
        schema_sql: &resolved.schema_sql,
        spec: None,
        notes: &resolved.notes,
        chassis: Chassis::Path("../chassis"),
        written: &BTreeMap::new(),
        migrations: &[],
    });
    let mut tree = FileTree::default();
    for (path, text) in texts {
        tree.insert(path, text);
    }
    tree.insert("openapi.json", openapi);
    tree
}

/// An edit of a text: what it has become, the lines that were added, and the lines of the old text that were touched.
struct Edit {
    text: String,
    added: Vec<String>,
    touched: BTreeSet<usize>,
}

fn edit(random: &mut Random, text: &str) -> Edit {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut edit = Edit {
        text: String::new(),
        added: Vec::new(),
        touched: BTreeSet::new(),
    };
    let places: BTreeSet<usize> = (0..1 + random.below(3))
        .map(|_| random.below(lines.len()))
        .collect();
    for (index, line) in lines.iter().enumerate() {
        if !places.contains(&index) {
            edit.text += line;
            continue;
        }
        edit.touched.insert(index);
        let mut add = |edit: &mut Edit| {
            let line = format!("// mine {}\n", random.below(1_000_000));
            edit.text += &line;
            edit.added.push(line);
        };
        // A line is replaced by one or by two, removed, or gets a neighbour.
        match index % 4 {
            0 => add(&mut edit),
            1 => {
                add(&mut edit);
                add(&mut edit);
            }
            2 => {}
            _ => {
                add(&mut edit);
                edit.text += line;
            }
        }
    }
    edit
}

/// The lines of a text that another one changes, and those before which it has more.
fn changed(old: &str, new: &str) -> BTreeSet<usize> {
    let [old, new] = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let mut changed = BTreeSet::new();
    for operation in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let range = operation.old_range();
        match operation {
            DiffOp::Equal { .. } => {}
            DiffOp::Insert { .. } => {
                changed.insert(range.start);
            }
            _ => changed.extend(range),
        }
    }
    changed
}

fn text(tree: &FileTree, path: &str) -> Option<String> {
    let file = tree.get(path)?;
    Some(String::from_utf8(file.content.clone()).expect("a text"))
}

#[test]
fn no_line_of_the_users_is_lost() {
    let mut random = Random(7);
    let [mut merged, mut conflicts, mut kept] = [0; 3];
    for case in 0..CASES {
        let mut tables: BTreeMap<String, Table> = (0..1 + random.below(4))
            .map(|index| (format!("t{index}"), columns(&mut random)))
            .collect();
        let old = generate(&tables);
        evolve(&mut random, &mut tables);
        let new = generate(&tables);

        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, content: &[u8]| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, content).expect("written");
        };
        let mut edits = BTreeMap::new();
        for (path, file) in old.iter() {
            write(&base::path(path), &file.content);
            write(path, &file.content);
            if random.below(3) == 0 {
                let edit = edit(&mut random, &text(&old, path).expect("a text"));
                write(path, edit.text.as_bytes());
                edits.insert(path.to_owned(), edit);
            }
        }
        let options = Options {
            name: "shop".to_owned(),
            chassis_path: None,
            server: None,
            encoding: None,
        };
        let moves = BTreeMap::new();
        let plan = Plan {
            moves: &moves,
            project: folder.path(),
            manifest: &Manifest::new(options, &old),
            tree: &new,
            forced: &BTreeSet::new(),
        };
        let revision = plan.revision().expect("a revision");
        for (path, edit) in &edits {
            let fate = revision.fates.get(path);
            assert_ne!(fate, Some(&Fate::Removed), "{case}: {path}");
            assert!(!revision.changes.removes.contains(path), "{case}: {path}");
            let written = revision.changes.writes.get(path);
            let after = written.map_or(edit.text.clone(), |content| {
                String::from_utf8(content.clone()).expect("a text")
            });
            for line in &edit.added {
                assert!(
                    after.contains(line.as_str()),
                    "{case}: {path} lost {line}in {after}"
                );
            }
            match fate {
                Some(Fate::Merged) => merged += 1,
                Some(Fate::Conflict(lines)) => {
                    assert!(!lines.is_empty(), "{case}: {path}");
                    conflicts += 1;
                }
                Some(Fate::Kept) => kept += 1,
                None | Some(_) => assert!(
                    written.is_none() || edit.text.is_empty(),
                    "{case}: {path} {fate:?}"
                ),
            }
        }
    }
    println!("{CASES} projects: {merged} files merged, {conflicts} with conflicts, {kept} kept");
    assert!(merged > CASES / 2 && kept > 0, "the cases are too tame");
}

#[test]
fn edits_of_other_lines_than_the_schemas_never_conflict() {
    let mut random = Random(11);
    let [mut apart, mut together] = [0; 2];
    for case in 0..CASES {
        let mut tables = BTreeMap::from([("t".to_owned(), columns(&mut random))]);
        let old = generate(&tables);
        evolve(&mut random, &mut tables);
        let new = generate(&tables);
        for (path, _) in old.iter() {
            let (Some(base), Some(generated)) = (text(&old, path), text(&new, path)) else {
                continue;
            };
            let theirs = changed(&base, &generated);
            // The document has thousands of lines, most of them alike.
            let rounds = if path == "openapi.json" { 1 } else { 10 };
            if theirs.is_empty() {
                continue;
            }
            for _ in 0..rounds {
                let edit = edit(&mut random, &base);
                let mine = changed(&base, &edit.text);
                let result = merge(&base, &edit.text, &generated);
                if mine.is_disjoint(&theirs) {
                    apart += 1;
                    assert!(!result.has_conflicts, "{case}: {path}:\n{}", result.text);
                } else {
                    together += 1;
                }
            }
        }
    }
    println!("{apart} merges of changes of different lines, {together} of the same ones");
    assert!(apart > 1000 && together > 10, "the cases are too tame");
}
