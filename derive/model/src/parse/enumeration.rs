//! From an enum's syntax tree to the closed list of an ENUM or SET column.

use std::collections::BTreeMap;

use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Meta, Path};

use super::attributes::Words;
use super::errors::Errors;

/// An enum that is a closed list.
#[derive(Debug)]
pub struct Enumeration {
    /// Its variants in the order of the column's definition.
    pub variants: Vec<Variant>,
    /// The support crate: `#[resource(crate = "…")]` on the enum names another than `::chassis`.
    pub krate: Path,
}

/// One variant.
#[derive(Debug)]
pub struct Variant {
    /// Its name in Rust.
    pub ident: Ident,
    /// The value that the database stores.
    pub value: String,
}

/// Reads an enum with `#[value("…")]` attributes, or tells everything that is wrong with it.
pub fn enumeration(input: &DeriveInput) -> Result<Enumeration, syn::Error> {
    let mut errors = Errors::default();
    if !input.generics.params.is_empty() {
        errors.at(
            input.generics.span(),
            "an enum of column values has no generic parameters",
        );
    }
    let words = Words::of_item(&input.attrs, &["crate"], &[], &mut errors);
    let krate = words.path("crate", &mut errors);
    let mut variants = Vec::new();
    match &input.data {
        Data::Enum(data) => {
            for variant in &data.variants {
                if !matches!(variant.fields, Fields::Unit) {
                    errors.at(
                        variant.ident.span(),
                        "a column's value carries no fields: write the name alone",
                    );
                }
                variants.push(Variant {
                    value: value(&variant.attrs, &mut errors)
                        .unwrap_or_else(|| variant.ident.unraw().to_string()),
                    ident: variant.ident.clone(),
                });
            }
            if variants.is_empty() {
                errors.at(input.ident.span(), "a column needs at least one value");
            }
        }
        Data::Struct(_) | Data::Union(_) => errors.at(
            input.ident.span(),
            "only an enum is a closed list; a struct derives `Resource`",
        ),
    }
    let mut seen: BTreeMap<&str, &Ident> = BTreeMap::new();
    for Variant { ident, value } in &variants {
        if let Some(first) = seen.insert(value, ident) {
            let message = format!(
                "`{first}` has the value {value:?} too: give one of them another, `#[value(\"…\")]`"
            );
            errors.at(ident.span(), message);
        }
    }
    errors.propagate()?;
    Ok(Enumeration {
        variants,
        krate: krate.unwrap_or_else(super::chassis),
    })
}

fn value(attributes: &[Attribute], errors: &mut Errors) -> Option<String> {
    let mut value = None;
    for attribute in attributes {
        if attribute.path().is_ident("resource") {
            let message = "a variant only has a value: `#[value(\"…\")]`";
            errors.push(syn::Error::new_spanned(attribute, message));
        }
        if !attribute.path().is_ident("value") {
            continue;
        }
        let text = match &attribute.meta {
            Meta::List(list) => {
                let text = list.parse_args::<LitStr>().ok();
                text.filter(|text| text.suffix().is_empty())
            }
            Meta::Path(_) | Meta::NameValue(_) => None,
        };
        match text {
            None => {
                let message = "write the value: `#[value(\"…\")]`";
                errors.push(syn::Error::new_spanned(attribute, message));
            }
            Some(_) if value.is_some() => {
                let message = "the value is given twice";
                errors.push(syn::Error::new_spanned(attribute, message));
            }
            Some(text) => value = Some(text.value()),
        }
    }
    value
}
