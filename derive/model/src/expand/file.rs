//! What the derives write for every type of a source file.

use proc_macro2::TokenStream;
use syn::{Ident, Item};

use super::{enumeration, resource};
use crate::parse::payloads::Claims;
use crate::parse::{self, Errors, derives};

/// What a derive writes for one type.
#[derive(Debug)]
pub struct Expanded {
    /// `Resource` or `Enum`.
    pub derive: &'static str,
    /// The type.
    pub ident: Ident,
    /// The code.
    pub code: TokenStream,
}

/// What the derives write for the types of a file and of its inline modules, or everything that is wrong with them.
pub fn file(file: &syn::File) -> Result<Vec<Expanded>, syn::Error> {
    let (mut expanded, mut errors) = (Vec::new(), Errors::default());
    items(&file.items, &mut expanded, &mut errors);
    errors.propagate()?;
    Ok(expanded)
}

fn items(items: &[Item], expanded: &mut Vec<Expanded>, errors: &mut Errors) {
    let mut claims = Claims::default();
    for item in items {
        if let Item::Mod(module) = item
            && let Some((_, content)) = &module.content
        {
            self::items(content, expanded, errors);
        }
        let Some(input) = parse::input(item) else {
            continue;
        };
        let [is_resource, is_enum] = ["Resource", "Enum"].map(|name| derives(&input.attrs, name));
        if is_resource || is_enum {
            parse::conditions(&input, errors);
        }
        let mut add = |derive, code| {
            let ident = input.ident.clone();
            expanded.push(Expanded {
                derive,
                ident,
                code,
            });
        };
        if is_resource {
            match parse::resource(&input) {
                Ok(parsed) => {
                    claims.claim(&input.ident, &parsed, errors);
                    add("Resource", resource::code(&input, &parsed));
                }
                Err(error) => errors.push(error),
            }
        }
        if is_enum {
            match parse::enumeration(&input) {
                Ok(parsed) => add("Enum", enumeration::code(&input.ident, &parsed)),
                Err(error) => errors.push(error),
            }
        }
    }
}
