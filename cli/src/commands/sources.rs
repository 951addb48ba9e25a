//! The source files of resources written by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::spec::{Spec, Table};
use crate::written::{self, Written};

/// The folder from which a spec sees source files: its own.
pub(super) fn folder(spec: &Path) -> PathBuf {
    spec.parent().map(Path::to_owned).unwrap_or_default()
}

/// Reads every file that the spec names, each once; what cannot be read is reported where it is named.
pub(super) fn read(spec: &mut Spec, folder: &Path, diagnostics: &mut Diagnostics) {
    let resources = spec.tables.values().filter_map(Table::resource);
    let sources = resources.filter_map(|resource| resource.source.as_ref());
    let mut named = BTreeMap::new();
    for source in sources {
        named.entry(&source.value).or_insert(&source.place);
    }
    let mut read = Vec::new();
    for (path, place) in named {
        let file = folder.join(path);
        match fs::read_to_string(&file) {
            Ok(text) => read.extend(written::read(path, &file, text, diagnostics)),
            Err(error) => {
                let message = format!("cannot read {}: {error}", file.display());
                let help =
                    "the path is seen from the folder of the spec, and is the same in the project";
                diagnostics.error(place, message, help);
            }
        }
    }
    spec.sources = read;
}

/// The module of each type that is written by hand.
pub(super) fn modules(files: &[Written]) -> BTreeMap<&str, &str> {
    let types = files.iter().flat_map(|file| {
        let resources = file.resources.iter();
        resources.map(|(resource, _)| (&*resource.type_name, file.module()))
    });
    types.collect()
}
