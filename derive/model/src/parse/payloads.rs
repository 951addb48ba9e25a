//! The names of payloads among those of a module.

use std::collections::BTreeMap;

use syn::ext::IdentExt;
use syn::{DeriveInput, Ident};

use super::Parsed;
use super::errors::Errors;
use crate::resource::{Resource, Source};

/// The names of a struct's payloads when it does not say them: they stand beside it, `order::Create` and `order::Patch`.
pub fn names(ident: &Ident) -> [Ident; 2] {
    ["Create", "Patch"].map(|name| Ident::new(name, ident.span()))
}

/// Names that differ from the struct's: what a message about names proposes.
pub fn apart(ident: &Ident) -> [Ident; 2] {
    ["Create", "Patch"].map(|name| Ident::new(&format!("{}{name}", ident.unraw()), ident.span()))
}

/// The payloads that a resource has, of the names that it would give them.
pub fn of<'a>(resource: &Resource, names: &'a [Ident; 2]) -> &'a [Ident] {
    match resource.source {
        Source::View => &[],
        Source::Table if resource.key().is_empty() => &names[..1],
        Source::Table => names,
    }
}

/// Refuses a payload that is named as the struct itself.
pub fn check(input: &DeriveInput, names: &[Ident], errors: &mut Errors) {
    if let Some(name) = names.iter().find(|name| **name == input.ident) {
        let [create, patch] = apart(&input.ident);
        let message = format!(
            "`{name}` is the struct itself, and would be a payload of it: \
             name the payloads, `#[resource(payloads({create}, {patch}))]`"
        );
        errors.at(name.span(), message);
    }
}

/// The resources of one module by the names of their payloads.
#[derive(Default)]
pub struct Claims {
    taken: BTreeMap<String, Ident>,
}

impl Claims {
    /// Takes the names of a resource's payloads. Only who reads a whole file sees this; the compiler says that a name is
    /// defined twice, at the second struct.
    pub fn claim(&mut self, ident: &Ident, parsed: &Parsed<'_>, errors: &mut Errors) {
        for name in of(&parsed.resource, &parsed.payloads) {
            if let Some(first) = self.taken.insert(name.to_string(), ident.clone()) {
                let [create, patch] = apart(ident);
                let message = format!(
                    "`{name}` is a payload of `{first}` and of `{ident}`: \
                     name the payloads, `#[resource(payloads({create}, {patch}))]`"
                );
                errors.at(name.span(), message);
            }
        }
    }
}
