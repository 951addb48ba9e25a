//! The resources of a source file, with the values of the enums beside them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Item, Meta, Path, Token, punctuated::Punctuated};

use super::errors::Errors;
use super::{Parsed, enumeration, resource};
use crate::resource::{List, Resource, Text};
use crate::types::Type;

/// Every struct of a file that derives `Resource`; the enums of their columns must stand in the same file.
pub fn file(file: &syn::File) -> Result<Vec<Resource>, syn::Error> {
    let found = found(file)?.into_iter();
    Ok(found.map(|(resource, _)| resource).collect())
}

/// The same, each with the place of its name.
pub fn found(file: &syn::File) -> Result<Vec<(Resource, Span)>, syn::Error> {
    let mut errors = Errors::default();
    let mut enums: BTreeMap<String, List<Text>> = BTreeMap::new();
    for item in &file.items {
        if let Item::Enum(item) = item
            && derives(&item.attrs, "Enum")
        {
            match enumeration(&DeriveInput::from(item.clone())) {
                Ok(found) => {
                    let values = found.variants.into_iter();
                    let values = values.map(|variant| Cow::Owned(variant.value)).collect();
                    enums.insert(item.ident.unraw().to_string(), values);
                }
                Err(error) => errors.push(error),
            }
        }
    }
    let mut resources = Vec::new();
    for item in &file.items {
        if let Item::Struct(item) = item
            && derives(&item.attrs, "Resource")
        {
            let input = DeriveInput::from(item.clone());
            match resource(&input) {
                Ok(parsed) => {
                    let resource = with_values(parsed, &enums, &mut errors);
                    resources.push((resource, item.ident.span()));
                }
                Err(error) => errors.push(error),
            }
        }
    }
    errors.propagate()?;
    Ok(resources)
}

fn derives(attributes: &[Attribute], name: &str) -> bool {
    let is_name = |path: &Path| path.segments.last().is_some_and(|last| last.ident == name);
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) => list
                .parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
                .ok(),
            Meta::Path(_) | Meta::NameValue(_) => None,
        })
        .any(|paths| paths.iter().any(is_name))
}

fn with_values(
    parsed: Parsed<'_>,
    enums: &BTreeMap<String, List<Text>>,
    errors: &mut Errors,
) -> Resource {
    let mut resource = parsed.resource;
    let fields = resource.fields.to_mut();
    for (field, syntax) in fields.iter_mut().zip(parsed.fields) {
        if let Type::Enum(choices) | Type::Set(choices) = &mut field.ty {
            match enums.get(choices.rust.as_ref()) {
                Some(values) => choices.values = values.clone(),
                None => {
                    let message = format!("the enum `{}` is not in this file", choices.rust);
                    errors.at(syntax.ty.span(), message);
                }
            }
        }
    }
    resource
}
