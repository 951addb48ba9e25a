//! The resources of real schemas.

use std::fs::{File, read_dir};
use std::path::{Path, PathBuf};

use chassis_model::Resource;
use scaffold::ddl;
use scaffold::diagnostic::Diagnostics;
use scaffold::resolve::resolve;
use scaffold::spec::Spec;

/// Every resource of every schema of the corpus, when there is a corpus beside this checkout.
pub fn resources() -> Option<Vec<Resource>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let entries = read_dir(folder).ok()?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    paths.sort();
    Some(paths.iter().flat_map(|path| of_schema(path)).collect())
}

/// The resources of one schema; statements that it should not have are left out.
fn of_schema(path: &Path) -> Vec<Resource> {
    let file = File::open(path).expect("a file of the corpus");
    let mut diagnostics = Diagnostics::default();
    let schema = ddl::read(path, file, None, &mut diagnostics).expect("a readable file");
    let mut diagnostics = Diagnostics::default();
    let resolved = resolve("corpus", &schema, &Spec::default(), &mut diagnostics);
    let first = || diagnostics.iter().next();
    assert!(resolved.is_some(), "{}: {:?}", path.display(), first());
    resolved.map_or_else(Vec::new, |resolved| resolved.service.resources)
}
