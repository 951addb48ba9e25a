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
pub(crate) mod payloads;
mod policy;
#[cfg(feature = "source")]
mod source;
#[cfg(test)]
mod tests;
mod types;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Path, parse_quote};

pub use self::enumeration::{Enumeration, Variant, enumeration};
pub(crate) use self::errors::Errors;
pub(crate) use self::file::{conditions, derives, input};
pub use self::file::{file, tables};
pub use self::object::{ParsedMember, ParsedObject, object};
#[cfg(feature = "source")]
pub use self::source::{Found, Misread, Position, source};
pub use self::types::choices;
use crate::check::{LONGEST_KEY, check as checked, unchecked};
use crate::draft::Draft;
use crate::fault::{Fault, FaultKind, Site};
use crate::resource::{Resource, Source};

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
    let read = Read::new(input, &fields, &mut errors);
    errors.propagate()?;
    match checked(0, &read.draft(input)) {
        Ok(resource) => {
            if let (Source::View, Some(place)) =
                (resource.source, read.container.words.place("payloads"))
            {
                errors.at(place, "nothing is written of a view: drop `payloads`");
            }
            let parsed = read.parsed(input, resource, fields);
            let names = payloads::of(&parsed.resource, &parsed.payloads);
            payloads::check(input, names, &mut errors);
            errors.propagate()?;
            Ok(parsed)
        }
        Err(faults) => {
            let places = Places {
                type_name: input.ident.span(),
                container: &read.container,
                fields: &read.fields,
            };
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

/// What the syntax of a struct with errors tells all the same: for what stands beside the errors. Nothing of it is checked.
pub fn outline(input: &DeriveInput) -> Parsed<'_> {
    let mut ignored = Errors::default();
    let fields = named_fields(input, &mut ignored);
    let mut read = Read::new(input, &fields, &mut ignored);
    // A key that is only known in parts is not known, and one that is too long no type's.
    let is_typed = |said: &field::Said| said.is_typed || said.draft.key.is_none();
    let keys = read.fields.iter().filter(|said| said.draft.key.is_some());
    let is_long = keys.count() > LONGEST_KEY;
    if is_long || !input.generics.params.is_empty() || !read.fields.iter().all(is_typed) {
        for said in &mut read.fields {
            said.draft.key = None;
        }
    }
    let resource = unchecked(&read.draft(input));
    let mut parsed = read.parsed(input, resource, fields);
    if parsed.payloads.contains(&input.ident) {
        parsed.payloads = payloads::apart(&input.ident);
    }
    parsed
}

/// What a struct says, before it is checked.
struct Read {
    container: container::Said,
    fields: Vec<field::Said>,
}

impl Read {
    fn new(input: &DeriveInput, fields: &[&syn::Field], errors: &mut Errors) -> Self {
        let container = container::read(&input.attrs, &input.ident, errors);
        let read = |field: &&syn::Field| field::read(field, errors);
        let mut fields: Vec<field::Said> = fields.iter().map(read).collect();
        field::number_keys(&mut fields, errors);
        Self { container, fields }
    }

    fn draft(&self, input: &DeriveInput) -> Draft {
        let mut draft = self.container.draft.clone();
        draft.type_name = input.ident.unraw().to_string();
        for said in &self.fields {
            draft.fields.push(said.draft.clone());
            let belongs = said.belongs_to.iter().map(|(belongs, _)| belongs.clone());
            draft.belongs_to.extend(belongs);
        }
        draft
    }

    fn parsed<'a>(
        self,
        input: &DeriveInput,
        resource: Resource,
        fields: Vec<&'a syn::Field>,
    ) -> Parsed<'a> {
        let payloads = self.container.payloads;
        Parsed {
            resource,
            fields,
            payloads: payloads.unwrap_or_else(|| payloads::names(&input.ident)),
            krate: self.container.krate,
        }
    }
}

/// The support crate when nobody says another: `::chassis`.
fn chassis() -> Path {
    parse_quote!(::chassis)
}

/// The support crate of an item with errors.
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
        if let FaultKind::BadIndex { what, name, .. } = &fault.kind {
            return self.of_index(what, name);
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

    /// The last index of that name: of two it is the one that is told.
    fn of_index(&self, what: &str, name: &str) -> Span {
        let indexes = match what {
            "unique" => &self.container.unique,
            _ => &self.container.fulltext,
        };
        let found = indexes.iter().rfind(|(index, _)| index.name == name);
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
