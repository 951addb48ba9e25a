//! What the derive makes of an emitted struct is what the generator meant: the metadata of every resource, compared as JSON
//! at run time.
//!
//! The projects of all schemas are crates of one workspace, and one program prints what they all have: there is one build and
//! one program to link.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::resolve;
use scaffold::spec::{self, Spec};
use scaffold_tests::{cargo, emit, lock, succeed, target, workspace};
use serde_json::Value as Json;

/// A schema, and the project that is made of it.
struct Case {
    /// The package.
    name: String,
    ddl: PathBuf,
    spec: Option<PathBuf>,
}

impl Case {
    fn new(name: &str, ddl: PathBuf, spec: Option<PathBuf>) -> Self {
        let name = name.replace('_', "-");
        Self { name, ddl, spec }
    }

    /// The service that the generator means; what is wrong with the schema when it means none.
    fn meant(&self) -> Result<Json, String> {
        let mut diagnostics = Diagnostics::default();
        let text = fs::read(&self.ddl).expect("a readable file");
        let schema = ddl::read(&self.ddl, text.as_slice(), None, &mut diagnostics).expect("no I/O");
        let spec = match &self.spec {
            Some(path) => {
                let text = fs::read_to_string(path).expect("a readable file");
                spec::read(path, &text, &mut diagnostics).expect("a spec")
            }
            None => Spec::default(),
        };
        if diagnostics.has_errors() {
            return Err(diagnostics.render(false));
        }
        let resolved = resolve(&self.name, &schema, &spec, &mut diagnostics);
        let resolved = resolved.ok_or_else(|| diagnostics.render(false))?;
        Ok(serde_json::to_value(&resolved.service).expect("plain data"))
    }
}

/// The services of compiled projects, by the names of their packages. The folder is the same in every run, so that Cargo
/// writes over what it made before.
fn derived(folder: &Path, cases: &[&Case]) -> BTreeMap<String, Json> {
    if folder.is_dir() {
        fs::remove_dir_all(folder).expect("the folder of an earlier run");
    }
    fs::create_dir_all(folder.join("src")).expect("a folder");
    let mut manifest = "[workspace]\n\n[package]\nname = \"collected\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                        [profile.dev]\ndebug = false\nincremental = false\n\n[dependencies]\nserde_json = \"1\"\n"
        .to_owned();
    let mut program = "fn main() {\n".to_owned();
    for Case { name, ddl, spec } in cases {
        emit(name, ddl, spec.as_deref(), &folder.join(name));
        manifest += &format!("{name} = {{ path = \"{name}\" }}\n");
        let app = format!("{}::app()", name.replace('-', "_"));
        program += &format!(
            "    println!(\"{name} {{}}\", serde_json::to_string(&{app}.service()).expect(\"plain data\"));\n"
        );
    }
    fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    fs::write(folder.join("src/main.rs"), program + "}\n").expect("a program");
    lock(folder);
    let printed = succeed(&mut cargo(folder, &["run", "--quiet"]));
    let service = |line: &str| {
        let (name, service) = line.split_once(' ').expect("a name and a service");
        let service = serde_json::from_str(service).expect("JSON");
        (name.to_owned(), service)
    };
    printed.lines().map(service).collect()
}

/// What a comparison found.
#[derive(Debug, Default)]
struct Found {
    refused: usize,
    resources: usize,
    differences: Vec<String>,
}

impl Found {
    /// Compares the resources of two services, then all else.
    fn compare(&mut self, name: &str, mut meant: Json, mut derived: Json) {
        let [mut own, mut others] = [&mut meant, &mut derived].map(|service| {
            let resources = service["resources"].take();
            let resources = resources.as_array().expect("a list").iter();
            resources
                .map(|it| (it["table"].to_string(), it.clone()))
                .collect::<BTreeMap<String, Json>>()
        });
        let mut differ = |what: &str, meant: Option<Json>, derived: Option<Json>| {
            if meant != derived {
                let text = |it: Option<Json>| it.map_or("nothing".to_owned(), |it| it.to_string());
                let (meant, derived) = (text(meant), text(derived));
                self.differences.push(format!(
                    "{name}: {what}\n  meant {meant}\n  found {derived}"
                ));
            }
        };
        self.resources += own.len();
        while let Some((table, meant)) = own.pop_first() {
            let derived = others.remove(&table);
            differ(&table, Some(meant), derived);
        }
        for (table, derived) in others {
            differ(&table, None, Some(derived));
        }
        differ("the service", Some(meant), Some(derived));
    }
}

/// Compares every resource of every schema that the generator does not refuse.
fn compare(folder: &str, cases: &[Case]) -> Found {
    let mut found = Found::default();
    let mut services = Vec::new();
    for case in cases {
        match case.meant() {
            Ok(meant) => services.push((case, meant)),
            Err(refused) => {
                let mut lines = refused.lines();
                let why = lines
                    .find(|line| line.starts_with("error"))
                    .unwrap_or_default();
                println!("{}: refused: {why}", case.name);
                found.refused += 1;
            }
        }
    }
    let projects: Vec<&Case> = services.iter().map(|(case, _)| *case).collect();
    let mut derived = derived(&target().join(folder), &projects);
    for (case, meant) in services {
        let derived = derived.remove(&case.name).expect("a printed service");
        found.compare(&case.name, meant, derived);
    }
    println!(
        "{} files, {} of them refused: {} resources compared, {} differences",
        cases.len(),
        found.refused,
        found.resources,
        found.differences.len()
    );
    assert!(
        found.differences.is_empty(),
        "{}",
        found.differences.join("\n")
    );
    found
}

#[test]
fn the_samples_have_the_metadata_that_was_meant() {
    let [schemas, inputs] = ["schemas", "tests/inputs"].map(|folder| workspace().join(folder));
    let with_spec = |folder: &Path, name: &str| {
        let spec = folder.join(format!("{name}.api.yaml"));
        Case::new(name, folder.join(format!("{name}.sql")), Some(spec))
    };
    let found = compare(
        "metadata-of-samples",
        &[
            with_spec(&schemas, "shop"),
            with_spec(&inputs, "types"),
            with_spec(&inputs, "zone"),
            Case::new("ugly", inputs.join("ugly.sql"), None),
            Case::new("chinese", inputs.join("chinese.sql"), None),
        ],
    );
    assert_eq!(found.refused, 0);
    assert!(found.resources > 20, "{found:?}");
}

#[test]
fn schemas_of_public_projects_have_the_metadata_that_was_meant() {
    let corpus = workspace().join("../shared/corpus");
    if env::var_os("SCAFFOLD_ALL").is_none() || !corpus.is_dir() {
        println!("for ./scripts/test --all, where {} is", corpus.display());
        return;
    }
    let entries = fs::read_dir(corpus).expect("a folder");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let is_dump = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "sql");
    let mut files: Vec<PathBuf> = files.filter(is_dump).collect();
    files.sort();
    let case = |ddl: PathBuf| {
        let stem = ddl.file_stem().expect("a name").to_string_lossy();
        // A schema may be called as a crate that it would need.
        Case::new(&format!("of-{stem}"), ddl, None)
    };
    let cases: Vec<Case> = files.into_iter().map(case).collect();
    let found = compare("metadata-of-corpus", &cases);
    assert!(found.resources > 1_700, "{found:?}");
}
