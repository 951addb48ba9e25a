//! The resources of a source file, with the values of the enums beside them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Item, Meta, Path, Token, punctuated::Punctuated};

use super::errors::Errors;
use super::payloads::Claims;
use super::{Parsed, enumeration, outline, resource};
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
    for input in derived(&file.items, "Enum") {
        conditions(&input, &mut errors);
        match enumeration(&input) {
            Ok(found) => {
                let values = found.variants.into_iter();
                let values = values.map(|variant| Cow::Owned(variant.value)).collect();
                enums.insert(input.ident.unraw().to_string(), values);
            }
            Err(error) => errors.push(error),
        }
    }
    let (mut resources, mut claims) = (Vec::new(), Claims::default());
    for input in derived(&file.items, "Resource") {
        conditions(&input, &mut errors);
        match resource(&input) {
            Ok(parsed) => {
                claims.claim(&input.ident, &parsed, &mut errors);
                let resource = with_values(parsed, &enums, &mut errors);
                resources.push((resource, input.ident.span()));
            }
            Err(error) => errors.push(error),
        }
    }
    errors.propagate()?;
    Ok(resources)
}

/// The tables of the structs of a file that derive `Resource`, whatever else is wrong with them.
pub fn tables(file: &syn::File) -> Vec<String> {
    derived(&file.items, "Resource")
        .map(|input| outline(&input).resource.table.into_owned())
        .collect()
}

/// Refuses conditions on fields and variants. The compiler resolves them before it calls a derive; who reads source cannot.
pub(crate) fn conditions(input: &DeriveInput, errors: &mut Errors) {
    let attributes: Vec<&Attribute> = match &input.data {
        Data::Struct(data) => data.fields.iter().flat_map(|it| &it.attrs).collect(),
        Data::Enum(data) => data.variants.iter().flat_map(|it| &it.attrs).collect(),
        Data::Union(_) => Vec::new(),
    };
    for name in ["cfg", "cfg_attr"] {
        for attribute in attributes.iter().filter(|it| it.path().is_ident(name)) {
            let message = format!("whether `{name}` holds is only known to the compiler");
            errors.at(attribute.path().span(), message);
        }
    }
}

/// The types among items that derive something.
fn derived<'a>(items: &'a [Item], name: &'a str) -> impl Iterator<Item = DeriveInput> + 'a {
    items
        .iter()
        .filter_map(input)
        .filter(move |input| derives(&input.attrs, name))
}

/// An item as a derive sees it, if it is a type.
pub(crate) fn input(item: &Item) -> Option<DeriveInput> {
    match item.clone() {
        Item::Struct(item) => Some(item.into()),
        Item::Enum(item) => Some(item.into()),
        Item::Union(item) => Some(item.into()),
        _ => None,
    }
}

/// Whether attributes derive a trait of that name, whatever its path.
pub(crate) fn derives(attributes: &[Attribute], name: &str) -> bool {
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
