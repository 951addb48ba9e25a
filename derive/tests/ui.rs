//! What the derives say of faulty input.
#![cfg(test)]

use std::panic::catch_unwind;
use std::process::Command;

use trybuild::TestCases;

/// The compiler that the messages beside the faults were written with; others word and underline some of them in another way.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn faults_are_told() {
    let rustc = Command::new("rustc").arg("--version").output();
    let version = rustc.expect("a compiler").stdout;
    let version = String::from_utf8_lossy(&version);
    if !version.starts_with(COMPILER) {
        eprintln!("skipped: the messages are those of {COMPILER}x, and this is {version}");
        return;
    }
    let compared = catch_unwind(|| TestCases::new().compile_fail("tests/ui/*/*.rs"));
    assert!(
        compared.is_ok(),
        "to accept the new messages: TRYBUILD=overwrite cargo test -p chassis-derive --test ui"
    );
}
