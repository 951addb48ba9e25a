//! From a struct's syntax tree to a checked resource.
//!
//! Everything that is wrong with a struct is reported at once, each fault at its own place.

mod attributes;
mod check;
mod container;
mod enumeration;
mod errors;
mod field;
mod file;
mod object;
#[cfg(test)]
mod tests;
mod types;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Path, parse_quote};

pub use self::enumeration::{Enumeration, Variant, enumeration};
use self::errors::Errors;
pub use self::file::file;
pub use self::object::{ParsedMember, ParsedObject, object};
pub use self::types::choices;
use crate::check::check as checked;
use crate::draft::Draft;
use crate::fault::{Fault, FaultKind, Site};
use crate::resource::Resource;

/// A struct that is a resource: what it says, and the syntax that says it.
#[derive(Debug)]
pub struct Parsed<'a> {
    /// The checked resource; the values of its enums are empty, for they stand elsewhere.
    pub resource: Resource,
    /// The struct's fields, as many as the resource has.
    pub fields: Vec<&'a syn::Field>,
    /// The names of the payloads' types, of a new row and of a change.
    pub payloads: [Ident; 2],
    /// The support crate.
    pub krate: Path,
}

/// Reads a struct with `#[resource(…)]` attributes, or tells everything that is wrong with it.
pub fn resource(input: &DeriveInput) -> Result<Parsed<'_>, syn::Error> {
    let mut errors = Errors::default();
    let fields = named_fields(input, &mut errors);
    // What is no struct of columns would only be told that it lacks what it should not have.
    errors.propagate()?;
    let container = container::read(&input.attrs, input.ident.span(), &mut errors);
    let mut said: Vec<field::Said> = fields
        .iter()
        .map(|&field| field::read(field, &mut errors))
        .collect();
    field::number_keys(&mut said, &mut errors);
    errors.propagate()?;

    let places = Places {
        type_name: input.ident.span(),
        container: &container,
        fields: &said,
    };
    let draft = draft(input, &container, &said);
    match checked(0, &draft) {
        Ok(resource) => Ok(Parsed {
            resource,
            fields,
            payloads: container.payloads.unwrap_or_else(|| payloads(&input.ident)),
            krate: container.krate,
        }),
        Err(faults) => {
            for fault in faults {
                errors.at(
                    places.of(&fault),
                    format!("{}: {}", fault.kind, fault.kind.help()),
                );
            }
            Err(errors.into_error())
        }
    }
}

/// The names of a struct's payloads when it does not say them: they stand beside it, `order::Create` and `order::Patch`.
fn payloads(ident: &Ident) -> [Ident; 2] {
    ["Create", "Patch"].map(|name| Ident::new(name, ident.span()))
}

/// The support crate when nobody says another: `::chassis`.
fn chassis() -> Path {
    parse_quote!(::chassis)
}

/// The support crate that attributes name with errors or without: for what stands beside the errors.
pub fn krate(attributes: &[Attribute]) -> Path {
    let mut ignored = Errors::default();
    let words = attributes::Words::of_item(attributes, &["crate"], &[], &mut ignored);
    let krate = words.path("crate", &mut ignored);
    krate.unwrap_or_else(chassis)
}

fn named_fields<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Vec<&'a syn::Field> {
    if !input.generics.params.is_empty() {
        errors.at(
            input.generics.span(),
            "a resource has no generic parameters: its columns have fixed types",
        );
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => fields.named.iter().collect(),
            Fields::Unit | Fields::Unnamed(_) => {
                errors.at(
                    input.ident.span(),
                    "a resource is a struct with named fields, one for each column",
                );
                Vec::new()
            }
        },
        Data::Enum(_) | Data::Union(_) => {
            errors.at(
                input.ident.span(),
                "a resource is a struct; an enum of column values derives `Enum`",
            );
            Vec::new()
        }
    }
}

fn draft(input: &DeriveInput, container: &container::Said, fields: &[field::Said]) -> Draft {
    let mut draft = container.draft.clone();
    draft.type_name = input.ident.unraw().to_string();
    for said in fields {
        draft.fields.push(said.draft.clone());
        let belongs = said.belongs_to.iter().map(|(belongs, _)| belongs.clone());
        draft.belongs_to.extend(belongs);
    }
    draft
}

/// Where each thing was said.
struct Places<'a> {
    type_name: Span,
    container: &'a container::Said,
    fields: &'a [field::Said],
}

impl Places<'_> {
    fn of(&self, fault: &Fault) -> Span {
        if let FaultKind::BadBelongs { table, columns } = &fault.kind {
            return self.of_belongs_to(table, columns);
        }
        if let FaultKind::BadCheck { name, .. } = &fault.kind {
            return self.of_check(name);
        }
        match fault.site {
            Site::Resource(_) => self.type_name,
            Site::Field(_, field) => self
                .fields
                .get(field)
                .map_or(self.type_name, |said| said.place),
            Site::Key(_, None, "key") => self
                .fields
                .iter()
                .find_map(|said| said.words.place("key"))
                .unwrap_or(self.type_name),
            Site::Key(_, None, word) => self.container.words.place(word).unwrap_or(self.type_name),
            Site::Key(_, Some(field), word) => {
                self.fields.get(field).map_or(self.type_name, |said| {
                    said.words.place(word).unwrap_or(said.place)
                })
            }
        }
    }

    fn of_check(&self, name: &str) -> Span {
        let mut checks = self.container.checks.iter();
        let found = checks.find(|(check, _)| check.names.first().map_or("", AsRef::as_ref) == name);
        found.map_or(self.type_name, |&(_, place)| place)
    }

    fn of_belongs_to(&self, table: &str, columns: &str) -> Span {
        let of_fields = self.fields.iter().flat_map(|said| &said.belongs_to);
        self.container
            .belongs_to
            .iter()
            .chain(of_fields)
            .find(|(belongs, _)| belongs.table == table && belongs.columns.join(", ") == columns)
            .map_or(self.type_name, |&(_, place)| place)
    }
}
