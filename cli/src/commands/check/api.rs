//! What the inputs of today make of the API that clients know.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::super::Error;
use super::super::pipeline::Input;
use super::super::project::read_file;
use crate::api_change::{ApiChange, compare};
use crate::tree::FileTree;

/// The committed document.
const DOCUMENT: &str = "openapi.json";

/// The document that clients know, and what changes of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Api {
    /// The document, as the user calls it: below the project, or as `--against` says.
    pub(super) against: String,
    /// What changes.
    pub(super) changes: Vec<ApiChange>,
}

impl Api {
    /// Whether clients may stop working.
    pub(super) fn is_breaking(&self) -> bool {
        self.changes.iter().any(|change| change.breaking)
    }
}

/// A document in JSON: other JSON would be one without operations, of which nothing can break.
fn document(text: &[u8]) -> Result<Json, serde_json::Error> {
    let json: Json = serde_json::from_slice(text)?;
    match json.get("openapi") {
        Some(Json::String(_)) => Ok(json),
        _ => Err(serde::de::Error::missing_field("openapi")),
    }
}

/// Compares the document that clients know with the one of today.
///
/// A committed document that is not there, or is no JSON, is told as a file already: nothing is compared then.
pub(super) fn api(
    project: &Path,
    against: Option<&PathBuf>,
    today: &FileTree,
) -> Result<Api, Error> {
    let (name, old) = match against {
        Some(path) => {
            let old = Input::read(path.clone())?;
            (path.to_string_lossy().into_owned(), Some(old.content))
        }
        None => (DOCUMENT.to_owned(), read_file(project, DOCUMENT)?),
    };
    let mut api = Api {
        against: name,
        changes: Vec::new(),
    };
    let (Some(old), Some(new)) = (old, today.get(DOCUMENT)) else {
        return Ok(api);
    };
    // Nearly always, and then there is no need to understand them.
    if old == new.content {
        return Ok(api);
    }
    let new = serde_json::from_slice(&new.content)?;
    match (document(&old), against) {
        (Ok(old), _) => api.changes = compare(&old, &new),
        (Err(_), None) => {}
        (Err(source), Some(path)) => {
            let path = path.clone();
            return Err(Error::NoDocument { path, source });
        }
    }
    Ok(api)
}
