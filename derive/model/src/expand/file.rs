//! What the derives write for every type of a source file.

use proc_macro2::TokenStream;
use syn::{DeriveInput, Ident, Item};

use super::{enumeration, object, resource};
use crate::parse::payloads::Claims;
use crate::parse::{self, Errors, derives};

/// The derives, in the order in which what they write is shown.
const DERIVES: [&str; 3] = ["Resource", "Enum", "Object"];

/// What a derive writes for one type.
#[derive(Debug)]
pub struct Expanded {
    /// `Resource`, `Enum` or `Object`.
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
        let said = DERIVES.into_iter();
        let said: Vec<&str> = said.filter(|name| derives(&input.attrs, name)).collect();
        if !said.is_empty() {
            parse::conditions(&input, errors);
        }
        for derive in said {
            match code(derive, &input, &mut claims, errors) {
                Ok(code) => expanded.push(Expanded {
                    derive,
                    ident: input.ident.clone(),
                    code,
                }),
                Err(error) => errors.push(error),
            }
        }
    }
}

fn code(
    derive: &str,
    input: &DeriveInput,
    claims: &mut Claims,
    errors: &mut Errors,
) -> syn::Result<TokenStream> {
    match derive {
        "Enum" => Ok(enumeration::code(input, &parse::enumeration(input)?)),
        "Object" => Ok(object::code(input, &parse::object(input)?)),
        _ => {
            let parsed = parse::resource(input)?;
            claims.claim(&input.ident, &parsed, errors);
            Ok(resource::code(input, &parsed))
        }
    }
}
