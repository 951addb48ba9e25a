//! The page at `/docs` in a browser.

use std::process::Command;

use scaffold_tests::{succeed, workspace};
use serde_json::{Value as Json, json};

use super::input;
use super::project::SHOP;

/// `SCREENSHOT` says where the picture is wanted: docs/swagger-ui.png is one.
#[test]
fn the_page_works_without_a_network() {
    let service = SHOP.on_sqlite("browser");
    let folder = tempfile::tempdir().expect("a folder");
    let screenshot = std::env::var_os("SCREENSHOT");
    let screenshot = screenshot.map_or_else(|| folder.path().join("page.png"), Into::into);
    let script = workspace().join(".tools/swagger.mjs");
    // Beside the packages that it imports.
    std::fs::copy(input("swagger.mjs"), &script).expect("the tools: run ./scripts/tools");
    let mut node = Command::new("node");
    let seen = succeed(node.arg(script).arg(service.url()).arg(&screenshot));
    let seen: Json = serde_json::from_str(&seen).expect("what was seen");
    let expected = json!({
        "created": 201, "row": true, "listed": 200, "rows": true, "outside": [], "failed": [],
    });
    assert_eq!(seen, expected);
    let picture = std::fs::read(&screenshot).expect("a picture");
    assert!(picture.starts_with(b"\x89PNG"), "{}", screenshot.display());
}
