//! Any script gives a schema and diagnostics that can be shown, and a schema without errors resolves or says why not.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::resolve;
use scaffold::{ddl, spec};

fuzz_target!(|data: &[u8]| {
    let mut diagnostics = Diagnostics::default();
    let Ok(schema) = ddl::read(Path::new("dump.sql"), data, None, &mut diagnostics) else {
        return;
    };
    if !diagnostics.has_errors() {
        let resolved = resolve("fuzz", &schema, &spec::Spec::default(), &mut diagnostics);
        assert!(resolved.is_some() || diagnostics.has_errors());
    }
    diagnostics.render(false);
});
