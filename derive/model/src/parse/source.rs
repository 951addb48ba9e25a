//! The resources of a source text, for who reads files and has no use for syntax trees.

use proc_macro2::Span;

use super::file;
use crate::resource::Resource;

/// A resource, and where its name is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The resource.
    pub resource: Resource,
    /// Where its name is.
    pub position: Position,
}

/// Something that is wrong with a source text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Misread {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub position: Position,
}

/// Some characters of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The first character, from 1.
    pub column: usize,
    /// How many there are; one at least.
    pub width: usize,
}

/// Every resource of a source text, or everything that is wrong with it.
pub fn source(text: &str) -> Result<Vec<Found>, Vec<Misread>> {
    let found = syn::parse_file(text).and_then(|file| file::found(&file));
    match found {
        Ok(found) => Ok(found
            .into_iter()
            .map(|(resource, span)| Found {
                resource,
                position: position(span),
            })
            .collect()),
        Err(errors) => Err(errors
            .into_iter()
            .map(|error| Misread {
                message: error.to_string(),
                position: position(error.span()),
            })
            .collect()),
    }
}

fn position(span: Span) -> Position {
    let (start, end) = (span.start(), span.end());
    let width = match start.line == end.line {
        true => end.column.saturating_sub(start.column),
        false => 1,
    };
    Position {
        line: start.line,
        column: start.column + 1,
        width: width.max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_and_errors_have_places() {
        let text = "use chassis::Resource;\n\n#[derive(Resource)]\n#[resource(table = \"a\")]\n\
                    pub struct Übung { #[resource(key)] id: u64 }\n";
        let found = source(text).unwrap();
        assert_eq!(found[0].resource.table, "a");
        let position = Position {
            line: 5,
            column: 12,
            width: 5,
        };
        assert_eq!(found[0].position, position);
        let wrong = text.replace("key)", "kee)");
        let errors = source(&wrong).unwrap_err();
        assert_eq!(
            errors[0].to_string(),
            "unknown word `kee`: did you mean `key`?"
        );
        assert_eq!(
            errors[0].position,
            Position {
                line: 5,
                column: 31,
                width: 3
            }
        );
        let errors = source("struct {").unwrap_err();
        assert_eq!(errors[0].position.line, 1);
        assert_eq!(source("fn main() {}"), Ok(Vec::new()));
    }
}
