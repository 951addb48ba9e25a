//! Starter specs of real schemas: read without an error, and saying what holds without them.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::{Outline, outline};
use scaffold::spec::{self, Spec};
use scaffold::starter::starter;

/// The folder of third-party schemas beside the checkout, when there is one.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        println!(
            "the corpus is not here ({}): no spec was started",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

/// What a spec gives; it must be free of errors.
fn with(text: &str, schema: &ddl::Schema) -> Outline {
    let mut diagnostics = Diagnostics::default();
    let spec = spec::read(Path::new("api.yaml"), text, &mut diagnostics);
    let messages = |diagnostics: &Diagnostics| {
        let lines = diagnostics
            .iter()
            .map(|it| format!("{:?}: {}", it.place.as_ref().map(|it| it.line), it.message));
        lines.collect::<Vec<_>>().join("\n")
    };
    let spec = spec.unwrap_or_else(|| panic!("{}\n{text}", messages(&diagnostics)));
    let outline = outline("corpus", schema, &spec, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", messages(&diagnostics));
    outline
}

/// The same without what relations add.
fn without_relations(mut outline: Outline) -> Outline {
    for resource in &mut outline.service.resources {
        resource.belongs_to = Vec::new().into();
        for field in resource.fields.to_mut() {
            (field.filter, field.sort) = (false, false);
        }
    }
    // What is said needs no note.
    outline.notes.clear();
    outline.skipped.clear();
    outline.left_out.clear();
    outline
}

#[test]
fn starter_specs_say_what_holds_without_them() {
    let Some(corpus) = corpus() else { return };
    let mut tested = 0;
    let mut paths: Vec<PathBuf> = fs::read_dir(&corpus)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "sql"))
        .collect();
    paths.sort();
    for path in paths {
        let mut diagnostics = Diagnostics::default();
        let file = fs::File::open(&path).expect("a file of the corpus");
        let schema = ddl::read(&path, file, None, &mut diagnostics).expect("readable");
        let mut faults = Diagnostics::default();
        let plain = outline("corpus", &schema, &Spec::default(), &mut faults);
        if faults.has_errors() {
            println!("{}: refused with or without a spec", path.display());
            continue;
        }
        let text = starter(&schema, &plain);
        assert!(with(&text, &schema) == plain, "{}", path.display());
        let spoken: String = text
            .lines()
            .map(|line| line.strip_prefix("# ").unwrap_or(line).to_owned() + "\n")
            .collect();
        let spoken = without_relations(with(&spoken, &schema));
        assert!(
            spoken == without_relations(plain),
            "{} when spoken",
            path.display()
        );
        tested += 1;
    }
    println!("{tested} specs");
    assert!(tested > 40, "only {tested} specs");
}
