//! Documents of several schemas, as linters see them.

use std::path::Path;
use std::process::Command;

use scaffold_tests::{emit, succeed, workspace};

use super::{input, tool};

/// The document that the generator writes for a schema.
fn document(folder: &Path, name: &str, ddl: &Path, spec: Option<&Path>) -> Option<String> {
    if !ddl.is_file() {
        println!("{} is not here: not tested", ddl.display());
        return None;
    }
    emit(name, ddl, spec, &folder.join(name));
    Some(format!("{name}/openapi.json"))
}

#[test]
fn documents_are_sound() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = workspace();
    let corpus = |name: &str| root.join(format!("../shared/corpus/{name}.sql"));
    let inputs = root.join("tests/inputs");
    let spec = root.join("schemas/shop.api.yaml");
    let types = inputs.join("types.api.yaml");
    let documents: Vec<String> = [
        ("shop", root.join("schemas/shop.sql"), Some(&*spec)),
        ("plain", root.join("schemas/shop.sql"), None),
        ("types", inputs.join("types.sql"), Some(&*types)),
        ("chinese", inputs.join("chinese.sql"), None),
        ("sakila", corpus("sakila_mv"), None),
        ("mall", corpus("mall"), None),
    ]
    .into_iter()
    .filter_map(|(name, ddl, spec)| document(folder.path(), name, &ddl, spec))
    .collect();
    let run = |mut command: Command| {
        succeed(command.current_dir(folder.path()).args(&documents));
    };
    // Comments are told as they are, also where they hold HTML, which linters refuse: this one is only validated.
    let ugly = document(folder.path(), "ugly", &inputs.join("ugly.sql"), None);
    let mut validator = tool("python/bin/openapi-spec-validator");
    succeed(validator.current_dir(folder.path()).args(ugly));

    run(tool("python/bin/openapi-spec-validator"));

    let mut redocly = tool("node_modules/.bin/redocly");
    redocly
        .arg("lint")
        .arg("--config")
        .arg(input("redocly.yaml"));
    // It asks nobody whether there is a newer one.
    redocly
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    run(redocly);

    // It looks for percent-encoded paths by their decoded names, finds nothing there, and calls that a fault.
    let plain = documents.iter().filter(|it| !it.starts_with("chinese"));
    let mut spectral = tool("node_modules/.bin/spectral");
    spectral
        .args(["lint", "--fail-severity", "hint", "--ruleset"])
        .arg(input("spectral.yaml"));
    succeed(spectral.current_dir(folder.path()).args(plain));
}
