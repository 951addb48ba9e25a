//! What the derive makes of an emitted struct is what the generator meant: the metadata of every resource, compared as JSON
//! at run time.

use std::path::{Path, PathBuf};
use std::{env, fs};

use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::resolve;
use scaffold::spec::{self, Spec};
use scaffold_tests::{cargo, emit, workspace};
use serde_json::Value as Json;

/// Prints the metadata of a project's resources.
const PROGRAM: &str = "fn main() {
    let service = PROJECT::app().service();
    println!(\"{}\", serde_json::to_string(&service).expect(\"plain data\"));
}
";

/// The service that the generator means; none with what is wrong with the schema.
fn meant(name: &str, ddl: &Path, spec: Option<&Path>) -> Result<Json, String> {
    let mut diagnostics = Diagnostics::default();
    let text = fs::read(ddl).expect("a readable file");
    let schema = ddl::read(ddl, text.as_slice(), None, &mut diagnostics).expect("no I/O");
    let spec = match spec {
        Some(path) => {
            let text = fs::read_to_string(path).expect("a readable file");
            spec::read(path, &text, &mut diagnostics).expect("a spec")
        }
        None => Spec::default(),
    };
    if diagnostics.has_errors() {
        return Err(diagnostics.render(false));
    }
    let resolved = resolve(name, &schema, &spec, &mut diagnostics);
    let resolved = resolved.ok_or_else(|| diagnostics.render(false))?;
    Ok(serde_json::to_value(&resolved.service).expect("plain data"))
}

/// The service that the compiled project has.
fn derived(name: &str, ddl: &Path, spec: Option<&Path>) -> Json {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join(name);
    emit(name, ddl, spec, &project);
    let manifest = project.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    let text = text + "\n[dev-dependencies]\nserde_json = \"1\"\n";
    fs::write(manifest, text).expect("a manifest");
    let examples = project.join("examples");
    fs::create_dir(&examples).expect("a folder");
    let program = PROGRAM.replace("PROJECT", &name.replace('-', "_"));
    fs::write(examples.join("metadata.rs"), program).expect("a program");
    let output = cargo(&project, &["run", "--quiet", "--example", "metadata"]).output();
    let output = output.expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", ddl.display());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Compares every resource, and gives how many there are; none where the generator refuses the schema.
fn compare(name: &str, ddl: &Path, spec: Option<&Path>) -> Option<usize> {
    let meant = match meant(name, ddl, spec) {
        Ok(meant) => meant,
        Err(refused) => {
            println!("{}: refused: {}", ddl.display(), refused.lines().next()?);
            return None;
        }
    };
    let derived = derived(name, ddl, spec);
    let resources = |service: &Json| service["resources"].as_array().expect("a list").clone();
    for (meant, derived) in resources(&meant).iter().zip(&resources(&derived)) {
        assert_eq!(meant, derived, "{}", ddl.display());
    }
    assert_eq!(meant, derived, "{}", ddl.display());
    Some(resources(&meant).len())
}

#[test]
fn the_sample_has_the_metadata_that_was_meant() {
    let schemas = workspace().join("schemas");
    let (ddl, spec) = (schemas.join("shop.sql"), schemas.join("shop.api.yaml"));
    let resources = compare("shop", &ddl, Some(&spec)).expect("a service");
    assert!(resources > 10, "only {resources} resources");
    let inputs = workspace().join("tests/inputs");
    let (ddl, spec) = (inputs.join("types.sql"), inputs.join("types.api.yaml"));
    compare("metadata-types", &ddl, Some(&spec)).expect("a service");
    compare("metadata-ugly", &inputs.join("ugly.sql"), None).expect("a service");
}

#[test]
fn schemas_of_public_projects_have_the_metadata_that_was_meant() {
    let corpus = workspace().join("../shared/corpus");
    if env::var_os("SCAFFOLD_ALL").is_none() || !corpus.is_dir() {
        println!("for ./scripts/test --all, where {} is", corpus.display());
        return;
    }
    let entries = fs::read_dir(corpus).expect("a folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    files.sort();
    let (mut resources, mut read) = (0, 0);
    for file in &files {
        let stem = file.file_stem().expect("a name").to_string_lossy();
        let name = format!("metadata-{}", stem.replace('_', "-"));
        if let Some(count) = compare(&name, file, None) {
            (resources, read) = (resources + count, read + 1);
            println!("{stem}: {count} resources are as they were meant");
        }
    }
    println!("{resources} resources of {read} of {} files", files.len());
    assert!(resources > 1_700, "only {resources} resources");
}
