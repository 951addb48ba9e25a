//! What `#[resource(…)]` says on a field.

use std::borrow::Cow;

use proc_macro2::Span;
use syn::Lit;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::attributes::{Argument, Form, Word, Words, unknown};
use super::container::{BONDS, bond, nested};
use super::errors::Errors;
use super::types;
use crate::draft::FieldDraft;
use crate::resource::{Belongs, DefaultValue, Exposure, Range, ZeroDate};
use crate::types::Type;

const WORDS: [&str; 27] = [
    "key",
    "auto",
    "default",
    "generated",
    "on_update",
    "column",
    "name",
    "alias",
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
    "read_only",
    "write_only",
    "hidden",
    "filter",
    "sort",
    "zero_date",
    "big_integers",
    "comment",
    "belongs_to",
];

/// What was said, and where.
pub struct Said {
    /// The draft of the column.
    pub draft: FieldDraft,
    /// Whether its type was understood.
    pub is_typed: bool,
    /// The words, for their places.
    pub words: Words,
    /// The foreign keys, each with its place.
    pub belongs_to: Vec<(Belongs, Span)>,
    /// The field's name.
    pub place: Span,
}

/// Reads a field with its attributes.
pub fn read(field: &syn::Field, errors: &mut Errors) -> Said {
    let words = Words::of_item(&field.attrs, &WORDS, &["belongs_to"], errors);
    let ident = field.ident.as_ref().map(|ident| ident.unraw().to_string());
    let place = field
        .ident
        .as_ref()
        .map_or_else(|| field.span(), Spanned::span);

    // A type that cannot be read is already an error; the rest of the field is read all the same.
    let (ty, nullable) = types::read(&field.ty, &words, errors);
    let is_typed = ty.is_some();
    let mut draft = FieldDraft::new(ident.unwrap_or_default(), ty.unwrap_or(Type::Bool));
    draft.nullable = nullable;
    draft.column = words.text("column", errors);
    draft.name = words.text("name", errors);
    draft.alias = words.text("alias", errors);
    draft.comment = words.text("comment", errors);
    draft.default = default(&words, errors);
    draft.exposure = exposure(&words, errors);
    draft.filter = words.flag("filter", errors);
    draft.sort = words.flag("sort", errors);
    draft.range = range(&words, errors);
    draft.zero_date = zero_date(&words, errors);
    draft.as_string = big_integers(&words, errors);
    draft.on_update = words.flag("on_update", errors);
    let column = draft.column.as_ref().unwrap_or(&draft.ident);
    let belongs_to = words
        .all("belongs_to")
        .filter_map(|word| Some((belongs_to(word, column, errors)?, word.ident.span())))
        .collect();
    Said {
        draft,
        is_typed,
        words,
        belongs_to,
        place,
    }
}

/// What the words say of a member of an object, which is no column.
pub fn read_member(words: &Words, ident: String, ty: Type, errors: &mut Errors) -> FieldDraft {
    let mut draft = FieldDraft::new(ident, ty);
    draft.name = words.text("name", errors);
    draft.comment = words.text("comment", errors);
    draft.default = default(words, errors);
    draft.range = range(words, errors);
    draft.as_string = big_integers(words, errors);
    draft
}

/// Gives key fields their positions: as numbered, or by the order of the fields when none is.
pub fn number_keys(fields: &mut [Said], errors: &mut Errors) {
    let numbered = fields
        .iter()
        .filter_map(|said| said.words.get("key"))
        .any(|word| matches!(word.form, Form::Value(_)));
    let mut next = 0;
    for said in fields {
        let Some(word) = said.words.get("key") else {
            continue;
        };
        match word.form {
            Form::Flag if numbered => {
                let message = "another key field has a number: number all of them, `key = 0`";
                errors.at(word.ident.span(), message);
            }
            Form::Flag => {
                said.draft.key = Some(next);
                next += 1;
            }
            Form::Value(_) => said.draft.key = said.words.number("key", errors),
            Form::List(_) => errors.at(word.ident.span(), "write `key` or `key = 0`"),
        }
    }
}

/// The one word of several that exclude each other.
fn only<'a>(words: &'a Words, names: &[&str], errors: &mut Errors) -> Option<&'a Word> {
    let mut said = names.iter().filter_map(|name| words.get(name));
    let first = said.next()?;
    for other in said {
        let message = format!(
            "`{}` and `{}` exclude each other: drop one of them",
            first.ident, other.ident
        );
        errors.at(other.ident.span(), message);
    }
    Some(first)
}

fn default(words: &Words, errors: &mut Errors) -> Option<DefaultValue> {
    let word = only(words, &["auto", "default", "generated"], errors)?;
    if word.ident == "auto" {
        words.flag("auto", errors);
        return Some(DefaultValue::Auto);
    }
    if word.ident == "generated" {
        words.flag("generated", errors);
        return Some(DefaultValue::Generated);
    }
    match &word.form {
        Form::Value(Lit::Str(text)) => Some(DefaultValue::Literal(Cow::Owned(text.value()))),
        Form::List(arguments) => {
            let words = Words::of_list(arguments, &["sql"], errors);
            match words.text("sql", errors) {
                Some(sql) => Some(DefaultValue::Expression(Cow::Owned(sql))),
                None => {
                    if words.get("sql").is_none() {
                        errors.at(word.ident.span(), "write `default(sql = \"…\")`");
                    }
                    None
                }
            }
        }
        Form::Flag | Form::Value(_) => {
            let message = "write the value as text, `default = \"0\"`, or `default(sql = \"…\")`";
            errors.at(word.ident.span(), message);
            None
        }
    }
}

fn exposure(words: &Words, errors: &mut Errors) -> Exposure {
    let Some(word) = only(words, &["read_only", "write_only", "hidden"], errors) else {
        return Exposure::ReadWrite;
    };
    let name = word.ident.to_string();
    words.flag(&name, errors);
    match name.as_str() {
        "read_only" => Exposure::ReadOnly,
        "write_only" => Exposure::WriteOnly,
        _ => Exposure::Hidden,
    }
}

fn range(words: &Words, errors: &mut Errors) -> Range {
    let Some(bounds) = words
        .get("range")
        .and_then(|word| nested(word, &["min", "max"], errors))
    else {
        return Range::default();
    };
    if let (None, None, Some(place)) = (bounds.get("min"), bounds.get("max"), words.place("range"))
    {
        errors.at(place, "`range` takes a `min`, a `max` or both");
    }
    Range {
        min: bounds.number("min", errors),
        max: bounds.number("max", errors),
    }
}

fn zero_date(words: &Words, errors: &mut Errors) -> Option<ZeroDate> {
    let word = words.get("zero_date")?;
    let text = word.text(errors)?;
    match text.as_str() {
        "null" => Some(ZeroDate::Null),
        "error" => Some(ZeroDate::Error),
        "text" => Some(ZeroDate::Text),
        _ => {
            errors.at(
                word.ident.span(),
                unknown("treatment", &text, &["null", "error", "text"]),
            );
            None
        }
    }
}

fn big_integers(words: &Words, errors: &mut Errors) -> bool {
    let Some(word) = words.get("big_integers") else {
        return false;
    };
    match word.text(errors) {
        Some(text) if text != "string" => {
            errors.at(
                word.ident.span(),
                "write `big_integers = \"string\"`, or leave it out",
            );
            false
        }
        Some(_) => true,
        None => false,
    }
}

fn belongs_to(word: &Word, column: &str, errors: &mut Errors) -> Option<Belongs> {
    let arguments = match &word.form {
        Form::List(arguments) => arguments.as_slice(),
        Form::Flag | Form::Value(_) => &[],
    };
    let [
        Argument::Literal(Lit::Str(table)),
        Argument::Literal(Lit::Str(key)),
        rest @ ..,
    ] = arguments
    else {
        let message = "write the other table and its key: `belongs_to(\"customers\", \"id\")`";
        errors.at(word.ident.span(), message);
        return None;
    };
    let [cascade, loose] = BONDS;
    let words = Words::of_list(rest, &["name", cascade, loose], errors);
    Some(Belongs {
        columns: Cow::Owned(vec![Cow::Owned(column.to_owned())]),
        table: Cow::Owned(table.value()),
        keys: Cow::Owned(vec![Cow::Owned(key.value())]),
        bond: bond(&words, errors)?,
        name: words.text("name", errors).map(Cow::Owned),
    })
}
