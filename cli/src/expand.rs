//! The Rust that the derives write, formatted: from the code that the derives run.

use std::path::Path;
use std::sync::Arc;

use chassis_model::expand::{Expanded, file};
use chassis_model::parse;
use proc_macro2::Span;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};

/// What the derives write for the types of a Rust file, each under a line that names it; none after reporting what the
/// derives would report.
pub fn expand(path: &Path, text: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let read = syn::parse_file(text).and_then(|source| file(&source));
    let written = read.and_then(|expanded| expanded.iter().map(formatted).collect());
    match written {
        Ok(parts) => {
            let parts: Vec<String> = parts;
            Some(parts.join("\n"))
        }
        Err(errors) => {
            let file: Arc<Path> = path.into();
            for error in errors {
                diagnostics.push(Diagnostic {
                    severity: Severity::Error,
                    place: Some(place(&file, text, error.span())),
                    message: error.to_string(),
                    help: None,
                });
            }
            None
        }
    }
}

/// The tables of a Rust file's resources, as far as they can be read.
pub fn tables(text: &str) -> Vec<String> {
    syn::parse_file(text).map_or_else(|_| Vec::new(), |source| parse::tables(&source))
}

fn formatted(expanded: &Expanded) -> syn::Result<String> {
    let code = syn::parse2(expanded.code.clone())?;
    let Expanded { derive, ident, .. } = expanded;
    Ok(format!(
        "// #[derive({derive})] of {ident}\n{}",
        prettyplease::unparse(&code)
    ))
}

fn place(file: &Arc<Path>, text: &str, span: Span) -> Place {
    let (start, end) = (span.start(), span.end());
    let line = text.lines().nth(start.line.saturating_sub(1));
    let rest = line.map_or(0, |line| line.chars().count().saturating_sub(start.column));
    let width = if end.line == start.line {
        end.column.saturating_sub(start.column)
    } else {
        rest
    };
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Place {
        file: Arc::clone(file),
        line: number(start.line.max(1)),
        column: number(start.column + 1),
        width: number(width.max(1)),
    }
}
