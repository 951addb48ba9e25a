//! A struct that is a JSON object: what a custom endpoint takes or gives.

use std::borrow::Cow;

use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, GenericArgument, Ident, Path, PathArguments};

use super::attributes::Words;
use super::errors::Errors;
use super::{chassis, types};
use crate::check::check as checked;
use crate::draft::{Draft, FieldDraft};
use crate::fault::{Fault, Site};
use crate::resource::{DefaultValue, Field};
use crate::types::Type;

const WORDS: [&str; 16] = [
    "parameter",
    "object",
    "default",
    "name",
    "length",
    "precision",
    "scale",
    "fraction",
    "fixed",
    "year",
    "bits",
    "geometry",
    "srid",
    "range",
    "big_integers",
    "comment",
];

/// A struct that is an object: its members, and the syntax that says them.
#[derive(Debug)]
pub struct ParsedObject<'a> {
    /// Its members.
    pub members: Vec<ParsedMember<'a>>,
    /// The support crate.
    pub krate: Path,
}

/// A member of an object.
#[derive(Debug)]
pub struct ParsedMember<'a> {
    /// The Rust field.
    pub ident: &'a Ident,
    /// The type of the value, or of each in a list, without `Option`.
    pub element: &'a syn::Type,
    /// What is said of it.
    pub field: Field,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it is an object, whose struct says what is in it.
    pub object: bool,
    /// Whether the path or the query gives it.
    pub parameter: bool,
}

/// Reads a struct of members, or tells everything that is wrong with it.
pub fn object(input: &DeriveInput) -> Result<ParsedObject<'_>, syn::Error> {
    let mut errors = Errors::default();
    let fields = match &input.data {
        Data::Struct(data) if input.generics.params.is_empty() => Some(&data.fields),
        Data::Struct(_) | Data::Enum(_) | Data::Union(_) => None,
    };
    let Some(Fields::Named(fields)) = fields else {
        let message = "an object is a struct with named fields and no generic parameters";
        errors.at(input.ident.span(), message);
        return Err(errors.into_error());
    };
    let words = Words::of_item(&input.attrs, &["crate", "time_zone"], &[], &mut errors);
    let krate = words.path("crate", &mut errors).unwrap_or_else(chassis);
    let zone = words.text("time_zone", &mut errors);
    let members = fields.named.iter();
    let members = members.filter_map(|field| member(field, zone.as_deref(), &mut errors));
    let members = members.collect();
    errors.propagate()?;
    Ok(ParsedObject { members, krate })
}

fn member<'a>(
    syntax: &'a syn::Field,
    zone: Option<&str>,
    errors: &mut Errors,
) -> Option<ParsedMember<'a>> {
    let ident = syntax.ident.as_ref()?;
    let words = Words::of_item(&syntax.attrs, &WORDS, &[], errors);
    let inner = argument(&syntax.ty, "Option");
    let (nullable, whole) = (inner.is_some(), inner.unwrap_or(&syntax.ty));
    let items = argument(whole, "Vec");
    let (list, element) = (items.is_some(), items.unwrap_or(whole));
    let object = words.flag("object", errors);
    let ty = match object {
        true => Some(Type::Json),
        false => {
            let (ty, optional) = types::read(element, &words, errors);
            if optional {
                let message = "a value is there or not: one `Option`, around the whole";
                errors.at(element.span(), message);
            }
            ty
        }
    };
    let name = ident.unraw().to_string();
    let mut draft = super::field::read_member(&words, name, ty?, errors);
    draft.nullable = nullable;
    let mut field = checked_field(ident, draft, &words, errors)?;
    let is_local = matches!(field.ty, Type::DateTime { .. });
    let zone = zone.filter(|_| is_local);
    field.time_zone = zone.map(|zone| Cow::Owned(zone.to_owned()));
    check_default(ident, &field, list || object, errors);
    Some(ParsedMember {
        ident,
        element,
        field,
        list,
        object,
        parameter: words.flag("parameter", errors),
    })
}

/// The field of a draft, which must be sound as a column would be.
fn checked_field(
    ident: &Ident,
    field: FieldDraft,
    words: &Words,
    errors: &mut Errors,
) -> Option<Field> {
    let mut draft = Draft::new(ident.to_string(), ident.to_string());
    draft.fields.push(field);
    match checked(0, &draft) {
        Ok(resource) => resource.fields.first().cloned(),
        Err(faults) => {
            for Fault { site, kind } in faults {
                let place = match site {
                    Site::Key(_, _, word) => words.place(word),
                    Site::Resource(_) | Site::Field(..) => None,
                };
                let place = place.unwrap_or_else(|| ident.span());
                errors.at(place, format!("{kind}: {}", kind.help()));
            }
            None
        }
    }
}

fn check_default(ident: &Ident, field: &Field, is_compound: bool, errors: &mut Errors) {
    match &field.default {
        None => {}
        Some(DefaultValue::Literal(_)) if is_compound || field.nullable => {
            let message = "a default is for a single value that is always there";
            errors.at(ident.span(), message);
        }
        Some(DefaultValue::Literal(_)) => {}
        Some(_) => errors.at(ident.span(), "a default is text: `default = \"0\"`"),
    }
}

/// `T` of `Name<T>`.
fn argument<'a>(ty: &'a syn::Type, name: &str) -> Option<&'a syn::Type> {
    let syn::Type::Path(path) = types::ungrouped(ty) else {
        return None;
    };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == name)?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(ty)) if arguments.args.len() == 1 => Some(ty),
            _ => None,
        },
        PathArguments::None | PathArguments::Parenthesized(_) => None,
    }
}

#[cfg(test)]
mod tests;
