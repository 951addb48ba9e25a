//! The source file of a resource: its struct, and the enums of its columns.

pub(crate) mod attribute;
pub(crate) mod text;
mod variants;
pub(crate) mod words;

use std::collections::BTreeSet;

use askama::Template;
use chassis_model::{Choices, Field, Resource, Source, Type};
use heck::ToSnakeCase;

use self::attribute::{Argument, On};

#[derive(Template)]
#[template(path = "resource.rs.j2")]
struct ResourceFile {
    origin: String,
    imports: String,
    enums: Vec<EnumView>,
    doc: String,
    endpoints: Vec<String>,
    attributes: Vec<String>,
    type_name: String,
    fields: Vec<FieldView>,
}

struct EnumView {
    column: String,
    name: String,
    variants: Vec<VariantView>,
}

struct VariantView {
    attributes: Vec<String>,
    name: String,
}

struct FieldView {
    doc: Option<String>,
    lines: Vec<String>,
}

/// The source file of a resource, as rustfmt would leave it.
pub fn resource_file(resource: &Resource) -> String {
    let file = ResourceFile {
        origin: origin(resource),
        imports: imports(resource),
        enums: enums(resource),
        doc: doc(resource),
        endpoints: endpoints(resource),
        attributes: attributes(resource),
        type_name: resource.type_name.to_string(),
        fields: resource
            .fields
            .iter()
            .map(|field| field_view(field, resource))
            .collect(),
    };
    // `Display` of a template writes to memory, which does not fail.
    file.to_string()
}

/// The file stem of a resource's module, which is also its name in Rust.
pub fn module_name(resource: &Resource) -> String {
    let name = resource.type_name.to_snake_case();
    // `mod.rs` is the list of modules, and Windows has devices of the other names.
    let taken = ["mod", "aux", "con", "nul", "prn"];
    if taken.contains(&name.as_str()) || is_keyword(&name) {
        format!("{name}_")
    } else {
        name
    }
}

/// Whether a name in Rust has letters beyond ASCII.
pub(crate) fn has_foreign_names(resource: &Resource) -> bool {
    let is_foreign = |choices: &Choices| {
        !choices.rust.is_ascii()
            || variants::variants(&choices.values)
                .iter()
                .any(|name| !name.is_ascii())
    };
    !resource.type_name.is_ascii()
        || resource
            .fields
            .iter()
            .any(|field| !field.ident.is_ascii() || choices(field).is_some_and(is_foreign))
}

fn origin(resource: &Resource) -> String {
    let source = match resource.source {
        Source::Table => "table",
        Source::View => "view",
    };
    format!("{source} {}", text::code(&resource.table))
}

/// The `use` of everything that the file names and the prelude has not.
fn imports(resource: &Resource) -> String {
    let mut names: BTreeSet<&str> = BTreeSet::from(["Resource"]);
    for field in resource.fields.iter() {
        names.extend(field.ty.import());
        if choices(field).is_some() {
            names.insert("Enum");
        }
    }
    let names: Vec<&str> = names.into_iter().collect();
    let list = names.join(", ");
    match names.len() {
        1 => format!("use chassis::{list};"),
        // Eleven names are all there are, and just too many for one line.
        11.. => format!("use chassis::{{\n    {list},\n}};"),
        _ => format!("use chassis::{{{list}}};"),
    }
}

/// The closed lists of columns; columns that share a type share the enum.
fn enums(resource: &Resource) -> Vec<EnumView> {
    let mut seen = BTreeSet::new();
    let mut enums = Vec::new();
    for field in resource.fields.iter() {
        let Some(choices) = choices(field) else {
            continue;
        };
        if !seen.insert(&choices.rust) {
            continue;
        }
        let names = variants::variants(&choices.values);
        let variants = names.into_iter().zip(choices.values.iter());
        enums.push(EnumView {
            column: text::code(&field.column),
            name: choices.rust.to_string(),
            variants: variants
                .map(|(name, value)| VariantView {
                    attributes: if name == *value {
                        Vec::new()
                    } else {
                        let value = Argument::Plain(text::literal(value));
                        attribute::attribute(On::Variant, "value", &[value])
                    },
                    name,
                })
                .collect(),
        });
    }
    enums
}

fn choices(field: &Field) -> Option<&Choices> {
    match &field.ty {
        Type::Enum(choices) | Type::Set(choices) => Some(choices),
        _ => None,
    }
}

fn doc(resource: &Resource) -> String {
    let comment = resource.comment.as_deref().and_then(text::doc);
    comment.unwrap_or_else(|| format!("A row of {}.", origin(resource)))
}

/// A line for each path: its methods, as code.
fn endpoints(resource: &Resource) -> Vec<String> {
    let paths = [
        (false, resource.collection_path()),
        (true, resource.row_path()),
    ];
    paths
        .into_iter()
        .filter_map(|(needs_key, path)| {
            let actions = resource.operations.iter();
            let methods: Vec<&str> = actions
                .filter(|action| action.needs_key() == needs_key)
                .map(|action| action.method())
                .collect();
            (!methods.is_empty()).then(|| text::code(&format!("{} {path}", methods.join(", "))))
        })
        .collect()
}

fn attributes(resource: &Resource) -> Vec<String> {
    let mut lines = attribute::pack(On::Struct, words::of_resource(resource));
    if let Some(comment) = &resource.comment {
        lines.extend(attribute::attribute(
            On::Struct,
            "resource",
            &[words::comment(comment)],
        ));
    }
    lines
}

fn field_view(field: &Field, resource: &Resource) -> FieldView {
    let mut lines = attribute::pack(On::Field, words::of_field(field, resource));
    if let Some(comment) = &field.comment {
        lines.extend(attribute::attribute(
            On::Field,
            "resource",
            &[words::comment(comment)],
        ));
    }
    let ty = field.ty.rust();
    let ty = if field.nullable {
        format!("Option<{ty}>")
    } else {
        ty
    };
    lines.extend(attribute::field(&raw(&field.ident), &ty));
    FieldView {
        doc: field.comment.as_deref().and_then(text::doc),
        lines,
    }
}

/// A name, with `r#` when it is a keyword.
pub(crate) fn raw(ident: &str) -> String {
    if is_keyword(ident) {
        format!("r#{ident}")
    } else {
        ident.to_owned()
    }
}

/// Whether Rust 2024 reserves a word (The Rust Reference, "Keywords": strict and reserved).
pub fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 52] = [
        "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
        "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
        "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv",
        "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try",
        "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&word)
}
