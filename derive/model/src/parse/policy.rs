//! What `#[resource(…)]` says of a resource's policy, and of what lists filter and sort by.

use std::borrow::Cow;

use syn::Lit;

use super::attributes::{Argument, Form, Word, Words, unknown};
use super::container::{list, nested};
use super::errors::Errors;
use crate::draft::Draft;
use crate::policy::{
    Amendment, Condition, Delete, Event, Extra, Grant, Marks, NoCondition, Policy, Renamed, Soft,
    Target, Unique, Version,
};
use crate::resource::{Action, List, Text};

/// Reads the policy that the words of a struct say, but for its extra operations.
pub fn read(words: &Words, extras: Vec<Extra>, errors: &mut Errors) -> Policy {
    let mut texts = |name: &str| {
        let texts = words.get(name).and_then(|word| word.texts(errors));
        list(texts.unwrap_or_default())
    };
    let (expand, nested) = (texts("expand"), texts("nested"));
    let access = words.get("access").map(|word| access(word, errors));
    let delete = words.get("delete").and_then(|word| delete(word, errors));
    let events = words.get("events").map(|word| events(word, errors));
    let versions = words.all("version");
    let versions = versions.filter_map(|word| version(word, errors)).collect();
    Policy {
        access: access.unwrap_or_default().into(),
        delete: delete.unwrap_or_default(),
        etag: words.text("etag", errors).map(Cow::Owned),
        require_if_match: words.flag("require_if_match", errors),
        extras: extras.into(),
        expand,
        nested,
        events: events.unwrap_or_default().into(),
        versions,
    }
}

/// Reads what is on offer and what of it is custom into a draft; gives the operations beside the standard ones.
pub fn operations(words: &Words, draft: &mut Draft, errors: &mut Errors) -> Vec<Extra> {
    enum Offered {
        Standard(Action),
        Extra(Extra),
    }
    let known: Vec<&str> = Action::ALL.map(Action::as_str).into_iter().collect();
    let all = [
        known.clone(),
        Extra::ALL.iter().map(|extra| extra.as_str()).collect(),
    ]
    .concat();
    let offered = |word: &str| {
        let standard = Action::from_word(word).map(Offered::Standard);
        standard.or_else(|| Extra::from_word(word).map(Offered::Extra))
    };
    let mut extras = Vec::new();
    if let Some(word) = words.get("operations") {
        draft.operations = closed_list(word, "operation", &all, offered, errors).map(|offered| {
            let standard = |offered| match offered {
                Offered::Standard(action) => Some(action),
                Offered::Extra(extra) => {
                    extras.push(extra);
                    None
                }
            };
            offered.into_iter().filter_map(standard).collect()
        });
    }
    if let Some(word) = words.get("custom") {
        let custom = closed_list(word, "operation", &known, Action::from_word, errors);
        draft.custom = custom.unwrap_or_default();
    }
    extras
}

/// Reads `filter(add("…"), remove("…"))`.
pub fn amendment(
    name: &'static str,
    known: &[&'static str],
    words: &Words,
    errors: &mut Errors,
) -> Amendment {
    let Some(words) = words.get(name).and_then(|word| nested(word, known, errors)) else {
        return Amendment::default();
    };
    let mut columns = |name| {
        let columns = words.get(name).and_then(|word| word.texts(errors));
        columns.unwrap_or_default()
    };
    Amendment {
        add: columns("add"),
        remove: columns("remove"),
    }
}

/// The words of `word(a, b)`, each once.
fn closed_list<T>(
    word: &Word,
    what: &str,
    known: &[&str],
    of: impl Fn(&str) -> Option<T>,
    errors: &mut Errors,
) -> Option<Vec<T>> {
    let name = &word.ident;
    let example = known.iter().take(2).copied().collect::<Vec<_>>().join(", ");
    let Form::List(arguments) = &word.form else {
        let message = format!("`{name}` takes a list of {what}s: `{name}({example})`");
        errors.at(name.span(), message);
        return None;
    };
    let mut seen: Vec<String> = Vec::new();
    let mut values = Vec::new();
    for argument in arguments {
        match argument {
            Argument::Word(Word {
                ident,
                form: Form::Flag,
            }) => {
                let text = ident.to_string();
                match of(&text) {
                    Some(_) if seen.contains(&text) => {
                        errors.at(
                            ident.span(),
                            format!("`{ident}` is said twice: drop one of them"),
                        );
                    }
                    Some(value) => {
                        values.push(value);
                        seen.push(text);
                    }
                    None => errors.at(ident.span(), unknown(what, &text, known)),
                }
            }
            Argument::Word(word) => {
                let name = &word.ident;
                errors.at(
                    name.span(),
                    format!("`{name}` takes no value: write it alone"),
                );
            }
            Argument::Literal(literal) => {
                let message = format!("{what}s are words: `{name}({example})`");
                errors.at(literal.span(), message);
            }
        }
    }
    Some(values)
}

fn events(word: &Word, errors: &mut Errors) -> Vec<Event> {
    let known: Vec<&str> = Event::ALL.iter().map(|event| event.as_str()).collect();
    closed_list(word, "event", &known, Event::from_word, errors).unwrap_or_default()
}

/// `access = "user"`, `access("role:a", "role:b")`, or `access(read = "user", delete("role:a", "role:b"))`.
fn access(word: &Word, errors: &mut Errors) -> Vec<Grant> {
    if let Form::List(arguments) = &word.form
        && matches!(arguments.first(), Some(Argument::Word(_)))
    {
        let known: Vec<&'static str> = Target::all().skip(1).map(Target::as_str).collect();
        let words = Words::of_list(arguments, &known, errors);
        let targets = Target::all().skip(1);
        let said = targets.filter_map(|to| Some((to, words.get(to.as_str())?)));
        return said
            .filter_map(|(to, word)| grant(to, word, errors))
            .collect();
    }
    grant(Target::All, word, errors).into_iter().collect()
}

fn grant(to: Target, word: &Word, errors: &mut Errors) -> Option<Grant> {
    let literals: Vec<&Lit> = match &word.form {
        Form::Value(literal) => vec![literal],
        Form::List(arguments) => literals(arguments).unwrap_or_default(),
        Form::Flag => Vec::new(),
    };
    if literals.is_empty() {
        let name = &word.ident;
        let message = format!("`{name}` takes a rule or several: `{name} = \"user\"`");
        errors.at(name.span(), message);
        return None;
    }
    let any = literals
        .into_iter()
        .map(|literal| alternative(literal, errors));
    // Not at the first: the others may be wrong, too.
    let any: Vec<Option<List<Condition>>> = any.collect();
    let any: Option<Vec<List<Condition>>> = any.into_iter().collect();
    Some(Grant {
        to,
        any: any?.into(),
    })
}

/// The arguments, when each is a literal.
fn literals(arguments: &[Argument]) -> Option<Vec<&Lit>> {
    let arguments = arguments.iter().map(|argument| match argument {
        Argument::Literal(literal) => Some(literal),
        Argument::Word(_) => None,
    });
    arguments.collect()
}

fn alternative(literal: &Lit, errors: &mut Errors) -> Option<List<Condition>> {
    let Lit::Str(text) = literal else {
        errors.at(
            literal.span(),
            format!("a rule is text: {}", NoCondition::HELP),
        );
        return None;
    };
    match Condition::all(&text.value()) {
        Ok(all) => Some(all),
        Err(error) => {
            errors.at(text.span(), format!("{error}: {}", NoCondition::HELP));
            None
        }
    }
}

/// `delete = "forbidden"`, or `delete(soft = "deleted_at", unique = "restore")`.
fn delete(word: &Word, errors: &mut Errors) -> Option<Delete> {
    let Form::List(arguments) = &word.form else {
        let text = word.text(errors)?;
        return match text.as_str() {
            "hard" => Some(Delete::Hard),
            "forbidden" => Some(Delete::Forbidden),
            _ => {
                let known = ["hard", "forbidden"];
                errors.at(word.ident.span(), unknown("treatment", &text, &known));
                None
            }
        };
    };
    let words = Words::of_list(arguments, &["soft", "unique"], errors);
    let Some(soft) = words.get("soft") else {
        let message = "write the column: `delete(soft = \"deleted_at\")`";
        errors.at(word.ident.span(), message);
        return None;
    };
    let unique = words.get("unique").and_then(|word| unique(word, errors));
    let (column, marks) = match &soft.form {
        Form::List(_) => marked(soft, errors)?,
        Form::Flag | Form::Value(_) => (soft.text(errors)?, None),
    };
    Some(Delete::Soft(Soft {
        column: Cow::Owned(column),
        marks,
        unique: unique.unwrap_or_default(),
    }))
}

/// `soft(column = "is_deleted", deleted = "1", alive = "0")`.
fn marked(word: &Word, errors: &mut Errors) -> Option<(String, Option<Marks>)> {
    let words = nested(word, &["column", "deleted", "alive"], errors)?;
    let mut text = |name| words.text(name, errors);
    let (column, deleted, alive) = (text("column"), text("deleted"), text("alive"));
    if let (Some(column), Some(deleted), Some(alive)) = (column, deleted, alive) {
        let (deleted, alive) = (Cow::Owned(deleted), Cow::Owned(alive));
        return Some((column, Some(Marks { deleted, alive })));
    }
    errors.at(
        word.ident.span(),
        "write all three: `soft(column = \"is_deleted\", deleted = \"1\", alive = \"0\")`",
    );
    None
}

fn unique(word: &Word, errors: &mut Errors) -> Option<Unique> {
    let text = word.text(errors)?;
    let unique = Unique::from_word(&text);
    if unique.is_none() {
        let known: Vec<&str> = Unique::ALL.iter().map(|unique| unique.as_str()).collect();
        errors.at(word.ident.span(), unknown("treatment", &text, &known));
    }
    unique
}

/// `version("v1", delete = "hard", operations(list, get), column("total", name = "amount"))`.
fn version(word: &Word, errors: &mut Errors) -> Option<Version> {
    let Some((name, rest)) = named(word) else {
        let message =
            "write the version, and what is otherwise there: `version(\"v1\", operations(list))`";
        errors.at(word.ident.span(), message);
        return None;
    };
    let known = ["delete", "operations", "column"];
    let words = Words::of_repeatable_list(rest, &known, &["column"], errors);
    let actions = Action::ALL.map(Action::as_str);
    let operations = words
        .get("operations")
        .and_then(|word| closed_list(word, "operation", &actions, Action::from_word, errors));
    let names = words.all("column");
    Some(Version {
        name,
        names: names.filter_map(|word| renamed(word, errors)).collect(),
        operations: operations.map(Cow::Owned),
        delete: words.get("delete").and_then(|word| delete(word, errors)),
    })
}

fn renamed(word: &Word, errors: &mut Errors) -> Option<Renamed> {
    if let Some((column, rest)) = named(word)
        && let Some(name) = Words::of_list(rest, &["name"], errors).text("name", errors)
    {
        let name = Cow::Owned(name);
        return Some(Renamed { column, name });
    }
    let message = "write the column and its JSON name: `column(\"total\", name = \"amount\")`";
    errors.at(word.ident.span(), message);
    None
}

/// The text that a list begins with, and the rest.
fn named(word: &Word) -> Option<(Text, &[Argument])> {
    match &word.form {
        Form::List(arguments) => match arguments.split_first() {
            Some((Argument::Literal(Lit::Str(name)), rest)) => {
                Some((Cow::Owned(name.value()), rest))
            }
            _ => None,
        },
        Form::Flag | Form::Value(_) => None,
    }
}
