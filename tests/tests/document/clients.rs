//! Clients that others' generators make from the document: they compile, and work on a service.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use scaffold_tests::{succeed, workspace};

use super::project::SHOP;
use super::{input, tool};

/// What both scripts print when every step was as it should be.
const DONE: &str = "created, read, changed, listed, refused and deleted";

/// Copies what the tests have for a tool.
fn copy(name: &str, folder: &Path) {
    fs::copy(input(name), folder.join(name)).expect("a file of tests/tools");
}

#[test]
fn a_client_in_typescript_compiles_and_works() {
    let service = SHOP.on_sqlite("typescript");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let packages = workspace().join(".tools/node_modules");
    symlink(packages, path.join("node_modules")).expect("a link to the packages");
    copy("crud.ts", path);
    copy("tsconfig.json", path);
    fs::write(path.join("package.json"), r#"{"type": "module"}"#).expect("a file");
    let mut generate = tool("node_modules/.bin/openapi-typescript");
    generate
        .arg(SHOP.document())
        .args(["--default-non-nullable=false", "--output", "api.d.ts"]);
    succeed(generate.current_dir(path));
    succeed(tool("node_modules/.bin/tsc").current_dir(path));
    let mut run = Command::new("node");
    let said = succeed(run.arg("crud.js").arg(service.url()).current_dir(path));
    assert_eq!(said.trim(), DONE);
}

#[test]
fn a_client_in_python_compiles_and_works() {
    let service = SHOP.on_sqlite("python");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    copy("crud.py", path);
    let programs = workspace().join(".tools/python/bin");
    let mut generate = tool("python/bin/openapi-python-client");
    generate.arg("generate").arg("--path").arg(SHOP.document());
    // What it cannot make it leaves out with a warning: nothing may be.
    generate.arg("--fail-on-warning").current_dir(path);
    // It formats what it wrote by a program of its own folder.
    succeed(generate.env("PATH", programs));
    let package = "shop-api-client/shop_api_client";
    symlink(path.join(package), path.join("shop_api_client")).expect("a link to the package");
    succeed(
        tool("python/bin/python")
            .args(["-m", "compileall", "-q", package])
            .current_dir(path),
    );
    let mut run = tool("python/bin/python");
    let said = succeed(run.arg("crud.py").arg(service.url()).current_dir(path));
    assert_eq!(said.trim(), DONE);
}
