//! The words of `#[resource(…)]`, before anybody asks what they mean.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Lit, Meta, Path, Token, parenthesized, token};

use super::errors::Errors;
use crate::nearest::nearest;
pub(crate) use crate::nearest::unknown;

/// One argument of an attribute: `word`, `word = literal`, `word(arguments)`, or a literal alone.
#[derive(Clone)]
pub enum Argument {
    /// A word with what it says.
    Word(Word),
    /// A literal.
    Literal(Lit),
}

/// A word with what it says.
#[derive(Clone)]
pub struct Word {
    /// The word.
    pub ident: Ident,
    /// What follows it.
    pub form: Form,
}

/// What follows a word.
#[derive(Clone)]
pub enum Form {
    /// Nothing.
    Flag,
    /// `= literal`.
    Value(Lit),
    /// `(arguments)`.
    List(Vec<Argument>),
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(Ident::peek_any) || input.peek(syn::LitBool) {
            let message = "write `word`, `word = \"…\"` or `word(…)`";
            return literal(input, message).map(Self::Literal);
        }
        let ident = input.call(Ident::parse_any)?;
        let form = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Form::Value(literal(input, "write a literal: text, a number or `true`")?)
        } else if input.peek(token::Paren) {
            let content;
            parenthesized!(content in input);
            Form::List(arguments(&content)?)
        } else {
            Form::Flag
        };
        Ok(Self::Word(Word { ident, form }))
    }
}

/// A literal, or what to write instead. Its suffix, which is none of a value's, would else be lost.
fn literal(input: ParseStream<'_>, instead: &str) -> syn::Result<Lit> {
    let literal = input.parse::<Lit>();
    let literal = literal.map_err(|error| syn::Error::new(error.span(), instead))?;
    match literal.suffix() {
        "" => Ok(literal),
        suffix => {
            let message = format!("a literal has no suffix here: drop `{suffix}`");
            Err(syn::Error::new(literal.span(), message))
        }
    }
}

fn arguments(input: ParseStream<'_>) -> syn::Result<Vec<Argument>> {
    let arguments = Punctuated::<Argument, Token![,]>::parse_terminated(input)?;
    Ok(arguments.into_iter().collect())
}

/// Words by name: known ones, each said once.
#[derive(Default)]
pub struct Words {
    words: Vec<Word>,
    /// The known words that unknown ones resemble.
    meant: Vec<&'static str>,
    /// Whether something could not be read, in which any word may be.
    unread: bool,
}

impl Words {
    /// Reads every `#[resource(…)]` of an item; words in `repeatable` may be said several times.
    pub fn of_item(
        attributes: &[Attribute],
        known: &[&'static str],
        repeatable: &[&'static str],
        errors: &mut Errors,
    ) -> Self {
        let mut words = Self::default();
        for attribute in attributes {
            if !attribute.path().is_ident("resource") {
                continue;
            }
            match &attribute.meta {
                Meta::List(list) => match list.parse_args_with(arguments) {
                    Ok(arguments) => words.add(arguments, known, repeatable, errors),
                    Err(error) => words.lose(error, errors),
                },
                Meta::Path(_) | Meta::NameValue(_) => {
                    let message = "write the arguments in parentheses: `#[resource(…)]`";
                    words.lose(syn::Error::new_spanned(attribute, message), errors);
                }
            }
        }
        words
    }

    fn lose(&mut self, error: syn::Error, errors: &mut Errors) {
        self.unread = true;
        errors.push(error);
    }

    /// The words in the parentheses of a word.
    pub fn of_list(arguments: &[Argument], known: &[&'static str], errors: &mut Errors) -> Self {
        Self::of_repeatable_list(arguments, known, &[], errors)
    }

    /// The words in the parentheses of a word; those in `repeatable` may be said several times.
    pub fn of_repeatable_list(
        arguments: &[Argument],
        known: &[&'static str],
        repeatable: &[&'static str],
        errors: &mut Errors,
    ) -> Self {
        let mut words = Self::default();
        words.add(arguments.to_vec(), known, repeatable, errors);
        words
    }

    fn add(
        &mut self,
        arguments: Vec<Argument>,
        known: &[&'static str],
        repeatable: &[&'static str],
        errors: &mut Errors,
    ) {
        for argument in arguments {
            let word = match argument {
                Argument::Word(word) => word,
                Argument::Literal(literal) => {
                    errors.at(
                        literal.span(),
                        "a literal needs a word before it: `word = …`",
                    );
                    continue;
                }
            };
            let name = word.ident.to_string();
            if !known.contains(&name.as_str()) {
                errors.at(word.ident.span(), unknown("word", &name, known));
                let meant = nearest(&name, known);
                let meant = known.iter().filter(|known| meant == Some(**known));
                self.meant.extend(meant);
            } else if self.place(&name).is_some() && !repeatable.contains(&name.as_str()) {
                errors.at(
                    word.ident.span(),
                    format!("`{name}` is said twice: drop one of them"),
                );
            } else {
                self.words.push(word);
            }
        }
    }

    /// Whether a word was said, be it misspelt or in what cannot be read.
    pub fn tried(&self, name: &str) -> bool {
        self.unread || self.get(name).is_some() || self.meant.contains(&name)
    }

    /// The place where a word was first said.
    pub fn place(&self, name: &str) -> Option<Span> {
        let word = self.words.iter().find(|word| word.ident == name);
        word.map(|word| word.ident.span())
    }

    /// Every saying of a word.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Word> {
        self.words.iter().filter(move |word| word.ident == name)
    }

    /// The first saying of a word.
    pub fn get(&self, name: &str) -> Option<&Word> {
        self.words.iter().find(|word| word.ident == name)
    }

    /// Whether a word that takes nothing was said.
    pub fn flag(&self, name: &str, errors: &mut Errors) -> bool {
        let Some(word) = self.get(name) else {
            return false;
        };
        if !matches!(word.form, Form::Flag) {
            errors.at(
                word.ident.span(),
                format!("`{name}` takes no value: write it alone"),
            );
        }
        true
    }

    /// The text of a word: `word = "…"`.
    pub fn text(&self, name: &str, errors: &mut Errors) -> Option<String> {
        self.get(name)?.text(errors)
    }

    /// The path of a word: `word = "a::b"`.
    pub fn path(&self, name: &str, errors: &mut Errors) -> Option<Path> {
        let word = self.get(name)?;
        let path = match &word.form {
            Form::Value(Lit::Str(text)) => text.parse_with(Path::parse_mod_style).ok(),
            Form::Value(_) | Form::Flag | Form::List(_) => None,
        };
        if path.is_none() {
            let message = format!("`{name}` takes a path: `{name} = \"::chassis\"`");
            errors.at(word.ident.span(), message);
        }
        path
    }

    /// The number of a word: `word = 1`.
    pub fn number<N>(&self, name: &str, errors: &mut Errors) -> Option<N>
    where
        N: std::str::FromStr,
        N::Err: std::fmt::Display,
    {
        let word = self.get(name)?;
        let Form::Value(Lit::Int(number)) = &word.form else {
            let message = format!("`{name}` takes a whole number: `{name} = 1`");
            errors.at(word.ident.span(), message);
            return None;
        };
        match number.base10_parse() {
            Ok(number) => Some(number),
            Err(error) => {
                errors.at(number.span(), format!("`{number}` does not fit: {error}"));
                None
            }
        }
    }
}

impl Word {
    /// The text of `word = "…"`.
    pub fn text(&self, errors: &mut Errors) -> Option<String> {
        match &self.form {
            Form::Value(Lit::Str(text)) => Some(text.value()),
            Form::Value(_) | Form::Flag | Form::List(_) => {
                let name = &self.ident;
                errors.at(
                    name.span(),
                    format!("`{name}` takes text: `{name} = \"…\"`"),
                );
                None
            }
        }
    }

    /// The texts of `word("…", "…")`.
    pub fn texts(&self, errors: &mut Errors) -> Option<Vec<String>> {
        let text = |argument: &Argument| match argument {
            Argument::Literal(Lit::Str(text)) => Some(text.value()),
            Argument::Literal(_) | Argument::Word(_) => None,
        };
        let texts = match &self.form {
            Form::List(arguments) => arguments.iter().map(text).collect(),
            Form::Flag | Form::Value(_) => None,
        };
        if texts.is_none() {
            let name = &self.ident;
            errors.at(
                name.span(),
                format!("`{name}` takes texts: `{name}(\"…\")`"),
            );
        }
        texts
    }
}
