//! What `#[resource(…)]` says on the struct.

use std::borrow::Cow;

use proc_macro2::Span;
use syn::{Attribute, Ident, Lit, Path};

use super::attributes::{Argument, Form, Word, Words};
use super::check;
use super::errors::Errors;
use super::policy;
use crate::draft::Draft;
use crate::resource::{Belongs, Bond, Index, List, Source, Text};
use crate::rule::Check;

const WORDS: [&str; 26] = [
    "crate",
    "table",
    "sqlite",
    "path",
    "view",
    "operations",
    "custom",
    "hooks",
    "page_size",
    "payloads",
    "time_zone",
    "comment",
    "belongs_to",
    "check",
    "unique",
    "fulltext",
    "filter",
    "sort",
    "access",
    "delete",
    "etag",
    "require_if_match",
    "expand",
    "nested",
    "events",
    "version",
];

/// What was said, and where.
pub struct Said {
    /// The draft, as yet without fields and name.
    pub draft: Draft,
    /// The words, for their places.
    pub words: Words,
    /// The names of the payloads' types, of a new row and of a change, when they are said.
    pub payloads: Option<[Ident; 2]>,
    /// The support crate.
    pub krate: Path,
    /// The foreign keys, each with its place.
    pub belongs_to: Vec<(Belongs, Span)>,
    /// The CHECK constraints, each with its place.
    pub checks: Vec<(Check, Span)>,
    /// The UNIQUE keys, each with its place.
    pub unique: Vec<(Index, Span)>,
    /// The FULLTEXT indexes, each with its place.
    pub fulltext: Vec<(Index, Span)>,
}

/// Reads the attributes of a struct.
pub fn read(attributes: &[Attribute], ident: &Ident, errors: &mut Errors) -> Said {
    let repeated = ["belongs_to", "check", "unique", "fulltext", "version"];
    let words = Words::of_item(attributes, &WORDS, &repeated, errors);
    let table = words.text("table", errors);
    if !words.tried("table") {
        errors.at(
            ident.span(),
            "the table is not named: `#[resource(table = \"…\")]`",
        );
    }
    let mut draft = Draft::new("", table.unwrap_or_default());
    draft.sqlite = words.text("sqlite", errors);
    draft.path = words.text("path", errors);
    if words.flag("view", errors) {
        draft.source = Source::View;
    }
    draft.comment = words.text("comment", errors);
    draft.time_zone = words.text("time_zone", errors);
    let extras = policy::operations(&words, &mut draft, errors);
    draft.hooks = words.flag("hooks", errors);
    draft.filter = policy::amendment("filter", &["add", "remove"], &words, errors);
    draft.sort = policy::amendment("sort", &["add"], &words, errors);
    draft.policy = policy::read(&words, extras, errors);
    let krate = words.path("crate", errors).unwrap_or_else(super::chassis);
    let payloads = words.get("payloads");
    let payloads = payloads.and_then(|word| payloads_of(word, errors));
    if let Some(word) = words.get("page_size") {
        (draft.page_default, draft.page_max) = page_size(word, errors);
    }
    let belongs_to: Vec<(Belongs, Span)> = words
        .all("belongs_to")
        .filter_map(|word| Some((belongs_to(word, errors)?, word.ident.span())))
        .collect();
    draft.belongs_to = belongs_to
        .iter()
        .map(|(belongs, _)| belongs.clone())
        .collect();
    let checks: Vec<(Check, Span)> = words
        .all("check")
        .filter_map(|word| Some((check::read(word, errors)?, word.ident.span())))
        .collect();
    draft.checks = checks.iter().map(|(check, _)| check.clone()).collect();
    let [unique, fulltext] = ["unique", "fulltext"].map(|word| indexes(word, &words, errors));
    draft.unique = unique.iter().map(|(index, _)| index.clone()).collect();
    draft.fulltext = fulltext.iter().map(|(index, _)| index.clone()).collect();
    Said {
        draft,
        words,
        payloads,
        krate,
        belongs_to,
        checks,
        unique,
        fulltext,
    }
}

fn payloads_of(word: &Word, errors: &mut Errors) -> Option<[Ident; 2]> {
    if let Form::List(arguments) = &word.form
        && let [Argument::Word(create), Argument::Word(patch)] = arguments.as_slice()
        && matches!((&create.form, &patch.form), (Form::Flag, Form::Flag))
        && create.ident != patch.ident
        && [create, patch].into_iter().all(is_name)
    {
        return Some([create.ident.clone(), patch.ident.clone()]);
    }
    errors.at(
        word.ident.span(),
        "name the types of a new row and of a change: `payloads(Create, Patch)`",
    );
    None
}

/// Whether a word can name a type, as keywords and `_` cannot.
fn is_name(word: &Word) -> bool {
    syn::parse_str::<Ident>(&word.ident.to_string()).is_ok()
}

fn page_size(word: &Word, errors: &mut Errors) -> (Option<u32>, Option<u32>) {
    let Some(words) = nested(word, &["default", "max"], errors) else {
        return (None, None);
    };
    (words.number("default", errors), words.number("max", errors))
}

fn belongs_to(word: &Word, errors: &mut Errors) -> Option<Belongs> {
    // The table is no `table = "…"`: clippy takes two keys of one table for an attribute said twice.
    if let Form::List(arguments) = &word.form
        && let Some((Argument::Literal(Lit::Str(table)), rest)) = arguments.split_first()
    {
        let [cascade, loose] = BONDS;
        let words = Words::of_list(rest, &["columns", "keys", "name", cascade, loose], errors);
        if let (Some(columns), Some(keys)) = (words.get("columns"), words.get("keys")) {
            return Some(Belongs {
                columns: list(columns.texts(errors)?),
                table: Cow::Owned(table.value()),
                keys: list(keys.texts(errors)?),
                bond: bond(&words, errors)?,
                name: words.text("name", errors).map(Cow::Owned),
            });
        }
    }
    errors.at(
        word.ident.span(),
        "write the other table, the columns here and those there: \
         `belongs_to(\"customers\", columns(\"…\"), keys(\"…\"))`",
    );
    None
}

/// The indexes of a kind: `unique("name", "column", "column")`.
fn indexes(name: &str, words: &Words, errors: &mut Errors) -> Vec<(Index, Span)> {
    let mut indexes = Vec::new();
    for word in words.all(name) {
        let place = word.ident.span();
        let texts = match &word.form {
            Form::List(arguments) if arguments.len() > 1 => word.texts(errors),
            Form::List(_) | Form::Flag | Form::Value(_) => {
                let example = format!("`{name}(\"…\", \"column\")`");
                errors.at(
                    place,
                    format!("write its name, then its columns: {example}"),
                );
                continue;
            }
        };
        // Of what is no text there is an error already.
        let mut texts = texts.into_iter().flatten();
        if let Some(name) = texts.next() {
            let (name, columns) = (Cow::Owned(name), list(texts.collect()));
            indexes.push((Index { name, columns }, place));
        }
    }
    indexes
}

/// The words for what the database does about a foreign key.
pub const BONDS: [&str; 2] = ["cascade", "loose"];

/// What the database does about a foreign key.
pub fn bond(words: &Words, errors: &mut Errors) -> Option<Bond> {
    let [cascade, loose] = BONDS.map(|word| words.flag(word, errors));
    match (cascade, loose) {
        (false, false) => Some(Bond::Restrict),
        (true, false) => Some(Bond::Cascade),
        (false, true) => Some(Bond::Loose),
        (true, true) => {
            let message = "where nothing says so nothing follows: drop `cascade` or `loose`";
            let place = words.place("loose").unwrap_or_else(Span::call_site);
            errors.at(place, message);
            None
        }
    }
}

/// The words in the parentheses of a word that needs them.
pub fn nested(word: &Word, known: &[&'static str], errors: &mut Errors) -> Option<Words> {
    match &word.form {
        Form::List(arguments) => Some(Words::of_list(arguments, known, errors)),
        Form::Flag | Form::Value(_) => {
            let name = &word.ident;
            let message = format!("`{name}` takes a list of {}", known.join(", "));
            errors.at(name.span(), message);
            None
        }
    }
}

pub fn list(texts: Vec<String>) -> List<Text> {
    texts.into_iter().map(Cow::Owned).collect()
}
