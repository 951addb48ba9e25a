//! What programs and GitHub get.

use std::fs;

use serde_json::{Value, json};

use super::{BREAKING, EDITED, NEWER, STALE, project};
use crate::place::SHOP;

#[test]
fn programs_get_one_object() {
    let place = project();
    let of = |words: &str, code| -> Value {
        let outcome = place.run(&format!("check shop --json {words}"));
        assert_eq!(outcome.code, Some(code), "{outcome:?}");
        serde_json::from_str(&outcome.stdout).expect("JSON")
    };
    let version = env!("CARGO_PKG_VERSION");
    let expected = json!({
        "format": 1,
        "exit_code": 0,
        "verdicts": [],
        "generator": {"written_by": version, "this": version},
        "files": [],
        "api": {"against": "openapi.json", "breaking": false, "changes": []},
        "mend": "scaffold regenerate shop"
    });
    assert_eq!(of("", 0), expected);

    let source = place.read("shop/src/lib.rs");
    place.write("shop/src/lib.rs", format!("{source}<<<<<<< mine\n"));
    let lines = source.lines().count();
    place.write("newer.sql", SHOP.replace("'new','paid'", "'new'"));
    let json = of("--ddl newer.sql", EDITED + NEWER + BREAKING);
    assert_eq!(
        json["verdicts"],
        json!(["edited", "newer_inputs", "breaking_api"])
    );
    assert_eq!(json["exit_code"], 88);
    let files = json["files"].as_array().expect("files");
    let edited = files
        .iter()
        .find(|file| file["kind"] == "edited")
        .expect("it");
    assert_eq!(edited["path"], "src/lib.rs");
    assert_eq!(edited["verdicts"], json!(["edited"]));
    assert_eq!(edited["conflicts"], json!([lines + 1]));
    let changes = json["api"]["changes"].as_array().expect("changes");
    let narrowed = changes
        .iter()
        .find(|change| change["rule"] == "request_narrowed")
        .expect("an enum that takes less");
    let expected = json!({
        "path": "/api/v1/orders",
        "method": "POST",
        "operation_id": "orders.create",
        "part": {"kind": "request", "media_type": "application/json"},
        "pointer": "/state",
        "shared": {"schema": "OrderCreate", "pointer": "/state"},
        "rule": "request_narrowed",
        "breaking": true,
        "message": "`state` is never `\"paid\"` any more"
    });
    assert_eq!(*narrowed, expected);
}

#[test]
fn github_gets_annotations() {
    let place = project();
    let source = place.read("shop/src/lib.rs");
    let lines = source.lines().count();
    place.write("shop/src/lib.rs", format!("{source}// mine\n"));
    fs::remove_file(place.path("shop/tests/smoke.rs")).expect("removed");
    let outcome = place.run("check shop --format github");
    assert_eq!(outcome.code, Some(STALE + EDITED), "{outcome:?}");
    let mend = "scaffold regenerate shop";
    assert_eq!(
        outcome.stdout,
        format!(
            "::error file=shop/src/lib.rs,line={}::edited%0Aundo the edit: `{mend} --force src/lib.rs`\n\
             ::error file=shop/tests/smoke.rs,line=1::missing%0Amend it with `{mend}`\n",
            lines + 1
        )
    );
    place
        .run("check shop --format github --json")
        .is_refused(&["cannot be used with"]);
}
