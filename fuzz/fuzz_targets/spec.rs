//! Any text gives a spec or at least one error, which can be shown.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use scaffold::diagnostic::Diagnostics;
use scaffold::spec;

fuzz_target!(|text: &str| {
    let mut diagnostics = Diagnostics::default();
    let spec = spec::read(Path::new("api.yaml"), text, &mut diagnostics);
    assert!(spec.is_some() || diagnostics.has_errors());
    diagnostics.render(false);
});
